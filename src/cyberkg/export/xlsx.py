"""The tables as one Excel workbook, a sheet each, with a first sheet that says what they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from cyberkg.export.dates import latest_day
from cyberkg.export.model import Selection, Written
from cyberkg.export.tables import Table, make_tables
from cyberkg.export.text import count
from cyberkg.query.visible import visible_lines
from cyberkg.sheets import MOST_CHARACTERS, MOST_ROWS, Book

__all__ = ["write"]

_WIDE = {"quote": 80, "reason": 50, "about": 90}
_NARROW = {"start": 8, "end": 8, "confidence": 10, "score": 8, "status": 10, "marking": 14}


def write(selection: Selection) -> Written:
    """Write a workbook."""
    tables = make_tables(selection.knowledge)
    losses = tuple(_losses(tables))
    return Written((("", _pieces(selection, tables, losses)),), losses)


def _losses(tables: tuple[Table, ...]) -> Iterator[str]:
    texts = [cell for table in tables for row in table.rows for cell in row if isinstance(cell, str)]
    hidden = sum(visible_lines(text) != text for text in texts)
    if hidden:
        yield f"{count(hidden, 'cell')} with hidden characters as they are: these are spelled out (\\u202e)"
    cut = sum(len(visible_lines(text)) > MOST_CHARACTERS for text in texts)
    if cut:
        yield f"the end of {count(cut, 'text')} longer than the {MOST_CHARACTERS:,} characters of a cell"


def _pieces(selection: Selection, tables: tuple[Table, ...], losses: tuple[str, ...]) -> Iterator[bytes]:
    marking = selection.marking
    told = (selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses))
    book = Book(
        "Facts of security briefings",
        datetime.datetime.combine(latest_day(selection.knowledge), datetime.time()),
        category=marking.label if marking else "",
        comments="\n".join(told),
    )
    _about(book, told, tables)
    for table in tables:
        _sheets(book, table)
    yield book.finish()


def _about(book: Book, told: tuple[str, ...], tables: tuple[Table, ...]) -> None:
    sheet = book.add("About", [24, 24, _WIDE["about"]])
    at = 0
    for line in told:
        sheet.write(at, [line])
        at += 1
    for table in tables:
        at += 1
        sheet.write(at, [table.name.capitalize()], bold=True)
        sheet.write(at, [None, table.about])
        for column in table.columns:
            at += 1
            sheet.write(at, [None, column.name, column.about])
        at += 1


def _sheets(book: Book, table: Table) -> None:
    """Write a table on as many sheets as its rows take."""
    head = [column.name for column in table.columns]
    widths = [_WIDE.get(name) or _NARROW.get(name) or 24 for name in head]
    for number, first in enumerate(range(0, max(len(table.rows), 1), MOST_ROWS), 1):
        name = table.name.capitalize() if number == 1 else f"{table.name.capitalize()} {number}"
        book.add(name, widths, wrapped=True).table(head, table.rows[first : first + MOST_ROWS])
