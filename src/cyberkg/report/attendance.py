"""Who attended what: the rows of ``attendance.rq``, by event or by person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyberkg.errors import UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.engine import run
from cyberkg.query.named import find_query
from cyberkg.query.parameters import bind
from cyberkg.query.results import Limits, Table
from cyberkg.report.model import Report, Row, Section, Sentence

__all__ = ["attendance"]

_LIMITS = Limits(timeout=60, rows=0)
_COLUMNS = {
    "event": ("person", "role", "representing", "status"),
    "person": ("event", "date", "place", "role", "representing", "status"),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """A participation as the query gives it."""

    event: tuple[str, str]
    person: tuple[str, str]
    dates: str
    places: str
    role: str
    represented: str
    status: str
    sentence: Sentence


def attendance(
    store_path: Path, by: str = "event", filters: Mapping[str, str] | None = None, base: str = DEFAULT_BASE
) -> Report:
    """Ask who took part in what.

    :param by: ``event`` or ``person``: what the sections are.
    :param filters: values for the parameters of ``attendance.rq``: person, organisation, event, from, to,
        role, status; a part of a name is enough.
    :raises UsageError: where a name is unknown (with the nearest ones) or a value is malformed.
    """
    if by not in _COLUMNS:
        raise UsageError(f"a report by {by} is not there", hint=f"use {' or '.join(_COLUMNS)}")
    query = find_query("attendance")
    bindings = bind(query, {k: [v] for k, v in (filters or {}).items() if v}, store_path, base)
    table = run(store_path, query.sparql, limits=_LIMITS, bindings=bindings, base=base)
    if not isinstance(table, Table):
        raise UsageError("attendance.rq gives no table", hint="write a SELECT")
    parts = [_part(table.columns, row) for row in table.rows]
    return Report(
        f"Attendance by {by}", "attendance", by, _COLUMNS[by], tuple(_sections(parts, by)), table.truncated
    )


def _part(columns: Sequence[str], row: Sequence[object]) -> _Part:
    cell = {
        c: str(getattr(v, "value", "")) if v is not None else "" for c, v in zip(columns, row, strict=True)
    }
    return _Part(
        event=(cell["eventLabel"], cell["event"]),
        person=(cell["personLabel"], cell["person"]),
        dates=", ".join(sorted(d for d in cell["dates"].split(" | ") if d)),
        places=", ".join(cell["places"].split(" | ")),
        role=cell["role"],
        represented=cell["representedLabel"],
        status=cell["status"],
        sentence=Sentence(cell["document"], int(cell["start"] or 0), int(cell["end"] or 0), cell["quote"]),
    )


def _sections(parts: Iterable[_Part], by: str) -> Iterable[Section]:
    groups: dict[tuple[str, str], list[_Part]] = {}
    for part in parts:
        groups.setdefault(part.event if by == "event" else part.person, []).append(part)
    for key in sorted(groups, key=lambda k: (_first_date(groups[k]) if by == "event" else "", k)):
        members = groups[key]
        facts = " · ".join(x for x in (members[0].dates, members[0].places) if x) if by == "event" else ""
        yield Section(key[0], facts, tuple(_rows(members, by)))


def _first_date(parts: Sequence[_Part]) -> str:
    return parts[0].dates or "9999"


def _rows(parts: Iterable[_Part], by: str) -> Iterable[Row]:
    """One row for each who and status; roles, organisations and sentences of all its parts together."""
    groups: dict[tuple[str, str, str], list[_Part]] = {}
    for part in parts:
        label, iri = part.person if by == "event" else part.event
        groups.setdefault(
            (label if by == "event" else f"{part.dates or '9999'} {label}", iri, part.status), []
        ).append(part)
    for _, found in sorted(groups.items()):
        first = found[0]
        roles = _joined(p.role for p in found)
        if len({p.role for p in found}) > 1:
            roles = _joined(p.role for p in found if p.role != "attendee")
        ends = (roles, _joined(p.represented for p in found), first.status)
        cells = (
            (first.person[0], *ends) if by == "event" else (first.event[0], first.dates, first.places, *ends)
        )
        yield Row(cells, tuple(sorted({p.sentence for p in found})))


def _joined(values: Iterable[str]) -> str:
    return ", ".join(sorted({v for v in values if v}))
