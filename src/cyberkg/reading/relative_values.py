"""What relative dates mean: ``yesterday`` and ``on Friday``, worked out from the days that can be counted from.

These are *today*, the day of the document, and *then*, the last date mentioned. Where the one needed is not known to
the precision needed, nothing is returned rather than a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from cyberkg.errors import CyberkgError
from cyberkg.model import Period
from cyberkg.reading.periods import first_day, last_day, normalise_period, parse_value, prefix
from cyberkg.reading.relative_dates import Relative
from cyberkg.reading.year import FUTURE, Anchor

__all__ = ["value_of"]

_SATURDAY = 5
_EXACT_WEEKS = 2  # "ten weeks ago" does not mean the day


def value_of(relative: Relative, anchor: Anchor, tense: str = "") -> str | None:
    """Work out a relative date; None where what it is counted from is not known well enough.

    A day of the week without more is the last such day up to the document's, or the next one after it where
    ``tense`` is ``future``; in a document that covers up to a week it is the one in that week.

    >>> value_of(Relative(0, 9, "today", -1), Anchor(Period("2024-03-01", "2024-03-01")))
    '2024-02-29'
    """
    try:
        if relative.rule in {"stretch", "weekend"}:
            return _of_stretch(relative, anchor)
        if relative.rule == "instant":
            return _instant(relative, anchor)
        if relative.day:
            return _month_day(relative, anchor, tense)
        if relative.until is not None:
            return _weekdays(relative, anchor, tense)
        if relative.weekday is not None:
            return _weekday(relative, anchor, tense)
        base = _then(anchor, relative.count) if relative.rule in {"then", "later"} else anchor.period
        if base and relative.rule in {"then", "later"} and relative.unit == "day" and not _same(base, 10):
            base = Period(anchor.day, anchor.day) if anchor.day else None  # a month or a year spoken of since
        return _shift(
            base,
            relative.count,
            relative.unit,
            whole=relative.rule in {"today", "then"},
            month=relative.rule == "today" and relative.count <= 0,
        )
    except OverflowError:
        return None


def _weekend(period: Period | None, day: str) -> str | None:
    """The Saturday and Sunday of a meeting, or the one of them that was the last day told."""
    if period and (not day or period.start <= day <= period.end):
        saturday = first_day(period.start) + timedelta(
            days=(_SATURDAY - first_day(period.start).weekday()) % 7
        )
        sunday = saturday + timedelta(days=1)
        return f"{saturday}/{sunday}" if sunday <= first_day(period.end) else None
    return day if day and first_day(day).weekday() >= _SATURDAY else None


def _of_stretch(relative: Relative, anchor: Anchor) -> str | None:
    """One of the days of the last meeting told of, counted from its first; or the weekend that it was."""
    period = parse_value(anchor.stretch) if anchor.stretch else None
    if relative.rule == "weekend":
        return _weekend(period, anchor.day)
    if not period:
        return None
    last = first_day(period.end)
    nth = first_day(period.start) + timedelta(days=relative.count - 1) if relative.count else last
    return nth.isoformat() if nth <= last else None


def _instant(relative: Relative, anchor: Anchor) -> str | None:
    """The 27th inst. is of the document's month, or of the one before where it would lie ahead; ult. of the one before."""
    end = anchor.period.end if anchor.period else ""
    if len(end) < 10:
        return None
    return _day_of(_month(end[:7], relative.count or -int(relative.day > int(end[8:]))), relative.day)


def _then(anchor: Anchor, count: int) -> Period | None:
    """Return what to count from the last date mentioned: forward from its last day, back from its first."""
    if not anchor.last:
        return None
    period = parse_value(anchor.last)
    start, end = (period.end if count > 0 else period.start), (period.start if count < 0 else period.end)
    return Period(start, end)


def _shift(base: Period | None, count: int, unit: str, *, whole: bool, month: bool) -> str | None:
    """Move a date by whole units and write it as precisely as the unit allows.

    :param whole: "last week" is seven days from Monday, "a week later" is a day.
    :param month: a week within a month is known by its month, as what is told of "last week" is seldom of all of it.
    """
    known = _same(base, {"year": 4, "month": 7}.get(unit, 10)) if base else None
    if not known:
        return None
    if unit == "year":
        return prefix(_year(int(known) + count))
    if unit == "month":
        return _month(known, count)
    moved = first_day(known) + timedelta(days=count * (7 if unit == "week" else 1))
    if unit == "week" and whole:
        monday = moved - timedelta(days=moved.weekday())
        if month and monday.month == (monday + timedelta(days=6)).month:
            return monday.isoformat()[:7]
        return normalise_period(monday.isoformat(), (monday + timedelta(days=6)).isoformat())
    return moved.isoformat()[: 7 if unit == "week" and abs(count) > _EXACT_WEEKS else 10]


