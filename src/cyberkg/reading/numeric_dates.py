"""Dates in digits alone, ``08/09/2023`` and ``16/5``, and the order in which a document writes day and month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from cyberkg.model import Period
from cyberkg.reading.date_parts import DAY, DAY_END, DIGIT_FREE, MONTH, TH, Part, Sighting, adjacent
from cyberkg.reading.periods import first_day, last_day, prefix

__all__ = ["date_order", "sight_numeric"]

_NUMERIC = re.compile(
    rf"(?:{DIGIT_FREE}|(?<=/\d-)|(?<=/\d\d-)|(?<=[/.]\d{{4}}-))(?:(?P<from>\d{{1,2}})\s?[-–—]\s?)?(?P<a>\d{{1,2}})"
    r"(?:(?P<cut>[/.-])(?P<b>\d{1,2})(?P=cut)(?P<y>(?:19|20)\d\d)"
    r"|/(?P<b2>\d{1,2})(?:/(?P<y2>\d\d))?)(?![\w/%]|-(?!\d{1,2}[/.]\d)|[.,]\d)"
)
# ``16/5`` may be a share, so that it is a date only behind a word of time or in front of an entry of a list.
_SHORT_CUE = re.compile(
    r"(?:^|[\s(])(?:on|of|from|to|until|till|since|dated|date|held|before|after|and)\s(?:the\s)?(?:day\s)?$"
    r"|[-–—]\s$|[–—]$",
    re.IGNORECASE,
)
_SHORT_PAIR = re.compile(r"\s(?:to|until|till|through)\s\d{1,2}/\d{1,2}(?!\s(?:of|majority)\b|\d)")
_SHORT_ENTRY = re.compile(r":|\s[-–—]")
_SHARE = re.compile(r"\s(?:of|majority)\b")
_NO_SHORT = {"24/7", "9/11"}
_JOINT = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through|(?P<both>and|&))\s")


def date_order(texts: Iterable[str], period: Period | None) -> str:
    """Tell how a document writes dates in digits alone: ``dmy``, ``mdy``, or empty where nothing tells.

    Those that can be read in one way tell it; else those of which only one reading is near the document's
    date; else the order of its dates in words.

    >>> date_order(["held 12/2/25", "on 3 March 2025"], None)
    'dmy'
    """
    found = [
        (text, match) for text in texts if "/" in text or "-" in text for match in _NUMERIC.finditer(text)
    ]
    matches = [match for _, match in found if match["y"] or match["y2"]]
    if not found:
        return ""
    order = _order([match for _, match in found if match["y"] or _is_short_date(match, joined=False)])
    if order or not matches:
        return order or _order_of_words(texts)
    votes = Counter(order for match in matches for order in _orders_near(match, period))
    best = votes.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        return best[0][0]
    return _order_of_words(texts)


_NEAR = (timedelta(days=100), timedelta(days=45))  # before and after the document


def _orders_near(match: re.Match[str], period: Period | None) -> list[str]:
    """The orders in which a date lies near the document's."""
    if period is None:
        return []
    near = []
    for order in ("dmy", "mdy"):
        for sighting in _numeric(match, order):
            if sighting.first.exists():
                day = first_day(prefix(sighting.first.year or 0, sighting.first.month, sighting.first.day))
                if first_day(period.start) - _NEAR[0] <= day <= last_day(period.end) + _NEAR[1]:
                    near.append(order)
    return near


_IN_WORDS = re.compile(rf"(?P<dmy>\b{DAY}{TH}\s(?:of\s)?(?:{MONTH}))|(?P<mdy>(?:{MONTH})\s{DAY}{DAY_END})")


def _order_of_words(texts: Iterable[str]) -> str:
    votes = Counter(match.lastgroup or "" for text in texts for match in _IN_WORDS.finditer(text))
    return (
        max(votes, key=lambda order: (votes[order], order)) if votes and votes["dmy"] != votes["mdy"] else ""
    )


def sight_numeric(text: str, order: str) -> list[Sighting]:
    """Find dates in digits alone, and the stretches from one to another."""
    matches: list[re.Match[str]] = []
    for match in _NUMERIC.finditer(text):
        joined = bool(matches) and bool(_JOINT.fullmatch(text, matches[-1].end(), match.start()))
        if match["y"] or _is_short_date(match, joined):
            matches.append(match)
    order = order or _order(matches)
    singles = [s for match in matches for s in _numeric(match, order)]
    return singles + list(_stretches(text, singles))


def _key(part: Part) -> tuple[int, int, int]:
    return part.year or 0, part.month or 0, part.day or 0


def _stretches(text: str, singles: list[Sighting]) -> Iterator[Sighting]:
    for one, other in pairwise(singles):
        joint = _JOINT.fullmatch(text, one.end, other.start)
        first, last = one.first, other.first
        if last.year and not first.year:
            first = replace(first, year=last.year)
        if joint and _key(first) < _key(last) and (not joint["both"] or adjacent(first, last)):
            yield Sighting(one.start, other.end, first, last)


def _order(matches: list[re.Match[str]]) -> str:
    """Tell the order of a text's dates from those that can be read in one way; empty where they differ."""
    pairs = [(int(match["a"]), int(match["b"] or match["b2"])) for match in matches]
    orders = {"dmy" if a > b else "mdy" for a, b in pairs if min(a, b) <= 12 < max(a, b)}
    return orders.pop() if len(orders) == 1 else ""


def _is_short_date(match: re.Match[str], joined: bool) -> bool:
    """Tell ``on 16/5`` and ``4/6: a visit`` from shares (``2/3 of``) and names (``24/7``).

    :param joined: whether it ends a stretch that begins with a date.
    """
    before = match.string[max(0, match.start() - 16) : match.start()]
    if match[0] in _NO_SHORT or _SHARE.match(match.string, match.end()):
        return False
    pair = _SHORT_PAIR.match(match.string, match.end())
    if match["y2"] or joined or pair or _SHORT_CUE.search(before):
        return True
    return not before.strip() and bool(_SHORT_ENTRY.match(match.string, match.end()))


def _numeric(match: re.Match[str], order: str) -> list[Sighting]:
    a, b = int(match["a"]), int(match["b"] or match["b2"])
    order = order or ("dmy" if match["cut"] == "." else "")  # whoever writes dots puts the day first
    if (a <= 12 and b <= 12 and a != b and not order) or max(a, b) > 31:
        return []
    day_first = order == "dmy" if a <= 12 and b <= 12 else a > 12
    day, month = (a, b) if day_first else (b, a)
    if month > 12:
        return []
    year = int(match["y"] or (f"20{match['y2']}" if match["y2"] else 0)) or None
    part = Part(year, month, day)
    begin = int(match["from"] or 0)
    if match["from"] and day_first and 0 < begin < day:
        return [Sighting(match.start(), match.end(), replace(part, day=begin), part)]
    return [Sighting(match.start("a"), match.end(), part, part)]
