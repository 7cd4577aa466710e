"""Commands that read a graph on a server: what they say where it is not there, or is not what it was."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from tests.remote.conftest import BASE, Publish
from tests.remote.server import FaultyServer, Handler, Request, half, silent

from cyberkg.cli import main
from cyberkg.errors import LimitError
from cyberkg.remote import Server, fetch, open_remote, push
from cyberkg.remote.catalogue import NAMESPACE

NOTHING = "graph%2Fnothing"  # a graph that no server has, asked for to see whether it heeds which
ALL = "SELECT ?l { ?s skos:prefLabel ?l } ORDER BY ?l"


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    said = capfd.readouterr()
    return int(stop.value.code or 0), said.out, said.err


def answering(body: bytes, kind: str = "application/sparql-results+json", **headers: str):  # type: ignore[no-untyped-def]
    """Answer the user's query with this, and leave the others to the server."""

    def fault(handler: Handler, request: Request) -> bool:
        asked = "default-graph-uri" in request.body and NOTHING not in request.body
        if asked:
            handler.reply(200, body, Content_Type=kind, **headers)
        return asked

    return fault


def rows(count: int) -> bytes:
    bindings = [{"l": {"type": "literal", "value": f"{n}"}} for n in range(count)]
    return json.dumps({"head": {"vars": ["l"]}, "results": {"bindings": bindings}}).encode()


