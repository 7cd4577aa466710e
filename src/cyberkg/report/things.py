"""Events and incidents with all that a query tells of each, put together from one row for each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cyberkg.report.asking import Record, sentences_of
from cyberkg.report.model import Sentence
from cyberkg.report.periods import UNDATED
from cyberkg.report.values import Told, sharpest, side_by_side, together
from cyberkg.terms import Status

__all__ = ["Thing", "gather", "unsaid"]


@dataclass(frozen=True, slots=True)
class Thing:
    """An event or an incident.

    :param kind: ``event`` or ``incident``.
    :param told: for each property, as the query names it, the values that are told, sorted.
    """

    iri: str
    label: str
    kind: str
    told: Mapping[str, tuple[Told, ...]]
    sentences: tuple[Sentence, ...]

    def claimed(self, name: str) -> list[Told]:
        """What is told of a property and not denied."""
        return [each for each in self.told.get(name, ()) if each.status is not Status.DENIED]

    def cell(self, name: str, *, single: bool = False) -> str:
        """All that is told of a property in one cell; see ``side_by_side``."""
        return side_by_side(self.told.get(name, ()), single=single)

    def iri_of(self, name: str) -> str:
        """The IRI of the one entity that a property names; empty where it names none or several."""
        told = self.told.get(name, ())
        return told[0].iri if len(told) == 1 else ""

    @property
    def date(self) -> str:
        """Its earliest date, to sort by; what sorts behind all dates where none is told."""
        return min((each.value for each in self.claimed("date")), default=UNDATED)

    @property
    def order(self) -> tuple[str, str, str]:
        """Its place among others: by date, those without one last, then by name."""
        return self.date, self.label, self.iri

    @property
    def dates(self) -> tuple[str, ...]:
        """Its dates, the earliest first."""
        return tuple(sorted(each.value for each in self.claimed("date")))


def gather(records: Iterable[Record], name: str) -> list[Thing]:
    """Put rows together, one thing of those with the same IRI, in order of dates, those without one last.

    :param records: with the columns ``name`` (the IRI), its label, property, value, object, status and those of
        the sentence; with kind where there are several.
    :param name: of the column, which is also the kind where there is one only.
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record[name], []).append(record)
    things = (_thing(group, name) for group in groups.values())
    return sorted(things, key=lambda thing: thing.order)


def unsaid(record: Record) -> Record:
    """Complete a row of a query that does not ask for sentences."""
    return {**record, "document": "", "start": "", "end": "", "quote": ""}


def _thing(records: Sequence[Record], name: str) -> Thing:
    claims: dict[str, list[tuple[str, str, str, str]]] = {}
    for record in records:
        iri = record["object"] if record["property"] in _ENTITIES else ""
        claim = (record["value"], iri, record["status"], record["document"])
        claims.setdefault(record["property"], []).append(claim)
    told = {key: together(each) for key, each in claims.items()}
    if "date" in told:
        told["date"] = tuple(sharpest(told["date"]))
    first = records[0]
    return Thing(
        first[name],
        first[f"{name}Label"],
        first.get("kind", name),
        MappingProxyType(told),
        sentences_of(records),
    )


_ENTITIES = frozenset({"attacker", "investigated by", "organiser", "place", "reported to", "victim"})
