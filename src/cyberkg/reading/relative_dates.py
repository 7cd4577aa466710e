"""Dates told by their distance from another: ``yesterday``, ``on Friday``, ``a day later``, ``last month``.

Two days can be counted from: *today*, the day of the document, and *then*, the last date mentioned. Where the
one needed is not known to the precision needed, nothing is returned rather than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from cyberkg.model import Period
from cyberkg.reading.date_parts import WEEKDAY, weekday_number
from cyberkg.reading.lexicon import words
from cyberkg.reading.periods import first_day, last_day, normalise_period, parse_value, prefix
from cyberkg.reading.year import FUTURE, Anchor

__all__ = ["Relative", "sight_relatives", "value_of"]

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_N = rf"(?P<n>an?|{'|'.join(_NUMBERS)}|\d{{1,2}})[\s-]"
_UNIT = r"(?P<unit>day|week|month|year)"
_PART = r"(?:morning|afternoon|evening|night|noon)"
_END = r"(?=\s?(?:[.,;:!?)\]\"”]|$))"
_EXACT_WEEKS = 2  # "ten weeks ago" does not mean the day
# Proper names with a weekday in them.
_NO_WEEKDAY = "".join(
    f"(?<!{word} )" for word in sorted(words("Black Good Patch Cyber Super Easter Palm Ash Bloody Giving"))
)
_NO_PAPER = r"(?!\s(?:Times|Telegraph|Mirror|Express|Post|Mail|Herald|Independent|Night|Club|Journal))"


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative date found in a text.

    :param start: offset in characters, half-open with ``end``.
    :param rule: what it is counted from and how: ``today`` and ``then`` mean whole units, ``ago``
        and ``later`` so many units from the day; the others are about weekdays.
    :param count: how many units away, negative for the past.
    :param unit: ``day``, ``week``, ``month`` or ``year``.
    :param weekday: 0 for Monday, where one is named.
    """

    start: int
    end: int
    rule: str
    count: int = 0
    unit: str = "day"
    weekday: int | None = None


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else 1


_WAYS = {"last": -1, "this": 0, "next": 1, "the same": 0, "that": 0, "the following": 1, "the previous": -1}
_WAYS |= {"the next": 1, "the preceding": -1, "this coming": 1, "this past": -1}

