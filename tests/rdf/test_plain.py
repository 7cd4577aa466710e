from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest

from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge
from cyberkg.rdf import vocab
from cyberkg.rdf.encode import encode
from cyberkg.rdf.plain import find_doubts
from cyberkg.rdf.resources import shapes_text
from cyberkg.rdf.shacl import SHAPES

TAN = ox.NamedNode(f"{DEFAULT_BASE}person/ada-tan")
FORUM = ox.NamedNode(f"{DEFAULT_BASE}event/harbour-forum")
TYPE, PERSON, EVENT = (ox.NamedNode(iri) for iri in (vocab.RDF_TYPE, vocab.PERSON, vocab.EVENT))
LABEL, VICTIM, ATTENDED = (ox.NamedNode(iri) for iri in (vocab.SKOS_PREF_LABEL, vocab.VICTIM, vocab.ATTENDED))
ADA = [ox.Triple(TAN, TYPE, PERSON), ox.Triple(TAN, LABEL, ox.Literal("Ada"))]


def triples(knowledge: Knowledge) -> list[ox.Triple]:
    return [quad.triple for quad in encode(knowledge)]


def test_nothing_is_left_of_what_is_right(rich: Knowledge) -> None:
    doubts = find_doubts(triples(rich))
    assert doubts is not None
    assert (doubts.asked, doubts.triples) == ((), [])


def test_what_is_left_is_a_node_and_what_the_shapes_see_of_it(rich: Knowledge) -> None:
    tan = dataclasses.replace(rich.entities[2], aliases=("Ada Tan",))
    whole = triples(dataclasses.replace(rich, entities=(*rich.entities[:2], tan, *rich.entities[3:])))
    doubts = find_doubts(whole)
    assert doubts is not None
    assert doubts.asked == ((f"{SHAPES}entity-alias", TAN.value),)
    own = [triple for triple in whole if triple.subject == TAN]
    named = {triple.object for triple in own}
    types = [triple for triple in whole if triple.subject in named and triple.predicate == TYPE]
    assert set(doubts.triples) == {*own, *types}
    assert len(doubts.triples) < len(whole) / 4


@pytest.mark.parametrize(
    "odd",
    [
        ox.Triple(TAN, LABEL, ox.BlankNode("b")),
        ox.Triple(ox.BlankNode("b"), LABEL, ox.Literal("x")),
        ox.Triple(PERSON, ox.NamedNode(f"{vocab.PREFIXES['rdfs']}subClassOf"), EVENT),
        ox.Triple(TAN, ATTENDED, FORUM),
        ox.Triple(TAN, VICTIM, ox.Literal("nobody")),
    ],
    ids=["blank value", "blank subject", "class", "object of which nothing is said", "literal as object"],
)
def test_what_is_out_of_the_ordinary_is_left_as_a_whole(odd: ox.Triple) -> None:
    assert find_doubts(ADA) is not None
    assert find_doubts([*ADA, odd]) is None


def test_each_shape_can_be_asked() -> None:
    """A constraint that ``asking`` does not know makes all that it is asked of go to the engine: right, but slow."""
    kinds = {
        triple.object
        for triple in ox.parse(shapes_text(), format=ox.RdfFormat.TURTLE)
        if triple.predicate.value.endswith("targetClass")
    }
    for kind in kinds:
        assert isinstance(kind, ox.NamedNode)
        assert find_doubts([ox.Triple(TAN, TYPE, kind)]) is not None
    for name in ("targetSubjectsOf", "targetObjectsOf"):
        for triple in ox.parse(shapes_text(), format=ox.RdfFormat.TURTLE):
            if triple.predicate.value.endswith(name):
                assert isinstance(triple.object, ox.NamedNode)
                assert find_doubts([ox.Triple(TAN, triple.object, TAN)]) is not None


def test_the_shapes_have_the_form_that_is_relied_on() -> None:
    """Properties are asked apart from their node shape, by name: of one without a name, or that stands deeper, none is."""
    told: dict[object, dict[str, list[object]]] = {}
    for triple in ox.parse(shapes_text(), format=ox.RdfFormat.TURTLE):
        name = triple.predicate.value.rpartition("#")[2]
        told.setdefault(triple.subject, {}).setdefault(name, []).append(triple.object)
    targets = {"targetClass", "targetSubjectsOf", "targetObjectsOf"}
    for shape, said in told.items():
        assert {name for name in said if name.startswith("target")} <= targets
        if targets & said.keys() or "property" in said:
            assert targets & said.keys()
            assert not {"path", "deactivated"} & said.keys()
        for part in (shape, *said["property"]) if "property" in said else ():
            assert isinstance(part, ox.NamedNode)
            assert "deactivated" not in told[part]
