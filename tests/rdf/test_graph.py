from __future__ import annotations

import pyoxigraph as ox
import pytest

from cyberkg.errors import DamagedError
from cyberkg.rdf import vocab
from cyberkg.rdf.graph import Graph

A, B, P = ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), ox.NamedNode("http://x/p")
TYPE = ox.NamedNode(vocab.RDF_TYPE)


def graph(*values: ox.NamedNode | ox.Literal) -> Graph:
    return Graph(ox.Quad(A, P, value, ox.NamedNode(f"http://x/g{at}")) for at, value in enumerate(values))


def test_values_of_all_graphs_come_sorted_and_once() -> None:
    assert graph(ox.Literal("2"), B, ox.Literal("2"), ox.Literal("1")).at(A.value).all(P.value) == (
        "1",
        "2",
        B.value,
    )


def test_one_value_is_given_and_none_or_two_are_told_apart() -> None:
    assert graph(B).at(A.value).one(P.value) == graph(B).at(A.value).find(P.value) == B.value
    assert graph().at(A.value).find(P.value) is None
    with pytest.raises(DamagedError, match="http://x/a has no http://x/p"):
        graph().at(A.value).one(P.value)
    with pytest.raises(DamagedError, match="has 2 values of http://x/p, not one"):
        graph(A, B).at(A.value).find(P.value)


def test_nodes_are_found_by_type() -> None:
    found = Graph([ox.Quad(A, TYPE, B), ox.Quad(A, TYPE, B, P), ox.Quad(B, P, A)])
    assert [node.iri for node in found.of_type(B.value)] == [A.value]
    assert found.of_type(A.value) == []


def test_blank_nodes_are_passed_over() -> None:
    found = Graph([ox.Quad(ox.BlankNode("b"), P, A), ox.Quad(A, P, ox.BlankNode("b"))])
    assert found.at(A.value).values == {}
