"""What a written date is cut into, and the names of months and weekdays in it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from cyberkg.errors import CyberkgError
from cyberkg.reading.periods import prefix

__all__ = [
    "ANY_WEEKDAY",
    "DAY",
    "DAY_END",
    "DIGIT_FREE",
    "MONTH",
    "MONTHS",
    "TH",
    "WEEKDAY",
    "WEEKDAYS",
    "Part",
    "Sighting",
    "adjacent",
    "month_number",
    "weekday_number",
]

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
_WEEKDAY_NUMBERS = {name[:3]: number for number, name in enumerate(WEEKDAYS)}

# In lower case these are everyday words.
_NEEDS_CAPITAL = {"march", "may", "august"}
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
_SHORT_WEEKDAYS = ("Mon", "Tues", "Tue", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun")


def _cases(name: str) -> tuple[str, ...]:
    return (name.capitalize(), name.upper()) + (() if name in _NEEDS_CAPITAL else (name,))


_FULL = "|".join(case for name in MONTHS for case in _cases(name))
_SHORT = "|".join(f"{name}|{name.upper()}" for name in _SHORT_MONTHS)
MONTH = rf"(?:{_FULL})(?![A-Za-z])|(?:{_SHORT})(?![A-Za-z])\.?"
WEEKDAY = "|".join(name.capitalize() for name in WEEKDAYS)
ANY_WEEKDAY = "|".join([WEEKDAY, WEEKDAY.upper(), *_SHORT_WEEKDAYS])

# A day of the month; what may stand right behind it; and what may not stand before: the rest of a number or a price.
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
TH = r"(?:st|nd|rd|th|ST|ND|RD|TH)?"
DAY_END = rf"{TH}(?!\d|[.:]\d|,\d{{3}}(?!\d)|%|[A-Za-z])"
DIGIT_FREE = r"(?<![\w$€£¥#+/-])(?<!\d[.,:])"


def month_number(name: str) -> int:
    """Return the number of a month from 1, whatever its case and however short.

    >>> month_number("Sept"), month_number("MAY")
    (9, 5)
    """
    return _MONTH_NUMBERS[name[:3].casefold()]


def weekday_number(name: str) -> int:
    """Return the number of a weekday from 0 for Monday, as ``datetime.date.weekday`` does.

    >>> weekday_number("Thurs")
    3
    """
    return _WEEKDAY_NUMBERS[name[:3].casefold()]


@dataclass(frozen=True, slots=True)
class Part:
    """A date as far as the text writes it: each field None where it does not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def exists(self) -> bool:
        """Tell whether there is such a date, in a leap year where no year is written."""
        try:
            prefix(self.year or 2000, self.month, self.day)
        except CyberkgError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Sighting:
    """A calendar date found in a text, not yet resolved.

    :param start: offset in characters, half-open with ``end``.
    :param last: the last date of a range; equal to ``first`` for a single date.
    :param weekday: 0 for Monday, None where none is written.
    :param hint: how the text points to the year it leaves out: ``this year``, ``last year``, ``next year``,
        ``same year``, ``last`` (December), ``next`` (May), ``this`` (March); empty where it does not.
    :param named: whether the year is part of a capitalised name (``CSOP 2023``).
    """

    start: int
    end: int
    first: Part
    last: Part
    weekday: int | None = None
    hint: str = ""
    named: bool = False


def adjacent(first: Part, last: Part) -> bool:
    """Whether one date follows the other at once, over the end of a month too: such two are one stretch."""
    if first.year != last.year:
        return False
    if first.day and last.day and first.month and first.month != last.month:
        ends = first.day == monthrange(first.year or 2001, first.month)[1]
        return ends and last.day == 1 and last.month == first.month + 1
    if first.day and last.day:
        return last.day - first.day == 1
    return bool(first.month and last.month and last.month - first.month == 1)
