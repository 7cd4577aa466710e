"""Long lists cut into pages: which page is shown, and what stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cyberkg.report import Report, Section
from cyberkg.report.paging import LONG, PAGE

__all__ = ["Turn", "part", "rows_of", "turn"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Turn:
    """A page of a list.

    :param page: its number, from 1.
    :param pages: how many there are.
    :param start: the first that it shows, counted from 0.
    :param stop: the one behind the last that it shows.
    :param total: how many there are on all pages.
    """

    page: int
    pages: int
    start: int
    stop: int
    total: int


def turn(total: int, page: int, size: int = PAGE, whole: int = LONG) -> Turn:
    """Turn to a page; to the first or the last where there is none of that number.

    :param total: how many rows there are.
    :param size: rows on a page.
    :param whole: so many rows are one page yet.

    >>> turn(301, 9)
    Turn(page=4, pages=4, start=300, stop=301, total=301)
    """
    size = size if total > whole else max(total, 1)
    pages = max(1, -(-total // size))
    shown = max(1, min(page, pages))
    return Turn(shown, pages, (shown - 1) * size, min(shown * size, total), total)


def part(whole: Sequence[_T], shown: Turn) -> Sequence[_T]:
    """Take from a list what stands on a page."""
    return whole[shown.start : shown.stop]


def rows_of(report: Report, page: int) -> tuple[Report, Turn]:
    """Leave of a report the rows of a page; a section that two pages share has its heading on both."""
    shown = turn(sum(len(section.rows) for section in report.sections), page)
    sections: list[Section] = []
    at = 0
    for section in report.sections:
        rows = section.rows[max(0, shown.start - at) : max(0, shown.stop - at)]
        bare = not section.rows and shown.start <= at < max(shown.stop, 1)
        if rows or bare:
            sections.append(replace(section, rows=rows))
        at += len(section.rows)
    return replace(report, sections=tuple(sections)), shown
