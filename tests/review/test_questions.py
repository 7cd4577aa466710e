"""Finding what to ask grows as the graph does: things are not gone through once for each pair in doubt."""

from __future__ import annotations

from tests.passes import Passes

from cyberkg.identity import Decisions
from cyberkg.model import Document, Entity, Iri, Knowledge, Merge
from cyberkg.review.question import IdentityQuestion
from cyberkg.review.questions import find_questions
from cyberkg.terms import EntityType


def doubtful(count: int) -> Knowledge:
    """Make a graph of pairs of people, each in two briefings, who may be one."""
    names = [f"Zebulon Qu{chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(count)]
    return Knowledge(
        documents=tuple(Document(f"{side}{n}.txt", name) for n, name in enumerate(names) for side in "ab"),
        entities=Passes(
            Entity(Iri(f"urn:{side}{n}"), EntityType.PERSON, name, documents=(f"{side}{n}.txt",))
            for n, name in enumerate(names)
            for side in "ab"
        ),
        merges=tuple(
            Merge(Iri(f"urn:a{n}"), f"a{n}.txt", name, name, "unsure", 0.5, f"the same name (in b{n}.txt)")
            for n, name in enumerate(names)
        ),
    )


def passes(count: int) -> int:
    knowledge = doubtful(count)
    asked = find_questions(knowledge, Decisions(), (), 0.7)
    told = {(q.one.iri, q.other.iri) for q in asked if isinstance(q, IdentityQuestion)}
    assert told == {(f"urn:a{n}", f"urn:b{n}") for n in range(count)}
    assert isinstance(knowledge.entities, Passes)
    return knowledge.entities.passes


def test_things_are_gone_through_as_often_for_many_doubts_as_for_few() -> None:
    assert passes(100) == passes(3)


def test_the_other_side_is_another_thing_of_the_type_in_that_briefing() -> None:
    both = Entity(Iri("urn:both"), EntityType.ORGANISATION, "Orchid", documents=("a.txt", "b.txt"))
    other = Entity(Iri("urn:other"), EntityType.ORGANISATION, "Orchid", documents=("b.txt",))
    person = Entity(Iri("urn:person"), EntityType.PERSON, "Orchid", documents=("b.txt",))
    doubt = Merge(both.iri, "a.txt", "Orchid", "Orchid", "unsure", 0.5, "the same name (in b.txt)")
    knowledge = Knowledge(
        documents=(Document("a.txt", "Orchid"), Document("b.txt", "Orchid, and Orchid, and Orchid")),
        entities=(both, other, person),
        merges=(doubt,),
    )
    (asked,) = find_questions(knowledge, Decisions(), (), 0.7)
    assert isinstance(asked, IdentityQuestion)
    assert asked.other.iri == other.iri
