"""Dates as a graph has them, put in order and set side by side."""

from __future__ import annotations

import functools

from cyberkg.rdf.values import day_bounds

__all__ = ["UNDATED", "days_between", "in_order"]

UNDATED = "9999"  # sorts behind every date


def in_order(dates: str) -> tuple[str, ...]:
    """Take apart what a query has put together with " | ": the dates of one thing, the earliest first."""
    return tuple(sorted({date for date in dates.split(" | ") if date}))


def days_between(one: str, other: str) -> int | None:
    """Count the days between two dates or intervals, 0 where they overlap; None where one is none.

    >>> days_between("2023-09-13/2023-09-15", "2023-09-20"), days_between("2023-09", "2023-09-20")
    (5, 0)
    """
    first, second = _numbers(one), _numbers(other)
    if first is None or second is None:
        return None
    return max(max(first[0], second[0]) - min(first[1], second[1]), 0)


@functools.lru_cache(maxsize=1 << 14)
def _numbers(date: str) -> tuple[int, int] | None:
    """Give the first and the last day that a date can mean as numbers, which are compared more quickly."""
    bounds = day_bounds(date)
    return None if bounds is None else (bounds[0].toordinal(), bounds[1].toordinal())
