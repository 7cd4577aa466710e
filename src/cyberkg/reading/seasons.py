"""Seasons and feasts that move: ``last spring``, ``over the summer``, ``on Easter Monday``, ``at Christmas``.

A season is known by its year alone, since north and south differ in its months; Easter and Christmas without
a day are known by their month. Each is the last one before the document, the next one where the words plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from cyberkg.reading.periods import first_day, last_day, prefix
from cyberkg.reading.relative_dates import Relative
from cyberkg.reading.year import FUTURE, Anchor

__all__ = ["SEASON_RULES", "season_value", "sight_seasons"]

SEASON_RULES = frozenset({"season", "feast"})

# The last month of each in the north, where most texts are written. A winter is of two years.
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}
_SEASON = re.compile(
    r"(?<![\w-])(?:(?P<way>[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat|[Tt]he\ssame)\s(?:(?:early|late)\s)?"
    r"(?P<named>spring|summer|autumn|fall)"
    r"|(?<=\b[Ii]n\s)(?:(?:the|early|late)\s)?(?P<plain>spring|summer|autumn)"
    r"|(?:(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Dd]uring\s)|(?<=\b[Oo]ver\s)|(?<=\b[Bb]y\s))the\s(?P<cued>spring|summer|autumn))"
    r"(?![\w-]|\s(?:of|\d|school|camp|break|term|conference|meeting|edition|session|course))"
)


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + rest - 7 * ((a + 11 * h + 22 * rest) // 451) + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


_FEASTS: dict[str, Callable[[int], str]] = {
    "Good Friday": lambda year: (_easter(year) - timedelta(days=2)).isoformat(),
    "Easter Sunday": lambda year: _easter(year).isoformat(),
    "Easter Monday": lambda year: (_easter(year) + timedelta(days=1)).isoformat(),
    "Easter": lambda year: _easter(year).isoformat()[:7],
    "Whit Monday": lambda year: (_easter(year) + timedelta(days=50)).isoformat(),
    "Thanksgiving": lambda year: _nth(year, 11, 3, 4).isoformat(),
    "Labor Day": lambda year: _nth(year, 9, 0, 1).isoformat(),
    "Christmas": lambda year: prefix(year, 12),
}
_DAYS = "|".join(name for name in _FEASTS if name not in {"Easter", "Christmas"})
_FEAST = re.compile(
    rf"(?<!\w)(?:(?P<feast>{_DAYS})(?:\sDay)?"
    r"|(?:(?:(?<=\b[Aa]t\s)|(?<=\b[Oo]ver\s)|(?<=\b[Bb]efore\s)|(?<=\b[Aa]fter\s)|(?<=\b[Ss]ince\s)|(?<=\b[Ff]or\s)|(?<=\b[Bb]y\s)"
    r"|(?<=\b[Uu]ntil\s))|(?P<way>[Ll]ast|[Tt]his|[Nn]ext)\s)(?P<season>Easter|Christmas))"
    r"(?:,?\s(?P<year>(?:19|20)\d\d))?(?!\w|[-’']|\s(?:Day|Eve|Island|[a-z]{0,20}(?:party|lunch|dinner|card|market|shop|weekend)))"
)


def sight_seasons(text: str) -> list[Relative]:
    """Find the seasons without a year, and the feasts, of a text.

    >>> [(r.rule, r.unit, r.count) for r in sight_seasons("struck last spring, and on Easter Monday 2025")]
    [('season', 'spring last', 0), ('feast', 'Easter Monday', 2025)]
    """
    found = []
    for match in _SEASON.finditer(text):
        name = match["named"] or match["plain"] or match["cued"]
        way = (match["way"] or "").casefold().split(" ")[-1]
        if name == "fall" and way not in {"last", "this", "next", "that"}:
            continue
        found.append(Relative(match.start(), match.end(), "season", 0, f"{name} {way}".strip()))
    for match in _FEAST.finditer(text):
        name, way = match["feast"] or match["season"], (match["way"] or "").casefold()
        found.append(
            Relative(match.start(), match.end(), "feast", int(match["year"] or 0), f"{name} {way}".strip())
        )
    return found


def season_value(relative: Relative, anchor: Anchor, tense: str = "") -> str | None:
    """Work out a season or feast: an ISO 8601 prefix; None where the document's date is not known well enough.

    >>> from cyberkg.model import Period
    >>> season_value(Relative(0, 11, "season", 0, "spring last"), Anchor(Period("2021-02-04", "2021-02-04")))
    '2020'
    """
    if relative.rule == "season":
        return _season(relative.unit, anchor, tense)
    name, _, way = relative.unit.partition(" ") if relative.unit not in _FEASTS else (relative.unit, "", "")
    if relative.count:
        return _FEASTS[name](relative.count)
    if not anchor.period or len(anchor.period.end) < 7:
        return None
    start, end = first_day(anchor.period.start), last_day(anchor.period.end)
    days = [_FEASTS[name](year) for year in (end.year - 1, end.year, end.year + 1)]
    if way == "this":
        return days[1]
    if tense == FUTURE or way == "next":
        return next(day for day in days if last_day(day) >= start)
    return next((day for day in reversed(days) if first_day(day) <= end), None)


def _season(name: str, anchor: Anchor, tense: str) -> str | None:
    season, _, way = name.partition(" ")
    if way in {"that", "same"}:
        return anchor.last[:4] or None
    if not anchor.period or len(anchor.period.end) < 7:
        return None
    year, month = int(anchor.period.end[:4]), int(anchor.period.end[5:7])
    over, begun = month > _SEASONS[season], month > _SEASONS[season] - 3
    if way == "last":
        year -= not over
    elif way == "next":
        year += begun
    elif way != "this" and tense == FUTURE:
        year += over
    elif way != "this":
        year -= not begun
    return prefix(year)
