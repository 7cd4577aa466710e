"""Dates that may be two days, or none that a reader could tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.lint.model import Briefing, Remark
from cyberkg.reading.dates import date_spans

__all__ = ["check_dates"]

KIND = "ambiguous-date"
_SLASHED = re.compile(r"(?<![\w/.-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)?\d\d)(?![\w/-])")
_BY_YEAR = re.compile(
    r"(?:this|last|next) year", re.IGNORECASE
)  # clear enough where the briefing writes a year
_MONTHS = 12


def check_dates(briefing: Briefing) -> Iterator[Remark]:
    """Warn of ``03/04/2024``, where either may be the month, and of what counts from a day that is not told."""
    order = _order(briefing)
    has_year = any(passage.dates for passage in briefing.discourse.passages)
    for passage in briefing.discourse.passages:
        unclear = [m for m in _SLASHED.finditer(passage.text) if not order and _may_swap(m)]
        for match in unclear:
            message = f"{match.group()} may be two days; write the month as a word"
            yield briefing.warn(passage, match.start(), match.end(), KIND, message)
        dated = [(date.start, date.end) for date in passage.dates] + [match.span() for match in unclear]
        for start, end in () if passage.is_heading else date_spans(passage.text):
            if has_year and _BY_YEAR.fullmatch(passage.text, start, end):
                continue
            if not any(start < last and first < end for first, last in dated):
                words = passage.text[start:end]
                message = f"nothing tells which day, month or year {words} is; {_advice(briefing)}"
                yield briefing.warn(passage, start, end, KIND, message)


def _advice(briefing: Briefing) -> str:
    if briefing.document.date is None:
        return "date the briefing, or write the date out"
    return "write the date out"


def _may_swap(match: re.Match[str]) -> bool:
    first, second = int(match[1]), int(match[3])
    return first != second and 0 < first <= _MONTHS and 0 < second <= _MONTHS


def _order(briefing: Briefing) -> str:
    """Tell in which order the briefing writes day and month, by a date of which only one order is a date."""
    for passage in briefing.discourse.passages:
        for match in _SLASHED.finditer(passage.text):
            if int(match[1]) > _MONTHS >= int(match[3]):
                return "dmy"
            if int(match[3]) > _MONTHS >= int(match[1]):
                return "mdy"
    return ""
