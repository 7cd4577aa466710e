"""The reports as pages: a form with what the report can be told, and the rows with their sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

from cyberkg.errors import UsageError
from cyberkg.query.named import NamedQuery, Parameter, find_query
from cyberkg.report import (
    FORMATS,
    Report,
    attendance,
    calendar,
    encounters,
    incidents,
    timeline,
    to_bytes,
)
from cyberkg.serve.files import TITLES, File
from cyberkg.serve.turning import rows_of

__all__ = ["REPORTS", "TYPES", "Kind", "page_of", "write_report"]

TYPES = MappingProxyType(
    {
        "csv": "text/csv; charset=utf-8",
        "markdown": "text/markdown; charset=utf-8",
        "json": "application/json",
        "html": "text/html; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ics": "text/calendar; charset=utf-8",
    }
)
Make = Callable[[Path, str, Mapping[str, str], str], Report]


@dataclass(frozen=True, slots=True)
class Kind:
    """A report that can be asked for.

    :param name: of the report.
    :param description: what it tells, in a sentence.
    :param asks: the named queries that it may ask, its main one first.
    :param by: what its rows can be grouped by; none where there is one way only.
    :param make: makes it: store, grouping, filters by parameter, base.
    :param forms: formats of its own, besides those of every report.
    :param told: what it can be told, where that is not what its queries can be.
    """

    name: str
    description: str
    asks: tuple[str, ...]
    by: tuple[str, ...]
    make: Make
    forms: tuple[str, ...] = ()
    told: tuple[Parameter, ...] = ()

    @property
    def query(self) -> NamedQuery:
        """The named query behind it."""
        return find_query(self.asks[0])

    @property
    def parameters(self) -> list[Parameter]:
        """What it can be told, each once."""
        if self.told:
            return list(self.told)
        told = [p for name in self.asks for p in find_query(name).parameters]
        return list({parameter.name: parameter for parameter in reversed(told)}.values())[::-1]

    @property
    def formats(self) -> list[str]:
        """The formats in which it can be had."""
        return [form for form in TYPES if form in FORMATS or form in self.forms]

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/report/{self.name}"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name.capitalize()


def _attendance(store: Path, by: str, filters: Mapping[str, str], base: str) -> Report:
    if by == "matrix":
        return attendance(store, "person", filters, base, matrix=True)
    return attendance(store, by, filters, base)


def _timeline(store: Path, by: str, filters: Mapping[str, str], base: str) -> Report:
    del by
    return timeline(store, filters, base)


def _changes(store: Path, by: str, filters: Mapping[str, str], base: str) -> Report:
    from cyberkg.report.changes import as_report, gather, tell

    del by
    return as_report(tell(gather(store, filters.get("since", ""), base, filters.get("until", ""))))


def _calendar(store: Path, by: str, filters: Mapping[str, str], base: str) -> Report:
    del by
    return calendar(store, filters, base)


_KINDS = (
    Kind(
        "attendance",
        "Who took part in which event, as what, for whom and in which post.",
        ("attendance",),
        ("event", "person", "organisation", "matrix"),
        _attendance,
    ),
    Kind(
        "encounters",
        "Who met whom, how often, where first and last; organisations that share people; who stands between groups.",
        ("encounters", "shared-people"),
        ("person", "organisation", "broker"),
        encounters,
    ),
    Kind(
        "incidents",
        "One incident a row: when, whom it hit, who did it, what it cost. Values that contradict each other stand side by side.",
        ("incident-values",),
        ("period", "type", "victim", "attacker", "affected", "ransom"),
        incidents,
    ),
    Kind("timeline", "Events and incidents in order of time.", ("timeline",), (), _timeline),
    Kind("calendar", "Events past and planned, month by month.", ("calendar",), (), _calendar, ("ics",)),
    Kind(
        "changes",
        "What the newest briefings brought: a paragraph ready to send, and what it rests on.",
        ("changes",),
        (),
        _changes,
        told=(
            Parameter("since", "date", "", "All briefings since this day, month or year; else the latest"),
            Parameter("until", "date", "", "No briefing after this day, month or year"),
        ),
    ),
)
REPORTS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})


def page_of(kind: Kind, given: Mapping[str, str], store: Path, base: str, page: int) -> dict[str, object]:
    """Make what the page of a report shows.

    :param given: what the form says; empty texts count for nothing.
    :param page: which of the pages that its rows fill, from 1; files have all rows.
    :returns: the report or, where a name is not known or a value malformed, what is wrong.
    :raises CyberkgError: where the graph cannot be asked.
    """
    asked = {name: value for name, value in given.items() if value and name != "page"}
    shown: dict[str, object] = {
        "kind": kind,
        "asked": asked,
        "given": {p.name: given.get(p.name, "") for p in kind.parameters},
        "by": _by(kind, given),
        "forms": [
            (TITLES[form], f"{kind.address}?{urlencode({**asked, 'format': form})}") for form in kind.formats
        ],
        "report": None,
        "turn": None,
        "wrong": "",
    }
    try:
        made = kind.make(store, _by(kind, given), _filters(kind, given), base)
        shown["report"], shown["turn"] = rows_of(made, page)
    except UsageError as error:
        shown["wrong"] = str(error)
    return shown


def write_report(kind: Kind, given: Mapping[str, str], store: Path, base: str) -> File:
    """Write a report in the format that is given.

    :raises UsageError: where there is no such format, or a name or a value is off.
    """
    form = given.get("format", "")
    if form not in kind.formats:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(kind.formats)}")
    by = _by(kind, given)
    body = to_bytes(kind.make(store, by, _filters(kind, given), base), form)
    return File(f"{kind.name}-by-{by}" if by else kind.name, form, TYPES[form], body)


def _by(kind: Kind, given: Mapping[str, str]) -> str:
    return given.get("by") or (kind.by[0] if kind.by else "")


def _filters(kind: Kind, given: Mapping[str, str]) -> dict[str, str]:
    return {p.name: given[p.name] for p in kind.parameters if given.get(p.name)}
