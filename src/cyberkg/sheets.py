"""Excel workbooks of texts from elsewhere: no cell is a formula, a link or a number that was none.

Hidden characters are spelled out, texts end where a cell does, and a book holds no clock: it has the same bytes
whenever it is written.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cyberkg.query.visible import visible_lines

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["MOST_CHARACTERS", "MOST_COLUMNS", "MOST_ROWS", "Book", "Cell", "Sheet"]

Cell = str | int | float | None
# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
MOST_CHARACTERS = 32_767  # of a cell
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_575  # below the head
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Book:
    """A workbook, sheet after sheet: a sheet is written whole before the next one is added.

    :param created: the time that it tells, from 1980 on, without a zone.
    :param category: where it belongs, shown with the properties of the file; ``comments`` as well.
    :param cut: what stands at the end of a text that no cell can hold.
    """

    def __init__(
        self, title: str, created: datetime, *, category: str = "", comments: str = "", cut: str = ""
    ) -> None:
        from xlsxwriter import Workbook

        self._cut = cut
        self._target = io.BytesIO()
        self._book = Workbook(self._target, _OPTIONS)
        texts = {"title": title, "category": category, "comments": comments}
        told = {name: self._fit(text) for name, text in texts.items() if text}
        self._book.set_properties({**told, "created": created})
        self._bold = self._book.add_format({"bold": True})
        self._count = self._book.add_format({"num_format": 3})  # #,##0, in the signs of the reader's country
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})

    def add(
        self, name: str, widths: Sequence[int], *, wrapped: bool = False, counts: Collection[int] = ()
    ) -> Sheet:
        """Begin a sheet.

        :param name: up to 31 characters, no bracket, ``:``, ``*``, ``?``, slash or backslash; of no other sheet.
        :param widths: of its first columns, in characters.
        :param wrapped: whether long texts take several lines.
        :param counts: columns, from 0, whose whole numbers are shown in threes of digits.
        """
        sheet = self._book.add_worksheet(name)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width, self._wrapped if wrapped else None)
        return Sheet(sheet, self._bold, self._fit, dict.fromkeys(counts, self._count))

    def finish(self) -> bytes:
        """Give the bytes of the file; nothing can be added then."""
        self._book.close()
        return self._target.getvalue()

    def _fit(self, text: str) -> str:
        shown = visible_lines(text)
        return (
            shown if len(shown) <= MOST_CHARACTERS else shown[: MOST_CHARACTERS - len(self._cut)] + self._cut
        )


class Sheet:
    """A sheet of a book, written from the top down, as the saving of memory wants it; see ``Book.add``."""

    def __init__(
        self, sheet: Worksheet, bold: Format, fit: Callable[[str], str], counts: Mapping[int, Format]
    ) -> None:
        self._sheet, self._bold, self._fit, self._counts = sheet, bold, fit, counts

    def table(self, head: Sequence[str], rows: Iterable[Iterable[Cell]]) -> None:
        """Write a table: a head that stays in sight, with a filter for each column, and up to ``MOST_ROWS`` rows."""
        self._sheet.freeze_panes(1, 0)
        self.write(0, head, bold=True)
        last = 0
        for last, cells in enumerate(rows, start=1):
            self.write(last, cells)
        self._sheet.autofilter(0, 0, last, len(head) - 1)

    def write(self, line: int, cells: Iterable[Cell], *, bold: bool = False) -> None:
        """Write the cells of a line; those that are None or an empty text stay empty."""
        form = self._bold if bold else None
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    self._sheet.write_string(line, at, self._fit(cell), form)
            elif cell is not None:
                self._sheet.write_number(line, at, cell, form or self._form_of(at, cell))

    def _form_of(self, at: int, number: float) -> Format | None:
        return self._counts.get(at) if isinstance(number, int) else None
