"""A sheet as a page: one file, no script, no request; every word from a briefing is text.

``fragment`` gives the body alone, for a page of others that brings ``style_sheet`` along.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cyberkg.query.visible import visible
from cyberkg.report.cited.model import Cell, Line, Ref, Section, Sheet, drawn
from cyberkg.report.cited.notes import Notes, number_notes
from cyberkg.report.cited.told import Briefing
from cyberkg.report.cited.wording import STATED, day_words

if TYPE_CHECKING:
    import jinja2

__all__ = ["Link", "Place", "fragment", "style_sheet", "to_html"]

Link = Callable[[str], str]
"""Gives the address of an entity's page by its IRI; empty where it has none."""
Place = Callable[[str, int, int], str]
"""Gives the address of a stretch of a briefing, which starts and ends nowhere (0, 0) where all of it is meant."""

# outlines of the shapes that the network page draws the types in
_SHAPES = MappingProxyType(
    {
        "dot": "border-radius: 50%",
        "square": "border-radius: 0",
        "diamond": "clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%)",
        "triangle": "clip-path: polygon(50% 0, 100% 100%, 0 100%)",
        "hexagon": "clip-path: polygon(25% 0, 75% 0, 100% 50%, 75% 100%, 25% 100%, 0 50%)",
        "star": "clip-path: polygon(50% 0, 63% 38%, 100% 38%, 69% 60%, 82% 100%, 50% 75%, 18% 100%, 31% 60%, 0 38%, 37% 38%)",
    }
)
_SAFE = ("https://", "http://", "/", "#", "?")


@dataclass(frozen=True, slots=True)
class _Links:
    """Where names and sentences lead; nowhere rather than to what a page of others may not name."""

    link: Link
    place: Place

    def of(self, ref: Ref) -> str:
        return _safe(self.link(ref.iri)) if ref.iri else self.to(ref.document) if ref.document else ""

    def to(self, document: str, start: int = 0, end: int = 0) -> str:
        return _safe(self.place(document, start, end))


def _safe(address: str) -> str:
    return address if address.startswith(_SAFE) and not address.startswith("//") else ""


def to_html(sheet: Sheet) -> str:
    """Write a whole page that stands by itself; names are no links, for there is nothing to lead to."""
    from markupsafe import Markup

    style = style_sheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return _template("page.html").render(
        title=f"{sheet.title} ({sheet.kind})",
        hash=f"sha256-{digest}",
        style=Markup(style),  # noqa: S704 - ours alone
        body=Markup(fragment(sheet)),  # noqa: S704 - escaped when it was made
    )


def fragment(sheet: Sheet, link: Link = lambda _: "", place: Place = lambda *_: "") -> str:
    """Write the body of the page: an ``article`` of the class ``cited``.

    :param link: gives the address to which the name of an entity leads; anything but http, https, a path, a
        query or a fragment is no link.
    :param place: the same for briefings and their sentences.
    """
    notes = number_notes(sheet)
    links = _Links(link, place)
    return _template("fragment.html").render(
        tone=sheet.kind.lower(),
        sheet=sheet,
        names=[(word, [_name(word, value) for value in values]) for word, values in sheet.names],
        sections=[_section(drawn(section), notes, links) for section in sheet.sections],
        sentences=list(_sentences(notes, links)),
        count=len(notes.all),
    )


@cache
def style_sheet() -> str:
    """Give the style sheet of ``fragment``, in the colours and shapes of the network page."""
    from cyberkg.view.theme import LOOKS

    rules = [
        f".cited.{kind.lower()} {{ --fill: {look.fill}; --edge: light-dark({look.light}, {look.dark}); }}\n"
        f".cited.{kind.lower()} .shape {{ {_SHAPES[look.shape]}; }}\n"
        for kind, look in LOOKS.items()
    ]
    return _asset("cited.css") + "".join(rules)


def _asset(name: str) -> str:
    text = resources.files("cyberkg.report.cited").joinpath("assets", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


@cache
def _template(name: str) -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    return environment.get_template(name)


def _name(word: str, value: str) -> dict[str, str]:
    """Show a name or a link; only what others say on the thing is led to, for our own IRIs need no server."""
    leads = word == "elsewhere" and value.startswith(("https://", "http://"))
    return {"text": value, "href": value if leads else ""}


def _section(section: Section, notes: Notes, links: _Links) -> dict[str, Any]:
    lines = [_line(line, notes, links) for line in section.lines]
    return {
        "key": section.key,
        "heading": section.heading,
        "note": section.note,
        "form": section.form,
        "dated": section.dated,
        "columns": (*([section.dated] if section.dated else []), *section.columns),
        "heads": section.columns,
        "cites": any(line.sources for line in section.lines),
        "lines": lines,
        "groups": list(_groups(section, lines)),
    }


def _groups(section: Section, lines: list[dict[str, Any]]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Gather lines for the forms that show them together: by briefing, or by what they are about."""

    def about(pair: tuple[Line, dict[str, Any]]) -> Any:
        line = pair[0]
        return line.sources[0].briefing if section.form == "story" else line.cells[0][0].text

    if section.form in {"story", "versions"}:
        for key, members in groupby(zip(section.lines, lines, strict=True), about):
            shown = _briefing(key) if isinstance(key, Briefing) else key
            yield shown, [member for _, member in members]


def _briefing(briefing: Briefing) -> dict[str, str]:
    return {
        "when": day_words(briefing.date),
        "title": f"{briefing.title} ({briefing.name})" if briefing.title else briefing.name,
    }


def _line(line: Line, notes: Notes, links: _Links) -> dict[str, Any]:
    return {
        "when": day_words(line.when),
        "cells": [_cell(cell, links) for cell in line.cells],
        "status": line.status,
        "tone": line.status if line.status in STATED.values() else "mixed",
        "confidence": line.confidence,
        "mark": line.mark,
        "notes": [
            {"number": number, "quote": source.sentence.quote, "place": _place(source.briefing)}
            for number, source in notes.of(line)
        ],
    }


def _cell(cell: Cell, links: _Links) -> list[dict[str, str]]:
    return [{"text": ref.text, "href": links.of(ref)} for ref in cell]


def _place(briefing: Briefing) -> str:
    when = day_words(briefing.date)
    return f"{briefing.name}, {when}" if when else briefing.name


def _sentences(notes: Notes, links: _Links) -> Iterable[tuple[dict[str, str], list[dict[str, Any]]]]:
    for briefing, members in groupby(notes.all, lambda note: note.briefing):
        yield (
            {**_briefing(briefing), "href": links.to(briefing.name)},
            [
                {
                    "number": note.number,
                    "quote": note.sentence.quote,
                    "place": f"{note.sentence.start}-{note.sentence.end}",
                    "href": links.to(briefing.name, note.sentence.start, note.sentence.end),
                }
                for note in members
            ],
        )