def _same(period: Period, length: int) -> str | None:
    """Return the first ``length`` characters of both ends where these agree and are known."""
    agree = period.start[:length] == period.end[:length] and len(period.end) >= length
    return period.end[:length] if agree else None


def _year(year: int) -> int:
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError
    return year


def _month(month: str, count: int) -> str:
    months = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return prefix(_year(months // 12), months % 12 + 1)


_STEPS: dict[str, Callable[[date, int], date]] = {
    "last": lambda day, weekday: day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1),
    "next": lambda day, weekday: day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1),
    "this": lambda day, weekday: day + timedelta(days=weekday - day.weekday()),
    "upto": lambda day, weekday: day - timedelta(days=(day.weekday() - weekday) % 7),
}
_STEPS |= {"past": _STEPS["last"], "coming": _STEPS["next"]}


_BARE = {"weekday", "weekday entry"}


def _weekday(relative: Relative, anchor: Anchor, tense: str) -> str | None:
    weekday = relative.weekday or 0
    context = _then(anchor, relative.count)
    then = _same(context, 10) if context else None
    day = first_day(then) if relative.rule.endswith("then") and then else anchor.today()
    if relative.rule.endswith("then") and not then:
        return None
    if relative.rule == "weekday entry" and anchor.stretch:
        told = _only_one(parse_value(anchor.stretch), weekday)
        if told:
            return told
    if day is None:
        return _only_one(anchor.period, weekday) if relative.rule in _BARE else None
    if relative.rule.startswith("week "):
        return (_STEPS["this"](day, weekday) + timedelta(weeks=relative.count)).isoformat()
    way = "" if relative.rule in _BARE else relative.rule.partition(" ")[2]
    if way == "then":
        way = "next" if relative.count > 0 else "last"
    return _STEPS[way or ("next" if tense == FUTURE else "upto")](day, weekday).isoformat()


def _weekdays(relative: Relative, anchor: Anchor, tense: str) -> str | None:
    """From one weekday to another: the last such days that are over, or the next to come."""
    days = timedelta(days=((relative.until or 0) - (relative.weekday or 0)) % 7)
    coming = tense == FUTURE
    value = _weekday(replace(relative, weekday=relative.weekday if coming else relative.until), anchor, tense)
    if not value:
        return None
    day = first_day(value)
    first, last = (day, day + days) if coming else (day - days, day)
    return normalise_period(first.isoformat(), last.isoformat())


def _month_day(relative: Relative, anchor: Anchor, tense: str) -> str | None:
    """A day without its month: in the month spoken of, else the nearest one to the document's day."""
    for month in _months_near(anchor, tense, 1 if relative.weekday is None else _MONTHS_AWAY):
        first = _day_of(month, relative.day)
        if not first or not _fits(first, relative, anchor, tense):
            continue
        if not relative.last_day:
            return first
        last = _day_of(_month(month, int(relative.last_day < relative.day)), relative.last_day)
        return normalise_period(first, last) if last else None
    return None


_MONTHS_AWAY = 3  # a weekday falls on the same day of the month about twice a year


def _months_near(anchor: Anchor, tense: str, reach: int) -> list[str]:
    """The months that a day may belong to, the likeliest first."""
    end = anchor.period.end[:7] if anchor.period else ""
    last = parse_value(anchor.last).start[:7] if anchor.last else ""
    last = last if len(last) == 7 else anchor.day[:7]
    if len(end) < 7:
        return [last] if len(last) == 7 else []
    way = 1 if tense == FUTURE else -1
    near = [end, *(_month(end, step) for n in range(1, reach + 1) for step in (n * way, -n * way))]
    spoken_of = last in {_month(end, n) for n in range(-_MONTHS_AWAY, _MONTHS_AWAY + 1)}
    return [last, *near] if spoken_of else near


def _day_of(month: str, day: int) -> str | None:
    try:
        return prefix(int(month[:4]), int(month[5:]), day)
    except CyberkgError:
        return None


def _fits(day: str, relative: Relative, anchor: Anchor, tense: str) -> bool:
    """Whether a day has the weekday that is named, or else lies on the side of the document that the tense tells."""
    if relative.weekday is not None:
        return first_day(day).weekday() == relative.weekday
    if not anchor.period or (day[:7] == anchor.last[:7] and tense != FUTURE):
        return True
    if tense == FUTURE:
        return first_day(day) >= first_day(anchor.period.start)
    return first_day(day) <= last_day(anchor.period.end)


def _only_one(period: Period | None, weekday: int) -> str | None:
    """Return the day of a period of up to a week that is such a weekday."""
    if period is None or len(period.start) < 10 or len(period.end) < 10:
        return None
    first, last = first_day(period.start), last_day(period.end)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    return day.isoformat() if day <= last and (last - first).days < 7 else None
