"""What briefings say of one property, put in one cell: how far each value is vouched for, and who contradicts whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cyberkg.rdf.values import day_bounds
from cyberkg.terms import Status

__all__ = ["Told", "sharpest", "side_by_side", "surest", "together"]


@dataclass(frozen=True, slots=True)
class Told:
    """A value as one or more briefings tell it.

    :param iri: of the entity that it names; empty for a literal.
    :param status: the one that vouches for it most.
    :param documents: the briefings that tell it so or in another way, sorted.
    """

    value: str
    iri: str
    status: Status
    documents: tuple[str, ...]

    @property
    def words(self) -> str:
        """The value, marked unless it is plainly said."""
        return self.value if self.status is Status.ASSERTED else f"{self.value} ({self.status})"


def together(claims: Iterable[tuple[str, str, str, str]]) -> tuple[Told, ...]:
    """Put claims of the same value together, sorted by value.

    :param claims: value, IRI or nothing, status and document of each.
    """
    groups: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for value, iri, status, document in claims:
        statuses, documents = groups.setdefault((value, iri), (set(), set()))
        statuses.add(status)
        documents.add(document)
    return tuple(
        Told(value, iri, min(map(Status, statuses), key=lambda status: status.rank), tuple(sorted(documents)))
        for (value, iri), (statuses, documents) in sorted(groups.items())
    )


def side_by_side(told: Iterable[Told], *, single: bool = False) -> str:
    """Write values into one cell.

    :param single: whether only one of them can be right: then those that contradict each other stand side by
        side, each with its briefings where these differ.
    """
    values = list(told)
    claimed = [each for each in values if each.status is not Status.DENIED]
    if not single or len(claimed) < 2:
        return ", ".join(each.words for each in values)
    if len({each.documents for each in values}) == 1:
        return " ≠ ".join(each.words for each in values)
    return " ≠ ".join(f"{each.words} [{', '.join(each.documents)}]" for each in values)


def sharpest(told: Iterable[Told]) -> list[Told]:
    """Leave out the dates that another one only makes more precise: a month beside a day of it.

    What is left either is one date or contradicts itself. Denied dates stay.
    """
    values = list(told)
    return [
        each for each in values if each.status is Status.DENIED or not any(_refines(o, each) for o in values)
    ]


def _refines(other: Told, date: Told) -> bool:
    fine, coarse = day_bounds(other.value), day_bounds(date.value)
    if other.status is Status.DENIED or fine is None or coarse is None or fine == coarse:
        return False
    return coarse[0] <= fine[0] and fine[1] <= coarse[1]


def surest(told: Iterable[Told]) -> Status:
    """Give the status of the value that is vouched for most."""
    return min((each.status for each in told), key=lambda status: status.rank)
