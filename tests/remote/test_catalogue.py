"""What a server says of what pushes wrote there, where it lies: no word of it gets into an update, or keeps one busy."""

from __future__ import annotations

import json

import pytest
from tests.remote.conftest import BASE, Publish
from tests.remote.server import Fault, FaultyServer, Handler, Request

from cyberkg.errors import DamagedError, NetworkError
from cyberkg.remote import Pushed, Server, catalogue, open_remote, push
from cyberkg.remote.catalogue import NAMESPACE, pairs
from cyberkg.remote.client import Client

NO_IRIS = (
    "",
    "no iri",
    "no>iri",
    "no<iri",
    'no"iri',
    "no{iri",
    "no}iri",
    "no|iri",
    "no\\iri",
    "no\niri",
    "no\x00iri",
)
HEAD = {
    "c": f"{BASE}graph/published",
    "digest": "x",
    "base": BASE,
    "union": f"{BASE}graph/union/1",
    "triples": "3",
}


def answer(*rows: dict[str, str]) -> bytes:
    bindings = [{name: {"type": "literal", "value": value} for name, value in row.items()} for row in rows]
    return json.dumps({"results": {"bindings": bindings}}).encode()


def lying(about: str, *rows: dict[str, str]) -> Fault:
    """Answer the queries that have a word in them with these rows, and leave the others to the server."""

    def fault(handler: Handler, request: Request) -> bool:
        asked = request.path == "/query" and about in request.body
        if asked:
            handler.reply(200, answer(*rows), Content_Type="application/sparql-results+json")
        return asked

    return fault


@pytest.mark.parametrize("union", NO_IRIS)
def test_a_place_of_the_graph_that_is_none_is_told(
    published: Publish, faulty: FaultyServer, at: Server, union: str
) -> None:
    faulty.fault = lying("digest", {**HEAD, "union": union})
    with pytest.raises(NetworkError, match="none that is SPARQL results"):
        push(published(a=["one"]), at)
    assert faulty.updates() == []


def test_a_base_that_is_none_is_told(faulty: FaultyServer, at: Server) -> None:
    faulty.fault = lying("digest", {**HEAD, "base": "no > iri", "c": "no > irigraph/published"})
    with pytest.raises(NetworkError, match="none that is SPARQL results"):
        open_remote(at, ours=True)


@pytest.mark.parametrize(
    "row", [{"s": "no > iri", "o": f"{BASE}a"}, {"s": f"{BASE}a", "o": "no > iri"}, {"s": "x"}]
)
@pytest.mark.parametrize("last", [False, True])
def test_a_journal_of_what_are_no_graphs_is_told(
    published: Publish, faulty: FaultyServer, at: Server, row: dict[str, str], last: bool
) -> None:
    good = {"s": f"{BASE}graph/push/1/1", "o": f"{BASE}document/a"}
    faulty.fault = lying("target", *((good, row) if last else (row, good)))
    with pytest.raises(NetworkError, match="none that is SPARQL results"):
        push(published(a=["one"]), at)
    assert faulty.updates() == []


@pytest.mark.parametrize("left_out", ["digest", "base", "union", "triples"])
def test_half_a_catalogue_is_told(faulty: FaultyServer, at: Server, left_out: str) -> None:
    faulty.fault = lying("digest", {name: value for name, value in HEAD.items() if name != left_out})
    with pytest.raises(NetworkError, match="none that is SPARQL results"):
        open_remote(at, ours=True)


def test_a_catalogue_at_another_place_is_none(published: Publish, faulty: FaultyServer, at: Server) -> None:
    push(published(a=["one"]), at)
    before = open_remote(at, ours=True)
    about = " ; ".join(
        f"<{NAMESPACE}{name}> '{HEAD[name]}'" for name in ("digest", "base", "union", "triples")
    )
    faulty.store.update(f"INSERT DATA {{ GRAPH <{BASE}copy> {{ <{BASE}copy> {about} }} }}")
    assert open_remote(at, ours=True) == before
    assert push(published(a=["one"]), at) == Pushed(0, 1, 0, 1)


def test_a_server_that_gives_the_same_page_again_and_again_keeps_nobody_busy(
    faulty: FaultyServer, at: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "_PAGE", 2)
    repeat = lying("sha256", {"s": "http://x/a", "o": "1"}, {"s": "http://x/b", "o": "2"})
    faulty.fault = lambda handler, request: (
        handler.hang_up() if request.number > 9 else repeat(handler, request)
    )
    assert pairs(Client(at), f"{BASE}graph/published", "sha256") == {"http://x/a": "1", "http://x/b": "2"}


@pytest.mark.parametrize("rows", [(), ({},), ({"n": "many"},)])
def test_a_count_that_is_none_is_told(
    published: Publish, faulty: FaultyServer, at: Server, rows: tuple[dict[str, str], ...]
) -> None:
    faulty.fault = lying("COUNT", *rows)
    with pytest.raises(NetworkError, match="none that is SPARQL results"):
        push(published(a=["one"]), at)


def test_of_several_graphs_none_is_guessed(published: Publish, faulty: FaultyServer, at: Server) -> None:
    push(published(a=["one"]), at)
    other = "https://example.net/"
    head = {**HEAD, "base": other, "c": f"{other}graph/published"}
    told = " ; ".join(
        f"<{NAMESPACE}{name}> '{head[name]}'" for name in ("digest", "base", "union", "triples")
    )
    faulty.store.update(f"INSERT DATA {{ GRAPH <{head['c']}> {{ <{head['c']}> {told} }} }}")
    with pytest.raises(DamagedError, match=f"there are several graphs .{other} and {BASE}."):
        open_remote(at, ours=True)


def test_virtuoso_7_is_known_by_what_it_calls_itself_and_asked_no_named_query(
    published: Publish, faulty: FaultyServer, at: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(published(a=["one"]), at)
    monkeypatch.setattr(Handler, "version_string", lambda _: "Virtuoso/07.20.3229 (Linux)")
    with pytest.raises(NetworkError, match="Virtuoso 7 leaves rows and values out"):
        open_remote(at, ours=True)
    assert open_remote(at, ours=False).base == BASE
