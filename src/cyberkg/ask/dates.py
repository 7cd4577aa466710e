"""Periods in a question: *in September 2023*, *between May and July 2024*, *since March*, *last month*.

What is counted from today elsewhere is counted from the newest briefing of the graph here, so that a question
has the same answer on any day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cyberkg.model import Period

__all__ = ["Stretch", "find_stretches", "needs_today"]

_MONTHS = "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS.split())})\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:(?:this|last|past|next|previous|current)\b|today|yesterday|tomorrow)", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTED = re.compile(
    rf"\b(?:last|past)\s+(\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(day|week|month|year)s?\b", re.IGNORECASE
)
_DAYS = {"day": 1, "week": 7}
# the words before a date that tell which side of it is meant
_FROM = ("since", "from", "starting", "beginning", "as of")
_TO = ("up until", "until", "till", "up to", "by", "through")
_BEFORE, _AFTER = ("before", "prior to", "earlier than"), ("after", "later than")
_INTO = ("in", "on", "during", "of", "for", "within", "between", "throughout", "at", "around", "over")
_LEAD = re.compile(
    rf"\b({'|'.join((*_FROM, *_TO, *_BEFORE, *_AFTER, *_INTO))})\s+(?:the\s+)?$".replace(" ", r"\s"),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A period in a question: where it stands (characters, half-open), its first and last day, month or year.

    An end that is open is empty.
    """

    start: int
    end: int
    first: str
    last: str


def needs_today(question: str) -> bool:
    """Tell whether the periods of a question depend on the day it is asked."""
    return bool(_RELATIVE.search(question) or (_MONTH.search(question) and not _YEAR.search(question)))


def find_stretches(question: str, today: str = "") -> list[Stretch]:
    """Find the periods of a question, in order.

    :param today: the day to count from, ISO 8601; empty where there is none.

    >>> [(s.first, s.last) for s in find_stretches("what happened between May and July 2024?")]
    [('2024-05', '2024-07')]
    >>> [(s.first, s.last) for s in find_stretches("who spoke after march", "2024-12-13")]
    [('2024-04', '')]
    """
    found = [*_counted(question, today), *_told(question, today)]
    return [s for n, s in enumerate(found) if not any(s.start < o.end and o.start < s.end for o in found[:n])]


def _counted(question: str, today: str) -> Iterator[Stretch]:
    """*In the last three months*."""
    for match in _COUNTED.finditer(question) if today else ():
        word = match[1].casefold()
        count = _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word)
        yield Stretch(
            _lead(question, match.start())[1], match.end(), _back(today, count, match[2].casefold()), today
        )


def _back(today: str, count: int, unit: str) -> str:
    day = date.fromisoformat(today)
    if unit in _DAYS:
        return (day - timedelta(days=count * _DAYS[unit])).isoformat()
    months = max(day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1), 12)
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _told(question: str, today: str) -> Iterator[Stretch]:
    from cyberkg.reading.dates import PAST, Anchor, find_dates

    # the reader of briefings takes "may" for a month only where it is written as one
    written = _MONTH.sub(lambda match: match.group().title(), question)
    anchor = Anchor(Period(today, today) if today else None)
    for mention in find_dates(written, anchor, PAST):
        first, _, last = mention.value.partition("/")
        lead, start = _lead(question, mention.start)
        yield Stretch(start, mention.end, *_sided(lead, first, last or first))


def _lead(question: str, start: int) -> tuple[str, int]:
    """Take in the word before a date: what it is, and where it begins."""
    match = _LEAD.search(question[:start])
    if not match:
        return "", start
    return " ".join(match[1].casefold().split()), match.start()


def _sided(lead: str, first: str, last: str) -> tuple[str, str]:
    if lead in _FROM:
        return first, "" if first == last else last
    if lead in _TO:
        return "", last
    if lead in _BEFORE:
        return "", _moved(first, -1)
    if lead in _AFTER:
        return _moved(last, 1), ""
    return first, last


def _moved(value: str, step: int) -> str:
    """The day, month or year before or after one."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return (date(*parts) + timedelta(days=step)).isoformat()
    if len(parts) == 2:
        months = parts[0] * 12 + parts[1] - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return f"{parts[0] + step:04}"
