"""Pages of long lists: each row stands on one of them, and only on one."""

from __future__ import annotations

import pytest

from cyberkg.report import Report, Row, Section
from cyberkg.serve.turning import rows_of, turn


def report_of(*sizes: int) -> Report:
    sections = tuple(
        Section(f"heading {number}", "", tuple(Row((f"{number}.{row}",)) for row in range(size)))
        for number, size in enumerate(sizes)
    )
    return Report("Title", "query", "subject", ("cell",), sections)


@pytest.mark.parametrize("sizes", [(301,), (150, 150, 1), (1, 0, 400, 3), (99, 1, 100, 101)])
def test_all_pages_together_are_the_report(sizes: tuple[int, ...]) -> None:
    whole = report_of(*sizes)
    _, first = rows_of(whole, 1)
    pages = [rows_of(whole, number)[0] for number in range(1, first.pages + 1)]
    found = [row.cells[0] for page in pages for section in page.sections for row in section.rows]
    assert found == [row.cells[0] for section in whole.sections for row in section.rows]
    assert all(sum(len(section.rows) for section in page.sections) <= 100 for page in pages)


def test_three_hundred_rows_are_one_page_yet() -> None:
    assert rows_of(report_of(300), 1)[1].pages == 1
    assert rows_of(report_of(301), 1)[1].pages == 4


def test_a_section_that_two_pages_share_has_its_heading_on_both() -> None:
    pages = [rows_of(report_of(150, 200), number)[0] for number in (1, 2)]
    assert [[s.heading for s in page.sections] for page in pages] == [
        ["heading 0"],
        ["heading 0", "heading 1"],
    ]


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-3, 1), (4, 4), (5, 4), (10**8, 4)])
def test_a_page_that_is_not_there_is_the_nearest(asked: int, shown: int) -> None:
    assert turn(301, asked).page == shown


def test_nothing_is_a_page_too() -> None:
    assert (turn(0, 1).pages, turn(0, 1).start, turn(0, 1).stop) == (1, 0, 0)
