"""What lies behind a briefing's date is over, and what lies ahead of it is planned.

A programme reads the same before the day and after it; only the dates tell. Of the facts of dated events in the
corpus's train and dev parts, 12,000 of those that were over are asserted and 6 planned, and 3,200 of those to come
planned and 7 asserted. Where the document has no date, or that of the event (a programme's own), an event is to come only
if words say so. Incidents are never planned: what *can be downloaded* has been taken; but fines are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cyberkg.errors import CyberkgError
from cyberkg.learned.candidate import Candidate
from cyberkg.model import Literal, Period
from cyberkg.reading.cues import find_cues
from cyberkg.reading.periods import compare, normalise_period
from cyberkg.terms import PREDICATES, EntityType, Group, Status

__all__ = ["in_time"]

# Whoever denies an attack names no sum and no number: beside these, words of denial are about something else.
_MEASURES = frozenset({"ransomDemanded", "affectedCount", "dataVolume", "incidentDate"})
_OF_EVENTS = frozenset({"eventDate", "eventPlace", "organised"})
_OVER, _TO_COME = -1, 1
_SURE = 0.5  # chance of a date from which on it is believed


def in_time(
    candidates: Iterable[Candidate], types: Mapping[str, EntityType], period: Period | None
) -> Iterator[Candidate]:
    """Have what is said of events fit the date of the document: planned what is to come, and no plan what is over.

    :param types: of the referents, by key.
    :param period: the document's date; None for none.
    """
    every = [(one, _event(one, types)) for one in candidates]
    wholes = dict(_parts(one for one, _ in every))
    announced = _announced(every)
    announced |= {part for part, whole in wholes.items() if whole in announced}
    if period:
        side = _sides([one for one, _ in every], normalise_period(period.start, period.end))
    else:
        side = {event: 0 for _, event in every if event}
    for part, whole in wholes.items():
        if whole in side:
            side.setdefault(part, side[whole])
    supposed = {event for event, known in side.items() if not known} - announced
    for one, event in every:
        is_over = event in supposed and not _has_plan(one)
        yield replace(one, status=_status(one, _OVER if is_over else side.get(event, 0)))


def _announced(every: Iterable[tuple[Candidate, str]]) -> set[str]:
    """The events that words announce: where its day, place or host is told, or in half of all that is planned of it."""
    plans: dict[str, dict[str, bool]] = {}
    found = set()
    for one, event in every:
        if one.status is Status.PLANNED and event:
            has_plan = plans.setdefault(event, {})[one.evidence.quote] = _has_plan(one)
            if has_plan and one.predicate in _OF_EVENTS:
                found.add(event)
    return found | {event for event, told in plans.items() if 2 * sum(told.values()) >= len(told)}


def _status(one: Candidate, side: int) -> Status:
    """The status of a candidate whose event is over (-1), to come (1) or neither."""
    happened = PREDICATES[one.predicate].group is Group.INCIDENTS and one.predicate != "fine"
    is_over = side == _OVER or happened
    if one.status is Status.PLANNED and is_over:
        return Status.ASSERTED
    if one.status is Status.DENIED and one.predicate in _MEASURES:
        return Status.ASSERTED
    if one.status in {Status.ASSERTED, Status.REPORTED} and side == _TO_COME:
        return Status.PLANNED
    return one.status


def _parts(candidates: Iterable[Candidate]) -> Iterator[tuple[str, str]]:
    """The events that are part of another, each with that."""
    for one in candidates:
        if one.predicate == "subEventOf" and isinstance(one.object, str) and one.chance >= _SURE:
            yield one.subject, one.object


def _event(candidate: Candidate, types: Mapping[str, EntityType]) -> str:
    """The event of which a candidate tells; empty for none."""
    ends = (candidate.object, candidate.subject)
    return next((e for e in ends if isinstance(e, str) and types[e] is EntityType.EVENT), "")


def _has_plan(candidate: Candidate) -> bool:
    return any(cue.status is Status.PLANNED for cue in find_cues(candidate.evidence.quote))


def _sides(candidates: Iterable[Candidate], day: str) -> dict[str, int]:
    """For each event whose dates agree on it, whether it is over, to come or neither (0) on the document's day."""
    told: dict[str, set[int]] = {}
    for one in candidates:
        if (
            one.predicate == "eventDate"
            and isinstance(one.object, Literal)
            and max(one.chance, one.weight) >= _SURE
        ):
            told.setdefault(one.subject, set()).add(_side(one.object.value, day))
    return {event: sides.pop() for event, sides in told.items() if len(sides) == 1}


def _side(value: str, day: str) -> int:
    try:
        return compare(value, day)
    except CyberkgError:
        return 0
