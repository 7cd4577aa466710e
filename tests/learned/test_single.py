"""What can be so but once is told once: the likeliest stays."""

from __future__ import annotations

import pytest

from cyberkg.learned.candidate import Candidate
from cyberkg.learned.single import without_others
from cyberkg.model import Evidence, Literal
from cyberkg.terms import LiteralKind, Status


def fact(
    subject: str, predicate: str, target: str, *, status: Status = Status.ASSERTED, title: str = ""
) -> Candidate:
    value = Literal(target, LiteralKind.TEXT) if predicate in {"affectedCount", "incidentDate"} else target
    titles = (title,) if title else ()
    return Candidate(subject, predicate, value, Evidence("a.txt", 0, 1, "x"), status, titles)


def kept(*weighed: tuple[Candidate, float]) -> list[str]:
    return [c.object.value if isinstance(c.object, Literal) else c.object for c, _ in without_others(weighed)]


@pytest.mark.parametrize("predicate", ["affectedCount", "incidentDate", "partOf"])
def test_the_likeliest_stays(predicate: str) -> None:
    one, other = fact("hit", predicate, "first"), fact("hit", predicate, "second")
    assert kept((one, 0.5), (other, 0.8)) == ["second"]
    assert kept((one, 0.6), (other, 0.6)) == ["first"]
    assert kept((one, 0.5), (fact("theft", predicate, "second"), 0.8)) == ["first", "second"]


def test_what_is_planned_or_denied_contradicts_nothing() -> None:
    day = fact("hit", "incidentDate", "2024-05-01")
    no = fact("hit", "incidentDate", "2024-05-02", status=Status.DENIED)
    assert kept((day, 0.5), (no, 0.8)) == ["2024-05-01", "2024-05-02"]


def test_two_bodies_are_not_units_of_each_other() -> None:
    assert kept((fact("bank", "partOf", "arm"), 0.6), (fact("arm", "partOf", "bank"), 0.9)) == ["bank"]


def test_a_title_is_held_at_one_body_and_two_titles_at_two() -> None:
    one, other = (
        fact("ann", "holdsPost", "Acme", title="Chair"),
        fact("ann", "holdsPost", "Orchid", title="chair"),
    )
    assert kept((one, 0.9), (other, 0.5)) == ["Acme"]
    assert kept((one, 0.9), (fact("ann", "holdsPost", "Orchid", title="Trustee"), 0.5)) == ["Acme", "Orchid"]


def test_of_what_may_be_many_all_stay() -> None:
    assert kept((fact("hit", "victim", "Acme"), 0.9), (fact("hit", "victim", "Orchid"), 0.5)) == [
        "Acme",
        "Orchid",
    ]
