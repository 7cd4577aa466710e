"""Who attended what: the rows of ``attendance.rq``, by event, by person, by organisation, or as a matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from cyberkg.errors import LimitError, UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.plan import FEW
from cyberkg.query.results import Term
from cyberkg.report.asking import Filters, ask, joined, understand
from cyberkg.report.everybody import JOINABLE, everybody
from cyberkg.report.model import Report, Row, Section
from cyberkg.report.paging import Page, cut
from cyberkg.report.periods import UNDATED
from cyberkg.report.posts import Posts, read_posts
from cyberkg.report.presence import Event, Presence, presences

__all__ = ["COLUMNS", "attendance", "sections"]

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "event": ("person", "role", "representing", "post", "status"),
        "person": ("event", "date", "place", "role", "representing", "post", "status"),
        "organisation": ("person", "event", "date", "place", "role", "post", "status"),
    }
)
_NOBODY = ("no organisation told", "")
_MOST_EVENTS = 1000  # columns of a matrix
_SIGNS = {"attendee": "A", "speaker": "S", "organiser": "O", "supporter": "P", "officiating guest": "G"}
_MARKS = {"asserted": "", "reported": "~", "planned": "?", "denied": "×"}
_KEY = (
    "A attended, S spoke, O organised, P supported, G officiated; ~ as somebody claims, ? planned, × denied."
)
_COUNTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "event": ("attendance-events", "event"),
        "person": ("attendance-people", "person"),
        "organisation": ("attendance-organisations", "body"),
    }
)
_Named = tuple[str, str]  # label and IRI


def attendance(
    store_path: Path,
    by: str = "event",
    filters: Filters | None = None,
    base: str = DEFAULT_BASE,
    *,
    matrix: bool = False,
    limit: int | None = 0,
) -> Report:
    """Ask who took part in what.

    Whatever it is grouped by, it tells the same participations.

    :param by: ``event``, ``person`` or ``organisation``: what the sections are, or, but for ``event``, the
        rows of a matrix.
    :param filters: values for the parameters of ``attendance.rq``; a part of a name is enough.
    :param matrix: set people, or organisations, against events.
    :param limit: rows after which no further section is shown, which a note tells; 0 for all; None for as many
        as a first look wants. A matrix is always whole.
    :raises UsageError: where a name is unknown (with the nearest ones) or a value is malformed.
    :raises LimitError: where a matrix has too many events.
    """
    if by not in COLUMNS:
        raise UsageError(f"a report by {by} is not there", hint=f"use {', '.join(COLUMNS)}")
    terms: Mapping[str, Sequence[Term]] = understand(store_path, "attendance", filters, base)
    if matrix:
        _check_width(store_path, terms, base)
        found = presences(ask(store_path, "attendance", terms, base))
        return _matrix(found, "organisation" if by == "organisation" else "person")
    page = None if limit == 0 else cut(_sizes(store_path, by, terms, base), limit)
    if page is not None and (not page.whole or len(page.keys) <= FEW):
        terms = _narrowed(terms, by, page)
    found, posts = _read(store_path, terms, base)
    made = sections(found, by, posts)
    if page is not None and not page.whole:
        made = [section for section in made if section.iri in set(page.keys)]
    return Report(
        f"Attendance by {by}", "attendance", by, COLUMNS[by], tuple(made), notes=page.notes if page else ()
    )


def _read(store_path: Path, terms: Mapping[str, Sequence[Term]], base: str) -> tuple[list[Presence], Posts]:
    """Ask who took part, and which posts these people held: of all quickly, of some by the queries themselves."""
    joined_up = everybody(store_path, terms, base) if terms.keys() <= JOINABLE else None
    if joined_up is not None:
        return joined_up
    found = presences(ask(store_path, "attendance", terms, base))
    return found, read_posts(store_path, {p.person[1] for p in found if p.kind == "person"}, base)


def _sizes(
    store_path: Path, by: str, terms: Mapping[str, Sequence[Term]], base: str
) -> list[tuple[str, int]]:
    """Count the rows of each section, in order; a section goes by the IRI of its heading."""
    name, column = _COUNTED[by]
    records = ask(store_path, name, terms, base)
    if by == "event":
        records.sort(key=lambda r: (r["earliest"] or UNDATED, r["eventLabel"], r["event"]))
    else:
        records.sort(key=lambda r: (not r[column], r[f"{column}Label"], r[column]))
    return [(record[column], int(record["rows"])) for record in records]


def _narrowed(terms: Mapping[str, Sequence[Term]], by: str, page: Page[str]) -> Mapping[str, Sequence[Term]]:
    """Ask only for the sections of a page; with those of no organisation everything has to be looked through."""
    return terms if "" in page.keys else {**terms, by: [Term(iri, "iri") for iri in page.keys]}


def _check_width(store_path: Path, terms: Mapping[str, Sequence[Term]], base: str) -> None:
    """Count the columns of a matrix before its cells are asked for.

    :raises LimitError: where there are too many.
    """
    _refuse_wide(len(ask(store_path, "attendance-events", terms, base)))


def _refuse_wide(events: int) -> None:
    if events > _MOST_EVENTS:
        raise LimitError(
            f"a matrix of {events} events is too wide to be read",
            hint="ask for less: --from and --to, a name",
        )


def sections(found: Iterable[Presence], by: str, posts: Posts) -> Iterable[Section]:
    """Cut presences, which come in order of events, into sections: all of them, whatever ``by`` is."""
    groups: dict[_Named, list[Presence]] = {}
    for presence in found:
        for key in _KEYS[by](presence):
            groups.setdefault(key, []).append(presence)
    # presences come in order of events; people and organisations go by name, those without one last
    for key in groups if by == "event" else sorted(groups, key=lambda k: (not k[1], k)):
        members = groups[key]
        facts = members[0].event.facts if by == "event" else ""
        yield Section(key[0], facts, tuple(_row(p, by, posts) for p in members), key[1])


def _organisations(presence: Presence) -> Sequence[_Named]:
    """Say under which organisations a presence counts: those represented, or itself, or none."""
    own = (presence.person,) if presence.kind == "organisation" else (_NOBODY,)
    return presence.represented or own


_KEYS: Mapping[str, Callable[[Presence], Sequence[_Named]]] = MappingProxyType(
    {
        "event": lambda p: ((p.event.label, p.event.iri),),
        "person": lambda p: (p.person,),
        "organisation": _organisations,
    }
)


def _row(presence: Presence, by: str, posts: Posts) -> Row:
    event, person, represented = presence.event, presence.person, presence.represented
    post, told = posts.at(
        person[1], event.dates, [s.document for s in presence.sentences], [iri for _, iri in represented]
    )
    whom = represented[0] if len(represented) == 1 else (joined(label for label, _ in represented), "")
    what, where = (event.label, event.iri), ((", ".join(event.dates), ""), (", ".join(event.places), ""))
    role, ending = (presence.role, ""), ((post, ""), (presence.status, ""))
    cells: tuple[_Named, ...]  # as COLUMNS has them
    if by == "event":
        cells = (person, role, whom, *ending)
    elif by == "person":
        cells = (what, *where, role, whom, *ending)
    else:
        cells = (person, what, *where, role, *ending)
    texts, iris = zip(*cells, strict=True)
    more = [sentence for sentence in told if sentence not in presence.sentences]
    return Row(texts, (*presence.sentences, *(more if len(more) < 2 else dict.fromkeys(more))), iris)


def _matrix(found: Sequence[Presence], by: str) -> Report:
    events = sorted({p.event for p in found}, key=lambda e: e.order)
    _refuse_wide(len(events))
    groups: dict[_Named, list[Presence]] = {}
    for presence in found:
        for key in _KEYS[by](presence):
            groups.setdefault(key, []).append(presence)
    rows = []
    for key in sorted(groups, key=lambda k: (not k[1], k)):
        told: dict[str, list[Presence]] = {}
        for presence in groups[key]:
            told.setdefault(presence.event.iri, []).append(presence)
        cells = (key[0], *(_signs(told.get(event.iri, ())) for event in events))
        sentences = sorted({s for presence in groups[key] for s in presence.sentences})
        rows.append(Row(cells, tuple(sentences), (key[1],)))
    title = f"Attendance, {by} by event"
    sections = (Section("", "", tuple(rows)),) if rows else ()
    return Report(
        title, "attendance", "", (by, *_names(events)), sections, notes=(_KEY,) if rows else (), matrix=True
    )


def _signs(told: Iterable[Presence]) -> str:
    signs = {
        f"{_SIGNS[role]}{_MARKS[p.status]}"
        for p in told
        for role in p.roles
        if role != "attendee" or len(p.roles) == 1
    }
    return " ".join(sorted(signs))


def _names(events: Iterable[Event]) -> list[str]:
    """Name events so that no two have the same name: with dates, and where need be with a number."""
    names: dict[str, None] = {}
    for event in events:
        name = f"{event.label} ({', '.join(event.dates)})" if event.dates else event.label
        count, free = 1, name
        while free in names:
            count += 1
            free = f"{name} #{count}"
        names[free] = None
    return list(names)
