from __future__ import annotations

import pyoxigraph as ox
import pytest

from cyberkg.rdf import vocab
from cyberkg.rdf.asking import Ask, Nodes, Said, Value, read_ask

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in vocab.PREFIXES.items())
A, B = "http://x/a", "http://x/b"
NODES: Nodes = {
    A: {vocab.RDF_TYPE: {vocab.PERSON}, vocab.RDFS_LABEL: {ox.Literal("Ada")}, vocab.PART_OF: {B}},
    B: {vocab.RDF_TYPE: {vocab.PLACE}},
}


def shape(constraints: str) -> Ask | None:
    told: Said = {}
    text = f"{PREFIXES}<http://x/shape> sh:message '' ; {constraints} ."
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        told.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return read_ask(ox.NamedNode("http://x/shape"), told)


def typed(value: str, kind: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(kind))


def of(values: set[Value], constraints: str) -> bool | None:
    """Ask of a node with these values of ckg:role."""
    ask = shape(f"sh:path ckg:role ; {constraints}")
    assert ask is not None
    return ask(A, {**NODES, A: {**NODES[A], vocab.ROLE: values}})


ONE, TWO, DAY = (
    typed("1", vocab.XSD_INTEGER),
    typed("2.5", vocab.XSD_DECIMAL),
    typed("2024-05-03", vocab.XSD_DATE),
)
X, ODD_ONE = ox.Literal("x"), typed("01", vocab.XSD_INTEGER)


@pytest.mark.parametrize(
    ("values", "constraints", "answer"),
    [
        (set(), "sh:minCount 1", False),
        ({X}, "sh:minCount 1 ; sh:maxCount 1", True),
        ({X, ONE}, "sh:maxCount 1", None),
        ({ONE, ODD_ONE}, "sh:minCount 2", None),
        ({A, X}, "sh:minCount 2", True),
        ({A}, "sh:class ckg:Person", True),
        ({A, B}, "sh:class ckg:Person", False),
        ({X}, "sh:class ckg:Person", False),
        ({A}, "sh:nodeKind sh:IRI", True),
        ({X}, "sh:nodeKind sh:IRI", False),
        ({X}, "sh:in ( 'x' 'y' )", True),
        ({ODD_ONE}, "sh:in ( 1 )", None),
        ({X}, "sh:hasValue 'x'", True),
        ({X}, "sh:not [ sh:hasValue 'y' ]", True),
        ({ONE}, "sh:datatype xsd:integer ; sh:minInclusive 0", True),
        ({X}, "sh:datatype xsd:string", True),
        ({ox.Literal("x", language="en")}, "sh:datatype xsd:string", None),
        ({typed("1e3", vocab.XSD_INTEGER)}, "sh:datatype xsd:integer", None),
        ({typed("9" * 5000, vocab.XSD_INTEGER)}, "sh:datatype xsd:integer", None),
        ({DAY}, "sh:datatype xsd:date", True),
        ({typed("2023-02-30", vocab.XSD_DATE)}, "sh:datatype xsd:date", None),
        ({TWO}, "sh:minExclusive 2.5", None),
        ({TWO}, "sh:minInclusive 2.5 ; sh:maxInclusive 2.5", True),
        ({DAY}, "sh:minInclusive 1", None),
        ({X}, "sh:minInclusive 1", None),
        ({X}, "sh:minLength 1", True),
        ({X}, "sh:minLength 2", False),
        ({ONE}, "sh:minLength 1", None),
        ({X}, "sh:pattern '^x$'", True),
        ({ox.Literal("ax")}, "sh:pattern 'x$'", True),
        ({X}, "sh:not [ sh:pattern '^x$' ]", False),
        ({ONE}, "sh:not [ sh:pattern '^x$' ]", None),
        ({X}, "sh:disjoint rdfs:label", True),
        ({ox.Literal("Ada")}, "sh:disjoint rdfs:label", None),
        ({ONE}, "sh:disjoint rdfs:label", None),
        ({A}, "sh:or ( [ sh:class ckg:Place ] [ sh:class ckg:Person ] )", True),
        ({A}, "sh:or ( [ sh:class ckg:Place ] [ sh:class ckg:Work ] )", False),
        ({X}, "sh:or ( [ sh:in ( 'y' ) ] [ sh:class ckg:Work ] )", None),
        ({A, B}, "sh:qualifiedValueShape [ sh:class ckg:Person ] ; sh:qualifiedMaxCount 1", True),
        ({A}, "sh:qualifiedValueShape [ sh:class ckg:Person ] ; sh:qualifiedMaxCount 0", None),
        ({X}, "sh:qualifiedValueShape [ sh:in ( 'y' ) ] ; sh:qualifiedMaxCount 0", None),
    ],
)
def test_what_is_certain_is_answered(values: set[Value], constraints: str, answer: bool | None) -> None:
    assert of(values, constraints) is answer


@pytest.mark.parametrize(
    ("first", "last", "answer"),
    [("1", "2", True), ("2", "1", None), ("1", "1", None), ("1", "x", None), ("10", "9", None)],
)
def test_properties_are_compared_as_numbers(first: str, last: str, answer: bool | None) -> None:
    ask = shape("sh:path oa:start ; sh:lessThan oa:end")
    assert ask is not None
    said: dict[str, set[Value]] = {
        vocab.OA_START: {typed(first, vocab.XSD_INTEGER)},
        vocab.OA_END: {typed(last, vocab.XSD_INTEGER)},
    }
    assert ask(A, {A: said}) is answer


@pytest.mark.parametrize(
    ("day", "answer"), [("2024-05-03", True), ("2024-05-02", None), ("2024-13-01", None), ("9999", None)]
)
def test_days_are_compared_where_they_are_days(day: str, answer: bool | None) -> None:
    ask = shape("sh:path oa:start ; sh:lessThanOrEquals oa:end")
    assert ask is not None
    assert ask(A, {A: {vocab.OA_START: {DAY}, vocab.OA_END: {typed(day, vocab.XSD_DATE)}}}) is answer


def test_a_shape_without_a_path_is_asked_of_the_node_itself() -> None:
    ask = shape("sh:or ( [ sh:path ckg:partOf ; sh:minCount 1 ] [ sh:class ckg:Work ] )")
    assert ask is not None
    assert (ask(A, NODES), ask(B, NODES), ask(ONE, NODES)) == (True, False, False)


@pytest.mark.parametrize(
    "constraints",
    [
        "sh:node [ sh:class ckg:Person ]",
        "sh:closed true",
        "sh:deactivated true",
        "sh:nodeKind sh:Literal",
        "sh:datatype xsd:dateTime",
        "sh:hasValue 1",
        "sh:path [ sh:inversePath ckg:role ] ; sh:minCount 1",
        "sh:path ckg:role, ckg:victim ; sh:minCount 1",
        "sh:path ckg:role ; sh:not [ sh:path rdfs:label ; sh:minCount 1 ]",
        "sh:path ckg:role ; sh:qualifiedValueShape [ sh:path rdfs:label ; sh:minCount 1 ] ; sh:qualifiedMaxCount 1",
        "sh:path ckg:role ; sh:or ( [ sh:path ckg:partOf ; sh:minCount 1 ] )",
        "sh:pattern 'x' ; sh:flags 'i'",
        "sh:qualifiedValueShape [ sh:class ckg:Person ] ; sh:qualifiedMinCount 1",
        "sh:or ( <http://x/nothing> )",
    ],
)
def test_what_is_not_known_cannot_be_asked(constraints: str) -> None:
    assert shape(constraints) is None