def test_rows_and_limits_are_as_from_a_folder(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    push(published(a=["one", "two"], b=["two", "six"]), at)
    assert run(capfd, "query", ALL, "--store", at.query, "--format", "csv") == (
        0,
        "l\r\none\r\nsix\r\ntwo\r\n",
        "",
    )
    code, out, err = run(capfd, "query", ALL, "--store", at.query, "--format", "tsv", "--rows", "2")
    assert (code, out) == (0, '?l\n"one"\n"six"\n')
    assert "truncated: only the first 2 rows" in err


def test_a_server_without_a_graph_is_told(
    faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capfd, "query", ALL, "--store", at.query)
    assert code == 6
    assert err == f"error: {at.query}: there is no graph of cyberkg here; bring one with `cyberkg push`\n"


def test_a_server_that_answers_from_all_of_its_graphs_is_told(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    def heedless(handler: Handler, request: Request) -> bool:
        chosen = "default-graph-uri" in request.body
        if chosen:
            handler.reply(200, rows(1), Content_Type="application/sparql-results+json")
        return chosen

    push(published(a=["one"]), at)
    faulty.fault = heedless
    code, out, err = run(capfd, "query", ALL, "--store", at.query, "--format", "csv")
    assert (code, out) == (8, "")
    assert "the server does not let a query choose its graphs" in err


def test_a_graph_replaced_while_it_is_read_is_told(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    push(published(a=["one"]), at)
    new = published(a=["two"])

    def replace(handler: Handler, request: Request) -> bool:
        if "default-graph-uri" in request.body:
            handler.server.fault = lambda *_: False
            push(new, at)
        return False

    faulty.fault = replace
    code, out, err = run(capfd, "query", ALL, "--store", at.query)
    assert (code, out) == (5, "")
    assert "the graph was replaced while it was read; ask again" in err


def test_a_graph_that_begins_to_be_replaced_while_it_is_read_is_told(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    push(published(a=["one"]), at)

    def begin(handler: Handler, request: Request) -> bool:
        if "default-graph-uri" in request.body and NOTHING not in request.body:
            handler.server.store.update(
                f"INSERT DATA {{ GRAPH <{BASE}graph/push> {{ <{BASE}graph/published> <{NAMESPACE}switching> 'yes' }} }}"
            )
        return False

    faulty.fault = begin
    code, out, err = run(capfd, "query", ALL, "--store", at.query)
    assert (code, out) == (5, "")
    assert "a push is setting its graphs in place" in err


def test_an_answer_longer_than_it_may_be_is_not_taken(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    push(published(a=["one"]), at)
    reading, taken = open_remote(at, ours=True), io.BytesIO()
    endless = rows(100_000)
    faulty.fault = answering(endless)
    with pytest.raises(LimitError):
        fetch(reading, ALL, taken, triples=False, named=False, largest=1000, timeout=5)
    assert len(taken.getvalue()) < len(endless) / 4


def test_half_an_answer_is_none(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    push(published(a=["one"]), at)
    faulty.fault = answering(rows(5)[:-20])
    code, out, err = run(capfd, "query", ALL, "--store", at.query)
    assert (code, out) == (8, "")
    assert "the server gives half an answer, or none that is one of SPARQL" in err
    faulty.fault = lambda h, r: "default-graph-uri" in r.body and half(h, r)
    code, out, err = run(capfd, "query", ALL, "--store", at.query)
    assert (code, out) == (8, "")
    assert "broke off in the middle" in err


def test_an_answer_that_the_server_may_have_cut_is_none(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    push(published(a=["one"]), at)
    faulty.fault = answering(rows(10), X_SPARQL_MaxRows="10")
    code, out, err = run(capfd, "query", ALL, "--store", at.query, "--format", "csv")
    assert (code, out) == (4, "")
    assert "the server gives no more than 10 rows of an answer" in err
    faulty.fault = answering(rows(9), X_SPARQL_MaxRows="10")
    assert run(capfd, "query", ALL, "--store", at.query, "--format", "csv")[0] == 0


def test_a_query_that_the_server_does_not_take_is_a_wrong_call(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    push(published(a=["one"]), at)
    code, _, err = run(capfd, "query", "SELECT ?l { ?s", "--store", at.query)
    assert code == 2
    assert "the server does not take the query (error at 1:" in err


def test_words_of_the_server_show_no_secret(
    published: Publish,
    faulty: FaultyServer,
    at: Server,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def echo(handler: Handler, request: Request) -> bool:
        asked = "default-graph-uri" in request.body and NOTHING not in request.body
        if asked:
            handler.reply(400, f"\x1b[2J no query of {request.headers['Authorization']}\nand more".encode())
        return asked

    push(published(a=["one"]), at)
    monkeypatch.setenv("CYBERKG_STORE_TOKEN", "t0ken")
    faulty.fault = echo
    code, _, err = run(capfd, "query", ALL, "--store", at.query)
    assert (code, err.count("\n")) == (2, 1)
    assert "no query of Bearer …" in err
    assert "t0ken" not in err
    assert "\x1b" not in err
    assert "and more" not in err


def test_a_query_has_the_time_that_it_is_given(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    push(published(a=["one"]), at)
    faulty.fault = lambda h, r: "default-graph-uri" in r.body and NOTHING not in r.body and silent(h, r)
    code, _, err = run(capfd, "query", ALL, "--store", at.query, "--timeout", "1")
    assert code == 8
    assert "gave no answer in 1 s; give it longer with --timeout" in err


@pytest.mark.parametrize("asked", ["SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "DROP ALL"])
def test_what_is_refused_here_is_not_sent_there(
    published: Publish, faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str], asked: str
) -> None:
    push(published(a=["one"]), at)
    assert run(capfd, "query", asked, "--store", at.query)[0] in {2, 8}
    assert not any("SERVICE" in r.body or "DROP+ALL" in r.body for r in faulty.seen)


def test_hostile_catalogues_are_no_catalogues(
    faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    push_ns = "https://w3id.org/cyberkg/push#"
    faulty.store.update(
        f"INSERT DATA {{ GRAPH <{BASE}graph/published> {{ <{BASE}graph/published> <{push_ns}digest> 'x' ; <{push_ns}base> '{BASE}' ;"
        f" <{push_ns}union> 'no > iri' ; <{push_ns}triples> 'many' }} }}"
    )
    assert run(capfd, "query", ALL, "--store", at.query)[0] == 8


def test_levels_of_the_traffic_light_do_not_go_with_a_server(
    faulty: FaultyServer, at: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capfd, "report", "calendar", "--tlp", "green", "--store", at.query)
    assert code == 2
    assert "--store does not go with --tlp" in err


def test_no_credentials_lie_in_temporary_files(
    published: Publish, faulty: FaultyServer, at: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CYBERKG_STORE_TOKEN", "t0ken")
    push(published(a=["one"]), at)
    open_remote(at, ours=True).save(tmp_path / "place")
    assert "t0ken" not in (tmp_path / "place").read_text() + repr(Server(at.query))
