"""The same graph from a server as from the folder: Oxigraph, and Virtuoso where it is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.remote.conftest import BASE, Publish

from cyberkg.cli import main
from cyberkg.remote import Pushed, Server, push
from cyberkg.remote.client import Client
from cyberkg.store import open_graph

pytestmark = pytest.mark.server
ROOT = Path(__file__).parents[2]
ASKED = (
    "SELECT ?name ?event WHERE { ?p a ckg:Person ; skos:prefLabel ?name ; ckg:spokeAt ?e . ?e skos:prefLabel ?event } ORDER BY ?name ?event",
    "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY ?t",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?s { ?s a <../Person> } ORDER BY ?s LIMIT 3",
    "ASK { ?p ckg:spokeAt ?event }",
    "ASK { ?p ckg:notThere ?event }",
)
REPORTS = (
    ["report", "attendance", "--all", "--format", "csv"],
    ["report", "encounters", "--by", "broker"],
    ["report", "incidents", "--all", "--format", "json"],
    ["report", "calendar", "--all", "--format", "json"],
    ["report", "changes", "--since", "2024-06", "--format", "markdown"],
    ["report", "dossier", "David Ip", "--format", "json"],
    ["ask", "who", "was", "hit", "by", "LockBit"],
    ["query", "attendance", "--set", "person=David Ip", "--format", "csv"],
)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def graph() -> Path:
    return ROOT / "graph"


def withdraw(published: Publish, server: Server) -> None:
    """Take a small graph from a server that also holds the one of ``graph/``: two would be one too many."""
    push(published(), server)
    Client(server).update(f"DROP SILENT GRAPH <{BASE}graph/published>")


def said(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, bytes]:
    capfdbinary.readouterr()
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    return int(stop.value.code or 0), capfdbinary.readouterr().out


def test_queries_answer_as_they_do_from_the_folder(
    server: Server, graph: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    push(open_graph(graph), server)
    for form in ("table", "json", "csv"):
        for asked in ASKED:
            arguments = ["query", asked, "--graph", str(graph), "--timeout", "60", "--format", form]
            here = said(capfdbinary, *arguments)
            assert said(capfdbinary, *arguments, "--store", server.query) == here
            assert here[0] == 0


def test_a_construct_gives_the_same_triples(
    server: Server, graph: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    push(open_graph(graph), server)
    arguments = [
        "query",
        "CONSTRUCT WHERE { ?e a ckg:Event ; skos:prefLabel ?l }",
        "--graph",
        str(graph),
        "--timeout",
        "60",
    ]
    here = said(capfdbinary, *arguments, "--format", "nt")[1].splitlines()
    assert sorted(
        said(capfdbinary, *arguments, "--format", "nt", "--store", server.query)[1].splitlines()
    ) == sorted(here)


def test_a_push_brings_what_differs_and_takes_back_what_is_withdrawn(
    server: Server, published: Publish
) -> None:
    assert push(published(a=["one", "both"], b=["two", "both"]), server).triples == 3
    assert push(published(a=["one", "both"], c=["three"]), server) == Pushed(1, 1, 1, 3)
    assert push(published(a=["one", "both"], c=["three"]), server) == Pushed(0, 2, 0, 3)
    withdraw(published, server)


def test_hostile_texts_arrive_as_they_are(server: Server, published: Publish) -> None:
    texts = ['C:\\u0022 } ; DROP ALL ; "', 'a"b\nc\\', "\\U00000022", "漢字 \u202e", "<b>=1+1</b>"]
    generation = published(a=texts)
    for each in (server, Server(server.query, server.update, timeout=120)):
        push(generation, each)
        client_rows = _labels(each)
        assert client_rows == sorted(texts)
        withdraw(published, each)
        generation = published(a=texts)
    withdraw(published, server)


def _labels(server: Server) -> list[str]:
    rows = Client(server).rows("SELECT ?o { GRAPH <https://example.org/id/document/a> { ?s ?p ?o } }")
    return sorted(row["o"] for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("arguments", REPORTS, ids=lambda a: " ".join(a[:2]))
def test_reports_from_oxigraph_are_those_from_the_folder(
    oxigraph: Server, graph: Path, capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str]
) -> None:
    push(open_graph(graph), oxigraph)
    here = said(capfdbinary, *arguments, "--graph", str(graph))
    assert said(capfdbinary, *arguments, "--graph", str(graph), "--store", oxigraph.query) == here
    assert here[0] == 0


def test_virtuoso_is_asked_no_named_query(virtuoso: Server, graph: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cyberkg", "report", "calendar", "--store", virtuoso.query],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 8
    assert "Virtuoso 7 leaves rows and values out of the answers to some named queries" in done.stderr


def test_a_killed_push_is_mended(
    oxigraph: Server, published: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the middle of the uploads, by a process that ends without a word."""
    generation = published(**{f"d{n}": [f"label {n}"] for n in range(30)})
    script = (
        "import sys, os\nfrom pathlib import Path\nfrom cyberkg.remote import Server, push\nfrom cyberkg.store import open_graph\n"
        "push(open_graph(Path(sys.argv[1])), Server(sys.argv[2]), batch=5, progress=lambda n: os._exit(9))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(generation.path.parents[1]), oxigraph.query], check=False
    )
    assert done.returncode == 9
    assert push(generation, oxigraph) == Pushed(30, 0, 0, 30, mended=True)
    withdraw(published, oxigraph)
