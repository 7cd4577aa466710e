"""Facts as briefings tell them, each with its sentence: what a dossier and a report of changes are made of.

They are read from the rows of the named queries ``dossier*.rq`` and ``changes.rq``, which give the same
columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cyberkg.query.results import Table
from cyberkg.rdf.values import day_bounds
from cyberkg.rdf.vocab import PREFIXES
from cyberkg.report.model import Sentence
from cyberkg.terms import PREDICATES, Status

__all__ = ["Briefing", "Thing", "Told", "local_name", "read_told", "start_key", "time_key"]

_STATUSES = {f"{PREFIXES['ckg']}status-{status}": status for status in Status}


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """An entity: its label, its type (``Person``) and its IRI."""

    label: str
    type: str
    iri: str


@dataclass(frozen=True, slots=True, order=True)
class Briefing:
    """A document that tells facts.

    :param name: the file's name, as facts cite it.
    :param date: ISO 8601 prefix or interval; empty where nothing tells.
    """

    name: str
    title: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as one briefing tells it.

    :param id: what tells it from other facts: an IRI.
    :param predicate: a name of the contract (``attended``), or the local name of another property.
    :param object: the thing at the other end, or the value as the contract writes it.
    :param confidence: in (0, 1], the probability that the fact is right.
    """

    id: str
    subject: Thing
    predicate: str
    object: Thing | str
    qualifier: str
    represents: Thing | None
    status: Status
    confidence: float
    briefing: Briefing
    sentence: Sentence

    @property
    def ends(self) -> tuple[Thing, ...]:
        """The things that it speaks of: subject, object, the one represented."""
        found = (self.subject, self.object, self.represents)
        return tuple(thing for thing in found if isinstance(thing, Thing))

    @property
    def value(self) -> str:
        """The value at the other end, or the IRI of the thing there."""
        return self.object.iri if isinstance(self.object, Thing) else self.object

    @property
    def order(self) -> tuple[tuple[str, str], str, int, int, str, str, str, str]:
        """Where it comes in time: by the date of the briefing, then by its place in the text."""
        place = self.sentence
        return (
            time_key(self.briefing.date), place.document, place.start, place.end,
            self.predicate, self.subject.label, self.value, self.id,
        )  # fmt: skip


def time_key(when: str) -> tuple[str, str]:
    """Give a key that sorts ISO 8601 prefixes and intervals by their last day, then their first.

    What is no date, or none at all, comes last.

    >>> sorted(["", "2024-02", "2024-02-10", "2024-02-01/2024-02-05"], key=time_key)
    ['2024-02-01/2024-02-05', '2024-02-10', '2024-02', '']
    """
    bounds = day_bounds(when) or (date.max, date.max)
    return bounds[1].isoformat(), bounds[0].isoformat()


def start_key(when: str) -> tuple[str, str]:
    """Give a key that sorts what happened: by the first day, then by the last; the undated last."""
    last, first = time_key(when)
    return first, last


def local_name(iri: str) -> str:
    """Take the name of a property or a class out of its IRI.

    >>> local_name("https://w3id.org/cyberkg/attended")
    'attended'
    """
    return iri.removeprefix(PREFIXES["ckg"]).rpartition("#")[2].rpartition("/")[2]


def read_told(table: Table) -> tuple[Told, ...]:
    """Read the facts from the answer to ``dossier.rq`` or one of its kind, in order of time; each once."""
    found = {told.id: told for told in map(_read, table.records())}
    return tuple(sorted(found.values(), key=lambda told: told.order))


def _read(row: Mapping[str, str]) -> Told:
    predicate = local_name(row["property"])
    literal = predicate in PREDICATES and PREDICATES[predicate].literal is not None
    named = not literal and row["objectLabel"]
    target = Thing(row["objectLabel"], local_name(row["objectType"]), row["object"])
    return Told(
        id=row["claim"],
        subject=Thing(row["subjectLabel"], local_name(row["subjectType"]), row["subject"]),
        predicate=predicate,
        object=target if named else row["amount"] or row["object"],
        qualifier=row["qualifier"],
        represents=Thing(row["representedLabel"], "", row["represented"]) if row["represented"] else None,
        status=_STATUSES.get(row["statusConcept"], Status.REPORTED),
        confidence=float(row["confidence"]),
        briefing=Briefing(row["document"], row["title"], row["date"]),
        sentence=Sentence(row["document"], int(row["start"]), int(row["end"]), row["quote"]),
    )
