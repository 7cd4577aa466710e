"""Finds counts of things and the noun they count: ``more than 13,000 people``, ``a dozen companies``.

Not counts: dates, money, data volumes, percentages, ordinals, ages and durations, times, versions, numbers
that name something (``Article 33``, ``Microsoft 365``) and crowds without a number (``tens of thousands``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from cyberkg.reading.date_parts import ANY_WEEKDAY, MONTHS
from cyberkg.reading.dates import date_spans
from cyberkg.reading.lexicon import words
from cyberkg.reading.money import find_money
from cyberkg.reading.numerals import DIGITS, SPELLED, digits, magnitude, number_in, plain
from cyberkg.reading.quantities import find_quantities

__all__ = ["CountMention", "find_counts"]

_SCALE = r"hundred thousand|thousand|million|billion|mln|mn|bn|[kKmM]"
_COUNT = re.compile(
    rf"(?<![\w.,$€£¥#+/:’'-])(?:(?P<low>{DIGITS})\s?[-–—]\s?(?={DIGITS}))?"
    rf"(?:(?P<number>{DIGITS})(?:[\s-]?(?P<scale>{_SCALE})(?![A-Za-z]))?"
    rf"|(?P<words>{SPELLED}))(?:\+|-plus)?"
    r"(?![\w%]|[.,:/]\d|[-–—]\w|\s?(?:per\s?cent|percent|percentage|[ap]\.?m\b|o.clock))"
)
_MODIFIER = re.compile(
    r"(?<!\w)(?P<rough>(?:well |just )?(?:over|under)|(?:no )?(?:more|less|fewer) than|nearly|almost|about"
    r"|around|approximately|roughly|some|at least|at most|up to|as many as|an? estimated|estimated"
    r"|close to|upwards of|circa)\s$"
    r"|(?<!\w)(?P<exact>only|just|exactly|all|a total of|total of)\s$",
    re.IGNORECASE,
)
_RATIO_AFTER = re.compile(rf"\s(?:in|out of)\s(?:every\s)?(?:{DIGITS}|{SPELLED})")
_RATIO_BEFORE = re.compile(rf"(?:\d|{SPELLED})\s(?:in|out of)\s(?:every\s)?$")
_RATIO_WORDS = ("in ", "out of ", "every ")
_NUMBERED = re.compile(r"(?:\bNo\.|#|§)\s?$|(?P<name>[A-Z][\w.'’-]*)\s$")
_OPENERS = words(
    """The A An Some About Over Under Nearly Almost More Fewer Less At In On Of And But For From To With
    By All These Those Its Their His Her Our Around Roughly Approximately Only Just Between Another Up
    Other As Least Than Total Estimated Many Among Last First"""
)
_OPENERS |= {*ANY_WEEKDAY.split("|"), *(name.capitalize() for name in MONTHS)}  # "By Friday 214 customers"

_WORD = re.compile(r"\s(?P<word>[A-Za-z][\w’'-]{0,40})")
_OF = re.compile(r"\sof\s(?:the|its|his|her|their|our|these|those)(?=\s)")
_LONGEST = 7  # words in a noun phrase
_PLURALS = words(
    """people men women children persons staff personnel police data media victims clientele alumni
    criteria fish businessmen businesswomen policemen policewomen spokesmen"""
)
_NO_PLURALS = words(
    "was has is its his this as us plus less news across unless always perhaps besides towards"
)
_STOPS = words(
    """a an the of in on at by for from to with within without were was are is be been have has had do
    does did will would can could may might must shall should who whom whose which that what when
    where while after before since until during under into onto over per than then but nor so if
    because though although as it he she they we you not also said says say told took made gave got
    across more"""
)
_MEASURES = words(
    """seconds minutes hours days nights weeks weekends fortnights months quarters years decades
    centuries times metres meters kilometres kilometers miles feet inches degrees kilograms tonnes
    points percentiles dollars euros pounds bits bytes kilobytes megabytes gigabytes terabytes
    petabytes o'clock"""
)


