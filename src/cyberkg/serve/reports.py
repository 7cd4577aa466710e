"""The reports as pages: a form with what the named query can be told, and the rows with their sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

from cyberkg.errors import UsageError
from cyberkg.query.named import NamedQuery, find_query
from cyberkg.report import FORMATS, Report, attendance, render

__all__ = ["REPORTS", "TYPES", "Kind", "page_of", "write_report"]

TYPES = MappingProxyType(
    {
        "csv": "text/csv; charset=utf-8",
        "markdown": "text/markdown; charset=utf-8",
        "json": "application/json",
        "html": "text/html; charset=utf-8",
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A report that can be asked for.

    :param name: of the report and of its named query.
    :param by: what its rows can be grouped by.
    :param make: makes it: store, grouping, filters by parameter, base.
    """

    name: str
    by: tuple[str, ...]
    make: Callable[[Path, str, Mapping[str, str], str], Report]

    @property
    def query(self) -> NamedQuery:
        """The named query behind it."""
        return find_query(self.name)

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/report/{self.name}"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.query.title

    @property
    def description(self) -> str:
        """What it tells."""
        return self.query.description


REPORTS: Mapping[str, Kind] = MappingProxyType(
    {"attendance": Kind("attendance", ("event", "person"), attendance)}
)


def page_of(kind: Kind, given: Mapping[str, str], store: Path, base: str) -> dict[str, object]:
    """Make what the page of a report shows.

    :param given: what the form says; empty texts count for nothing.
    :returns: the report or, where a name is not known or a value malformed, what is wrong.
    :raises CyberkgError: where the graph cannot be asked.
    """
    parameters = kind.query.parameters
    filters = {p.name: given[p.name] for p in parameters if given.get(p.name)}
    shown: dict[str, object] = {
        "kind": kind,
        "parameters": parameters,
        "given": {p.name: given.get(p.name, "") for p in parameters},
        "by": given.get("by") or kind.by[0],
        "forms": [(form, f"{kind.address}?{urlencode({**given, 'format': form})}") for form in TYPES],
        "report": None,
        "wrong": "",
    }
    try:
        shown["report"] = kind.make(store, str(shown["by"]), filters, base)
    except UsageError as error:
        shown["wrong"] = str(error)
    return shown


def write_report(kind: Kind, given: Mapping[str, str], store: Path, base: str) -> tuple[str, str]:
    """Write a report in the format that is given: its media type and the text.

    :raises UsageError: where there is no such format, or a name or a value is off.
    """
    form = given.get("format", "")
    if form not in TYPES or form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(TYPES)}")
    known = {p.name for p in kind.query.parameters}
    filters = {name: value for name, value in given.items() if value and name in known}
    return TYPES[form], render(kind.make(store, given.get("by") or kind.by[0], filters, base), form)
