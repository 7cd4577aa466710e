"""The contract of stores: whichever engine answers, the answer is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.errors import UsageError
from cyberkg.store import Answer, MemoryStore, OxigraphStore, Rows, Store, Triples

X = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode(X + name)


def _date(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))


G1, G2 = _node("document/1"), _node("document/2")
QUADS = (
    ox.Quad(_node("ann"), _node("name"), ox.Literal("Ann"), G1),
    ox.Quad(_node("ann"), _node("name"), ox.Literal("Ann"), G2),
    ox.Quad(_node("ann"), _node("name"), ox.Literal("安", language="zh-Hant"), G1),
    ox.Quad(_node("ann"), _node("attended"), _node("summit"), G1),
    ox.Quad(_node("ann"), _node("attended"), _node("summit"), G2),
    ox.Quad(_node("bob"), _node("attended"), _node("summit"), G2),
    ox.Quad(_node("bob"), _node("name"), ox.Literal('B"ob\n', datatype=ox.NamedNode(XSD + "string")), G2),
    ox.Quad(_node("summit"), _node("date"), _date("2023-09-08"), G2),
    ox.Quad(_node("summit"), _node("seats"), ox.Literal("10", datatype=ox.NamedNode(XSD + "integer"))),
)
QUERIES = (
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o }",
    "SELECT ?who WHERE { ?who x:attended x:summit }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?who x:attended ?what }",
    "SELECT ?what (COUNT(?who) AS ?n) WHERE { ?who x:attended ?what } GROUP BY ?what",
    "SELECT ?g ?who WHERE { GRAPH ?g { ?who x:attended x:summit } }",
    "SELECT ?who ?name WHERE { ?who x:attended ?e OPTIONAL { ?who x:name ?name FILTER(lang(?name)='') } }",
    'SELECT ?s WHERE { ?s x:name "Ann" }',
    'SELECT ?s WHERE { ?s x:date ?d FILTER(?d > "2023-01-01"^^<http://www.w3.org/2001/XMLSchema#date>) }',
    "SELECT ?o WHERE { ?s x:seats ?o }",
    "SELECT ?a ?b WHERE { ?a x:attended/^x:attended ?b }",
    "SELECT ?who WHERE { ?who x:absent x:summit }",
    "SELECT ?who FROM <https://example.org/document/1> WHERE { ?who x:attended ?e }",
    "SELECT ?who FROM <https://example.org/nowhere> WHERE { ?who x:attended ?e }",
    "ASK { x:ann x:attended x:summit }",
    "ASK { x:summit x:attended x:ann }",
    "CONSTRUCT { ?e x:saw ?who } WHERE { ?who x:attended ?e }",
    "DESCRIBE x:nobody",
)


def _memory(folder: Path) -> Store:
    return MemoryStore()


def _oxigraph(folder: Path) -> Store:
    return OxigraphStore()


def _on_disk(folder: Path) -> Store:
    return OxigraphStore(folder / "db")


ENGINES = (_memory, _oxigraph, _on_disk)


@pytest.fixture(params=ENGINES, ids=lambda make: make.__name__.strip("_"))
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    make: Callable[[Path], Store] = request.param
    return make(tmp_path)


@pytest.fixture
def store(empty: Store) -> Store:
    empty.load(QUADS)
    return empty


def _plain(answer: Answer) -> object:
    """An answer as a value: rows sorted, each a mapping, so that neither order counts."""
    if isinstance(answer, Rows):
        rows = [
            sorted((name, str(cell)) for name, cell in zip(answer.variables, row, strict=True))
            for row in answer
        ]
        return sorted(rows)
    return sorted(map(str, answer)) if isinstance(answer, Triples) else answer


@pytest.mark.parametrize("sparql", QUERIES)
def test_engines_agree(sparql: str, store: Store) -> None:
    reference = OxigraphStore()
    reference.load(QUADS)
    answer = _plain(store.query(sparql, prefixes={"x": X}))
    assert answer == _plain(reference.query(sparql, prefixes={"x": X}))


def test_a_triple_of_two_graphs_is_one_triple_of_the_union(store: Store) -> None:
    answer = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?w x:attended ?e }", prefixes={"x": X})
    assert isinstance(answer, Rows)
    assert [cell.value for (cell,) in answer if isinstance(cell, ox.Literal)] == ["2"]
    assert len(store) == len({quad.triple for quad in QUADS})


def test_named_graphs_stay_apart(store: Store) -> None:
    sparql = "SELECT ?who WHERE { GRAPH <https://example.org/document/1> { ?who x:attended ?e } }"
    answer = store.query(sparql, prefixes={"x": X})
    assert isinstance(answer, Rows)
    assert list(answer) == [(_node("ann"),)]


def test_terms_come_back_as_they_were(store: Store) -> None:
    answer = store.query("SELECT ?o WHERE { ?s ?p ?o }")
    assert isinstance(answer, Rows)
    assert {row[0] for row in answer} == {quad.object for quad in QUADS}


def test_an_unbound_cell_is_none(store: Store) -> None:
    answer = store.query("SELECT ?s ?n WHERE { ?s x:seats ?o OPTIONAL { ?s x:name ?n } }", prefixes={"x": X})
    assert isinstance(answer, Rows)
    assert answer.variables == ("s", "n")
    assert list(answer) == [(_node("summit"), None)]


def test_loading_again_changes_nothing(store: Store) -> None:
    before = store.dump()
    store.load(QUADS)
    assert store.dump() == before


def test_dump_is_the_quads_sorted(store: Store) -> None:
    assert store.dump().decode().splitlines(keepends=True) == sorted(f"{quad} .\n" for quad in QUADS)


def test_load_is_all_or_nothing(empty: Store) -> None:
    def broken() -> object:
        yield QUADS[0]
        raise KeyError("broken")

    with pytest.raises(KeyError):
        empty.load(broken())  # type: ignore[arg-type]
    assert len(empty) == 0
    assert empty.dump() == b""


@pytest.mark.parametrize(
    "sparql", ["SELEKT ?s", "SELECT * { ?s nope:p ?o }", "SELECT * { ?s ", "DROP ALL", ""]
)
def test_what_is_not_a_query_is_a_usage_error(sparql: str, store: Store) -> None:
    with pytest.raises(UsageError, match="not SPARQL"):
        store.query(sparql)


def test_a_closed_store_says_so(store: Store) -> None:
    with store:
        pass
    with pytest.raises(ValueError, match="closed"):
        store.query("ASK {}")


_names = st.sampled_from("abcd").map(_node)
_literals = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=8).map(ox.Literal),
    st.builds(
        lambda t, lang: ox.Literal(t, language=lang),
        st.text('ab"\\\n', max_size=4),
        st.sampled_from(["en", "zh"]),
    ),
    st.sampled_from(["1", "-10", "x"]).map(lambda t: ox.Literal(t, datatype=ox.NamedNode(XSD + "integer"))),
)
_quads = st.builds(
    ox.Quad, _names, _names, st.one_of(_names, _literals), st.sampled_from([ox.DefaultGraph(), G1, G2])
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_quads, max_size=12))
def test_engines_hold_the_same_quads(quads: list[ox.Quad]) -> None:
    memory, oxigraph = MemoryStore(), OxigraphStore()
    memory.load(quads)
    oxigraph.load(quads)
    assert memory.dump() == oxigraph.dump()
    assert len(memory) == len(oxigraph) == len({quad.triple for quad in quads})
    everything = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
    assert _plain(memory.query(everything)) == _plain(oxigraph.query(everything))
