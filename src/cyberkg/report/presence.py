"""Who was at which event, all parts that somebody played there put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cyberkg.report.asking import Record, joined, sentences_of
from cyberkg.report.model import Sentence
from cyberkg.report.periods import UNDATED, in_order

__all__ = ["Event", "Presence", "in_order_of_events", "presences"]


@dataclass(frozen=True, slots=True)
class Event:
    """An event. ``dates`` and ``places`` hold several where briefings differ, sorted."""

    iri: str
    label: str
    dates: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def order(self) -> tuple[str, str, str]:
        """Its place among others: by date, those without one last, then by name."""
        return self.dates[0] if self.dates else UNDATED, self.label, self.iri

    @property
    def facts(self) -> str:
        """Dates and places in one line."""
        return " · ".join(x for x in (", ".join(self.dates), ", ".join(self.places)) if x)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody at an event, as far as one status goes.

    :param person: label and IRI of the person or organisation.
    :param kind: ``person`` or ``organisation``.
    :param represented: labels and IRIs of the organisations stood for.
    """

    event: Event
    person: tuple[str, str]
    kind: str
    status: str
    roles: tuple[str, ...]
    represented: tuple[tuple[str, str], ...]
    sentences: tuple[Sentence, ...]

    @property
    def role(self) -> str:
        """The roles in words; that somebody was there goes without saying where more is told."""
        if len(self.roles) == 1:
            return self.roles[0]
        return joined(role for role in self.roles if role != "attendee") or joined(self.roles)


def presences(records: Iterable[Record]) -> list[Presence]:
    """Put the rows of a query over participations together, in order of events and names.

    :param records: with columns event, eventLabel, dates, places, person, personLabel, kind, status and those
        of the sentence; where the query tells them also role, represented and representedLabel.
    """
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        groups.setdefault((record["event"], record["person"], record["status"]), []).append(record)
    events: dict[str, Event] = {}
    return in_order_of_events(_presence(group, events) for group in groups.values())


def in_order_of_events(found: Iterable[Presence]) -> list[Presence]:
    """Put presences in order of events, those at one event in order of names."""
    groups: dict[str, list[Presence]] = {}
    for presence in found:
        groups.setdefault(presence.event.iri, []).append(presence)
    ordered = []
    for group in sorted(groups.values(), key=lambda group: group[0].event.order):
        ordered += sorted(group, key=lambda p: (p.person, p.status))
    return ordered


def _presence(group: list[Record], events: dict[str, Event]) -> Presence:
    first = group[0]
    event = events.get(first["event"])
    if event is None:
        event = Event(
            first["event"], first["eventLabel"], in_order(first["dates"]), in_order(first["places"])
        )
        events[event.iri] = event
    return Presence(
        event=event,
        person=(first["personLabel"], first["person"]),
        kind=first["kind"],
        status=first["status"],
        roles=tuple(sorted({record.get("role", "") for record in group})),
        represented=tuple(
            sorted({(r["representedLabel"], r["represented"]) for r in group if r.get("represented")})
        ),
        sentences=sentences_of(group),
    )
