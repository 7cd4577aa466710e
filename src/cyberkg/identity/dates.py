"""Days out of the dates of facts and briefings: how far apart two of them are."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

__all__ = ["Days", "days_between", "gap", "month_of", "year_of", "years"]

Days = tuple[int, int]
_PREFIX = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@lru_cache(1 << 14)
def days_between(value: str) -> Days | None:
    """Give the first and the last day (proleptic ordinals) of an ISO 8601 prefix or an interval of two.

    None where ``value`` is no date.

    >>> first, last = days_between("2023-09")
    >>> last - first
    29
    """
    start, _, end = value.partition("/")
    first, last = _ends(start), _ends(end or start)
    return None if first is None or last is None or last[1] < first[0] else (first[0], last[1])


def _ends(prefix: str) -> Days | None:
    match = _PREFIX.fullmatch(prefix.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return date(year, month, day).toordinal(), date(year, month, day).toordinal()
        last = calendar.monthrange(year, month or 12)[1]
        return date(year, month or 1, 1).toordinal(), date(year, month or 12, last).toordinal()
    except ValueError:
        return None


def gap(one: Iterable[str], other: Iterable[str]) -> int | None:
    """Give the least number of days between a date of ``one`` and a date of ``other``; 0 where they overlap.

    None where either has no date.

    >>> gap(["2023-09-08"], ["2023-08-18", "2023-01"])
    21
    """
    left = [d for d in map(days_between, one) if d]
    right = [d for d in map(days_between, other) if d]
    gaps = [max(a[0] - b[1], b[0] - a[1], 0) for a in left for b in right]
    return min(gaps, default=None)


def year_of(value: str) -> str:
    """Give the year a date begins in, as four digits; empty where it is no date."""
    return value[:4] if days_between(value) else ""


def month_of(value: str) -> str:
    """Give the month a date begins in (``2023-09``), or its year where the month is not told; else empty."""
    if not days_between(value):
        return ""
    start = value.partition("/")[0].strip()
    return start[:7]


def years(values: Iterable[str]) -> frozenset[str]:
    """Give the years that dates begin in."""
    return frozenset(y for y in map(year_of, values) if y)
