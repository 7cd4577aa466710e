"""Which year a year-less date belongs to, told from the document's own date and the last date mentioned.

Every candidate year is given the price of believing it, counted in days, and the cheapest wins; a tie means
that nothing tells. Both clues count together: a date close to the last one mentioned is cheap, and so is
one in or near the document's period, less so when the sentence tells of the past and the date is to come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from cyberkg.errors import CyberkgError
from cyberkg.model import Period
from cyberkg.reading.periods import first_day, last_day, overlaps, parse_value, prefix

__all__ = ["FUTURE", "PAST", "Anchor", "sentences_between", "tense_at", "year_of"]

PAST = "past"
FUTURE = "future"

# Prices in days. The document's date is the weaker clue, as a digest also looks back, until the last date mentioned is
# some sentences away. Beyond a season all dates before the document's are far: then a day more costs less.
_ANCHOR = 60
_DAY, _SEASON, _FAR_DAY = 3, 60, 0.7
_BARE_YEAR, _YEAR_AWAY, _RECENT = 140, 40, 2
_AWAY, _FARTHEST = 150, 8  # for each sentence, at most for that many
_WRONG_TENSE = {PAST: 1000, "": 120, FUTURE: 0}
_WRONG_DAY = 30  # the words are a weak clue for a date that is only just to come
_BEFORE_FUTURE = 200
_IN_STRETCH = 40  # a day of a meeting whose days have been told
_WRONG_WEEKDAY = 2000
_LONGEST_MEETING, _WEEK = 10, 7  # days; a whole week is none
_LONGEST = 12  # years; a period longer than this tells nothing

_REACH = 120
_STOPS = re.compile(r"[.;:!?](?=\s|$)")
_GO = (
    r"(?:opens|begins|starts|leaves|goes(?!\sback)|meets|sits|closes|speaks|returns|takes\splace|runs|visits|travels"
    r"|comes|retires|ends|expires|lapses|falls|moves|joins)"
)
_SETTLED = (
    r"(?:planned|foreseen|slated|set|billed|booked|registered|arranged|scheduled|expected|due|pencilled\sin)"
)
# Who asks, promises or fixes something for a day, or wants it by a day, speaks of what is still to come.
_CALLED = r"(?:called|calls|summon(?:s|ed)|convened|invit(?:es|ed)|fix(?:es|ed)|announc(?:es|ed)|promis(?:es|ed)|adjourned)"
_OPEN_FOR = re.compile(
    rf"\b{_CALLED}\b[^.;]{{0,80}}\s(?:for|until|till)\s(?:the\s)?$"
    r"|\b(?:to|must|shall|if\s(?:he|she|it|they|we|you))\s(?!the\b|an?\b|its?\b|his\b|her\b|their\b)[a-z]{2,20}\b[^.;]{0,60}\sby\s$"
    r"|\b(?:explanation|answer|report|reply|response|decision|comments|entries)\s(?:by|before)\s$"
)
_BEGUN = re.compile(r"\b[Ss]ince\s(?:at\sleast\s|early\s|late\s|the\s)?$")
_HAPPENED = re.compile(
    r"\b(?:attack|breach|outage|intrusion|hack|leak|theft|incident|raid|arrest|break-in|fraud)s?(?:\son\s[^,;.]{1,40})?\s(?:of|on|in)\s$"
)
# Behind the date of an entry, what is told of the past with a verb that is more than an adjective.
_TOLD = re.compile(
    r"\b(?:was|were|had|said|told|took|held|gave|began|found|led|saw|spoke|met|heard|sent|lost|came|went|wrote|rang|fell)\b(?!\sby\b)"
    r"|\b[a-z]{2,20}ed\s(?:the|that|an?|its|his|her|their|all|us|to)\b"
)
_EFFECTIVE = re.compile(
    r"\b(?:until|till|(?:effective|with\seffect|available|valid|member|in\sforce)(?:\s(?:from|on|as\sof))?)\s$"
)
_TENSES = re.compile(
    r"\b(?P<future>(?:(?:will|shall|would)(?!\shave\b)|is to|are to|(?<!came )to be|going to|set to|due (?:on|in|to \w{2,12})|upcoming"
    r"|forthcoming|deadline|scheduled|(?:was|were) to|(?:invited|summoned) to"
    rf"|{_SETTLED}\s(?:for|in)|(?:announced|invited|proposed)\sfor|(?:is|are)\sproposed\sin|invited\b[^.;]{{0,60}}?\sto"
    r"|must|still\sto\scome|be\sheld|(?:may|might)(?!\shave\b)\s[a-z]{2,20}"
    rf"|{_GO}\b[^.;,]{{0,50}}?\s(?:on|in|to|for)"
    r"|coming|moved (?:from|to)|now (?:on|in)|[Ss]ee you(?: all)? (?:at|in|on)|[Jj]oin us (?:at|for|in|on)"
    r"|(?:is|are) expected|(?:plan|hope|intend|aim|expect)s? to)\b"
    r"(?:\s[a-z]{1,20}){0,6}|next\b)"
    r"|\b(?P<off>(?:rescheduled|postponed|cancell?ed|called off|put off|carried over|brought forward)\b(?:\s[a-z]{1,20}){0,6})"
    r"|\b(?P<past>was|were|had|did|said|told|took|held|gave|began|found|hit|led|saw|spoke|met|ago|after [a-z]{2,20}ing"
    r"|heard|sent|lost|won|came|went|ran|wrote|brought|sold|paid|drew|broke|fell|grew|kept|made|rose|stole|stood|struck"
    r"|sought|taught|thought|bought|caught|left|knew|rang|built|became|sat|got|shown|seen|taken"
    r"|[a-z]{2,20}ed(?! by\b))\b"
)
# What stands over a list or before an entry and says that all of it is still to come.
_TO_COME = re.compile(
    r"^\W*(?:\d{1,2}[.)、]\s*)?\W*(?:next|upcoming|forthcoming|coming|save\sthe\sdate|postponed|moved|rescheduled|still\sto\scome"
    r"|(?:dates\sfor\s)?(?:your|the)\sdiary|diary\sdates|looking\sahead|ahead|(?:re)?invitation|you\sare\sinvited)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known about time before a text is read.

    :param period: the day of the document or the period it covers, None where nothing tells.
    :param last: value of the last date mentioned before the text, empty for none.
    :param away: how many sentences ago that was.
    :param order: how the document writes ``08/09/2023``: ``dmy``, ``mdy``, or empty where unknown.
    :param day: the last day mentioned, empty for none.
    :param stretch: the last stretch of two to ten days mentioned, empty for none: what a "second day" is one of.
    """

    period: Period | None = None
    last: str = ""
    order: str = ""
    away: int = 0
    day: str = ""
    stretch: str = ""

    def after(self, value: str) -> Anchor:
        """Return the anchor for what follows a mention of ``value``."""
        known = replace(self, last=value, away=0)
        if len(value) == 10:
            return replace(known, day=value)
        if len(value) == 21 and _days(value) <= _LONGEST_MEETING and _days(value) != _WEEK:
            return replace(known, stretch=value)
        return known

    def on(self, day: str) -> Anchor:
        """Return the anchor of a story that is written on a day; the same one where no day is given."""
        return replace(self, period=Period(day, day)) if day else self

    def further(self, sentences: int) -> Anchor:
        """Return the anchor for what stands some sentences further on."""
        return replace(self, away=min(self.away + sentences, _FARTHEST))

    def today(self) -> date | None:
        """Return the day of the document, None where it covers more than one."""
        if self.period and self.period.start == self.period.end and len(self.period.end) == 10:
            return first_day(self.period.end)
        return None


