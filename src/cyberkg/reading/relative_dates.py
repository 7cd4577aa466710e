"""Dates told by their distance from another: ``yesterday``, ``on Friday``, ``a day later``, ``last month``.

Here they are found; ``relative_values`` works out what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cyberkg.reading.date_parts import ANY_WEEKDAY, WEEKDAY, weekday_number
from cyberkg.reading.lexicon import words

__all__ = ["Relative", "sight_relatives"]

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
