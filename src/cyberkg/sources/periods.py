"""Dates and stretches of days as briefings write them in titles, datelines and file names.

A text is cut into tokens (day, month, year, dash ...); words in between end a date. What is left is a small
grammar over the kinds of tokens, so no notation needs a pattern of its own and the time is linear.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cyberkg.model import Period
from cyberkg.sources.word_lists import listed

__all__ = ["Found", "Point", "find_periods", "parse_period"]

_NAMES = listed("january february march april may june july august september october november december")
_MONTHS = {name[:end]: n for n, name in enumerate(_NAMES, 1) for end in (3, len(name))} | {"sept": 9}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19[89]|20[0-9])[0-9]"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"

_TOKEN = re.compile(
    rf"(?P<iso>(?<![\w.-]){_YEAR}-[01][0-9](?:-[0-3][0-9](?:T[0-9:.+Z-]*)?)?(?![\w-]))"
    rf"|(?P<han>(?:{_YEAR}\s?年\s?)?[01]?[0-9]\s?月(?:\s?[0-3]?[0-9]\s?[日号號])?|{_YEAR}\s?年|[0-3]?[0-9]\s?[日号號])"
    r"|(?P<slash>(?<![\w./-])[0-9]{1,4}([/.])[0-9]{1,2}\4[0-9]{1,4}(?![\w/]|[.][0-9]))"
    r"|(?P<quarter>\b(?:Q[1-4]|[1-4]Q|H[12]|(?:first|second|third|fourth|last) (?:quarter|half))\b(?: of)?)"
    rf"|(?P<year>(?<![\w.,$€£/-])(?:{_YEAR})(?![\w%]|[,.][0-9]))"
    r"|(?P<day>(?<![\w.,$€£/:])[0-3]?[0-9](?:st|nd|rd|th)?(?![\w%:]|[.,][0-9]))"
    rf"|(?P<month>\b(?:{_MONTH})\b\.?)"
    r"|(?P<both>\band\b|&)"
    r"|(?P<to>[-–—~/至到]|\b(?:to|until|till|through)\b)"
    rf"|(?P<skip>\s+|,|，|\b(?:of|the)\b|{_WEEKDAY})",
    re.IGNORECASE,
)
_KINDS = {"day": "D", "month": "M", "year": "Y", "quarter": "Q", "to": "-", "both": "+", "slash": "S"}
_POINT = "DMY|MDY|YMD|YDM|MY|YM|DM|MD|QY|YQ|I|S|C"
_GRAMMAR = re.compile(
    rf"(?P<first>D)[-+](?P<second>DMY|DM)|(?P<mdy>MD)[-+](?P<last>DY|D)(?!M)|(?P<m>[MQ])-(?P<my>[MQ]Y)"
    rf"|(?P<a>{_POINT})-(?P<b>{_POINT})|(?P<single>{_POINT})|(?P<ya>Y)-(?P<yb>Y)|(?P<y>Y)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month, a quarter (its first and last month) or a year; what is not told is 0."""

    year: int = 0
    month: int = 0
    day: int = 0
    last_month: int = 0

    def text(self, *, last: bool = False) -> str:
        """Write it as an ISO 8601 prefix: its first month, or with ``last`` its last one."""
        month = (self.last_month or self.month) if last else self.month
        parts = [f"{self.year:04}"] + [f"{n:02}" for n in (month, self.day) if n]
        return "-".join(parts)

    def is_real(self) -> bool:
        """Tell whether there is such a day; without a year, whether there ever was."""
        if not self.month:
            return not self.day
        if self.month > 12:
            return False
        return self.day <= calendar.monthrange(self.year or 2000, self.month)[1]


@dataclass(frozen=True, slots=True)
class Found:
    """A date or a stretch of days in a text: where it stands (characters, half-open), first and last."""

    start: int
    end: int
    first: Point
    last: Point

    @property
    def has_year(self) -> bool:
        """Whether it tells the year."""
        return bool(self.first.year)

    @property
    def has_day(self) -> bool:
        """Whether it tells the day."""
        return bool(self.first.day)

    def period(self, year: int = 0) -> Period | None:
        """Make it a period, in ``year`` where it tells none; None where it still has none."""
        first, last = self.first, self.last
        if not first.year:
            if not year:
                return None
            first, last = replace(first, year=year), replace(last, year=year)
            if _order(last) < _order(first):
                last = replace(last, year=year + 1)
        if not (first.is_real() and last.is_real() and _order(first) <= _order(last)):
            return None
        return Period(first.text(), last.text(last=True))


