"""Dates decide what is over and what is to come; without one, words do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyberkg.learned.candidate import Candidate
from cyberkg.learned.tenses import in_time
from cyberkg.model import Evidence, Literal, Period
from cyberkg.terms import EntityType, LiteralKind, Status

TYPES = {
    "i.hit": EntityType.INCIDENT,
    "e.panel": EntityType.EVENT,
    "p.tan": EntityType.PERSON,
    "o.acme": EntityType.ORGANISATION,
    "e.forum": EntityType.EVENT,
}
PLAIN = "10:00 Ada Tan, Acme: keynote"


def said(quote: str) -> Evidence:
    return Evidence("a.txt", 0, len(quote), quote)


def told(
    status: Status, quote: str = PLAIN, predicate: str = "spokeAt", target: str = "e.forum"
) -> Candidate:
    return Candidate("p.tan", predicate, target, said(quote), status, chance=0.9)


def held(date: str, chance: float = 0.9) -> Candidate:
    quote = f"Forum, {date}"
    day = Literal(date, LiteralKind.DATE)
    return Candidate("e.forum", "eventDate", day, said(quote), Status.PLANNED, chance=chance)


def statuses(*candidates: Candidate, day: str = "") -> list[Status]:
    period = Period(day, day) if day else None
    return [one.status for one in in_time(candidates, TYPES, period)]


@pytest.mark.parametrize(
    ("dates", "day", "before", "after"),
    [
        (["2024-05-03"], "2024-06-01", Status.PLANNED, Status.ASSERTED),
        (["2024-05-03"], "2024-05-01", Status.ASSERTED, Status.PLANNED),
        (["2024-05-03"], "2024-05-01", Status.REPORTED, Status.PLANNED),
        (["2024-05-03"], "2024-05-01", Status.DENIED, Status.DENIED),
        (["2024-05-03"], "2024-06-01", Status.DENIED, Status.DENIED),
        (["2024-05-03/2024-05-05"], "2024-05-04", Status.PLANNED, Status.ASSERTED),
        (["2024-05-03/2024-05-05"], "2024-05-04", Status.ASSERTED, Status.ASSERTED),
        (["2024-05-03", "2024-07-03"], "2024-06-01", Status.PLANNED, Status.PLANNED),
    ],
)
def test_the_date_decides_what_is_over(dates: list[str], day: str, before: Status, after: Status) -> None:
    assert statuses(told(before), *map(held, dates), day=day)[0] is after


def test_a_date_that_is_not_sure_decides_nothing() -> None:
    assert statuses(told(Status.PLANNED), held("2024-05-03", 0.3), day="2024-06-01")[0] is Status.PLANNED


def test_what_is_no_part_of_an_event_keeps_its_status() -> None:
    post = told(Status.PLANNED, predicate="holdsPost", target="o.acme")
    assert statuses(post, held("2024-05-03"), day="2024-06-01")[0] is Status.PLANNED


@pytest.mark.parametrize("day", ["", "2024-05-03"])
def test_without_another_date_an_event_is_to_come_only_where_words_say_so(day: str) -> None:
    assert statuses(told(Status.PLANNED), held("2024-05-03"), day=day) == [Status.ASSERTED] * 2
    announced = replace(held("2024-05-03"), evidence=said("The Forum will be held in May."))
    assert statuses(told(Status.PLANNED), announced, day=day) == [Status.PLANNED] * 2


def test_a_speaker_to_be_confirmed_announces_no_event() -> None:
    others = [told(Status.PLANNED, f"{hour}:00 Ada Tan, Acme: keynote") for hour in (10, 11, 12)]
    open_slot = told(Status.PLANNED, "13:00 Ada Tan, to be confirmed", predicate="attended")
    assert statuses(*others, open_slot) == [Status.ASSERTED] * 3 + [Status.PLANNED]
    assert statuses(others[0], open_slot) == [Status.PLANNED] * 2


def test_an_event_of_no_date_in_a_dated_text_is_as_the_network_says() -> None:
    assert statuses(told(Status.PLANNED), day="2024-05-03") == [Status.PLANNED]


def test_a_part_is_over_when_the_whole_is() -> None:
    part = replace(told(Status.PLANNED, predicate="subEventOf"), subject="e.panel")
    panel = told(Status.PLANNED, target="e.panel")
    assert statuses(panel, part, held("2024-05-03"), day="2024-06-01")[0] is Status.ASSERTED
    assert statuses(panel, part, held("2024-05-03"), day="2024-05-03")[0] is Status.ASSERTED
    assert statuses(panel, part, day="2024-05-03")[0] is Status.PLANNED
    assert statuses(panel, held("2024-05-03"), day="2024-06-01")[0] is Status.PLANNED


@pytest.mark.parametrize("day", ["", "2024-05-03"])
def test_a_part_of_what_words_announce_is_to_come_too(day: str) -> None:
    part = replace(told(Status.PLANNED, predicate="subEventOf"), subject="e.panel")
    panel = told(Status.PLANNED, target="e.panel")
    held_then = replace(held("2024-05-03"), subject="e.panel")
    announced = replace(held("2024-05-03"), evidence=said("The Forum will be held in May."))
    assert statuses(panel, part, held_then, announced, day=day)[0] is Status.PLANNED
    assert statuses(panel, part, held_then, day=day)[0] is Status.ASSERTED


@pytest.mark.parametrize(
    ("predicate", "before", "after"),
    [
        ("compromisedData", Status.PLANNED, Status.ASSERTED),
        ("compromisedData", Status.DENIED, Status.DENIED),
        ("affectedCount", Status.DENIED, Status.ASSERTED),
        ("ransomDemanded", Status.DENIED, Status.ASSERTED),
        ("ransomPaid", Status.DENIED, Status.DENIED),
        ("victim", Status.DENIED, Status.DENIED),
    ],
)
def test_no_incident_is_planned_and_no_measure_denied(predicate: str, before: Status, after: Status) -> None:
    one = replace(told(before), subject="i.hit", predicate=predicate, object="o.acme")
    assert statuses(one, day="2024-06-01") == [after]
