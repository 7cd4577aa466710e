"""A workbook of any room: its texts stay texts, in cells and in the properties of the file."""

from __future__ import annotations

import io
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
