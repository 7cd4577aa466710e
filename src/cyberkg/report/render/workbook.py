"""A report as a workbook: rows on one sheet, their sentences on another, what it is on a third.

Every text is written as a text, so that no cell is a formula or a link. The file holds no clock: it has the
same bytes whenever it is written.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cyberkg.errors import LimitError
from cyberkg.query.visible import visible
from cyberkg.report.model import Cell, Report, Sentence
from cyberkg.report.render.cells import first_sentence

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["to_workbook"]

# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
_MOST_ROWS = 1_048_575  # below the head
_MOST_COLUMNS = 16_384
_MOST_CHARACTERS = 32_767
_MADE = datetime.datetime(1980, 1, 1)  # a zip file knows no earlier one, and no zone
_WIDTHS = {"row": 6, "start": 8, "end": 8, "status": 10, "role": 16, "sentence": 90, "text": 90}  # characters
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def to_workbook(report: Report) -> bytes:
    """Write the workbook. A row and its sentences carry the same number.

    :raises LimitError: where a sheet cannot hold the report.
    """
    import xlsxwriter

    columns = report.all_columns
    rows = list(_rows(report, columns))
    sentences = [(number, s) for number, found, _ in rows for s in found]
    head = ["row", *([report.subject, "about"] if report.subject else []), *columns, "sentence"]
    if max(len(rows), len(sentences)) > _MOST_ROWS or len(head) > _MOST_COLUMNS:
        raise LimitError(
            f"the report has {len(rows)} rows, {len(sentences)} sentences and {len(head)} columns,"
            " more than a sheet can hold",
            hint="ask for less, or write it as csv",
        )
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": _cut(report.title), "created": _MADE})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("report")
    _fill(sheet, head, (cells for _, _, cells in rows), bold)
    _fill(
        book.add_worksheet("sentences"),
        ["row", "document", "start", "end", "sentence"],
        ((number, s.document, s.start, s.end, s.quote) for number, s in sentences),
        bold,
    )
    about = [("title", report.title), ("query", report.query), *(("note", note) for note in report.notes)]
    _fill(book.add_worksheet("about"), ["what", "text"], about, bold)
    book.close()
    return out.getvalue()


def _rows(report: Report, columns: Sequence[str]) -> Iterator[tuple[int, tuple[Sentence, ...], list[Cell]]]:
    number = 0
    for section in report.sections:
        for row in section.rows:
            number += 1
            found = dict(zip(report.columns_of(section), row.cells, strict=True))
            heading = [section.heading, section.facts] if report.subject else []
            cells = [found.get(column, "") for column in columns]
            yield number, row.sentences, [number, *heading, *cells, first_sentence(row)]


def _fill(sheet: Worksheet, head: list[str], rows: Iterable[Iterable[Cell]], bold: object) -> None:
    """Write head and rows from the top down, as the saving of memory wants it."""
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(head):
        sheet.set_column(at, at, _WIDTHS.get(name, 24))
        sheet.write_string(0, at, _cut(name), bold)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells):
            if not isinstance(cell, str):
                sheet.write_number(last, at, cell)
            elif cell:
                sheet.write_string(last, at, _cut(cell))
    sheet.autofilter(0, 0, last, len(head) - 1)


def _cut(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _MOST_CHARACTERS else f"{shown[: _MOST_CHARACTERS - 1]}…"
