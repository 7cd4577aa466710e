"""Dates told by their distance from another: ``yesterday``, ``on Friday``, ``a day later``, ``last month``.

Two days can be counted from: *today*, the day of the document, and *then*, the last date mentioned. Where the
one needed is not known to the precision needed, nothing is returned rather than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from cyberkg.errors import CyberkgError
from cyberkg.model import Period
from cyberkg.reading.date_parts import ANY_WEEKDAY, WEEKDAY, weekday_number
from cyberkg.reading.lexicon import words
from cyberkg.reading.periods import first_day, last_day, normalise_period, parse_value, prefix
from cyberkg.reading.year import FUTURE, Anchor

__all__ = ["Relative", "sight_relatives", "value_of"]

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_N = rf"(?P<n>(?i:an?|{'|'.join(_NUMBERS)})|\d{{1,2}})[\s-]"
_UNIT = r"(?P<unit>day|week|month|year)"
_PART = r"(?:morning|afternoon|evening|night|noon)"
_END = r"(?=\s?(?:[.,;:!?)\]\"”]|$))"
_TH = r"(?:st|nd|rd|th)"
_INST = r"(?P<inst>inst|ult)(?:ant|imo)?\b\.?"  # of this month, of the last one
# The word before a day without a month; "the winner of the 5th" has none.
_ON_THE = "|".join(
    rf"(?<={word}\s)"
    for word in ("[Oo]n", "[Bb]y", "[Ff]rom", "[Uu]ntil", "[Ss]ince", r"ning\sof", r"noon\sof", r"night\sof")
)
# What may stand behind such a day: a noun would be numbered by it ("on the 10th floor").
_AFTER_DAY = (
    r"(?=\s?(?:[.,;:!?)\]\"”](?!\d)|$)"
    r"|\s(?:at|in|by|from|with|for|that|which|when|where|to|under|the|an?|it|he|she|they|we|I|was|were|is|has|had"
    r"|because|after|before|during|as|but|of\s(?:the|that)\smonth)\b)"
)
# A sentence may open with the day, and a word that no number counts: "On the 13th officers came".
_OPENING = (
    r"(?:(?<=^On\s)|(?<=[.!?]\sOn\s))the\s(?P<day>\d{1,2})"
    + _TH
    + r"(?=\s(?!floor|day|anniversary|edition|century|birthday|page|line|hole|stage|attempt|week|month|year|hour|minute"
    r"|round|parallel|annual|and|or|of|to|until|through|session|lap|street)[a-z])"
)
_UNTIL = r"(?:to|until|till|through)"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)"
_ENTRY_DAY = rf"(?:(?:{ANY_WEEKDAY})\.|{WEEKDAY.upper()})"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")
_SATURDAY = 5
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
    :param until: the weekday that a stretch ends with.
    :param day: the day of a month that is not named; 0 for none.
    :param last_day: the day of that month or the next that a stretch ends with; 0 for none.
    """

    start: int
    end: int
    rule: str
    count: int = 0
    unit: str = "day"
    weekday: int | None = None
    until: int | None = None
    day: int = 0
    last_day: int = 0


def _number(word: str) -> int:
    word = word.casefold()
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else 1


_WAYS = {"last": -1, "this": 0, "next": 1, "the same": 0, "that": 0, "the following": 1, "the previous": -1}
_WAYS |= {"the very same": 0, "the next": 1, "the preceding": -1, "this coming": 1, "this past": -1}