def _days(value: str) -> int:
    period = parse_value(value)
    return (last_day(period.end) - first_day(period.start)).days + 1


def sentences_between(text: str, start: int, end: int) -> int:
    """Count the ends of sentences in a stretch of a text: offsets in characters, half-open."""
    return sum(1 for _ in _STOPS.finditer(text, start, end))


def tense_at(text: str, start: int, end: int, *, act: bool = False) -> str:
    """Tell whether the words around a span speak of the past or the future; empty where they do not tell.

    Looks at the nearest cue before the span in its sentence, then at the first one after it; at most 120
    characters either way.

    :param act: whether the day is that of the calling off in "called off on Friday", and not of what was.

    >>> tense_at("The drill will be held in May.", 23, 29), tense_at("In May it met.", 0, 6)
    ('future', 'past')
    """
    left = text[max(0, start - _REACH) : start]
    left = left[max((stop.end() for stop in _STOPS.finditer(left)), default=0) :]
    if _BEGUN.search(left) or _HAPPENED.search(left):
        return PAST
    if _OPEN_FOR.search(left):
        return FUTURE
    if _EFFECTIVE.search(left):
        return ""
    cues = list(_TENSES.finditer(left))
    if cues and not (cues[-1].lastgroup != PAST and "," in left[cues[-1].end() :]):
        return _tense_of(cues[-1], act=act)
    if is_to_come(text[:start]):
        return FUTURE
    right = text[end : end + _REACH]
    stop = _STOPS.search(right)
    if not left.strip() and stop and stop[0] == ":" and not re.search(r"[A-Za-z]{2}", right[: stop.start()]):
        return PAST if _TOLD.search(right) else ""
    told = _TENSES.finditer(right[: stop.start()] if stop else right)
    cue = next((cue for cue in told if not cue[0].startswith(("may", "might"))), None)
    return _tense_of(cue, act=act) if cue else ""


