"""A graph written by its parts: the bytes and quads of one that is written at a stroke."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

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
from cyberkg.rdf import parts, vocab
from cyberkg.rdf.encode import decision_iri, encode
from cyberkg.rdf.iris import document_iri, node_iri
from cyberkg.rdf.order import in_order
from cyberkg.rdf.parts import Parts, _Work, write_parts
from cyberkg.rdf.places import Before, Places
from cyberkg.rdf.turtle import block, write_turtle
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
        assert len(written.places.runs) == len(knowledge.documents)
        assert written.kept == ()


def with_entity(knowledge: Knowledge, **told: Any) -> Knowledge:
    """Tell something else of the first entity itself."""
    return replace(knowledge, entities=(replace(knowledge.entities[0], **told), *knowledge.entities[1:]))


CHANGES: dict[str, Callable[[Knowledge], Knowledge]] = {
    "nothing": lambda k: k,
    "a title": lambda k: replace(k, documents=(replace(k.documents[0], title="Else"), *k.documents[1:])),
    "a date": lambda k: replace(
        k, documents=(replace(k.documents[0], date=Period("2024-05-03", "2024-05-03")), *k.documents[1:])
    ),
    "a source": lambda k: replace(
        k, documents=(replace(k.documents[0], source="https://example.org/a"), *k.documents[1:])
    ),
    "a digest": lambda k: replace(k, documents=(replace(k.documents[0], sha256="0" * 64), *k.documents[1:])),
    "a marking of all of it": lambda k: replace(
        k, documents=(replace(k.documents[0], marking=Marking("red")), *k.documents[1:])
    ),
    "a marking": lambda k: replace(k, documents=(*k.documents[:-1], replace(k.documents[-1], parts=()))),
    "a fact less": lambda k: replace(k, facts=k.facts[1:]),
    "a quote": lambda k: replace(
        k, facts=(*k.facts[:-1], replace(k.facts[-1], evidence=Evidence(NAMES[-1], 3, 4, "ö")))
    ),
    "other names": lambda k: with_entity(k, aliases=("A. Lee",)),
    "an acronym": lambda k: with_entity(k, acronyms=("AL",)),
    "a link": lambda k: with_entity(k, links=(Iri("http://www.wikidata.org/entity/Q5"),)),
    "a former IRI": lambda k: with_entity(k, former=(Iri(f"{BASE}person/two"),)),
    "a mention less": lambda k: with_entity(k, documents=NAMES[1:]),
    "a type": lambda k: with_entity(k, type=EntityType.WORK),
    "a label of all": lambda k: make(*NAMES, label="Ann Li"),
    "a briefing less": lambda k: make(*NAMES[1:]),
    "a briefing more": lambda k: make(*NAMES, "0.txt", "zz.txt"),
    "another order": lambda k: make(*reversed(NAMES)),
}


@pytest.fixture(params=[parts._MANY, 0], ids=["few", "however many"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take over what stands in the file before where few blocks change, and however many do."""
    monkeypatch.setattr(parts, "_MANY", request.param)


@pytest.mark.usefixtures("many")
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


