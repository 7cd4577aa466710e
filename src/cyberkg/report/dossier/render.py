"""A dossier written down: for a terminal, as Markdown, as a page, for machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cyberkg.errors import UsageError
from cyberkg.report.cited import page, records, text
from cyberkg.report.cited.model import cut
from cyberkg.report.dossier.model import Dossier

__all__ = ["FORMATS", "fragment", "render"]


def _json(dossier: Dossier) -> str:
    head = dossier.head
    above = {
        "id": head.iri,
        "type": head.type,
        "label": head.label,
        "aliases": head.aliases,
        "acronyms": head.acronyms,
        "links": head.links,
        "former": head.former,
        "facts": head.facts,
        "briefings": [{"document": b.name, "title": b.title, "date": b.date} for b in head.briefings],
        "summary": dossier.summary,
    }
    return records.to_json(above, dossier.sections)


FORMATS: Mapping[str, Callable[[Dossier], str]] = {
    "table": lambda dossier: text.to_table(dossier.sheet),
    "markdown": lambda dossier: text.to_markdown(dossier.sheet),
    "html": lambda dossier: page.to_html(dossier.sheet),
    "json": _json,
    "csv": lambda dossier: records.to_csv(dossier.sections),
}


def render(dossier: Dossier, form: str) -> str:
    """Write a dossier as ``table``, ``markdown``, ``html``, ``json`` or ``csv``; ends with a newline.

    :raises UsageError: where there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    return FORMATS[form](dossier)


def fragment(
    dossier: Dossier,
    link: page.Link = lambda _: "",
    place: page.Place = lambda *_: "",
    lines: tuple[int, int] | None = None,
) -> str:
    """Write the HTML of a dossier's body, for a page of others that brings ``style_sheet`` along.

    :param link: gives the address of an entity's page by its IRI; empty where it has none. Anything but http,
        https, a path, a query or a fragment is no link.
    :param place: gives the address of a briefing, or of a stretch of it.
    :param lines: the first line to be written, and the one behind the last; all where there is none.
    """
    sheet = dossier.sheet if lines is None else cut(dossier.sheet, *lines)
    return page.fragment(sheet, link, place)
