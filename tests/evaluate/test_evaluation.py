"""Scores of documents put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cyberkg.evaluate.calibration import Bin
from cyberkg.evaluate.evaluation import Evaluation, measure
from cyberkg.evaluate.gold import Gold
from cyberkg.evaluate.identity import Identity
from cyberkg.evaluate.score import Share, Tally
from cyberkg.terms import Group, Status

MakeGold = Callable[..., Gold]
MakeRows = Callable[..., list[dict[str, Any]]]


def test_counts_by_predicate_group_and_overall(evaluation: Evaluation) -> None:
    assert list(evaluation.predicates) == ["affiliatedWith", "holdsPost", "attended", "spokeAt", "supported"]
    assert evaluation.groups == {Group.ATTENDANCE: Tally(2, 1, 0), Group.PEOPLE: Tally(0, 0, 2)}
    assert evaluation.overall == Tally(2, 1, 2)


def test_shares_are_summed(evaluation: Evaluation) -> None:
    assert evaluation.shares == {Status.PLANNED: Share(1, 1), Status.DENIED: Share(0, 1)}


def test_only_what_is_stated_is_a_claim(evaluation: Evaluation) -> None:
    assert evaluation.reliability.bins == (Bin(0.5, 0.6, 1, 0.6, 0.0), Bin(0.7, 0.8, 1, 0.8, 1.0))


def test_identity_is_over_all_documents(evaluation: Evaluation) -> None:
    assert evaluation.identity == Identity(1.0, 1.0, 4)


def test_rows_of_other_documents_are_not_looked_at(make_gold: MakeGold, make_rows: MakeRows) -> None:
    rows = make_rows("doe attended forum", document="other.txt")
    assert measure([make_gold(["doe attended forum"])], rows, []).overall == Tally(missing=1)


def test_nothing_at_all_is_nothing() -> None:
    assert measure([], [], []).overall == Tally()