# rule: what to count from and how; the count where the text gives none; the pattern
_TABLE: tuple[tuple[str, int, str], ...] = (
    ("today", -2, r"the day before yesterday"),
    ("today", 2, r"the day after tomorrow"),
    ("today", 0, rf"[Tt]oday|[Tt]onight|[Tt]his\s{_PART}"),
    ("today", -1, rf"[Yy]esterday(?:\s{_PART})?|[Ll]ast\snight"),
    ("today", 1, rf"[Tt]omorrow(?:\s{_PART})?"),
    ("ago", -1, rf"(?P<count>{_N}{_UNIT}s?\sago)"),
    ("today", 0, rf"(?:[Ee]arlier|[Ll]ater)\s(?P<way>this)\s{_UNIT}"),
    ("today", 0, rf"(?P<way>[Ll]ast|[Tt]his|[Nn]ext)\s{_UNIT}"),
    ("later", -1, rf"(?P<count>{_N}{_UNIT}s?\s(?:earlier|previously|beforehand|before{_END}))"),
    ("later", 1, rf"(?P<count>{_N}{_UNIT}s?\s(?:later|afterwards?|after{_END}))"),
    ("then", 0, rf"(?P<way>[Tt]he\ssame|[Tt]hat)\s(?:(?P<unit>day|week|month|year)|{_PART})"),
    (
        "then",
        1,
        rf"(?P<way>[Tt]he\s(?:following|next|previous|preceding))\s(?:(?P<unit>day|week|month|year)|{_PART})",
    ),
    ("then", -1, rf"[Tt]he\sday\sbefore{_END}"),
    ("then", 1, rf"[Tt]he\sday\safter{_END}"),
    (
        "weekday",
        0,
        rf"{_NO_WEEKDAY}(?:(?P<way>[Tt]his\s(?:coming|past)|[Tt]he\s(?:following|previous|next)|[Ll]ast|[Tt]his|[Nn]ext)\s)?"
        rf"(?P<wd>{WEEKDAY})(?:\s{_PART})?{_NO_PAPER}"
        r"(?:\s(?:of\s)?(?P<week>last|this|next|the\ssame|that|the\s(?:following|previous))\sweek)?",
    ),
    ("weekday", 0, rf"(?P<week>[Ll]ast|[Tt]his|[Nn]ext)\sweek(?:,)?\son\s(?P<wd>{WEEKDAY})"),
)
_FORMS = tuple(
    (rule, count, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")) for rule, count, pattern in _TABLE
)


def sight_relatives(text: str) -> list[Relative]:
    """Find all relative dates of a text; they may overlap.

    >>> [(r.rule, r.count, r.unit) for r in sight_relatives("two weeks ago")]
    [('ago', -2, 'week')]
    """
    return [_relative(rule, count, match) for rule, count, form in _FORMS for match in form.finditer(text)]


def _relative(rule: str, count: int, match: re.Match[str]) -> Relative:
    groups = match.groupdict()
    way, week = (" ".join((groups.get(name) or "").casefold().split()) for name in ("way", "week"))
    weekday = weekday_number(groups["wd"]) if groups.get("wd") else None
    if groups.get("count"):
        count *= _number(groups["n"] or "")
    elif rule == "weekday" and week:
        rule = "week then" if week.startswith("th") and week != "this" else "week today"
        count = _WAYS[week]
    elif rule == "weekday" and way:
        rule = {"the": "weekday then"}.get(way.split()[0], f"weekday {way.split()[-1]}")
        count = _WAYS[way]
    elif way:
        count = _WAYS[way]
    return Relative(match.start(), match.end(), rule, count, groups.get("unit") or "day", weekday)


def value_of(relative: Relative, anchor: Anchor, tense: str = "") -> str | None:
    """Work out a relative date; None where what it is counted from is not known well enough.

    A day of the week without more is the last such day up to the document's, or the next one after it where
    ``tense`` is ``future``; in a document that covers up to a week it is the one in that week.

    >>> value_of(Relative(0, 9, "today", -1), Anchor(Period("2024-03-01", "2024-03-01")))
    '2024-02-29'
    """
    try:
        if relative.weekday is not None:
            return _weekday(relative, anchor, tense)
        base = _then(anchor, relative.count) if relative.rule in {"then", "later"} else anchor.period
        return _shift(base, relative.count, relative.unit, whole=relative.rule in {"today", "then"})
    except OverflowError:
        return None


def _then(anchor: Anchor, count: int) -> Period | None:
    """Return what to count from the last date mentioned: forward from its last day, back from its first."""
    if not anchor.last:
        return None
    period = parse_value(anchor.last)
    start, end = (period.end if count > 0 else period.start), (period.start if count < 0 else period.end)
    return Period(start, end)


def _shift(base: Period | None, count: int, unit: str, *, whole: bool) -> str | None:
    """Move a date by whole units and write it as precisely as the unit allows.

    :param whole: "last week" is seven days from Monday, "a week later" is a day.
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


def _weekday(relative: Relative, anchor: Anchor, tense: str) -> str | None:
    weekday = relative.weekday or 0
    context = _then(anchor, relative.count)
    then = _same(context, 10) if context else None
    day = first_day(then) if relative.rule.endswith("then") and then else anchor.today()
    if relative.rule.endswith("then") and not then:
        return None
    if day is None:
        return _only_one(anchor.period, weekday) if relative.rule == "weekday" else None
    if relative.rule.startswith("week "):
        return (_STEPS["this"](day, weekday) + timedelta(weeks=relative.count)).isoformat()
    way = relative.rule.partition(" ")[2]
    if way == "then":
        way = "next" if relative.count > 0 else "last"
    return _STEPS[way or ("next" if tense == FUTURE else "upto")](day, weekday).isoformat()


def _only_one(period: Period | None, weekday: int) -> str | None:
    """Return the day of a period of up to a week that is such a weekday."""
    if period is None or len(period.start) < 10 or len(period.end) < 10:
        return None
    first, last = first_day(period.start), last_day(period.end)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    return day.isoformat() if day <= last and (last - first).days < 7 else None
