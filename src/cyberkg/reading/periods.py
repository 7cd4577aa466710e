"""Partial dates and stretches of days, written as the contract writes them.

A *prefix* is an ISO 8601 date cut off where knowledge ends: ``2023``, ``2023-09``, ``2023-09-08``. A *value*
is a prefix, or two joined by a slash (``2023-09-13/2023-09-15``), both ends included. A coarse prefix
stands for all of its days, so that ``2023-09`` overlaps ``2023-09-08``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from cyberkg.errors import CyberkgError
from cyberkg.model import Period

__all__ = [
    "compare",
    "first_day",
    "is_value",
    "last_day",
    "normalise_period",
    "overlaps",
    "parse_value",
    "prefix",
]

_PREFIX = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def prefix(year: int, month: int | None = None, day: int | None = None) -> str:
    """Write a partial date as an ISO 8601 prefix.

    :raises CyberkgError: when there is no such day.

    >>> prefix(2023, 9)
    '2023-09'
    """
    text = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    first_day(text)
    return text


@lru_cache(maxsize=4096)
def first_day(iso: str) -> date:
    """Return the first day that a prefix covers.

    :raises CyberkgError: when ``iso`` is no ISO 8601 prefix.

    >>> first_day("2023-09")
    datetime.date(2023, 9, 1)
    """
    match = _PREFIX.fullmatch(iso)
    if match:
        try:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            pass
    raise CyberkgError(f"not a date: {iso!r}", hint="write it as YYYY, YYYY-MM or YYYY-MM-DD")


@lru_cache(maxsize=4096)
def last_day(iso: str) -> date:
    """Return the last day that a prefix covers.

    :raises CyberkgError: when ``iso`` is no ISO 8601 prefix.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    first = first_day(iso)
    month = first.month if len(iso) > 4 else 12
    day = first.day if len(iso) > 7 else monthrange(first.year, month)[1]
    return date(first.year, month, day)


def parse_value(value: str) -> Period:
    """Cut a value into its two ends; a single prefix is both.

    :raises CyberkgError: when an end is no prefix or the ends are the wrong way round.

    >>> parse_value("2023-09")
    Period(start='2023-09', end='2023-09')
    """
    start, _, end = value.partition("/")
    period = Period(start, end if "/" in value else start)
    if last_day(period.end) < first_day(period.start):
        raise CyberkgError(f"a period that ends before it starts: {value!r}")
    return period


def is_value(text: str) -> bool:
    """Tell whether a text is a prefix or an interval of two.

    >>> is_value("2023-13"), is_value("2023-09-13/2023-09-15")
    (False, True)
    """
    try:
        parse_value(text)
    except CyberkgError:
        return False
    return True


def normalise_period(start: str, end: str = "") -> str:
    """Write two prefixes as a value: one prefix where both are the same, else an interval.

    :param end: empty for a single date.
    :raises CyberkgError: as ``parse_value``.

    >>> normalise_period("2023-09-13", "2023-09-15"), normalise_period("2024", "2024")
    ('2023-09-13/2023-09-15', '2024')
    """
    value = start if end in ("", start) else f"{start}/{end}"
    parse_value(value)
    return value


def overlaps(one: str, other: str) -> bool:
    """Tell whether two values have a day in common.

    :raises CyberkgError: as ``parse_value``.

    >>> overlaps("2023-09", "2023-09-30/2023-10-02")
    True
    """
    return compare(one, other) == 0


def compare(one: str, other: str) -> int:
    """Order two values: -1 where ``one`` is wholly before ``other``, 1 where wholly after, else 0.

    :raises CyberkgError: as ``parse_value``.

    >>> compare("2022", "2023-09-08"), compare("2023", "2023-09-08"), compare("2023-10", "2023-09")
    (-1, 0, 1)
    """
    left, right = parse_value(one), parse_value(other)
    if last_day(left.end) < first_day(right.start):
        return -1
    return int(first_day(left.start) > last_day(right.end))