def _tense_of(cue: re.Match[str], *, act: bool) -> str:
    if cue.lastgroup == "off":
        return PAST if act else FUTURE
    return cue.lastgroup or ""


def is_to_come(text: str) -> bool:
    """Tell whether a heading or the first words of an entry announce what is still to come.

    >>> is_to_come("Save the date: the forum"), is_to_come("What burned")
    (True, False)
    """
    return bool(_TO_COME.match(text[:_REACH]))


@lru_cache(maxsize=4096)
def year_of(
    month: int, day: int | None, anchor: Anchor, tense: str = "", weekday: int | None = None
) -> int | None:
    """Choose the year of a date that states none.

    :param day: None for a whole month.
    :param weekday: 0 for Monday to 6, where the text names it; it must fit.
    :returns: None where nothing tells the year.

    >>> year_of(10, 16, Anchor(Period("2024", "2024"), last="2023-09-29"))
    2023
    """
    prices: dict[int, float] = {}
    for year in _candidates(anchor):
        try:
            iso = prefix(year, month, day)
        except CyberkgError:
            continue
        price = min(_price_by_period(iso, anchor, tense), _price_by_context(iso, anchor, tense))
        if anchor.stretch and len(iso) > 7 and overlaps(iso, anchor.stretch):
            price = min(price, _IN_STRETCH)
        if weekday is not None and day and first_day(iso).weekday() != weekday:
            price += _WRONG_WEEKDAY
        prices[year] = price
    best = min(prices.values(), default=0.0)
    cheapest = [year for year, price in prices.items() if price == best]
    return cheapest[0] if len(cheapest) == 1 else None


def _candidates(anchor: Anchor) -> list[int]:
    years: set[int] = set()
    for period in (anchor.period, *(parse_value(value) for value in (anchor.last, anchor.stretch) if value)):
        if period:
            first, last = first_day(period.start).year, last_day(period.end).year
            if last - first <= _LONGEST:
                years.update(range(max(1, first - 1), min(9999, last + 1) + 1))
    return sorted(years)


def _wrong_tense(iso: str, after: int, tense: str) -> float:
    """The price of a date so many days after the document in a sentence of this tense."""
    if after <= 0:
        return 0
    return min(_WRONG_TENSE[tense], _WRONG_DAY * after) if len(iso) > 7 else _WRONG_TENSE[tense]


def _price_by_period(iso: str, anchor: Anchor, tense: str) -> float:
    if not anchor.period:
        return float("inf")
    first, last = first_day(anchor.period.start), last_day(anchor.period.end)
    before, after = (first - last_day(iso)).days, (first_day(iso) - last).days
    days = max(0, before, after)
    price = _ANCHOR + (last - first).days / 4 + _DAY * min(days, _SEASON) + _FAR_DAY * max(0, days - _SEASON)
    price += _wrong_tense(iso, after, tense)
    return price + (_BEFORE_FUTURE if before > 0 and tense == FUTURE else 0)


def _price_by_context(iso: str, anchor: Anchor, tense: str) -> float:
    if not anchor.last:
        return float("inf")
    period = parse_value(anchor.last)
    if len(period.end) == 4:
        away = int(iso[:4]) - int(anchor.period.end[:4]) if anchor.period else 0
        price = float(_BARE_YEAR + _AWAY * anchor.away)
        if anchor.away:  # what was long ago is seldom gone on with
            price += _YEAR_AWAY * max(0, abs(away) - _RECENT)
        elif away > 0:
            price = 0.0  # "next year's forum is in the first week of May"
        if anchor.period and tense == FUTURE and last_day(iso) < first_day(anchor.period.start):
            price += _BEFORE_FUTURE
        return price if period.start <= iso[:4] <= period.end else float("inf")
    before = (first_day(period.start) - last_day(iso)).days
    after = (first_day(iso) - last_day(period.end)).days
    price = float(2 * before if before > 0 else max(0, after)) + _AWAY * anchor.away
    if anchor.period and tense == FUTURE and last_day(iso) < first_day(anchor.period.start):
        price += _BEFORE_FUTURE
    if anchor.period and first_day(period.start) <= last_day(anchor.period.end):
        price += _wrong_tense(iso, (first_day(iso) - last_day(anchor.period.end)).days, tense)
    return price
