from __future__ import annotations

import pyoxigraph as ox
import pytest

from cyberkg.rdf import vocab
from cyberkg.rdf.runs import Runs, ScatteredError

A, B, C = (ox.NamedNode(f"http://x/{name}") for name in "abc")
P, Q, KIND, OTHER = (ox.NamedNode(f"http://x/{name}") for name in ("p", "q", "Kind", "Other"))
TYPE = ox.NamedNode(vocab.RDF_TYPE)
CLAIM = ox.NamedNode(vocab.CLAIM)


def runs(*triples: tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.Literal]) -> Runs:
    quads = (ox.Quad(*triple) for triple in triples)
    return Runs(quads, (vocab.RDF_TYPE, P.value), (KIND.value, CLAIM.value), (OTHER.value,))


def test_what_is_wanted_of_a_node_is_found_by_its_name() -> None:
    found = runs(
        (A, TYPE, KIND),
        (A, P, ox.Literal("2")),
        (A, Q, ox.Literal("unasked")),
        (A, P, ox.Literal("1")),
        (B, TYPE, C),
        (B, P, A),
    )
    assert (found.at(A.value).all(P.value), found.at(A.value).all(Q.value)) == (("1", "2"), ())
    assert found.at(B.value).one(P.value) == A.value
    assert found.at(C.value).values == {}


def test_nodes_of_a_type_come_in_order_and_once() -> None:
    found = runs((B, TYPE, KIND), (A, TYPE, KIND), (A, TYPE, CLAIM), (C, TYPE, CLAIM), (C, P, A))
    assert [node.iri for node in found.of_type(KIND.value)] == [B.value, A.value]
    assert [node.iri for node in found.of_type(CLAIM.value)] == [A.value, C.value]
    assert list(found.of_type(KIND.value)) == list(found.of_type(OTHER.value)) == []


def test_nodes_that_are_not_read_are_passed_over_and_so_are_blank_ones() -> None:
    found = runs((A, TYPE, OTHER), (A, P, B), (ox.BlankNode("b"), P, A), (B, Q, A))
    assert found.at(A.value).values == found.at(B.value).values == {}


def test_a_node_that_has_another_type_too_is_read_and_found_by_its_name() -> None:
    found = runs((A, TYPE, OTHER), (A, TYPE, KIND), (A, P, C), (B, TYPE, CLAIM), (B, TYPE, OTHER), (B, P, A))
    assert [node.iri for node in found.of_type(KIND.value)] == [A.value]
    assert (found.at(A.value).one(P.value), found.at(B.value).one(P.value)) == (C.value, A.value)


@pytest.mark.parametrize("again", [(A, TYPE, KIND), (A, P, B)], ids=["with its type", "without"])
@pytest.mark.parametrize("kind", [KIND, CLAIM])
def test_a_subject_that_comes_again_is_told(
    kind: ox.NamedNode, again: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]
) -> None:
    told = [(A, TYPE, kind), (B, TYPE, KIND), again]
    if kind == CLAIM and again[1] == TYPE:  # taken for another one, with nothing to it
        assert runs(*told).at(A.value).iri == A.value
    else:
        with pytest.raises(ScatteredError):
            runs(*told)


def test_equal_names_are_one_text_in_memory() -> None:
    found = runs((A, TYPE, KIND), (A, P, C), (B, TYPE, KIND), (B, P, C))
    one, two = (node.one(P.value) for node in found.of_type(KIND.value))
    assert one is two
