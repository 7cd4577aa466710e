"""A graph written by its parts: the bytes and quads of one that is written at a stroke."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyoxigraph as ox
import pytest

from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, MarkedPart, Merge, Span
from cyberkg.rdf import vocab
from cyberkg.rdf.encode import encode
from cyberkg.rdf.iris import document_iri
from cyberkg.rdf.order import in_order
from cyberkg.rdf.parts import Before, Parts, _Work, write_parts
from cyberkg.rdf.turtle import write_turtle
from cyberkg.terms import EntityType, LiteralKind, Marking, Status

BASE = DEFAULT_BASE


def make(*names: str, label: str = "Ann Lee") -> Knowledge:
    """Make briefings that speak of one person, event, amount and post, each in two sentences."""
    person, event, body = (Iri(f"{BASE}{kind}/one") for kind in ("person", "event", "organisation"))
    incident = Iri(f"{BASE}incident/one")
    facts: list[Fact] = []
    for name in names:
        number = len(name)
        first = Evidence(name, 9 + number, 20, f"Ann Lee came, said {name}.")
        second = Evidence(name, 100, 120, f"She is chair – “zoë” {number}.")
        facts += [
            Fact(person, "attended", event, first, "rules 1", represents=body),
            Fact(person, "holdsPost", body, second, "rules 1", qualifier="Chair"),
            Fact(person, "holdsPost", body, second, "rules 1", qualifier="Chair", confidence=0.5),
            Fact(event, "eventDate", Literal("2024-05-03", LiteralKind.DATE), first, "rules 2"),
            Fact(incident, "ransomDemanded", Literal("300000 USD", LiteralKind.MONEY), second, "rules 1"),
            Fact(person, "attended", event, second, "rules 1", status=Status.DENIED),
        ]
    part = MarkedPart(Span(9, 20), Marking("amber"))
    documents = [Document(name, "x" * 200, title=f"Title {name}", parts=(part,)) for name in names]
    kinds = {
        person: EntityType.PERSON,
        event: EntityType.EVENT,
        body: EntityType.ORGANISATION,
        incident: EntityType.INCIDENT,
    }
    return in_order(
        Knowledge(
            documents=tuple(documents),
            entities=tuple(Entity(iri, kind, label, documents=names) for iri, kind in kinds.items()),
            facts=tuple(facts),
            merges=tuple(
                Merge(person, name, "Lee", "Ann Lee", "same", 0.9, "the same name") for name in names
            ),
        )
    )


NAMES = ("a.txt", "a-1.txt", "a.md", "b 10.txt", "b 9.txt", "z.txt", "Ünï.txt")


def check(knowledge: Knowledge, written: Parts) -> None:
    quads = list(encode(knowledge, BASE))
    assert written.turtle == write_turtle(quads, BASE)
    assert list(written.quads(knowledge, BASE)) == quads


def told(knowledge: Knowledge) -> Before:
    written = write_parts(knowledge, BASE)
    return Before(written.turtle, written.places)


def test_parts_make_the_file_of_the_whole(sample: Knowledge) -> None:
    for knowledge in (sample, make(*NAMES), Knowledge()):
        written = write_parts(knowledge, BASE)
        check(knowledge, written)
        assert len(written.places) == len(knowledge.documents)
        assert written.kept == ()


CHANGES: dict[str, Callable[[Knowledge], Knowledge]] = {
    "nothing": lambda k: k,
    "a title": lambda k: replace(k, documents=(replace(k.documents[0], title="Else"), *k.documents[1:])),
    "a marking": lambda k: replace(k, documents=(*k.documents[:-1], replace(k.documents[-1], parts=()))),
    "a fact less": lambda k: replace(k, facts=k.facts[1:]),
    "a quote": lambda k: replace(
        k, facts=(*k.facts[:-1], replace(k.facts[-1], evidence=Evidence(NAMES[-1], 3, 4, "ö")))
    ),
    "a label of all": lambda k: make(*NAMES, label="Ann Li"),
    "a briefing less": lambda k: make(*NAMES[1:]),
    "a briefing more": lambda k: make(*NAMES, "0.txt", "zz.txt"),
    "another order": lambda k: make(*reversed(NAMES)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_the_file_is_that_of_the_whole(change: Callable[[Knowledge], Knowledge]) -> None:
    old = make(*NAMES)
    new = change(old)
    written = write_parts(new, BASE, told(old))
    check(new, written)
    assert len(written.kept) >= len(NAMES) - 1
    again = write_parts(new, BASE, Before(written.turtle, written.places))
    check(new, again)
    assert len(again.kept) == len(new.documents)


def test_what_may_differ_is_all_that_does() -> None:
    old = make(*NAMES)
    new = replace(old, facts=old.facts[1:])
    written = write_parts(new, BASE, told(old))
    before, after = set(encode(old, BASE)), set(encode(new, BASE))
    assert {quad.graph_name.value for quad in before ^ after} <= written.anew.keys()  # type: ignore[union-attr]
    assert not written.anew.keys() & set(written.kept)


def test_no_quads_are_held_where_there_is_no_graph_before() -> None:
    knowledge = make(*NAMES)
    written = write_parts(knowledge, BASE)
    assert not written.anew
    assert list(written.quads(knowledge, BASE)) == list(encode(knowledge, BASE))


@pytest.mark.parametrize("iri", ["claim/one", "document/a-txt", "document/a-txt#char=9,20"])
def test_an_entity_that_goes_by_the_iri_of_a_claim_or_a_briefing_is_written_with_it(iri: str) -> None:
    old = make(*NAMES)
    odd = Entity(Iri(BASE + iri), EntityType.PERSON, "Eve", documents=(NAMES[0],))
    new = replace(old, entities=(*old.entities, odd))
    for before in (None, told(old)):
        written = write_parts(new, BASE, before)
        check(new, written)
        assert written.places == {}


def test_another_base_is_another_graph() -> None:
    other = "https://example.org/"
    knowledge = make(*NAMES)
    written = write_parts(knowledge, other, told(knowledge))
    assert written.kept == ()
    assert written.turtle == write_turtle(list(encode(knowledge, other)), other)


def test_a_block_that_lies_elsewhere_than_its_briefings_others_has_all_written_at_a_stroke() -> None:
    iri = document_iri(BASE, "a.txt")
    odd = ox.Triple(ox.NamedNode(f"{iri}#odd"), ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.READING))
    work = _Work(BASE, Before())
    assert work.is_plain(Knowledge((), (), (), ()))
    work._written(iri, [odd])
    assert not work.is_plain(Knowledge((), (), (), ()))