class Archive:
    """Briefings of people, events and decisions by chance, that change by chance."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.facts: dict[str, list[Fact]] = {}
        self.labels: dict[Iri, str] = {}
        for _ in range(12):
            self.step()

    def iri(self, kind: str, most: int) -> Iri:
        return Iri(f"{BASE}{kind}/{self.draw.choice(['n', 'm-'])}{self.draw.randrange(most)}")

    def fact(self, name: str) -> Fact:
        person, event, body = (self.iri(kind, 12) for kind in ("person", "event", "organisation"))
        start = self.draw.randrange(30)
        place = Evidence(name, start, start + self.draw.choice([1, 12]), self.draw.choice(["A.", "B “é”."]))
        status = self.draw.choice(list(Status))
        return self.draw.choice(
            (
                Fact(
                    person, "attended", event, place, "r", status, represents=self.draw.choice([None, body])
                ),
                Fact(
                    person, "holdsPost", body, place, "r", status, qualifier=self.draw.choice(["", "Chair"])
                ),
                Fact(body, "organised", event, place, self.draw.choice("rs"), status),
                Fact(
                    event,
                    "eventDate",
                    Literal(f"2024-05-{start + 1:02}", LiteralKind.DATE),
                    place,
                    "r",
                    status,
                ),
                Fact(
                    self.iri("incident", 5), "ransomDemanded", Literal("9 USD", LiteralKind.MONEY), place, "r"
                ),
            )
        )

    def step(self) -> None:
        """Write, change or drop a briefing, and call something else."""
        name = f"{self.draw.choice('abÄ')}-{self.draw.randrange(9)}.txt"
        if name in self.facts and self.draw.random() < 0.3:
            del self.facts[name]
        else:
            self.facts[name] = [self.fact(name) for _ in range(self.draw.randrange(4))]
        if self.draw.random() < 0.3:
            self.labels[self.iri("person", 12)] = f"P {self.draw.randrange(99)}"

    def knowledge(self) -> Knowledge:
        facts = [fact for found in self.facts.values() for fact in found]
        where: dict[Iri, set[str]] = {}
        for fact in facts:
            for end in (fact.subject, fact.object, fact.represents):
                if isinstance(end, str):
                    where.setdefault(Iri(end), set()).add(fact.evidence.document)
        kinds = {kind.value.lower(): kind for kind in EntityType}
        entities = [
            Entity(
                i,
                kinds[i.split("/")[-2]],
                self.labels.get(i, i.split("/")[-1]),
                documents=tuple(sorted(names)),
            )
            for i, names in where.items()
        ]
        merges = [
            Merge(i, name, "X", "Y", "same", 0.5, "so")
            for i, names in where.items()
            for name in names
            if len(names) > 1
        ]
        documents = [Document(name, "x" * 99, sha256="0" * 64) for name in self.facts]
        return in_order(Knowledge(tuple(documents), tuple(entities), tuple(facts), tuple(merges)))


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("seed", range(6))
def test_however_often_an_archive_changes_the_file_is_that_of_the_whole(seed: int) -> None:
    archive = Archive(seed)
    old = archive.knowledge()
    before = told(old)
    for _ in range(25):
        archive.step()
        new = archive.knowledge()
        written = write_parts(new, BASE, before)
        check(new, written)
        check_difference(old, new, written)
        old, before = (
            new,
            Before(written.turtle, Places.unpack(json.loads(json.dumps(written.places.pack())))),
        )


def check_difference(old: Knowledge, new: Knowledge, written: Parts) -> None:
    """Hold what is told to differ to the quads that do: the old ones with the change are the new ones."""
    before, after = set(encode(old, BASE)), set(encode(new, BASE))
    partly = {(name, str(subject)) for name, (subjects, _) in written.partly.items() for subject in subjects}
    left = {
        quad
        for quad in before
        if graph_of(quad) not in written.anew and (graph_of(quad), quad.subject.value) not in partly  # type: ignore[union-attr]
    }
    gone = {
        document_iri(BASE, name) for name in {d.name for d in old.documents} - {d.name for d in new.documents}
    }
    left = {quad for quad in left if graph_of(quad) not in gone}
    told = {quad for _, quads in written.partly.values() for quad in quads}
    assert left.union(*written.anew.values(), told) == after


def graph_of(quad: ox.Quad) -> str:
    """Give the IRI of the graph that a quad is in."""
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name.value


def test_blocks_that_nothing_changed_are_taken_from_the_file_before(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(1)
    old = archive.knowledge()
    before = told(old)
    fact = old.facts[0]
    new = replace(old, facts=(replace(fact, confidence=0.123), *old.facts[1:]))
    written: list[str] = []

    def write(iri: str, *rest: object) -> Iterator[str]:
        written.append(iri)
        return block(iri, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(parts, "block", write)
    monkeypatch.setattr(parts, "_MANY", 1)
    check(new, write_parts(new, BASE, before))
    entities = {entity.iri for entity in new.entities}
    ends = {fact.subject, fact.object, fact.represents}
    of_briefing = {f.subject for f in old.facts if f.evidence.document == fact.evidence.document}
    assert entities & set(written) <= ends | of_briefing | {
        end
        for f in old.facts
        if f.evidence.document == fact.evidence.document
        for end in (f.object, f.represents)
    }
    assert len(entities & set(written)) < len(entities) / 2


def test_what_may_differ_is_all_that_does() -> None:
    old = make(*NAMES)
    new = replace(old, facts=old.facts[1:])
    written = write_parts(new, BASE, told(old))
    before, after = set(encode(old, BASE)), set(encode(new, BASE))
    partly = {(name, str(subject)) for name, (subjects, _) in written.partly.items() for subject in subjects}
    for quad in before ^ after:
        name = quad.graph_name.value  # type: ignore[union-attr]
        assert name in written.anew or (name, quad.subject.value) in partly  # type: ignore[union-attr]
    assert not written.anew.keys() & set(written.kept)


def test_no_quads_are_held_where_many_briefings_have_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_FEW", 2)
    old = make(*NAMES)
    for many in (2, 3):
        changed = tuple(replace(d, title="Another") if i < many else d for i, d in enumerate(old.documents))
        new = replace(old, documents=changed)
        written = write_parts(new, BASE, told(old))
        check(new, written)
        assert len(written.places.runs) == len(NAMES)
        if many == 2:
            assert len(written.kept) == len(NAMES) - 2
        else:
            assert (written.anew, written.kept, written.partly) == ({}, (), {})


def test_an_archive_that_is_packed_as_it_is_written_gives_the_same_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = make(*NAMES), make(*NAMES[1:], "new.txt")
    plain = [write_parts(old, BASE), write_parts(new, BASE, told(old))]
    monkeypatch.setattr(parts, "_PACKED", 2)
    packed = [write_parts(old, BASE), write_parts(new, BASE, told(old))]
    for one, other in zip(plain, packed, strict=True):
        assert (one.turtle, one.places) == (other.turtle, other.places)


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
        assert not written.places.runs


def test_a_decision_whose_iri_an_entity_has_too_is_written_with_it() -> None:
    old = make(*NAMES)
    merge = Merge(old.entities[0].iri, NAMES[0], "A. Lee", "Ann Lee", "unsure", 0.5, "an initial")
    odd = Entity(decision_iri(merge, BASE), EntityType.PERSON, "Eve", documents=(NAMES[0],))
    told_of = replace(old, merges=tuple(sorted({*old.merges, merge})))
    new = replace(told_of, entities=tuple(sorted((*old.entities, odd), key=lambda e: e.iri)))
    for knowledge, before in ((new, None), (new, told(old)), (new, told(told_of)), (told_of, told(new))):
        check(knowledge, write_parts(knowledge, BASE, before))


@pytest.mark.parametrize("end", ["subject", "object", "represents"])
@pytest.mark.parametrize("iri", ["claim/one", "document/a-txt", "document/a-txt#char=9,20", "document/z-txt"])
def test_a_fact_of_what_goes_by_the_iri_of_a_claim_or_a_briefing_is_written_with_it(
    iri: str, end: str
) -> None:
    old = make(*NAMES)
    odd: dict[str, Any] = {end: Iri(BASE + iri)}
    fact = next(fact for fact in old.facts if fact.represents)
    new = in_order(replace(old, facts=(replace(fact, **odd), *(f for f in old.facts if f is not fact))))
    check(new, write_parts(new, BASE))
    check(new, write_parts(new, BASE, told(old)))
    check(old, write_parts(old, BASE, told(new)))


def test_an_entity_that_goes_by_the_iri_of_a_reader_keeps_what_every_briefing_says_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It keeps its facts of the briefings that stay, too, which nobody looks at for a reader."""
    monkeypatch.setattr(parts, "_MANY", 0)  # no file is too small to take blocks from
    odd, event = Iri(node_iri(BASE, "reader", "rules 1")), Iri(f"{BASE}event/one")
    said = {"a.txt": (event, "2024-05-03"), "b.txt": (odd, "2024-06-04")}
    old = Knowledge(
        documents=tuple(Document(name, "x" * 50) for name in said),
        entities=tuple(
            Entity(iri, EntityType.EVENT, iri[-9:], documents=(name,)) for name, (iri, _) in said.items()
        ),
        facts=tuple(
            Fact(iri, "eventDate", Literal(day, LiteralKind.DATE), Evidence(name, 2, 9, "x"), "rules 1")
            for name, (iri, day) in said.items()
        ),
    )
    more = replace(old.facts[0], evidence=Evidence("c.txt", 2, 9, "y"))
    new = replace(old, documents=(*old.documents, Document("c.txt", "y" * 50)), facts=(*old.facts, more))
    for knowledge, before in ((new, old), (old, new)):
        check(in_order(knowledge), write_parts(in_order(knowledge), BASE, told(in_order(before))))


def test_of_two_entities_with_one_iri_both_are_written() -> None:
    old = make(*NAMES)
    new = replace(old, entities=(*old.entities, replace(old.entities[0], label="Eve", documents=())))
    for before in (None, told(old)):
        check(new, write_parts(new, BASE, before))


@pytest.mark.usefixtures("many")
def test_an_entity_that_goes_by_the_iri_of_a_decision_is_written_with_it() -> None:
    made = make(*NAMES)
    odd = Entity(decision_iri(made.merges[0], BASE), EntityType.PERSON, "Eve", documents=(NAMES[0],))
    old = replace(made, entities=(*made.entities, odd))
    new = replace(made, entities=(*made.entities, replace(odd, label="Eva")))
    check(new, write_parts(new, BASE, told(old)))


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
