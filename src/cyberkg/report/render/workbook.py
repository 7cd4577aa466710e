"""A report as a workbook: rows on one sheet, their sentences on another, what it is on a third."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence

from cyberkg.errors import LimitError
from cyberkg.query.visible import visible
from cyberkg.report.model import Cell, Report, Sentence
from cyberkg.report.render.cells import first_sentence, readable
from cyberkg.sheets import MOST_COLUMNS, MOST_ROWS, Book

__all__ = ["to_workbook"]

_MADE = datetime.datetime(1980, 1, 1)  # a zip file knows no earlier one, and no zone
_WIDTHS = {"row": 6, "start": 8, "end": 8, "status": 10, "role": 16, "sentence": 90, "text": 90}  # characters


def to_workbook(report: Report) -> bytes:
    """Write the workbook. A row and its sentences carry the same number.

    :raises LimitError: where a sheet cannot hold the report.
    """
    columns = report.all_columns
    rows = list(_rows(report, columns))
    sentences = [(number, s) for number, found, _ in rows for s in found]
    head = ["row", *([report.subject, "about"] if report.subject else []), *columns, "sentence"]
    if max(len(rows), len(sentences)) > MOST_ROWS or len(head) > MOST_COLUMNS:
        raise LimitError(
            f"the report has {len(rows)} rows, {len(sentences)} sentences and {len(head)} columns,"
            " more than a sheet can hold",
            hint="ask for less, or write it as csv",
        )
    # line feeds are spelled out as well: a sentence takes one line
    book = Book(visible(report.title), _MADE, cut="…", lines=False)
    counts = range(len(head) - 1 - len(columns), len(head) - 1)
    _add(book, "report", head, (cells for _, _, cells in rows), counts)
    _add(
        book,
        "sentences",
        ["row", "document", "start", "end", "sentence"],
        ((number, s.document, s.start, s.end, s.quote) for number, s in sentences),
    )
    about = [("title", report.title), ("query", report.query), *(("note", note) for note in report.notes)]
    _add(book, "about", ["what", "text"], about)
    return book.finish()


def _rows(report: Report, columns: Sequence[str]) -> Iterator[tuple[int, tuple[Sentence, ...], list[Cell]]]:
    number = 0
    for section in report.sections:
        for row in section.rows:
            number += 1
            own = report.columns_of(section)
            heading = [section.heading, section.facts] if report.subject else []
            cells: Iterable[Cell] = readable(report, own, row) if report.amounts else row.cells
            if own != columns:
                found = dict(zip(own, cells, strict=True))
                cells = [found.get(column, "") for column in columns]
            yield number, row.sentences, [number, *heading, *cells, first_sentence(row)]


def _add(
    book: Book, name: str, head: list[str], rows: Iterable[Iterable[Cell]], counts: Collection[int] = ()
) -> None:
    book.add(name, [_WIDTHS.get(column, 24) for column in head], counts=counts).table(head, rows)
