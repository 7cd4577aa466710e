"""Tables for a terminal: as wide as it is, long cells folded, and no slower than the query that finds the rows."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.query.table import lay_out, width_of

_TEXT = st.text(st.sampled_from("ab 漢é\n-"), max_size=30)


def test_a_table_that_fits_has_columns_as_wide_as_what_is_in_them() -> None:
    rows = [["Ada Tan", "61st Forum"], ["Bo", ""]]
    assert list(lay_out(["name", "event"], rows, 80)) == ["name     event", "Ada Tan  61st Forum", "Bo"]


def test_what_does_not_fit_is_folded_between_words_and_nothing_is_left_out() -> None:
    head, row = lay_out(["name", "quote"], [["Ada Tan", "was at the forum, incomprehensibilities"]], 22)
    assert head == "name     quote"
    assert row.splitlines() == [
        "Ada Tan  was at the",
        "         forum,",
        "         incomprehensi",
        "         bilities",
    ]


def test_a_cell_of_several_lines_keeps_them() -> None:
    assert list(lay_out(["a", "b"], [["one\ntwo", "x"]], 80))[1].splitlines() == ["one  x", "two"]


@given(st.lists(st.lists(_TEXT, min_size=3, max_size=3), max_size=4), st.integers(20, 60))
def test_no_line_is_wider_than_the_terminal(rows: list[list[str]], width: int) -> None:
    lines = [line for text in lay_out(["a", "b", "c"], rows, width) for line in text.split("\n")]
    assert max(map(width_of, lines)) <= width
    shown = "".join("".join(lines[1:]).split())
    assert sorted(shown) == sorted("".join("".join("".join(row).split()) for row in rows))


@pytest.mark.parametrize("cell", ["a" * 1_000_000, "a " * 500_000])
def test_a_long_cell_takes_time_that_grows_with_its_length(cell: str) -> None:
    started = time.process_time()
    list(lay_out(["a"], [[cell]], 80))
    assert time.process_time() - started < 5


def test_ten_thousand_rows_are_laid_out_in_a_moment() -> None:
    rows = [[f"Person {number}", "ckgd:person/ada-tan", "was at the forum " * 6] for number in range(10_000)]
    started = time.process_time()
    assert sum(1 for _ in lay_out(["name", "iri", "quote"], rows, 100)) == 10_001
    assert time.process_time() - started < 2
