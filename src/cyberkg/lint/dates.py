"""Dates that may be two days, or none that a reader could tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.lint.model import Briefing, Finding
from cyberkg.reading.dates import date_spans
from cyberkg.reading.discourse import Passage

__all__ = ["check_dates"]

KIND = "ambiguous-date"
_SLASHED = re.compile(r"(?<![\w/.-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)?\d\d)(?![\w/-])")
_BY_YEAR = re.compile(
    r"(?:this|last|next) year", re.IGNORECASE
)  # clear enough where the briefing writes a year
# "the same evening": counts from what was told just before, which the reader of a text follows
_BY_CONTEXT = re.compile(
    r"\b(?:same|previous|following|later|earlier|before|after|that|then|ago)\b", re.IGNORECASE
)
_MONTHS = 12


def check_dates(briefing: Briefing) -> Iterator[Finding]:
    """Warn of ``03/04/2024``, where either may be the month, and of what counts from a day that is not told.

    A briefing without a date is warned of once, at the first date that depends on it.
    """
    yield from _swappable(briefing)
    open_ended = list(_open_ended(briefing))
    advice = "write the date out"
    if briefing.document.date is None and open_ended:
        advice = "date the briefing"
        if len(open_ended) > 1:
            advice += f" ({len(open_ended)} dates depend on it)"
        del open_ended[1:]
    for passage, start, end in open_ended:
        message = f"nothing tells which day, month or year {passage.text[start:end]} is; {advice}"
        yield briefing.warn(passage, start, end, KIND, message)


def _swappable(briefing: Briefing) -> Iterator[Finding]:
    if _order(briefing):
        return
    for passage in briefing.discourse.passages:
        for match in filter(_may_swap, _SLASHED.finditer(passage.text)):
            message = f"{match.group()} may be two days; write the month as a word"
            yield briefing.warn(passage, match.start(), match.end(), KIND, message)


def _open_ended(briefing: Briefing) -> Iterator[tuple[Passage, int, int]]:
    """Yield the dates that nothing completes; not those of headings, which the text beneath tells again."""
    passages = briefing.discourse.passages
    has_year = any(passage.dates for passage in passages)
    for passage in passages:
        told = [(date.start, date.end) for date in passage.dates]
        told += [match.span() for match in _SLASHED.finditer(passage.text)]
        for start, end in () if passage.is_heading else date_spans(passage.text):
            words = passage.text[start:end]
            if _BY_CONTEXT.search(words) or (has_year and _BY_YEAR.fullmatch(words)):
                continue
            if not any(start < last and first < end for first, last in told):
                yield passage, start, end


def _may_swap(match: re.Match[str]) -> bool:
    first, second = int(match[1]), int(match[3])
    return first != second and 0 < first <= _MONTHS and 0 < second <= _MONTHS


def _order(briefing: Briefing) -> str:
    """Tell in which order the briefing writes day and month, by dates of which only one order is a date.

    A briefing that writes both orders tells none.
    """
    found = set()
    for passage in briefing.discourse.passages:
        for match in _SLASHED.finditer(passage.text):
            if int(match[1]) > _MONTHS >= int(match[3]):
                found.add("dmy")
            if int(match[3]) > _MONTHS >= int(match[1]):
                found.add("mdy")
    return found.pop() if len(found) == 1 else ""
