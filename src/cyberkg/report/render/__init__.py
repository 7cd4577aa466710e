"""A report written down, in the format one hands on.

    table     for a terminal                    text_table
    csv       one line for each sentence        delimited
    markdown  for a wiki, a mail, a repository  markdown
    html      one page, offline                 page
    json      one object for each row           records
    xlsx      a workbook, bytes                 workbook
    ics       a calendar only                   icalendar_file

All text in a report comes from briefings: in no format does it become markup, a formula or a command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from cyberkg.errors import UsageError
from cyberkg.report.model import Report

__all__ = ["BINARY", "FORMATS", "render", "to_bytes"]

# name of a format: (module, function), loaded when it is asked for
_WRITERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "table": ("text_table", "to_table"),
        "csv": ("delimited", "to_csv"),
        "markdown": ("markdown", "to_markdown"),
        "html": ("page", "to_page"),
        "json": ("records", "to_json"),
        "xlsx": ("workbook", "to_workbook"),
        "ics": ("icalendar_file", "to_icalendar"),
    }
)
FORMATS = tuple(name for name in _WRITERS if name != "ics")  # those of every report
_SHORT = frozenset({"table", "markdown"})  # formats that show the first sentence only
BINARY = frozenset({"xlsx"})


def render(report: Report, form: str, *, every: bool = False) -> str:
    """Write a report as text: ``table``, ``csv``, ``markdown``, ``html`` or ``json``; ends with a newline.

    :param every: as for ``to_bytes``.
    :raises UsageError: where there is no such format, or it is no text.
    """
    if form in BINARY:
        raise UsageError(f"{form} is no text", hint="write it to a file")
    return to_bytes(report, form, every=every).decode("utf-8")


def to_bytes(report: Report, form: str, *, every: bool = False) -> bytes:
    """Write a report in any of ``FORMATS``, a calendar also as ``ics``; texts are UTF-8 and end with a newline.

    :param every: show all sentences of a row also in a table and in Markdown, which else show the first; the
        other formats always hold all.
    :raises UsageError: where there is no such format, or the report does not fit it.
    :raises LimitError: where the report has more rows than the format holds.
    """
    if form not in _WRITERS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    module, name = _WRITERS[form]
    write = cast("Callable[..., str | bytes]", getattr(import_module(f"{__name__}.{module}"), name))
    written = write(report, every=True) if every and form in _SHORT else write(report)
    return written if isinstance(written, bytes) else written.encode("utf-8", "replace")
