from __future__ import annotations

import pytest

from cyberkg.rdf import vocab
from cyberkg.rdf.derived import derive
from cyberkg.rdf.values import date_term, node, text

EVENT, PERSON = node("https://x/e"), node("https://x/p")


def said(predicate: str, value: str) -> list[tuple[str, str]]:
    return [(p.value, o.value) for _, p, o in derive((EVENT, node(predicate), date_term(value)))]


def test_a_date_gives_both_ends_as_written_and_as_days() -> None:
    assert said(vocab.EVENT_DATE, "2024-02") == [
        (vocab.SCHEMA_START_DATE, "2024-02"),
        (vocab.SCHEMA_END_DATE, "2024-02"),
        (vocab.SEM_HAS_EARLIEST_BEGIN_TIME_STAMP, "2024-02-01"),
        (vocab.SEM_HAS_LATEST_END_TIME_STAMP, "2024-02-29"),
    ]
    assert said(vocab.INCIDENT_DATE, "2024-05-03/2024")[1::2] == [
        (vocab.SCHEMA_END_DATE, "2024"),
        (vocab.SEM_HAS_LATEST_END_TIME_STAMP, "2024-12-31"),
    ]


def test_words_for_a_date_give_nothing() -> None:
    assert said(vocab.EVENT_DATE, "soon") == []


def test_attendance_is_told_from_the_event_too() -> None:
    assert list(derive((PERSON, node(vocab.ATTENDED), EVENT))) == [
        (EVENT, node(vocab.SCHEMA_ATTENDEE), PERSON)
    ]


def test_a_place_is_told_in_the_same_direction() -> None:
    assert list(derive((EVENT, node(vocab.EVENT_PLACE), PERSON))) == [
        (EVENT, node(vocab.SCHEMA_LOCATION), PERSON)
    ]


@pytest.mark.parametrize(
    ("kind", "concepts"), [("data-breach", [vocab.INCIDENT_DATA_BREACH]), ("hacking", [])]
)
def test_a_known_kind_of_incident_leads_to_its_concept(kind: str, concepts: list[str]) -> None:
    found = derive((EVENT, node(vocab.INCIDENT_TYPE), text(kind)))
    assert [(p.value, o.value) for _, p, o in found] == [
        (vocab.SEM_EVENT_TYPE, concept) for concept in concepts
    ]


def test_other_predicates_have_no_public_word() -> None:
    assert list(derive((EVENT, node(vocab.VICTIM), PERSON))) == []
