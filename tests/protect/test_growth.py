"""What it takes to look for somebody grows as the graph does: nothing is gone through once for each person."""

from __future__ import annotations

from tests.passes import Passes

from cyberkg.forgotten import Record, entry_for, withdraw
from cyberkg.ident import DEFAULT_BASE
from cyberkg.identity import Decisions
from cyberkg.model import Document, Entity, Iri, Knowledge, Merge
from cyberkg.protect import find_subject
from cyberkg.terms import EntityType


def people(count: int) -> Knowledge:
    names = [f"Zebulon Qu{chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(count)]
    iris = [Iri(f"{DEFAULT_BASE}person/{n}") for n in range(count)]
    return Knowledge(
        documents=(Document("a.txt", ". ".join(names)),),
        entities=tuple(
            Entity(iri, EntityType.PERSON, name, documents=("a.txt",))
            for iri, name in zip(iris, names, strict=True)
        ),
        merges=Passes(
            Merge(iri, "a.txt", name, name, "same", 0.9, "the same name")
            for iri, name in zip(iris, names, strict=True)
        ),
    )


def passes(count: int) -> int:
    knowledge = people(count)
    subject = find_subject(knowledge, DEFAULT_BASE, "Zebulon Quacx", Decisions(), None, whole=True)
    record = Record(b"a key of some length")
    record = record.with_entry(entry_for(record, subject.names, subject.entity, knowledge))
    assert withdraw(knowledge, record, DEFAULT_BASE).persons == (subject.entity,)
    assert isinstance(knowledge.merges, Passes)
    return knowledge.merges.passes


def test_decisions_are_gone_through_as_often_for_many_people_as_for_few() -> None:
    assert passes(200) == passes(5)
