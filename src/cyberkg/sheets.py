"""Excel workbooks of texts from elsewhere: no cell is a formula, a link or a number that was none.

Hidden characters are spelled out, texts end where a cell does, and a book holds no clock: it has the same bytes
whenever it is written.

The library makes the book; only the rows of tables are written past it, into the file in which it keeps the rows of
a sheet: it takes ten calls for a cell, which are three seconds for a report of twenty thousand rows. They are what
the library would write, which a test holds them to.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cyberkg.query.visible import visible, visible_lines

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["MOST_CHARACTERS", "MOST_COLUMNS", "MOST_ROWS", "Book", "Cell", "Sheet", "is_formula"]

Cell = str | int | float | None
# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
MOST_CHARACTERS = 32_767  # of a cell; code units of UTF-16
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_575  # below the head
# What a spreadsheet takes for the start of a formula, full-width forms included, also behind blanks.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# as the library has them: text that would be read as an escape of a character, and characters to be escaped
_ESCAPE = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take a text of a CSV for a formula.

    >>> is_formula("=1+1"), is_formula(" ＝1+1"), is_formula("Ada Tan")
    (True, True, False)
    """
    return _FORMULA.match(text) is not None


class Book:
    """A workbook, sheet after sheet: a sheet is written whole before the next one is added.

    :param created: the time that it tells, from 1980 on, without a zone.
    :param category: where it belongs, shown with the properties of the file; ``comments`` as well.
    :param cut: what stands at the end of a text that no cell can hold.
    :param lines: whether line feeds stay; else they are spelled out too.
    """

    def __init__(
        self,
        title: str,
        created: datetime,
        *,
        category: str = "",
        comments: str = "",
        cut: str = "",
        lines: bool = True,
    ) -> None:
        from xlsxwriter import Workbook

        self._cut, self._spell = cut, visible_lines if lines else visible
        self._texts = _Texts(self._fit)
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
        :param widths: of its columns, in characters; of a table a width for each column.
        :param wrapped: whether long texts take several lines.
        :param counts: columns, from 0, whose whole numbers are shown in threes of digits.
        """
        sheet = self._book.add_worksheet(name)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width, self._wrapped if wrapped else None)
        style = self._wrapped if wrapped else None
        styles = [(style, self._count if at in counts else style) for at in range(len(widths))]
        return Sheet(sheet, self._bold, self._texts, styles)

    def finish(self) -> bytes:
        """Give the bytes of the file; nothing can be added then."""
        self._book.close()
        return self._target.getvalue()

    def _fit(self, text: str) -> str:
        shown = self._spell(text)
        if 2 * len(shown) <= MOST_CHARACTERS or _units(shown) <= MOST_CHARACTERS:
            return shown
        room = 2 * (MOST_CHARACTERS - _units(self._cut))
        return shown.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + self._cut


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Texts(dict[str, str]):
    """Texts as the insides of a cell; each is made once, as tables show the same ones in many rows.

    :param fit: makes a text one that a cell can hold.
    """

    def __init__(self, fit: Callable[[str], str]) -> None:
        super().__init__()
        self.fit = fit

    def __missing__(self, text: str) -> str:
        shown = _CONTROL.sub(lambda m: f"_x{ord(m[0]):04X}_", _ESCAPE.sub(r"_x005F\1", self.fit(text)))
        space = ' xml:space="preserve"' if shown != shown.strip() else ""
        escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        self[text] = inside = f' t="inlineStr"><is><t{space}>{escaped}</t></is></c>'
        return inside


class Sheet:
    """A sheet of a book, written from the top down, as the saving of memory wants it; see ``Book.add``.

    :param styles: for each column the formats of its texts and of its whole numbers, None for none.
    """

    def __init__(
        self,
        sheet: Worksheet,
        bold: Format,
        texts: _Texts,
        styles: Sequence[tuple[Format | None, Format | None]],
    ) -> None:
        self._sheet, self._bold, self._texts, self._styles = sheet, bold, texts, styles

    def table(self, head: Sequence[str], rows: Iterable[Iterable[Cell]]) -> None:
        """Write a table: a head that stays in sight, with a filter for each column, and up to ``MOST_ROWS`` rows."""
        sheet = self._sheet
        sheet.freeze_panes(1, 0)
        self.write(0, head, bold=True)
        sheet._write_single_row(1)  # the head goes to the file of rows, and they go on behind it
        columns = [(_letters(at), *styles) for at, styles in zip(range(len(head)), self._styles, strict=True)]
        last, line = 0, 1
        for line, cells in enumerate(rows, start=2):
            written = self._cells(line, cells, columns)
            if written:
                last = line - 1
                sheet.row_data_fh.write(f'<row r="{line}">{written}</row>')
        sheet._check_dimensions(last, len(head) - 1)
        sheet.previous_row = line
        sheet.autofilter(0, 0, line - 1, len(head) - 1)

    def _cells(
        self,
        line: int,
        cells: Iterable[Cell],
        columns: Sequence[tuple[str, Format | None, Format | None]],
    ) -> str:
        """Lay out the cells of a line; those that are None or an empty text stay empty."""
        texts, parts = self._texts, []
        for (letters, plain, counted), cell in zip(columns, cells, strict=True):
            if not isinstance(cell, str):
                if cell is not None:
                    style = counted if isinstance(cell, int) else plain
                    parts.append(f'<c r="{letters}{line}"{_style(style)}><v>{cell:.16G}</v></c>')
            elif cell:
                style = _style(plain) if plain else ""
                parts.append(f'<c r="{letters}{line}"{style}{texts[cell]}')
        return "".join(parts)

    def write(self, line: int, cells: Iterable[Cell], *, bold: bool = False) -> None:
        """Write the cells of a line; those that are None or an empty text stay empty."""
        form = self._bold if bold else None
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    self._sheet.write_string(line, at, self._texts.fit(cell), form)
            elif cell is not None:
                self._sheet.write_number(line, at, cell, form)


def _style(form: Format | None) -> str:
    return f' s="{form._get_xf_index()}"' if form else ""


def _letters(at: int) -> str:
    """Name a column, from 0.

    >>> _letters(0), _letters(25), _letters(26), _letters(16_383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
