"""The laws of the room: what is written is read back, through quads, a store and Turtle alike."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyberkg.errors import DamagedError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Knowledge,
    Literal,
    MarkedPart,
    Merge,
    Period,
    Span,
)
from cyberkg.rdf.decode import decode, decode_file
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.rdf.turtle import read_turtle, write_turtle
from cyberkg.terms import PREDICATES, EntityType, LiteralKind, Marking, Status

HOSTILE = (
    'say "hi"\n\r\t\\ \\u0041',
    "> <script>alert(1)</script> <",
    '"""',
    "\x00\x01\x1f\x7f\x85\u2028\u2029",
    "\u202egnp.exe\u202c \u200e\u061c",
    "👩\u200d💻 😀 ❤\ufe0f",
    "香港網絡安全協會",
    " leading and trailing ",
    "' } UNION {",
    "\ufeff\ufffe\uffff\ufffd",
)
words = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = words.filter(bool)
slugs = st.from_regex(r"[a-z]{1,3}(-[0-9]{1,2})?", fullmatch=True)
iris = st.builds(
    lambda base, kind, slug: Iri(f"{base}{kind}/{slug}"),
    st.sampled_from([DEFAULT_BASE, "http://other.example/x#", "urn:x:"]),
    st.sampled_from(["person", "организация", "a;b=c", "%3E%3C"]),
    slugs,
)
days = st.dates().map(lambda day: day.isoformat())
dates = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))
periods = st.builds(Period, dates, dates)
VALUES = {
    LiteralKind.DATE: dates
    | st.builds("{}/{}".format, dates, dates)
    | words
    | st.sampled_from(["2023-02-30", "2023-00"]),
    LiteralKind.MONEY: st.sampled_from(["300000 USD", "0.50 EUR", "007 HKD", "six-figure", "six figure"])
    | words,
    LiteralKind.QUANTITY: st.sampled_from(["400 GB", "400 Gb", "400-GB", "1.50 TB", "much"]) | words,
    LiteralKind.NUMBER: st.integers(0).map(str) | st.sampled_from(["007", "-1", "1.0", "1,000", "٣"]) | words,
    LiteralKind.TEXT: words | st.sampled_from(["ransomware", "data-breach"]),
}


@st.composite
def facts(draw: st.DrawFn, documents: tuple[str, ...]) -> Fact:
    predicate = draw(st.sampled_from(sorted(PREDICATES)))
    kind = PREDICATES[predicate].literal
    start = draw(st.integers(0, 5))
    place = Evidence(draw(st.sampled_from(documents)), start, start + draw(st.integers(0, 5)), draw(words))
    return Fact(
        subject=draw(iris),
        predicate=predicate,
        object=Literal(draw(VALUES[kind]), kind) if kind else draw(iris),
        evidence=place,
        reader=draw(words),
        status=draw(st.sampled_from(Status)),
        qualifier=draw(words),
        represents=draw(st.none() | iris),
        confidence=draw(st.floats(0, 1, exclude_min=True)),
    )


@st.composite
def knowledges(draw: st.DrawFn) -> Knowledge:
    documents = tuple(draw(st.lists(names, min_size=1, max_size=3, unique=True)))
    several = st.lists(words, max_size=3, unique=True).map(tuple)
    entities = st.builds(
        Entity,
        iri=iris,
        type=st.sampled_from(EntityType),
        label=words,
        aliases=several,
        acronyms=several,
        documents=st.lists(st.sampled_from(documents), max_size=2).map(tuple),
        links=st.lists(iris, max_size=2).map(tuple),
        former=st.lists(iris, max_size=2).map(tuple),
    )
    score = st.floats(0, 1)
    merges = st.builds(Merge, iris, words, words, words, words, score, words, words)
    span = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 5), st.integers(1, 5))
    part = st.builds(MarkedPart, span, st.sampled_from(Marking))
    parts = st.lists(part, max_size=3, unique_by=lambda one: one.span).map(tuple)
    marks = st.none() | st.sampled_from(Marking)
    source = words | st.sampled_from(["https://example.org/a b", "https://example.org/7", "http://["])
    return in_order(
        Knowledge(
            documents=tuple(
                Document(
                    name,
                    title=draw(words),
                    date=draw(st.none() | periods),
                    source=draw(source),
                    sha256=draw(words),
                    marking=draw(marks),
                    parts=draw(parts),
                    text="",
                )
                for name in documents
            ),
            entities=tuple(draw(st.lists(entities, max_size=3))),
            facts=tuple(draw(st.lists(facts(documents), max_size=5))),
            merges=tuple(draw(st.lists(merges, max_size=2))),
        )
    )


@given(knowledges())
@settings(max_examples=100, deadline=None)
def test_decoding_is_the_inverse_of_encoding(knowledge: Knowledge) -> None:
    assert decode(encode(knowledge), {}) == knowledge


