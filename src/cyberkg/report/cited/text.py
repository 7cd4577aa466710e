"""A sheet for eyes without a browser: tables in a terminal or in Markdown, the sentences numbered below."""

from __future__ import annotations

import io
from collections.abc import Callable

from cyberkg.query.visible import visible
from cyberkg.report.cited.escaping import markdown_text
from cyberkg.report.cited.model import Line, Section, Sheet, drawn
from cyberkg.report.cited.notes import Note, Notes, number_notes
from cyberkg.report.cited.wording import day_words

__all__ = ["to_markdown", "to_table"]

_WIDTH = 150


def to_markdown(sheet: Sheet) -> str:
    """Write paragraphs, tables and the sentences they cite; no word of a briefing is markup."""
    notes = number_notes(sheet)
    lines = [f"# {markdown_text(sheet.title)}", "", f"**{sheet.kind}**"]
    for paragraph in sheet.paragraphs:
        lines += ["", markdown_text(paragraph)]
    lines += [""] if sheet.names else []
    lines += [f"- {word}: {', '.join(map(markdown_text, values))}" for word, values in sheet.names]
    for section in map(drawn, sheet.sections):
        lines += ["", f"## {section.heading}", ""]
        lines += [section.note, ""] if section.note else []
        columns = _columns(section)
        lines += [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
        lines += [f"| {' | '.join(_row(section, line, notes, markdown_text))} |" for line in section.lines]
    lines += ["", "## Sentences", ""] if notes.all else []
    lines += [
        f"{note.number}. “{markdown_text(note.sentence.quote)}” {markdown_text(_place(note))}"
        for note in notes.all
    ]
    return "\n".join(lines) + "\n"


def _columns(section: Section) -> tuple[str, ...]:
    sources = any(line.sources for line in section.lines)
    dated = (section.dated,) if section.dated else ()
    marked = ("",) if section.form == "story" else ()
    return (*dated, *marked, *section.columns, *(("status", "confidence", "sentences") if sources else ()))


def _row(section: Section, line: Line, notes: Notes, write: Callable[[str], str]) -> list[str]:
    cells = [", ".join(write(ref.text) for ref in cell) for cell in line.cells]
    when = [write(day_words(line.when)) or "not told"] if section.dated else []
    mark = [line.mark] if section.form == "story" else []
    numbers = ", ".join(str(number) for number, _ in notes.of(line))
    sources = any(found.sources for found in section.lines)
    return [*when, *mark, *cells, *((write(line.status), line.confidence, numbers) if sources else ())]


def _place(note: Note) -> str:
    when = day_words(note.briefing.date)
    place = note.sentence
    return f"{place.document}, {place.start}-{place.end}{f', {when}' if when else ''}"


def to_table(sheet: Sheet) -> str:
    """Write paragraphs and tables for a terminal, every control character made visible."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(
        file=io.StringIO(), width=_WIDTH, highlight=False, markup=False, emoji=False, color_system=None
    )
    notes = number_notes(sheet)
    console.print(Text(visible(f"{sheet.title} ({sheet.kind})")))
    for paragraph in sheet.paragraphs:
        console.print(Text(visible(paragraph)))
    for word, values in sheet.names:
        console.print(Text(visible(f"{word}: {', '.join(values)}")))
    for section in map(drawn, sheet.sections):
        console.print()
        console.print(section.heading + (f". {section.note}" if section.note else ""))
        table = Table(box=None, padding=(0, 2, 0, 2), show_header=True)
        for column in _columns(section):
            table.add_column(column, overflow="fold")
        for line in section.lines:
            table.add_row(*map(Text, _row(section, line, notes, visible)))
        console.print(table)
    if notes.all:
        console.print()
        console.print("Sentences")
    for note in notes.all:
        quote = visible(" ".join(note.sentence.quote.split()))
        console.print(Text(f"{note.number:>4}  “{quote}” {visible(_place(note))}"))
    out = console.file
    written = out.getvalue() if isinstance(out, io.StringIO) else ""
    return "\n".join(line.rstrip() for line in written.splitlines()) + "\n"
