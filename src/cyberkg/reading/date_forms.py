"""The written forms of calendar dates that name a month, as a table, and how each is cut into parts.

A template is a row of tokens; a token is a piece of pattern from ``_TOKENS``, ``?`` makes it optional, and a
digit numbers the end of a range that it belongs to. Every repetition is bounded, so that a search takes time
linear in the text. Nothing is inferred here: what the text leaves out stays None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from cyberkg.reading.date_parts import (
    ANY_WEEKDAY,
    DAY,
    DAY_END,
    DIGIT_FREE,
    MONTH,
    MONTHS,
    TH,
    Part,
    Sighting,
    adjacent,
    month_number,
    weekday_number,
)
from cyberkg.reading.numeric_dates import sight_numeric

__all__ = ["sight_dates"]

_YEAR = r"(?:19|20)\d\d(?!\d|[.:]\d|,\d{3}|%)"
_VAGUE = (
    r"(?:[Ee]arly|[Mm]id|[Ll]ate|EARLY|MID|LATE|(?:[Ee]arly|[Ll]ate)\sin"
    r"|[Tt]he\s(?:start|beginning|middle|end|(?:first|second)\shalf"
    r"|(?:first|second|third|fourth|last)\sweek|(?:first|last)\sdays)\sof)[\s-]"
)
_TOKENS = {
    "DAY": rf"(?P<d#>{DAY}){DAY_END}",
    "DAYS": rf"(?P<days>{DAY}{TH}(?:,\s?{DAY}{TH}){{1,6}},?\s(?:and|&)\s{DAY}{DAY_END})",
    "MONTH": rf"(?P<m#>{MONTH})",
    "YEAR": rf",?\s{{0,2}}(?:of\s)?(?P<y#>{_YEAR})",
    "ISO": r"(?P<y#>(?:19|20)\d\d)(?P<cut#>[-/.])(?P<n#>\d\d)(?P=cut#)(?P<d#>\d\d)(?:(?=T\d)|(?![\w/-]))",
    "HINT": r",?\s{0,2}(?:of\s)?(?P<hint>(?:this|last|next|that|the same)\syear)",
    "WEEKDAY": rf"(?P<wd>{ANY_WEEKDAY})[.,]{{0,2}}",
    "OTHERDAY": rf"(?:{ANY_WEEKDAY})[.,]{{0,2}}",
    "(WEEKDAY)": rf"\((?:{ANY_WEEKDAY})\.?\)",
    "SEP": r"(?P<sep>[-–—‐‑−~/&]|to\b|until\b|till\b|through\b|thru\b|and\b|TO\b|AND\b)",
    "WAY": r"(?P<way>(?:[Tt]his|[Ll]ast|[Tt]he\s(?:following|next|previous|same)|[Nn]ext|[Tt]hat))\b",
    "VAGUE": f"(?P<vague>{_VAGUE})",
    "ROUGHLY": _VAGUE,
    "THE": r"the\b",
    "OF": r"of\b",
}


def _compile(template: str) -> re.Pattern[str]:
    pattern = DIGIT_FREE
    for token in template.split():
        optional = token.endswith("?")
        name = token.rstrip("?")
        number = name[-1] if name[-1].isdigit() else ""
        piece = _TOKENS[name.removesuffix(number)].replace("#", number)
        pattern += rf"(?:{piece}\s{{0,2}})?" if optional else rf"{piece}\s{{0,2}}"
    return re.compile(pattern.removesuffix(r"\s{0,2}"))


def _part(match: re.Match[str], end: str) -> Part:
    groups = match.groupdict()
    name, number = groups.get(f"m{end}"), groups.get(f"n{end}")
    year, day = groups.get(f"y{end}"), groups.get(f"d{end}")
    month = month_number(name) if name else int(number) if number else None
    return Part(int(year) if year else None, month, int(day) if day else None)


def _end(match: re.Match[str]) -> int:
    """Where the match ends, without the space that an absent last token leaves behind."""
    return match.start() + len(match[0].rstrip())


def _hint(match: re.Match[str]) -> str:
    groups = match.groupdict()
    hint = groups.get("hint") or groups.get("way") or ""
    return re.sub(r"^(?:the same|that)\b", "same", hint.casefold())


def _weekday(match: re.Match[str]) -> int | None:
    name = match.groupdict().get("wd")
    return weekday_number(name) if name else None


def _before(match: re.Match[str]) -> str:
    """Return the word before a match, in lower case; empty for none."""
    words = re.search(r"[A-Za-z]+\s{1,2}$", match.string[max(0, match.start() - 20) : match.start()])
    return words[0].casefold().strip() if words else ""


# "The forum has been moved from 9 to 16 May" tells two days, and not a stretch.
_MOVED = re.compile(
    r"\b(?:moved|postponed|rescheduled|shifted|deferred|delayed|put\s(?:off|back)|brought\sforward|changed)\b[^.;]{0,80}(?<!lasted)(?<!runs)(?<!ran)(?<!held)(?<!open)\sfrom\s$",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\s(?!(?:in|at|of|on|by|for|as|with|and|or|but|the|when|where|while|after|before|was|were|is|are|has|had|have"
    r"|that|which|who|to|from|under|near|during|this|it|he|she|they|we)\b)[a-z]"
)


def _counts_things(match: re.Match[str]) -> bool:
    """Whether the last number may count what follows it: ``September 8 and 21 people``."""
    return match.groupdict().get("y2") is None and bool(_PLAIN.match(match.string, _end(match)))


def _single(match: re.Match[str]) -> list[Sighting]:
    part = _part(match, "1")
    month_first = "m1" in match.groupdict() and match.start("m1") < match.start("d1")
    if month_first and not part.year and _before(match) == "in" and _PLAIN.match(match.string, _end(match)):
        return []  # "in May 12 companies": the number counts companies
    return [Sighting(match.start(), _end(match), part, part, _weekday(match), _hint(match))]


def _range(match: re.Match[str]) -> list[Sighting]:
    first, last = _part(match, "1"), _part(match, "2")
    first = replace(first, month=first.month or last.month)
    last = replace(last, month=last.month or first.month)
    wraps = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
    both = bool(first.year and last.year)
    if wraps and (first.month == last.month if not both else first.year == last.year):
        return []
    if last.year and not first.year:
        first = replace(first, year=last.year - wraps)
    elif first.year and not last.year:
        last = replace(last, year=first.year + wraps)
    whole = Sighting(match.start(), _end(match), first, last, _weekday(match), _hint(match))
    bounded = _before(match) in {"between", "from"}
    is_one = adjacent(first, last)
    sep = match["sep"].casefold()
    if not (bounded or is_one) and sep.isalpha() and _counts_things(match):
        return []
    moved = sep in {"to", "until", "till"} and _MOVED.search(
        match.string[max(0, match.start() - 100) : match.start()]
    )
    if not moved and (sep not in {"and", "&", "/"} or bounded or is_one):
        return [whole]
    cut, resume = match.start("sep"), match.end("sep")
    tail = match.string[resume : whole.end]
    return [
        replace(whole, end=match.start() + len(match.string[match.start() : cut].rstrip()), last=first),
        replace(whole, start=resume + len(tail) - len(tail.lstrip()), first=last, weekday=None),
    ]


# Also names of people, or verbs: alone they are dates only after a word that says so.
_AMBIGUOUS = {3, 4, 5, 6, 8}
_SURE = {"in", "since", "least", "during", "until", "till", "early", "mid", "late", "last", "next", "this"}
_LIKELY = {"of", "from", "to", "through", "before", "after", "by", "between", "and", "for"}
# The month of an entry of a list: "Black Hat, Las Vegas, August", "May: a road trip".
_ENTRY = (re.compile(r"(?:^\W*|[,–—-]\s)$"), re.compile(r"\s*$|:|\s\("))


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a month is all of an entry but for what follows a colon, or its last word."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return bool(_ENTRY[0].search(before) and _ENTRY[1].match(match.string, _end(match)))


def _likely(match: re.Match[str], *, named: bool) -> bool:
    """Whether a month that is also a name or a verb is meant as one: "before May", "the May intrusion"."""
    before = _before(match)
    return not named and (
        before in _LIKELY or (before == "the" and bool(_PLAIN.match(match.string, _end(match))))
    )


def _month(match: re.Match[str]) -> list[Sighting]:
    part = _part(match, "1")
    cued = bool(match["way"] or _hint(match) or part.year or match["vague"] or _before(match) in _SURE)
    full = len(match["m1"]) > 4 or match["m1"].casefold() in MONTHS
    if not cued:
        named = re.match(r"\s[A-Z]", match.string[_end(match) : _end(match) + 2])
        if not full or not match["m1"][0].isupper():
            return []
        if part.month in _AMBIGUOUS and not (_likely(match, named=bool(named)) or _stands_alone(match)):
            return []
    return [Sighting(match.start(), _end(match), part, part, None, _hint(match))]


def _list(match: re.Match[str]) -> list[Sighting]:
    """Each day of ``5, 7 and 12 May 2023``, the last one with the month and the year; ``5, 6 and 7 May`` is one."""
    month, year = month_number(match["m1"]), match["y1"]
    days = list(re.finditer(r"\d{1,2}", match["days"]))
    if all(int(after[0]) - int(before[0]) == 1 for before, after in pairwise(days)):
        first = Part(int(year) if year else None, month, int(days[0][0]))
        return [Sighting(match.start(), _end(match), first, replace(first, day=int(days[-1][0])))]
    found = []
    for day in days:
        part = Part(int(year) if year else None, month, int(day[0]))
        start = match.start("days") + day.start()
        found.append(Sighting(start, match.start("days") + day.end(), part, part))
    if match.start("m1") < match.start("days"):
        found[0] = replace(found[0], start=match.start())
    found[-1] = replace(found[-1], end=_end(match))
    return found


_Reader = Callable[[re.Match[str]], list[Sighting]]
_TABLE: tuple[tuple[str, _Reader], ...] = (
    ("WEEKDAY? THE? DAY1 OF? MONTH1 (WEEKDAY)? YEAR1? HINT?", _single),
    ("WEEKDAY? MONTH1 THE? DAY1 (WEEKDAY)? YEAR1? HINT?", _single),
    ("WEEKDAY? THE? DAY1 SEP OTHERDAY? THE? DAY2 OF? MONTH2 YEAR2? HINT?", _range),
    ("WEEKDAY? THE? DAY1 OF? MONTH1 YEAR1? SEP OTHERDAY? THE? DAY2 OF? MONTH2 YEAR2? HINT?", _range),
    ("WEEKDAY? MONTH1 THE? DAY1 SEP OTHERDAY? THE? DAY2 YEAR2? HINT?", _range),
    ("WEEKDAY? MONTH1 THE? DAY1 YEAR1? SEP OTHERDAY? MONTH2 THE? DAY2 YEAR2? HINT?", _range),
    ("DAYS OF? MONTH1 YEAR1?", _list),
    ("MONTH1 DAYS YEAR1?", _list),
    ("ROUGHLY? MONTH1 YEAR1? SEP ROUGHLY? MONTH2 YEAR2? HINT?", _range),
    ("VAGUE? WAY? MONTH1 YEAR1? HINT?", _month),
)
_FORMS = tuple((_compile(template), reader) for template, reader in _TABLE)
_ANY_MONTH = re.compile(MONTH)
_ISO = ((_compile("ISO1"), _single), (_compile("ISO1 SEP ISO2"), _range))

# Feasts that name a day, the same each year. *Christmas* alone is a season.
_FEASTS = {
    "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25),
    "Boxing Day": (12, 26),
    "New Year's Eve": (12, 31),
    "New Year's Day": (1, 1),
    "Valentine's Day": (2, 14),
}
_FEAST = re.compile(rf"\b(?P<feast>{'|'.join(_FEASTS)})(?:,?\s(?P<year>{_YEAR}))?".replace("'", "['’]"))

_CJK = re.compile(
    r"(?<!\d)(?:(?P<y1>(?:19|20)\d\d)年)?(?P<n1>1[0-2]|0?[1-9])月(?P<d1>3[01]|[12]\d|0?[1-9])(?:[日号號]|(?=[-–—~至到]))"
    r"(?:(?P<sep>[-–—~至到])(?:(?P<y2>(?:19|20)\d\d)年)?(?:(?P<n2>1[0-2]|0?[1-9])月)?(?P<d2>3[01]|[12]\d|0?[1-9])[日号號])?"
    r"|(?<!\d)(?P<year>(?:19|20)\d\d)年(?:(?P<month>1[0-2]|0?[1-9])月)?"
)
# What makes a number of digits that look like a day and a month.
_MEASURED = r"\s?(?:%|per\b|times\b|(?i:thousand|million|billion|trillion|lakh|crore|mln|mn|bn|[KMGTP]i?B|(?:kilo|mega|giga|tera)bytes?)\b)"
# A day and a month with dots are a date behind a weekday, or alone in brackets; with two digits each also behind "on".
_DOTTED = re.compile(
    rf"(?:(?<=\b[Oo]n\s)(?P<a>[0-3]\d)\.(?P<b>[01]\d)\b(?!{_MEASURED})"
    rf"|(?:(?<=\()|(?P<wd>(?:{ANY_WEEKDAY}|Mo|Tu|We|Th|Fr|Sa|Su)[.,]{{0,2}}\s))(?P<a2>\d{{1,2}})\.(?P<b2>\d{{1,2}})"
    rf"(?=[.,)]|\s|$)(?!{_MEASURED}))(?!\.?\d)\.?"
)
# The year first, without zeros: "2019.7.11-12". Dots may also number a version.
_YEAR_FIRST = re.compile(
    r"(?:^\W*|(?<=\bon\s)|(?<=\bof\s)|(?<=\bfrom\s)|(?<=\()|(?<=\bdated\s))"
    r"(?P<y1>(?:19|20)\d\d)(?P<cut>[-/.])(?P<n1>\d{1,2})(?P=cut)(?P<d1>\d{1,2})(?:\s?[-–—/~]\s?(?P<d2>\d{1,2}))?(?![\w/.-])"
)


def sight_dates(text: str, order: str = "") -> list[Sighting]:
    """Find all that may be a calendar date with a month in it; the sightings may overlap.

    :param order: how ``08/09/2023`` is meant, ``dmy`` or ``mdy``; where it is empty, only dates that can be
        read in one way are found.

    >>> [(s.start, s.end, s.first.day) for s in sight_dates("on 8 September")]
    [(3, 14, 8), (5, 14, None)]
    """
    forms = _FORMS + _ISO if _ANY_MONTH.search(text) else _ISO
    found = [s for form, read in forms for match in form.finditer(text) for s in read(match)]
    found += [_feast(match) for match in _FEAST.finditer(text)]
    found += [s for match in _CJK.finditer(text) for s in _chinese(match)]
    if any(map(str.isdigit, text)):
        found += sight_numeric(text, order)
        found += [s for match in _DOTTED.finditer(text) for s in _dotted(match)]
        found += [s for match in _YEAR_FIRST.finditer(text) for s in _year_first(match)]
    return [sighting for sighting in found if sighting.first.exists() and sighting.last.exists()]


def _feast(match: re.Match[str]) -> Sighting:
    month, day = _FEASTS[match["feast"].replace("’", "'")]
    part = Part(int(match["year"]) if match["year"] else None, month, day)
    return Sighting(match.start(), match.end(), part, part)


def _chinese(match: re.Match[str]) -> list[Sighting]:
    if match["year"]:
        part = Part(int(match["year"]), int(match["month"]) if match["month"] else None)
        return [Sighting(match.start(), match.end(), part, part)]
    return _range(match) if match["d2"] else _single(match)


def _dotted(match: re.Match[str]) -> list[Sighting]:
    part = Part(None, int(match["b"] or match["b2"]), int(match["a"] or match["a2"]))
    if not (part.month and part.day):
        return []
    weekday = match["wd"].strip(" .,") if match["wd"] else ""
    number = weekday_number(weekday) if len(weekday) > 2 else None
    return [Sighting(match.start(), match.end(), part, part, number)]


def _year_first(match: re.Match[str]) -> list[Sighting]:
    first = _part(match, "1")
    last = replace(first, day=int(match["d2"] or match["d1"]))
    if (first.day or 0) > (last.day or 0):
        return []
    return [Sighting(match.start("y1"), match.end(), first, last)]