@given(knowledges(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_store_and_another_order_lose_nothing(knowledge: Knowledge, chance: random.Random) -> None:
    quads = list(encode(knowledge))
    chance.shuffle(quads)
    store = ox.Store()
    store.extend(quads)
    assert decode(store, {}) == knowledge
    assert set(store) == set(quads)


@given(knowledges())
@settings(max_examples=100, deadline=None)
def test_turtle_keeps_all_triples_and_their_graphs(knowledge: Knowledge) -> None:
    quads = list(encode(knowledge))
    turtle = write_turtle(quads)
    assert list(read_turtle(turtle)) == quads
    assert {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == {q.triple for q in quads}


@given(knowledges())
@settings(max_examples=60, deadline=None)
def test_no_two_facts_share_a_claim(knowledge: Knowledge) -> None:
    claims = {q.subject for q in encode(knowledge) if str(q.object).endswith("cyberkg/Claim>")}
    assert len(claims) == len(knowledge.facts)


@given(knowledges())
@settings(max_examples=60, deadline=None)
def test_quads_come_once_and_without_blank_nodes(knowledge: Knowledge) -> None:
    quads = list(encode(knowledge))
    assert len(set(quads)) == len(quads)
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad)


@given(knowledges(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_is_read_back_as_its_quads_are(
    tmp_path: Path, knowledge: Knowledge, chance: random.Random
) -> None:
    turtle = tmp_path / "graph.ttl"
    turtle.write_bytes(write_turtle(encode(knowledge)))
    assert decode_file(turtle, {}) == knowledge
    triples = [quad.triple for quad in encode(knowledge)]
    chance.shuffle(triples)
    turtle.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
    assert decode_file(turtle, {}) == knowledge


def test_an_entity_may_go_by_any_iri_of_the_graph(rich: Knowledge, tmp_path: Path) -> None:
    """A user may pin one to any IRI, that of a participation included, of which else nothing is read."""
    turtle = tmp_path / "graph.ttl"
    known = {entity.iri for entity in rich.entities}
    kinds = {
        str(quad.object): quad.subject for quad in encode(rich) if str(quad.predicate).endswith("#type>")
    }
    taken = {iri.value for iri in kinds.values() if isinstance(iri, ox.NamedNode)} - known
    for iri in sorted(taken):
        odd = Entity(Iri(iri), EntityType.PLACE, "Odd", documents=(rich.documents[0].name,))
        quads = list(encode(dataclasses.replace(rich, entities=(*rich.entities, odd))))
        turtle.write_bytes(write_turtle(quads))
        found = decode_file(turtle, {})
        assert odd in found.entities
        assert found == decode(quads, {})


def test_a_file_that_is_no_turtle_is_called_damaged(tmp_path: Path) -> None:
    turtle = tmp_path / "graph.ttl"
    turtle.write_text("<http://x/a> a <http://x/b> .\n\nnonsense\n", encoding="utf-8")
    with pytest.raises(DamagedError) as damage:
        decode_file(turtle, {})
    assert (damage.value.where, damage.value.what[:9]) == ("line 3", "no Turtle")


def test_texts_come_back_with_their_documents(sample: Knowledge) -> None:
    texts = {document.name: document.text for document in sample.documents}
    assert decode(encode(sample), texts) == sample
    assert decode(encode(sample), {}).documents[0].text == ""


def test_another_base_moves_what_the_graph_mints(sample: Knowledge) -> None:
    base = "https://graph.example/"
    quads = list(encode(sample, base))
    assert decode(quads, {}) == dataclasses.replace(sample, documents=(_without_text(sample.documents[0]),))
    assert list(read_turtle(write_turtle(quads, base), base)) == quads


def _without_text(document: Document) -> Document:
    return dataclasses.replace(document, text="")


@pytest.mark.parametrize(
    "lost", ["evidence", "status", "confidence", "wasGeneratedBy", "exact", "prefLabel", "identifier"]
)
def test_a_graph_with_a_hole_is_called_damaged(sample: Knowledge, lost: str, tmp_path: Path) -> None:
    quads = [quad for quad in encode(sample) if not quad.predicate.value.endswith(lost)]
    with pytest.raises(DamagedError, match=lost):
        decode(quads, {})
    turtle = tmp_path / "graph.ttl"
    turtle.write_bytes(write_turtle(quads))
    with pytest.raises(DamagedError, match=lost):
        decode_file(turtle, {})


def test_a_node_of_two_types_is_called_damaged(sample: Knowledge) -> None:
    tan = ox.NamedNode(f"{DEFAULT_BASE}person/ada-tan")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    place = ox.Quad(tan, kind, ox.NamedNode("https://w3id.org/cyberkg/Place"))
    with pytest.raises(DamagedError, match="both Person and Place"):
        decode([*encode(sample), place], {})


def test_a_marking_that_is_none_is_called_damaged(sample: Knowledge) -> None:
    marked = dataclasses.replace(sample.documents[0], marking=Marking.RED)
    quads = list(encode(dataclasses.replace(sample, documents=(marked,))))
    red, puce = (ox.NamedNode(f"https://w3id.org/cyberkg/marking-{colour}") for colour in ("red", "puce"))
    broken = [ox.Quad(q.subject, q.predicate, puce, q.graph_name) if q.object == red else q for q in quads]
    assert decode(quads, {}).documents[0].marking is Marking.RED
    with pytest.raises(DamagedError, match="a marking that is not known"):
        decode(broken, {})


@pytest.mark.parametrize("value", ["much", "nan", "inf", "1e400", "9" * 400])
def test_a_number_that_is_none_is_called_damaged(sample: Knowledge, value: str) -> None:
    quads = [
        ox.Quad(quad.subject, quad.predicate, ox.Literal(value), quad.graph_name)
        if quad.predicate.value.endswith(("confidence", "start"))
        else quad
        for quad in encode(sample)
    ]
    with pytest.raises(DamagedError, match="is a number"):
        decode(quads, {})
