"""A report of changes written down: for a terminal, as Markdown, as a page, for machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cyberkg.errors import UsageError
from cyberkg.query.visible import visible
from cyberkg.report.changes.model import Changes
from cyberkg.report.cited import page, records, text

__all__ = ["FORMATS", "render"]


def _json(changes: Changes) -> str:
    above = {
        "title": changes.title,
        "briefings": [{"document": b.name, "title": b.title, "date": b.date} for b in changes.briefings],
        "paragraph": changes.paragraph,
        "remark": changes.remark,
    }
    return records.to_json(above, changes.sections)


FORMATS: Mapping[str, Callable[[Changes], str]] = {
    "text": lambda changes: f"{visible(changes.paragraph)}\n",
    "table": lambda changes: text.to_table(changes.sheet),
    "markdown": lambda changes: text.to_markdown(changes.sheet),
    "html": lambda changes: page.to_html(changes.sheet),
    "json": _json,
    "csv": lambda changes: records.to_csv(changes.sections),
}


def render(changes: Changes, form: str) -> str:
    """Write a report of changes in any of ``FORMATS``; ``text`` is the paragraph alone. Ends with a newline.

    :raises UsageError: where there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    return FORMATS[form](changes)