def find_periods(text: str) -> list[Found]:
    """Find the dates and stretches of days in a text, in order; impossible ones (31 June) are left out.

    >>> [f.period() for f in find_periods("held from 29 December to 4 January 2024")]
    [Period(start='2023-12-29', end='2024-01-04')]
    """
    found = []
    for run in _runs(text):
        kinds = "".join(kind for kind, _ in run)
        for match in _GRAMMAR.finditer(kinds):
            tokens = [token for _, token in run[match.start() : match.end()]]
            ends = _ends(match, run)
            if ends is not None and all(p.is_real() for p in ends):
                found.append(Found(tokens[0].start(), tokens[-1].end(), *ends))
    return found


def parse_period(text: str, year: int = 0) -> Period | None:
    """Read the first date in a text that gives a period, the most exact first; None where there is none.

    :param year: the year of dates that name none; 0 where it is not known.
    """
    found = find_periods(text)
    years = [f.first.year for f in found if f.has_year]
    for one in sorted(found, key=lambda f: (not f.has_day, not f.first.month)):
        period = one.period(years[0] if years else year)
        if period is not None:
            return period
    return None


def _runs(text: str) -> Iterator[list[tuple[str, re.Match[str]]]]:
    """Go through the stretches of tokens with no other words between them."""
    run: list[tuple[str, re.Match[str]]] = []
    end = -1
    for match in _TOKEN.finditer(text):
        if match.start() != end and run:
            yield run
            run = []
        end = match.end()
        kind = _kind(match)
        if kind:
            run.append((kind, match))
    if run:
        yield run


def _kind(match: re.Match[str]) -> str:
    """Name the kind of a token by one letter; empty for what only stands between."""
    group = match.lastgroup or ""
    if group in {"iso", "han"}:
        return "I" if group == "iso" else "C"
    return _KINDS.get(group, "")


def _ends(match: re.Match[str], run: Sequence[tuple[str, re.Match[str]]]) -> tuple[Point, Point] | None:
    """Read the first and the last point of a piece of the grammar."""
    points = []
    for name in sorted((n for n, v in match.groupdict().items() if v), key=match.start):
        tokens = [token.group() for _, token in run[match.start(name) : match.end(name)]]
        point = _point(match.group(name), tokens)
        if point is None:
            return None
        points.append(point)
    return _completed(points[0], points[-1])


def _point(kinds: str, tokens: Sequence[str]) -> Point | None:
    if kinds in {"I", "S", "C"}:
        return {"I": _iso, "S": _slashes, "C": _han}[kinds](tokens[0])
    point = Point()
    for kind, token in zip(kinds, tokens, strict=True):
        if kind == "D":
            point = replace(point, day=int(re.sub(r"\D", "", token)))
        elif kind == "M":
            point = replace(point, month=_MONTHS[token.casefold().rstrip(".")])
        elif kind == "Y":
            point = replace(point, year=int(token))
        else:
            first, last = _quarter(token.casefold())
            point = replace(point, month=first, last_month=last)
    return None if "D" in kinds and not point.day else point


def _iso(token: str) -> Point | None:
    numbers = [int(n) for n in re.split("[Tt]", token)[0].split("-")]
    return Point(*numbers) if all(numbers) else None


def _slashes(token: str) -> Point | None:
    """Read 2023/9/8, 13/9/2023 or 9/13/2023; None where day and month could be swapped."""
    a, b, c = (int(n) for n in re.split(r"[/.]", token))
    if 1980 <= a <= 2099:
        return Point(a, b, c) if 0 < b <= 12 and 0 < c <= 31 else None
    if not 1980 <= c <= 2099 or not a or not b or (a != b and a <= 12 and b <= 12):
        return None
    month, day = (b, a) if b <= 12 else (a, b)
    return Point(c, month, day) if day <= 31 else None


def _han(token: str) -> Point:
    parts = {unit: int(n) for n, unit in re.findall(r"(?<![0-9])([0-9]++)\s?([年月日号號])", token)}
    day = parts.get("日", 0) or parts.get("号", 0) or parts.get("號", 0)
    return Point(parts.get("年", 0), parts.get("月", 0), day)


def _quarter(token: str) -> tuple[int, int]:
    """Give the first and the last month of a quarter or a half of the year."""
    digits = re.sub(r"\D", "", token)
    number = int(digits) if digits else _QUARTERS[token.partition(" ")[0]]
    if "half" in token or token[0] == "h":
        number = min(number, 2)
        return number * 6 - 5, number * 6
    return number * 3 - 2, number * 3


def _completed(first: Point, last: Point) -> tuple[Point, Point]:
    """Lend each end what only the other tells, as in ``30 December - 2 January 2024``."""
    last = replace(last, year=last.year or first.year, month=last.month or first.month)
    if first.day and not last.day and last is not first and last.month == first.month:
        last = replace(last, day=first.day)
    borrowed = not first.year and last.year
    first = replace(first, year=first.year or last.year, month=first.month or last.month)
    if borrowed and _order(last) < _order(first):
        first = replace(first, year=first.year - 1)
    return first, last


def _order(point: Point) -> tuple[int, int, int]:
    return point.year, point.month, point.day
