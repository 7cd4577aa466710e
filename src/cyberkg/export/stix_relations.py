"""Facts between two STIX objects as relationships: what is asserted or reported, and nothing planned or denied."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from cyberkg.export.marks import Marks
from cyberkg.export.stix_objects import StixObject, make, stix_id
from cyberkg.export.stix_things import Things
from cyberkg.model import Fact, Knowledge
from cyberkg.terms import Marking, Status

__all__ = ["Relations", "relationships"]

# The words of STIX where it has any, else our own, spelt in its way.
_TYPES = {
    "affiliatedWith": "affiliated-with",
    "holdsPost": "holds-post-at",
    "memberOf": "member-of",
    "partOf": "part-of",
    "victim": "targets",
    "attacker": "attributed-to",
    "reportedTo": "reported-to",
    "investigatedBy": "investigated-by",
    "usedTool": "uses",
}
_STATED = frozenset({Status.ASSERTED, Status.REPORTED})


class Relations(NamedTuple):
    """Relationships, and which one a fact became."""

    objects: list[StixObject]
    of: dict[Fact, str]


def relationships(knowledge: Knowledge, things: Things) -> Relations:
    """Make a relationship of all facts that say the same of the same objects, by the same post title."""
    same: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in knowledge.facts:
        source, target = things.ref(fact.subject), things.ref(fact.object)
        if fact.predicate in _TYPES and fact.status in _STATED and source and target:
            kind = "exploits" if target.startswith("vulnerability--") else _TYPES[fact.predicate]
            same[source, kind, target, fact.qualifier].append(fact)
    marks = Marks(knowledge)
    made: list[StixObject] = []
    of: dict[Fact, str] = {}
    for said, facts in sorted(same.items()):
        source, kind, target, title = said
        status = min((fact.status for fact in facts), key=lambda one: one.rank)
        fields = {
            "relationship_type": kind,
            "description": title,
            "source_ref": source,
            "target_ref": target,
            "labels": [status.value],
            "confidence": max(1, round(100 * max(fact.confidence for fact in facts))),
        }
        identifier = stix_id("relationship", *said)
        days = things.days.of(fact.evidence.document for fact in facts)
        made.append(make(identifier, days, _freest([marks.fact(fact) for fact in facts]), fields))
        of |= dict.fromkeys(facts, identifier)
    return Relations(made, of)


def _freest(markings: list[Marking | None]) -> Marking | None:
    """Give the freest marking: what one briefing tells freely is no secret for another's telling it."""
    found = [marking for marking in markings if marking is not None]
    return min(found, key=lambda marking: marking.rank) if len(found) == len(markings) else None
