"""The tables as one Excel workbook, a sheet each, with a first sheet that says what they are.

Every text is written as a text: no cell is a formula, a link or a number that was none.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cyberkg.export.cells import shown
from cyberkg.export.dates import latest_day
from cyberkg.export.model import Selection, Written
from cyberkg.export.tables import Cell, Table, make_tables
from cyberkg.export.text import count

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write"]

_MOST_CHARACTERS = 32_767  # of a cell, by Excel
_MOST_ROWS = 1_048_575  # of a sheet, below its head
_WIDE = {"quote": 80, "reason": 50, "about": 90}
_NARROW = {"start": 8, "end": 8, "confidence": 10, "score": 8, "status": 10, "marking": 14}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(selection: Selection) -> Written:
    """Write a workbook."""
    tables = make_tables(selection.knowledge)
    losses = tuple(_losses(tables))
    return Written((("", _pieces(selection, tables, losses)),), losses)


def _losses(tables: tuple[Table, ...]) -> Iterator[str]:
    texts = [cell for table in tables for row in table.rows for cell in row if isinstance(cell, str)]
    hidden = sum(shown(text) != text for text in texts)
    if hidden:
        yield f"{count(hidden, 'cell')} with hidden characters as they are: these are spelled out (\\u202e)"
    cut = sum(len(shown(text)) > _MOST_CHARACTERS for text in texts)
    if cut:
        yield f"the end of {count(cut, 'text')} longer than the {_MOST_CHARACTERS:,} characters of a cell"


def _pieces(selection: Selection, tables: tuple[Table, ...], losses: tuple[str, ...]) -> Iterator[bytes]:
    from xlsxwriter import Workbook

    target = io.BytesIO()
    book = Workbook(target, _OPTIONS)
    marking = selection.marking
    told = (selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses))
    book.set_properties(
        {
            "title": "Facts of security briefings",
            "category": marking.label if marking else "",
            "comments": "\n".join(told),
            "created": datetime.datetime.combine(latest_day(selection.knowledge), datetime.time()),
        }
    )
    bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    _about(book, told, tables, bold)
    for table in tables:
        _sheets(book, table, bold, plain)
    book.close()
    yield target.getvalue()


def _about(book: Workbook, told: tuple[str, ...], tables: tuple[Table, ...], bold: Format) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, _WIDE["about"])
    at = 0
    for line in told:
        sheet.write_string(at, 0, line)
        at += 1
    for table in tables:
        at += 1
        sheet.write_string(at, 0, table.name.capitalize(), bold)
        sheet.write_string(at, 1, table.about)
        for column in table.columns:
            at += 1
            sheet.write_string(at, 1, column.name)
            sheet.write_string(at, 2, column.about)
        at += 1


def _sheets(book: Workbook, table: Table, bold: Format, plain: Format) -> None:
    """Write a table on as many sheets as its rows take."""
    for number, first in enumerate(range(0, max(len(table.rows), 1), _MOST_ROWS), 1):
        name = table.name.capitalize() if number == 1 else f"{table.name.capitalize()} {number}"
        sheet = book.add_worksheet(name)
        rows = table.rows[first : first + _MOST_ROWS]
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, _WIDE.get(column.name) or _NARROW.get(column.name) or 24, plain)
            sheet.write_string(0, at, column.name, bold)
        for line, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                _write(sheet, line, at, cell)


def _write(sheet: Worksheet, line: int, at: int, cell: Cell) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(line, at, shown(cell)[:_MOST_CHARACTERS])
    elif cell is not None:
        sheet.write_number(line, at, cell)
