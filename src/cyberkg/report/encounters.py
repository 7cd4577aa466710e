"""Who met whom: people present at the same event, kept apart from people merely named in the same sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from pathlib import Path

from cyberkg.errors import LimitError, UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.report.asking import Filters, ask, understand
from cyberkg.report.brokers import brokers
from cyberkg.report.model import Report, Row, Section
from cyberkg.report.named_together import named_together
from cyberkg.report.presence import Event, Presence, presences
from cyberkg.report.shared_people import shared_people
from cyberkg.terms import Status

__all__ = ["encounters"]

_COLUMNS = ("person", "other", "times", "first", "last", "status")
_MOST = 100_000  # pairs
_NOTE = (
    "Met: both took part in the same event. Expected to meet: so far that is only planned."
    " Only named together: one sentence names both, and nothing puts them at the same event."
)
_Named = tuple[str, str]  # label and IRI
_Meetings = Mapping[tuple[_Named, _Named], Sequence[tuple[Presence, Presence]]]


def encounters(
    store_path: Path,
    by: str = "person",
    filters: Filters | None = None,
    base: str = DEFAULT_BASE,
    *,
    least: int = 1,
) -> Report:
    """Ask who met whom, how often, and where first and last; which organisations share people; who is a broker.

    :param by: ``person``, ``organisation`` (those that share people) or ``broker``.
    :param filters: values for the parameters of ``encounters.rq``, or for organisations of
        ``shared-people.rq``.
    :param least: times that two met, or people that two organisations share, at the least.
    :raises UsageError: where a name is unknown (with the nearest ones) or a value is malformed.
    :raises LimitError: where there are too many pairs.
    """
    if by == "organisation":
        return shared_people(store_path, filters, base, least=least)
    if by not in {"person", "broker"}:
        raise UsageError(f"a report by {by} is not there", hint="use person, organisation, broker")
    terms = understand(store_path, "encounters", filters, base)
    found = _strongest(presences(ask(store_path, "encounters", terms, base)))
    focus = {term.value for term in terms.get("person", ())}
    if by == "broker":
        return brokers(found)
    met, expected = _meetings(found, focus)
    sections = [_section("met", met, least), _section("expected to meet", expected, least)]
    if not set(terms) - {"person"}:  # at one event, or in one year, nobody can be said never to have met
        sections.append(named_together(store_path, terms, base, {*met, *expected}, least))
    shown = tuple(section for section in sections if section.rows)
    return Report("Encounters", "encounters", "how", _COLUMNS, shown, notes=(_NOTE,) if shown else ())


def _strongest(found: Iterable[Presence]) -> list[Presence]:
    """Keep of each presence told in several ways the one that is vouched for most."""
    best: dict[tuple[str, str], Presence] = {}
    for presence in found:
        key = presence.event.iri, presence.person[1]
        if key not in best or Status(presence.status).rank < Status(best[key].status).rank:
            best[key] = presence
    return sorted(best.values(), key=lambda p: (p.event.order, p.person))


def _meetings(found: Sequence[Presence], focus: Collection[str]) -> tuple[_Meetings, _Meetings]:
    """Pair who was at the same event: those who met, those who are to meet, each in order of events."""
    met: dict[tuple[_Named, _Named], list[tuple[Presence, Presence]]] = {}
    expected: dict[tuple[_Named, _Named], list[tuple[Presence, Presence]]] = {}
    for _, group in groupby(found, key=lambda p: p.event.iri):
        there = [p for p in group if p.kind == "person" or p.person[1] in focus]
        for one, other in _pairs(there, focus):
            into = expected if _status(one, other) is Status.PLANNED else met
            into.setdefault((one.person, other.person), []).append((one, other))
    return met, expected


def _pairs(there: Sequence[Presence], focus: Collection[str]) -> Iterator[tuple[Presence, Presence]]:
    """Give each pair once; where the report is on somebody, only pairs with these, and these first."""
    if not focus:
        yield from combinations(there, 2)
        return
    sought = [p for p in there if p.person[1] in focus]
    yield from combinations(sought, 2)
    yield from ((one, other) for one in sought for other in there if other.person[1] not in focus)


def _status(one: Presence, other: Presence) -> Status:
    """A meeting is vouched for as far as the presence that is vouched for less."""
    return max(Status(one.status), Status(other.status), key=lambda status: status.rank)


def _section(heading: str, meetings: _Meetings, least: int) -> Section:
    often = {pair: met for pair, met in meetings.items() if len(met) >= least}
    if len(often) > _MOST:
        raise LimitError(
            f"{len(often):,} pairs {heading}, too many to be read", hint="name a person, or raise --at-least"
        )
    ordered = sorted(often.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return Section(heading, "", tuple(_row(pair, met) for pair, met in ordered))


def _row(pair: tuple[_Named, _Named], met: Sequence[tuple[Presence, Presence]]) -> Row:
    events = [one.event for one, _ in met]
    dated = [event for event in events if event.dates] or events
    status = min((_status(*both) for both in met), key=lambda s: s.rank)
    cells = (pair[0][0], pair[1][0], len(met), _told(dated[0]), _told(dated[-1]), str(status))
    sentences = dict.fromkeys(s for both in met for presence in both for s in presence.sentences)
    return Row(cells, tuple(sentences), (pair[0][1], pair[1][1]))


def _told(event: Event) -> str:
    return f"{event.label} ({event.facts})" if event.facts else event.label
