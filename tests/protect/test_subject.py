"""Who is meant: the names that the graph and the user's decisions have for a person, and no others."""

from __future__ import annotations

import pytest

from cyberkg.ident import DEFAULT_BASE
from cyberkg.identity import Decision, Decisions
from cyberkg.model import Document, Entity, Iri, Knowledge
from cyberkg.protect import find_subject
from cyberkg.terms import EntityType

KNOWLEDGE = Knowledge(
    documents=(Document("a.txt", "Zebulon Quux"),),
    entities=(Entity(Iri("urn:z"), EntityType.PERSON, "Zebulon Quux", documents=("a.txt",)),),
)
PAIR = ("Zebulon Quux", "Ann Lee")


@pytest.mark.parametrize(
    ("decision", "named"),
    [
        (Decision(PAIR, "identity.yaml:2"), True),
        (Decision(PAIR, "identity.yaml:2", type=EntityType.PERSON), True),
        (Decision(PAIR, "identity.yaml:2", type=EntityType.ORGANISATION), False),
        (Decision(PAIR, "identity.yaml:2", documents=("a.txt", "b.txt")), False),
        (Decision(("Bob Stone", "Ann Lee"), "identity.yaml:2"), False),
    ],
)
def test_a_decision_gives_a_person_another_name_where_it_holds_for_all_briefings(
    decision: Decision, named: bool
) -> None:
    decisions = Decisions(same=(decision,))
    found = find_subject(KNOWLEDGE, DEFAULT_BASE, "Zebulon Quux", decisions, None, whole=True)
    assert found.names == (("Ann Lee", "Zebulon Quux") if named else ("Zebulon Quux",))
