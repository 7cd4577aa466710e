"""A workbook of any room: its texts stay texts, in cells and in the properties of the file."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from cyberkg.sheets import MOST_CHARACTERS, Book


def read(book: Book) -> Any:
    return openpyxl.load_workbook(io.BytesIO(book.finish()))


def make_book(cut: str = "") -> Book:
    return Book("Red\u202eder", datetime(2024, 5, 3), comments="one\nt\x1bwo", cut=cut)


def test_properties_show_what_is_hidden() -> None:
    book = make_book()
    book.add("Facts", [10])
    found = read(book).properties
    assert (found.title, found.description) == (r"Red\u202eder", "one\nt\\x1bwo")
    assert found.created == datetime(2024, 5, 3)


@pytest.mark.parametrize(("cut", "end"), [("", "x"), ("…", "…")])
def test_cells_are_texts_numbers_or_empty(cut: str, end: str) -> None:
    book = make_book(cut)
    long = "x" * (MOST_CHARACTERS + 1)
    book.add("Facts", [10, 20]).table(["a", "=b"], [("=1+1", 2), ("one\ntwo", None), ("", 0.5), (long, 0)])
    rows = list(read(book)["Facts"].iter_rows(values_only=True))
    assert rows[:4] == [("a", "=b"), ("=1+1", 2), ("one\ntwo", None), (None, 0.5)]
    assert (len(rows[4][0]), rows[4][0][-1], rows[4][1]) == (MOST_CHARACTERS, end, 0)


def test_counts_are_shown_in_threes_of_digits_and_stay_numbers() -> None:
    book = make_book()
    book.add("Facts", [10, 10], counts=[1]).table(["a", "b"], [(1000, 1000), (1, 12.5), ("", "1000")])
    cells = list(read(book)["Facts"].iter_rows(min_row=2))
    assert [(row[1].value, row[1].number_format) for row in cells] == [
        (1000, "#,##0"),
        (12.5, "General"),
        ("1000", "General"),
    ]
    assert cells[0][0].number_format == "General"


def test_rows_of_a_table_are_what_the_library_writes() -> None:
    texts = ["=1+1", "<a> & b", " led", "trailed\n", "_x0041_", "\u00a0x", "é 😀", "a\x1bb", "0012"]
    rows: list[tuple[str | float | None, ...]] = [
        (text, number, None) for number, text in enumerate(texts * 2, start=1)
    ]
    rows += [(None, "", None), ("x", 0.1, 12345678901234567)]
    by_table, by_cell = make_book(), make_book()
    for book in (by_table, by_cell):
        sheet = book.add("Facts", [10, 20, 30], wrapped=True)
        if book is by_table:
            sheet.table(["a", "b", "c"], rows)
            continue
        sheet.write(0, ["a", "b", "c"], bold=True)
        for line, row in enumerate(rows, start=1):
            sheet.write(line, row)
    lines = [
        zipfile.ZipFile(io.BytesIO(book.finish()))
        .read("xl/worksheets/sheet1.xml")
        .partition(b"<sheetData>")[2]
        for book in (by_table, by_cell)
    ]
    assert lines[0].partition(b"</sheetData>")[0] == lines[1].partition(b"</sheetData>")[0]


def test_a_text_in_the_tags_of_the_file_stays_a_text() -> None:
    book = make_book()
    book.add("Facts", [10]).table(["a"], [("<r><t>rich</t></r>",), ("<r></bad></r>",)])
    values = [row[0] for row in read(book)["Facts"].iter_rows(min_row=2, values_only=True)]
    assert values == ["<r><t>rich</t></r>", "<r></bad></r>"]


def test_characters_count_as_the_program_counts_them() -> None:
    book = make_book("…")
    book.add("Facts", [10]).table(["a"], [("😀" * MOST_CHARACTERS,)])
    (value,) = [row[0] for row in read(book)["Facts"].iter_rows(min_row=2, values_only=True)]
    assert (len(value.encode("utf-16-le")) // 2, value[-1]) == (MOST_CHARACTERS, "…")
