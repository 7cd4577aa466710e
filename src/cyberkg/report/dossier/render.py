"""A dossier written down: for a terminal, as Markdown, as a page, for machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cyberkg.errors import UsageError
from cyberkg.report.dossier.model import Dossier
from cyberkg.report.dossier.page import to_html
from cyberkg.report.dossier.records import to_csv, to_json
from cyberkg.report.dossier.text import to_markdown, to_table

__all__ = ["FORMATS", "render"]

FORMATS: Mapping[str, Callable[[Dossier], str]] = {
    "table": to_table,
    "markdown": to_markdown,
    "html": to_html,
    "json": to_json,
    "csv": to_csv,
}


def render(dossier: Dossier, form: str) -> str:
    """Write a dossier as ``table``, ``markdown``, ``html``, ``json`` or ``csv``; ends with a newline.

    :raises UsageError: where there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    return FORMATS[form](dossier)
