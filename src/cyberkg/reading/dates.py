"""Finds the dates that a passage speaks of and writes each as an ISO 8601 value of the contract.

The forms stand in ``date_forms``, ``numeric_dates``, ``year_forms`` and ``relative_dates``; here the sightings that
overlap are thinned out and what the text leaves out is filled in from the document's date and from the dates before.
A date that stays open (no year to be told, "the same day" as none) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from cyberkg.errors import CyberkgError
from cyberkg.reading.date_forms import sight_dates
from cyberkg.reading.date_parts import MONTH, Part, Sighting
from cyberkg.reading.periods import first_day, last_day, normalise_period, prefix
from cyberkg.reading.relative_dates import Relative, sight_relatives
from cyberkg.reading.relative_values import value_of
from cyberkg.reading.seasons import SEASON_RULES, season_value, sight_seasons
from cyberkg.reading.year import FUTURE, PAST, Anchor, sentences_between, tense_at, year_of
from cyberkg.reading.year_forms import in_title, sight_years

__all__ = ["FUTURE", "PAST", "Anchor", "DateMention", "date_spans", "dateline", "find_dates"]

_CLUE = re.compile(
    r"\d|day|night|ning|noon|week|month|year|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|morrow|Eve\b|spring|summer|autumn|fall\b|Christmas|Easter|Thanksgiving|Mon\.|Tue|Wed|Thu|Fri\.|Sat\.|Sun\.",
    re.IGNORECASE,
)
_HEAD = 80  # characters; a dateline stands in them


@dataclass(frozen=True, slots=True, order=True)
class DateMention:
    """A date in a text.

    :param start: offset in characters, half-open with ``end``.
    :param value: ISO 8601 prefix or interval.
    :param kind: ``explicit`` (the year is written), ``inferred`` (it is not), ``relative`` (counted from
        another date) or ``name-year`` (the year belongs to a capitalised name).
    """

    start: int
    end: int
    value: str
    kind: str


def find_dates(text: str, anchor: Anchor, tense: str | None = None) -> list[DateMention]:
    """Find the dates of a sentence or paragraph, in order and without overlaps.

    Each date found is the ``last`` one of the anchor for what follows it, so that "a day later" works within
    the text; but not the year in the name of a law or report, which tells nothing of when. Takes time linear in the text.

    :param anchor: the document's date and the last date before the text.
    :param tense: ``past``, ``future`` or empty (unknown), to be used for all dates; None to judge each by the
        words around it.
    :returns: mentions with offsets in characters of ``text``.

    >>> [m.value for m in find_dates("from May 13 to 15, 2023 and a day later", Anchor())]
    ['2023-05-13/2023-05-15', '2023-05-16']
    """
    mentions = []
    sightings = _sightings(text, anchor.order)
    if not anchor.period and not anchor.last:
        anchor = anchor.after(_first_year(sightings))
    place = 0
    for sighting in sightings:
        anchor = anchor.further(sentences_between(text, place, sighting.start))
        place = sighting.end
        judged = tense if tense is not None else _tense(text, sighting)
        value = _value(sighting, anchor, judged)
        if value:
            kind = _kind(sighting)
            mentions.append(DateMention(sighting.start, sighting.end, value, kind))
            if _tells_when(text, sighting, kind):
                anchor = anchor.after(value)
    return mentions


_STANDING = re.compile(r"\b(?:since|founded\sin|established\sin|born\sin)\s$", re.IGNORECASE)


def _tells_when(text: str, sighting: Sighting | Relative, kind: str) -> bool:
    """Whether what follows may go on from a date: not from the year of a law, nor from one of a thing that lasts."""
    if kind == "name-year":
        return not in_title(text, sighting.start)
    bare = isinstance(sighting, Sighting) and not sighting.first.month
    return not (bare and _STANDING.search(text, max(0, sighting.start - 16), sighting.start))


_SEASON_CLUE = re.compile(
    r"spring|summer|autumn|fall\b|Easter|Christmas|Thanksgiving|Good Friday|Labor|Whit "
)
_UNTIL = re.compile(r"\b(?:until|till)\s$")
_DATELINE = re.compile(
    r"\W{0,3}(?:(?!(?!(?:de|do|da|la|of|and)\b)[a-z])[^\W\d_][\w.'’-]*,?\s(?:\([^)]{1,30}\),?\s)?){1,5}$"
)
_OPENS = re.compile(rf"\W{{0,3}}(?:[^\W\d_]\S*\s(?:\([^)]{{1,30}}\),?\s)?){{1,5}}(?=\d|{MONTH})")
_DASH = re.compile(r"\)?[.,]?\s?(?:[-–—]{1,2}|:)\s")
_STALE = timedelta(days=14)


def dateline(text: str, anchor: Anchor) -> str:
    """Find the day that a story opens with, behind its place: ``DOHA, 20 November 2024 - The summit closed today``.

    :returns: an ISO 8601 day up to a fortnight before the document's or within it; empty for none.

    >>> from cyberkg.model import Period
    >>> dateline("DOHA, 20 November 2024 - It closed.", Anchor(Period("2024-11-21", "2024-11-21")))
    '2024-11-20'
    """
    head = text[:_HEAD]
    if not anchor.period or not _OPENS.match(head) or not _DASH.search(head):
        return ""
    for mention in find_dates(head, anchor)[:1]:
        if len(mention.value) == 10 and mention.kind in {"explicit", "inferred"}:
            opens = _DATELINE.fullmatch(head[: mention.start]) and _DASH.match(head, mention.end)
            day = first_day(mention.value)
            fresh = first_day(anchor.period.start) - _STALE <= day <= last_day(anchor.period.end)
            return mention.value if opens and fresh else ""
    return ""


def date_spans(text: str, order: str = "") -> list[tuple[int, int]]:
    """Find where a text speaks of dates, known or not: offsets in characters, half-open, in order."""
    return [(sighting.start, sighting.end) for sighting in _sightings(text, order)]


@lru_cache(maxsize=1024)  # several readers ask of each passage
def _sightings(text: str, order: str) -> tuple[Sighting | Relative, ...]:
    """Keep the longest of the sightings that begin first, and what does not overlap it."""
    if not _CLUE.search(text):
        return ()
    found: list[Sighting | Relative] = [*sight_dates(text, order), *sight_years(text), *sight_relatives(text)]
    if _SEASON_CLUE.search(text):
        found += sight_seasons(text)
    kept: list[Sighting | Relative] = []
    for sighting in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or sighting.start >= kept[-1].end:
            kept.append(sighting)
    return tuple(kept)


def _first_year(sightings: Sequence[Sighting | Relative]) -> str:
    """Return the first year that is written in a text of which nothing else is known."""
    years = (s.first.year for s in sightings if isinstance(s, Sighting) and not s.named)
    return next((prefix(year) for year in years if year), "")


def _tense(text: str, sighting: Sighting | Relative) -> str:
    """Judge the tense where the value depends on it."""
    if isinstance(sighting, Sighting):
        open_ended = not sighting.first.year and not sighting.last.year
    else:
        open_ended = sighting.rule in {"weekday", "weekday entry", "weekdays", "month day", *SEASON_RULES}
    if not open_ended:
        return ""
    tense = tense_at(text, sighting.start, sighting.end, act=isinstance(sighting, Relative))
    if (
        not tense
        and isinstance(sighting, Relative)
        and _UNTIL.search(text, max(0, sighting.start - 6), sighting.start)
    ):
        return FUTURE  # a day of the week that something goes on until
    return tense


def _kind(sighting: Sighting | Relative) -> str:
    if isinstance(sighting, Relative):
        return "relative"
    if sighting.named:
        return "name-year"
    return "explicit" if sighting.first.year else "inferred"


def _value(sighting: Sighting | Relative, anchor: Anchor, tense: str) -> str | None:
    if isinstance(sighting, Relative) and sighting.rule in SEASON_RULES:
        return season_value(sighting, anchor, tense)
    if isinstance(sighting, Relative):
        return value_of(sighting, anchor, tense)
    first, last = sighting.first, sighting.last
    if not first.year:
        year = _year(sighting, anchor, tense)
        if not year:
            return None
        wraps = (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)
        first, last = replace(first, year=year), replace(last, year=year + wraps)
    try:
        return normalise_period(_prefix(first), _prefix(last))
    except CyberkgError:
        return None


def _prefix(part: Part) -> str:
    return prefix(part.year or 0, part.month, part.day)


_HINTED_YEARS = {"last year": -1, "this year": 0, "next year": 1}


def _year(sighting: Sighting, anchor: Anchor, tense: str) -> int | None:
    """Tell the year of a date that does not write it, by the hint in the text or by what is near."""
    part, hint = sighting.first, sighting.hint
    if part.month is None:
        return None
    if hint in _HINTED_YEARS:
        value = value_of(Relative(0, 0, "today", _HINTED_YEARS[hint], "year"), anchor)
        return int(value) if value else None
    if hint in {"same year", "same"}:  # "in March of that year", "that March"
        return int(anchor.last[:4]) if anchor.last else None
    if hint:  # "last December", "next May", "this March"
        return _hinted_month(part.month, hint, anchor)
    return year_of(part.month, part.day, anchor, tense, sighting.weekday)


def _hinted_month(month: int, hint: str, anchor: Anchor) -> int | None:
    way = hint.rsplit(maxsplit=1)[-1]
    end = anchor.period.end if anchor.period else ""
    if hint.startswith("the "):
        end = anchor.last[:7]
    if len(end) < 7:
        return None
    year, now = int(end[:4]), int(end[5:7])
    if way in {"last", "previous"}:
        return year - (month >= now)
    return year + (way in {"next", "following"} and month <= now)
