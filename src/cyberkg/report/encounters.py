"""Who met whom: people present at the same event, kept apart from people merely named in the same sentence.

Of a graph with many meetings only the most frequent are shown at first: they are counted from ``encounters-people.rq``,
and sentences are fetched of these alone. What is shown is what the rows of ``encounters.rq`` say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cyberkg.errors import LimitError, UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.results import Term
from cyberkg.report.asking import Filters, ask, understand
from cyberkg.report.brokers import brokers
from cyberkg.report.model import Report, Row, Section
from cyberkg.report.named_together import NAMED, NamedPairs, named_row, named_together
from cyberkg.report.paging import cut, enough
from cyberkg.report.presence import Event, Presence, presences
from cyberkg.report.shared_people import shared_people
from cyberkg.report.tally import EXPECTED, MET, Pair, Seen, Tally, tally
from cyberkg.terms import Status

__all__ = ["encounters"]

_COLUMNS = ("person", "other", "times", "first", "last", "status")
_MOST = 100_000  # pairs
_FEW = 200  # pairs; of more, all sentences are fetched, which then is quicker
_NOTE = (
    "Met: both took part in the same event. Expected to meet: so far that is only planned."
    " Only named together: one sentence names both, and nothing puts them at the same event."
)
_Terms = Mapping[str, Sequence[Term]]
_Key = tuple[str, Pair]  # heading and pair


def encounters(
    store_path: Path,
    by: str = "person",
    filters: Filters | None = None,
    base: str = DEFAULT_BASE,
    *,
    least: int = 1,
    limit: int | None = 0,
) -> Report:
    """Ask who met whom, how often, and where first and last; which organisations share people; who is a broker.

    :param by: ``person``, ``organisation`` (those that share people) or ``broker``.
    :param filters: values for the parameters of ``encounters.rq``, or for organisations of
        ``shared-people.rq``.
    :param least: times that two met, or people that two organisations share, at the least.
    :param limit: pairs at the most, which a note tells; 0 for all; None for as many as a first look wants.
    :raises UsageError: where a name is unknown (with the nearest ones) or a value is malformed.
    :raises LimitError: where there are too many pairs.
    """
    if by == "organisation":
        return shared_people(store_path, filters, base, least=least, limit=limit)
    if by not in {"person", "broker"}:
        raise UsageError(f"a report by {by} is not there", hint="use person, organisation, broker")
    terms = understand(store_path, "encounters", filters, base)
    if by == "broker":
        return brokers(_seen(store_path, terms, base), lambda people: _of(store_path, people, terms, base))
    found = None
    if limit != 0 and not {"person", "event"} & set(terms):
        found = _first_page(store_path, terms, base, least, limit)
    keys, rows, notes = found or _whole(store_path, terms, base, least, limit)
    sections = (
        Section(heading, "", tuple(row for (of, _), row in zip(keys, rows, strict=True) if of == heading))
        for heading in (MET, EXPECTED, NAMED)
    )
    shown = tuple(section for section in sections if section.rows)
    return Report("Encounters", "encounters", "how", _COLUMNS, shown, notes=(*notes, _NOTE) if shown else ())


def _seen(store_path: Path, terms: _Terms, base: str) -> list[Seen]:
    """Ask who was where; without sentences, unless somebody is named, whose company is not much."""
    name = "encounters" if "person" in terms else "encounters-people"
    return [
        Seen(r["event"], (r["personLabel"], r["person"]), r["kind"], r["status"])
        for r in ask(store_path, name, terms, base)
    ]


def _of(store_path: Path, people: Iterable[str], terms: _Terms, base: str) -> list[Presence]:
    """Ask for the sentences that say where some people, by their IRIs, were or are to be."""
    some = [Term(iri, "iri") for iri in sorted(people)]
    records = ask(store_path, "attendance", {**terms, "person": some}, base)
    return _strongest(p for p in presences(records) if p.status != Status.DENIED)


def _first_page(
    store_path: Path, terms: _Terms, base: str, least: int, limit: int | None
) -> tuple[Sequence[_Key], list[Row], tuple[str, ...]] | None:
    """Count all meetings, then fetch the sentences of the most frequent.

    :returns: what is shown and a note on what is not; None where it is more than a page of meetings.
    """
    counted = tally(each for each in _seen(store_path, terms, base) if each.kind == "person")
    total = sum(counted.count(heading, least) for heading in (MET, EXPECTED))
    shown = enough(total, limit)
    if not 0 < shown < total or shown > _FEW:
        return None
    keys = _keys(counted, least, shown)[:shown]
    there = _whereabouts(_of(store_path, {iri for _, pair in keys for _, iri in pair}, terms, base))
    note = f"Showing {shown:,} of {total:,} pairs who met or are to meet; --all shows all of them"
    rest = "." if terms else ", and who is only named together."
    return keys, [_row(key, there) for key in keys], (note + rest,)


def _whole(
    store_path: Path, terms: _Terms, base: str, least: int, limit: int | None
) -> tuple[Sequence[_Key], list[Row], tuple[str, ...]]:
    """Fetch the sentences of all, then choose the pairs that are shown.

    :raises LimitError: where these are too many.
    """
    focus = {term.value for term in terms.get("person", ())}
    found = [
        p
        for p in _strongest(presences(ask(store_path, "encounters", terms, base)))
        if p.kind == "person" or p.person[1] in focus
    ]
    counted = tally((Seen(p.event.iri, p.person, p.kind, p.status) for p in found), focus)
    keys = _keys(counted, least)
    if limit == 0:
        _refuse_many(keys)  # before more is asked
    named: NamedPairs = {}
    if not set(terms) - {"person"}:  # at one event, or in one year, nobody can be said never to have met
        named = named_together(store_path, terms, base, counted, least)
    page = cut(((key, 1) for key in (*keys, *((NAMED, pair) for pair in named))), limit)
    _refuse_many(page.keys)
    there = _whereabouts(found)
    rows = [named_row(key[1], named[key[1]]) if key[0] == NAMED else _row(key, there) for key in page.keys]
    return page.keys, rows, page.notes


def _refuse_many(keys: Iterable[_Key]) -> None:
    for heading, count in Counter(heading for heading, _ in keys).items():
        if count > _MOST:
            raise LimitError(
                f"{count:,} pairs {heading}, too many to be read", hint="name a person, or raise --at-least"
            )


def _keys(counted: Tally, least: int, most: int | None = None) -> list[_Key]:
    return [(heading, pair) for heading in (MET, EXPECTED) for pair in counted.ordered(heading, least, most)]


def _strongest(found: Iterable[Presence]) -> list[Presence]:
    """Keep of each presence told in several ways the one that is vouched for most."""
    best: dict[tuple[str, str], Presence] = {}
    for presence in found:
        key = presence.event.iri, presence.person[1]
        if key not in best or Status(presence.status).rank < Status(best[key].status).rank:
            best[key] = presence
    return sorted(best.values(), key=lambda p: (p.event.order, p.person))


def _whereabouts(found: Iterable[Presence]) -> dict[str, dict[str, Presence]]:
    """Tell for each person by IRI the presence at each event by IRI, which come in order."""
    there: dict[str, dict[str, Presence]] = {}
    for presence in found:
        there.setdefault(presence.person[1], {})[presence.event.iri] = presence
    return there


def _status(one: Presence, other: Presence) -> Status:
    """A meeting is vouched for as far as the presence that is vouched for less."""
    return max(Status(one.status), Status(other.status), key=lambda status: status.rank)


def _row(key: _Key, there: Mapping[str, Mapping[str, Presence]]) -> Row:
    heading, pair = key
    others = there[pair[1][1]]
    both = [(one, others[event]) for event, one in there[pair[0][1]].items() if event in others]
    met = [each for each in both if (_status(*each) is Status.PLANNED) is (heading == EXPECTED)]
    events = [one.event for one, _ in met]
    dated = [event for event in events if event.dates] or events
    status = min((_status(*each) for each in met), key=lambda s: s.rank)
    cells = (pair[0][0], pair[1][0], len(met), _told(dated[0]), _told(dated[-1]), str(status))
    sentences = dict.fromkeys(s for each in met for presence in each for s in presence.sentences)
    return Row(cells, tuple(sentences), (pair[0][1], pair[1][1]))


def _told(event: Event) -> str:
    return f"{event.label} ({event.facts})" if event.facts else event.label
