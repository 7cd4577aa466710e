"""CSV of the query engine: every row has its columns, whatever is in an IRI."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.query.delimited import CommaCount
from cyberkg.query.engine import Outcome, write
from cyberkg.query.results import Limits
from cyberkg.store.oxigraph import write_store

LABEL = ox.NamedNode("https://x.example/label")
PLAIN, COMMA = "https://x.example/plain", "https://x.example/a,https://x.example/b,"
AWKWARD = 'two\r\nlines, a "quote"'
ALL = "SELECT ?s ?label ?o ?none { ?s <https://x.example/label> ?label BIND(?s AS ?o) } ORDER BY ?s"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commas")
    graph = ox.NamedNode("https://x.example/graph")
    nodes = ((COMMA, AWKWARD), (PLAIN, "a, b"))
    quads = (ox.Quad(ox.NamedNode(iri), LABEL, ox.Literal(text), graph) for iri, text in nodes)
    write_store(folder / "store", folder / "scratch", quads)
    return folder / "store"


def ask(store: Path, sparql: str, rows: int = 0) -> tuple[Outcome, bytes]:
    out = io.BytesIO()
    return write(store, sparql, out, "csv", limits=Limits(timeout=60, rows=rows)), out.getvalue()


def read(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


def test_an_iri_with_commas_is_one_cell(store: Path) -> None:
    assert read(ask(store, ALL)[1]) == [
        ["s", "label", "o", "none"],
        [COMMA, AWKWARD, COMMA, ""],
        [PLAIN, "a, b", PLAIN, ""],
    ]


@pytest.mark.parametrize(("rows", "more"), [(1, True), (2, False)])
def test_a_mended_answer_is_cut_where_any_is(store: Path, rows: int, more: bool) -> None:
    outcome, body = ask(store, ALL, rows)
    assert (outcome.truncated, len(read(body))) == (more, 1 + rows)


def test_an_answer_without_such_an_iri_is_as_the_store_writes_it(store: Path) -> None:
    sparql = ALL.replace("}", f"FILTER(?s = <{PLAIN}>) }}")
    found = ox.Store.read_only(str(store)).query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    assert ask(store, sparql)[1] == found.serialize(format=ox.QueryResultsFormat.CSV)


def test_numbers_booleans_and_blank_nodes_are_written_as_the_store_writes_them(store: Path) -> None:
    kinds = "BIND(1.50 AS ?n) BIND(true AS ?b) BIND('x'@en AS ?l) BIND(BNODE() AS ?k)"
    rows = read(ask(store, f"SELECT ?s ?n ?b ?l ?k {{ ?s ?p ?o {kinds} }} ORDER BY ?s")[1])
    plain = read(ask(store, f"SELECT ?n ?b ?l ?k {{ ?s ?p ?o {kinds} }} ORDER BY ?s")[1])
    assert [row[1:4] for row in rows] == [row[:3] for row in plain]
    assert rows[1][4].startswith("_:") and plain[1][3].startswith("_:")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("body", "is_even"),
    [
        (b'a,b\r\n"x,"",y\r\n,",1\r\n', True),
        (b'a,b\r\n"x,y",https://x.example/c,d\r\n', False),
    ],
)
def test_commas_are_counted_whatever_comes_at_once(body: bytes, is_even: bool, size: int) -> None:
    count = CommaCount(io.BytesIO(), columns=2)
    for start in range(0, len(body), size):
        count.write(body[start : start + size])
    assert count.is_even is is_even
