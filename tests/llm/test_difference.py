"""What two readers do not agree on, however each of them names things."""

from __future__ import annotations

import pytest

from cyberkg.errors import CyberkgError
from cyberkg.llm import Difference, Side, disagreements
from cyberkg.model import Claim, Evidence, Literal, Reading, Referent
from cyberkg.terms import EntityType, LiteralKind, Status

ALL = Evidence("d.txt", 0, 40, "x" * 40)


def claim(subject: str, predicate: str, target: str | Literal, **more: object) -> Claim:
    return Claim(subject, predicate, target, ALL, **more)  # type: ignore[arg-type]


def date(value: str) -> Literal:
    return Literal(value, LiteralKind.DATE)


FIRST = Reading(
    "d.txt",
    "rules",
    (
        Referent("p1", EntityType.PERSON, "Jane Doe", ("Jane Doe", "Ms Doe")),
        Referent("e1", EntityType.EVENT, "Harbour Forum", ("Harbour Forum",)),
        Referent("o1", EntityType.ORGANISATION, "Acme Ltd", ("Acme Ltd",)),
        Referent("i1", EntityType.INCIDENT, "Incident at Acme"),
    ),
    (
        claim("p1", "spokeAt", "e1"),
        claim("p1", "holdsPost", "o1", qualifier="Director"),
        claim("e1", "eventDate", date("2024-05-03")),
        claim("i1", "victim", "o1"),
        claim("i1", "incidentDate", date("2024-05")),
    ),
)
SECOND = Reading(
    "d.txt",
    "llm",
    (
        Referent("q1", EntityType.PERSON, "Ms Doe", ("Ms Doe",)),
        Referent("f1", EntityType.EVENT, "HARBOUR FORUM", ("HARBOUR FORUM",)),
        Referent("b1", EntityType.ORGANISATION, "Acme, Ltd.", ("Acme, Ltd.",)),
        Referent("j1", EntityType.INCIDENT, "Ransomware attack on Acme"),
        Referent("p1", EntityType.PERSON, "John Roe", ("John Roe",)),
    ),
    (
        claim("q1", "spokeAt", "f1", status=Status.PLANNED),
        claim("q1", "holdsPost", "b1", qualifier="Managing  director"),
        claim("f1", "eventDate", date("2024-05-04")),
        claim("j1", "victim", "b1", status=Status.ASSERTED),
        claim("p1", "attended", "f1"),
    ),
)


def said(side: Side | None) -> str | None:
    return f"{side.subject} {side.object} {side.status}" if side else None


def brief(differences: tuple[Difference, ...]) -> list[tuple[str, str, str | None, str | None]]:
    sides = [(d, d.first or d.second) for d in differences]
    return [(d.kind, side.predicate, said(d.first), said(d.second)) for d, side in sides if side]


def test_differences_are_told_by_kind() -> None:
    assert brief(disagreements(FIRST, SECOND)) == [
        ("second", "attended", None, "John Roe HARBOUR FORUM asserted"),
        ("object", "eventDate", "Harbour Forum 2024-05-03 asserted", "HARBOUR FORUM 2024-05-04 asserted"),
        ("qualifier", "holdsPost", "Jane Doe Acme Ltd asserted", "Ms Doe Acme, Ltd. asserted"),
        ("first", "incidentDate", "Incident at Acme 2024-05 asserted", None),
        ("status", "spokeAt", "Jane Doe Harbour Forum asserted", "Ms Doe HARBOUR FORUM planned"),
    ]


def test_reading_agrees_with_itself() -> None:
    assert disagreements(FIRST, FIRST) == ()
    assert disagreements(SECOND, SECOND) == ()


def test_difference_is_the_same_seen_from_the_other_side() -> None:
    turned = {"first": "second", "second": "first"}
    there = {(turned.get(d.kind, d.kind), d.second, d.first) for d in disagreements(FIRST, SECOND)}
    assert {(d.kind, d.first, d.second) for d in disagreements(SECOND, FIRST)} == there


def test_side_has_the_sentence() -> None:
    side = disagreements(FIRST, SECOND)[0].second
    assert side is not None
    assert (side.quote, side.start, side.end, side.object_type) == ("x" * 40, 0, 40, "Event")


def test_readings_of_two_documents_cannot_be_compared() -> None:
    with pytest.raises(CyberkgError, match="two readings are of two documents"):
        disagreements(FIRST, Reading("e.txt", "llm"))