# rule: what to count from and how; the count where the text gives none; the pattern
_TABLE: tuple[tuple[str, int, str], ...] = (
    (
        "stretch",
        1,
        rf"[Tt]he\s(?P<nth>{'|'.join(_ORDINALS)})\s(?:day|{_PART})(?!\s(?:of|after|since|back|at)\b)",
    ),
    (
        "stretch",
        1,
        rf"(?<=[Oo]n\sthe\s)(?P<nth>{'|'.join(_ORDINALS)})\s(?:day|{_PART})(?!\s(?:of|after|since|back|at)\b)",
    ),
    ("stretch", 1, rf"(?:Day|DAY)\s(?P<nth>[1-5]|(?i:{'|'.join(_NUMBERS[:5])}))\b(?!\s(?:of|after)\b)"),
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
    ("then", 0, rf"(?P<way>[Tt]he\s(?:very\s)?same|[Tt]hat)\s(?:(?P<unit>day|week|month|year)|{_PART})"),
    ("then", 0, r"(?<=[Oo]n\s)same\sday"),
    ("weekend", 0, r"(?P<way>[Tt]he\s(?:very\s)?same|[Tt]hat)\sweekend"),
    (
        "then",
        1,
        rf"(?P<way>[Tt]he\s(?:following|next|previous|preceding))\s(?:(?P<unit>day|week|month|year)|{_PART})",
    ),
    (
        "then",
        -1,
        rf"[Tt]he\s(?:(?P<unit>day|week|month|year)|{_PART})\sbefore(?:{_END}|(?=,?\s(?:it|he|she|they|we)\b))",
    ),
    ("then", 1, rf"[Tt]he\s(?:(?P<unit>day|week|month|year)|{_PART})\safter{_END}"),
    (
        "weekday",
        0,
        rf"{_NO_WEEKDAY}(?:(?P<way>[Tt]his\s(?:coming|past)|[Tt]he\s(?:following|previous|next)|[Ll]ast|[Tt]his|[Nn]ext)\s)?"
        rf"(?P<wd>{WEEKDAY})(?:\s{_PART})?{_NO_PAPER}"
        r"(?:\s(?:of\s)?(?P<week>last|this|next|the\ssame|that|the\s(?:following|previous))\sweek)?",
    ),
    ("weekday", 0, rf"(?<=\bon\s)(?P<wd>{_SHORT_WEEKDAY})\b\.?(?!\s[A-Z\d])"),
    (
        "weekday entry",
        0,
        rf"(?<=^)(?P<wd>{_ENTRY_DAY})(?:\s?[-–—]\s?(?P<until>{_ENTRY_DAY}))?(?=\W*$|[:,]?\s[A-Z\d]|\s[-–—])",
    ),
    ("weekday entry", 0, rf"(?:(?<=\()|(?<=[-–—:]\s)|(?<=^))(?P<wd>{WEEKDAY}|{WEEKDAY.upper()})(?=\)?\W*$)"),
    (
        "weekday entry",
        0,
        rf"(?<=^)(?P<wd>{WEEKDAY}|{WEEKDAY.upper()})\s{_UNTIL}\s(?P<until>{WEEKDAY}|{WEEKDAY.upper()})(?=[:,]|\W*$)",
    ),
    ("weekday", 0, rf"(?P<week>[Ll]ast|[Tt]his|[Nn]ext)\sweek(?:,)?\son\s(?P<wd>{WEEKDAY})"),
    (
        "weekdays",
        0,
        rf"(?<=[Oo]n\s)(?P<wd>{WEEKDAY})(?:\s{_PART})?\s(?P<both>and)\s(?P<until>{WEEKDAY})(?:\s{_PART})?",
    ),
    (
        "weekdays",
        0,
        rf"(?<=[Ff]rom\s)(?P<wd>{WEEKDAY})(?:\s{_PART})?\s{_UNTIL}\s(?P<until>{WEEKDAY})(?:\s{_PART})?",
    ),
    ("month day", 0, _OPENING),
    (
        "month day",
        0,
        rf"(?:(?P<wd>{ANY_WEEKDAY})\.?,?\s)?(?:the\s)?(?P<day>\d{{1,2}}){_TH}?,?\s{_INST}",
    ),
    (
        "month day",
        0,
        rf"the\sweekend\sof\sthe\s(?P<day>\d{{1,2}}){_TH}(?:\s(?:and|to)\s(?:the\s)?(?P<last>\d{{1,2}}){_TH})?",
    ),
    (
        "month day",
        0,
        rf"(?:{_ON_THE})the\s(?P<day>\d{{1,2}}){_TH}(?:\s{_UNTIL}\sthe\s(?P<last>\d{{1,2}}){_TH})?{_AFTER_DAY}",
    ),
    (
        "month day",
        0,
        rf"(?P<wd>{ANY_WEEKDAY})\.?,?\s(?:the\s)?(?P<day>\d{{1,2}}){_TH}?(?:\s?(?:[-–—]|{_UNTIL}|and)\s?(?:the\s)?"
        rf"(?:{ANY_WEEKDAY})\.?,?\s(?:the\s)?(?P<last>\d{{1,2}}){_TH}?)?(?!(?<=\d)\s(?:was|were|has|had)\b){_AFTER_DAY}",
    ),
)
# Of two that find the same words the first counts: a weekday that stands alone tells more than one in a sentence.
_FORMS = tuple(
    (rule, count, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"))
    for rule, count, pattern in sorted(_TABLE, key=lambda row: row[0] != "weekday entry")
)


_DAY_NAMES = tuple(
    case for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") for case in (name, name.upper())
)


def _forms(text: str) -> Iterator[tuple[str, int, re.Pattern[str]]]:
    """Yield the forms that a text may have: most name no weekday, and many have no digit."""
    names, digits = any(name in text for name in _DAY_NAMES), any(map(str.isdigit, text))
    for rule, count, form in _FORMS:
        if (names or not rule.startswith("weekday")) and (digits or rule != "month day"):
            yield rule, count, form


def sight_relatives(text: str) -> list[Relative]:
    """Find all relative dates of a text; they may overlap.

    >>> [(r.rule, r.count, r.unit) for r in sight_relatives("two weeks ago")]
    [('ago', -2, 'week')]
    """
    found = [
        _relative(rule, count, match) for rule, count, form in _forms(text) for match in form.finditer(text)
    ]
    return [relative for relative in found if relative]


def _relative(rule: str, count: int, match: re.Match[str]) -> Relative | None:
    groups = match.groupdict()
    way, week = (" ".join((groups.get(name) or "").casefold().split()) for name in ("way", "week"))
    weekday = weekday_number(groups["wd"]) if groups.get("wd") else None
    if groups.get("nth"):
        count = _nth(match["nth"].casefold())
    elif groups.get("count"):
        count *= _number(groups["n"] or "")
    elif rule == "weekday" and week:
        rule = "week then" if week.startswith("th") and week != "this" else "week today"
        count = _WAYS[week]
    elif rule == "weekday" and way:
        rule = {"the": "weekday then"}.get(way.split()[0], f"weekday {way.split()[-1]}")
        count = _WAYS[way]
    elif way:
        count = _WAYS[way]
    if groups.get("inst"):
        count = -1 if match["inst"] == "ult" else 0
        rule = "instant"
    found = Relative(match.start(), match.end(), rule, count, groups.get("unit") or "day", weekday)
    if groups.get("day"):
        return replace(found, day=int(match["day"]), last_day=int(groups.get("last") or 0))
    if weekday is not None and groups.get("until"):
        until = weekday_number(match["until"])
        if groups.get("both") and (until - weekday) % 7 != 1:
            return None  # two days, and not one stretch
        return replace(found, until=until)
    return found


def _nth(word: str) -> int:
    """Return the number of a day of a meeting from 1; 0 for the last one."""
    if word in _ORDINALS:
        return (_ORDINALS.index(word) + 1) % len(_ORDINALS)
    return _number(word)


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
