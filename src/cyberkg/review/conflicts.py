"""Facts that cannot all be right: two days of one event, two amounts of one ransom, a fact and its denial."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from cyberkg.identity.dates import gap
from cyberkg.identity.fold import fold
from cyberkg.model import Fact, Literal
from cyberkg.terms import LiteralKind, Status

__all__ = ["find_conflicts"]

# Predicates of which a thing has one value. Dates that overlap (a month and a day in it) agree.
_ONE = frozenset({"eventDate", "incidentDate", "affectedCount", "dataVolume", "ransomDemanded", "ransomPaid"})


def find_conflicts(facts: Sequence[Fact]) -> dict[int, tuple[Fact, ...]]:
    """Give for the index of each fact in conflict the facts that it cannot stand beside, in their order."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, fact in enumerate(facts):
        for key in _keys(fact):
            groups[key].append(at)
    found: dict[int, list[int]] = defaultdict(list)
    for members in groups.values():
        for at in members:
            found[at] += [other for other in members if _clash(facts[at], facts[other])]
    return {at: tuple(facts[o] for o in sorted(set(others))) for at, others in found.items() if others}


def _keys(fact: Fact) -> Iterator[Hashable]:
    value = fact.object.value if isinstance(fact.object, Literal) else fact.object
    yield fact.subject, fact.predicate, value
    if fact.predicate in _ONE and fact.status is not Status.DENIED:
        yield fact.subject, fact.predicate


def _clash(one: Fact, other: Fact) -> bool:
    if (one.status is Status.DENIED) is not (other.status is Status.DENIED):
        return one.object == other.object and one.represents == other.represents
    left, right = one.object, other.object
    if Status.DENIED in {one.status, other.status} or one.predicate not in _ONE:
        return False
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return False
    if left.kind is LiteralKind.DATE:
        return bool(gap([left.value], [right.value]))
    return fold(left.value) != fold(right.value)