@dataclass(frozen=True, slots=True, order=True)
class CountMention:
    """A number of things in a text.

    :param start: offset in characters of the number itself, half-open with ``end``.
    :param value: decimal digits, without commas; the lower end of a range.
    :param modifier: the words before the number that qualify it (``more than``), empty for none.
    :param approximate: whether these, or a range or a magnitude, make the number a rough one.
    :param noun_start: where the noun phrase begins that the number counts; ``end`` where there is none.
    :param head: the last word of that phrase as written, empty where the text leaves it out.
    """

    start: int
    end: int
    value: str
    modifier: str = ""
    approximate: bool = False
    noun_start: int = 0
    noun_end: int = 0
    head: str = ""


@lru_cache(maxsize=1024)  # several readers ask of each passage
def find_counts(text: str) -> tuple[CountMention, ...]:
    """Find the counts in a text, in order; in time linear in the text.

    >>> [(m.value, m.head) for m in find_counts("Two million users and about 7,200 of their friends.")]
    [('2000000', 'users'), ('7200', 'friends')]
    """
    matches = [(match, mention) for match in _COUNT.finditer(text) if (mention := _count(match))]
    if not matches:
        return ()
    taken = date_spans(text) + [(m.start, m.end) for m in find_money(text)]
    taken = sorted(taken + [(m.start, m.end) for m in find_quantities(text)])
    return tuple(mention for match, mention in matches if not _overlaps(taken, match.start(), match.end()))


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a span shares a character with one of some sorted spans, which may overlap a little."""
    at = bisect_right(spans, (end,))
    return any(other_end > start for _, other_end in spans[max(0, at - 3) : at])


def _count(match: re.Match[str]) -> CountMention | None:
    text, end = match.string, match.end()
    before = text[max(0, match.start() - 24) : match.start()]
    modifier = _MODIFIER.search(before)
    noun_start, noun_end, head = _noun(text, end)
    value = _value(match)
    if value is None or head.casefold() in _MEASURES or _RATIO_AFTER.match(text, end) or _is_ratio(before):
        return None
    large = bool(match["scale"]) or "," in (match["number"] or "") or bool(" " in (match["words"] or ""))
    if not large and (
        not (head or modifier) or _is_name(match, before, bool(modifier and modifier["rough"]))
    ):
        return None
    rough = bool((modifier and modifier["rough"]) or match["low"] or match["scale"] or "." in value)
    qualified = " ".join(modifier[0].split()) if modifier else ""
    return CountMention(match.start(), end, value, qualified, rough, noun_start, noun_end, head)


def _is_ratio(before: str) -> bool:
    """Tell whether a number is the second one of *four in ten*."""
    return before.endswith(_RATIO_WORDS) and bool(_RATIO_BEFORE.search(before))


def _value(match: re.Match[str]) -> str | None:
    """Work out the number; None for one that counts nothing (``one``, ``3.5``)."""
    if match["words"]:
        number = number_in(match["words"])
    else:
        factor = magnitude(match["scale"])
        number = digits(match["number"]) * factor
        if match["low"]:
            low = digits(match["low"])
            number = min(number, low * factor if low < digits(match["number"]) else low)
    if number != number.to_integral_value() or (match["words"] and number == Decimal(1)):
        return None
    return plain(number)


def _is_name(match: re.Match[str], before: str, rough: bool) -> bool:
    """Tell small plain numbers that name something, or may be a year or part of a telephone number."""
    number = match["number"] or ""
    numbered = _NUMBERED.search(before)
    if numbered and (numbered["name"] or "#") not in _OPENERS:
        return True
    if len(number) == 4 and number[:2] in {"19", "20"} and not rough:
        return True
    beside_digits = before[-2:-1].isdigit() or match.string[match.end() + 1 : match.end() + 2].isdigit()
    return bool(number) and beside_digits


def _noun(text: str, at: int) -> tuple[int, int, str]:
    """Find the noun phrase after a number: its offsets, and its head, the last of the first plurals."""
    part = _OF.match(text, at)
    position = part.end() if part else at
    start, end, head, linked = position + 1, position, "", False
    for _ in range(_LONGEST):
        word = _WORD.match(text, position)
        if not word or word["word"].casefold() in _STOPS:
            break
        linked = word["word"] in {"and", "or"}
        if (head and not _is_plural(word["word"])) or (linked and head):
            break
        position = word.end()
        if _is_plural(word["word"]):
            head, end = word["word"], position
    return (start, end, head) if head else (at, at, "")


def _is_plural(word: str) -> bool:
    lower = word.casefold()
    if lower in _PLURALS:
        return True
    return lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and lower not in _NO_PLURALS
