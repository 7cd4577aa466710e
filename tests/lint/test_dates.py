"""Dates that may be two days, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.lint.dates import check_dates
from cyberkg.lint.model import Briefing

Draft = Callable[..., Briefing]


def test_a_date_whose_month_may_be_its_day_is_told(draft: Draft) -> None:
    (finding,) = check_dates(draft("The bank was hit on 03/04/2024."))
    assert (finding.kind, finding.words, finding.column) == ("ambiguous-date", "03/04/2024", 21)


@pytest.mark.parametrize(
    "text",
    [
        "The bank was hit on 13/04/2024.",
        "The bank was hit on 03/03/2024.",
        "The bank was hit on 03/04/2024 and on 25/04/2024.",
        "The bank was hit on 3 April 2024 and on 2024-04-03.",
        "See 10/12 and version 3.4.2024.",
    ],
)
def test_a_date_with_one_reading_is_not(text: str, draft: Draft) -> None:
    assert list(check_dates(draft(text))) == []


def test_a_briefing_that_writes_both_orders_tells_none(draft: Draft) -> None:
    text = "The bank was hit on 03/04/2024, first seen on 25/04/2024 and told on 04/26/2024."
    assert [finding.words for finding in check_dates(draft(text))] == ["03/04/2024"]


@pytest.mark.parametrize("words", ["last month", "Tuesday", "3 May", "yesterday"])
def test_what_counts_from_a_day_that_is_not_told_is_told(words: str, draft: Draft) -> None:
    text = f"The bank was hit, as it said, on {words}."
    (finding,) = check_dates(draft(text, dated=False))
    assert finding.words == words
    assert finding.message.endswith("; date the briefing")
    assert list(check_dates(draft(text))) == []


def test_a_briefing_without_a_date_is_told_once(draft: Draft) -> None:
    text = "The bank was hit on Tuesday.\n\nThe police came on Wednesday and left on Friday."
    (finding,) = check_dates(draft(text, dated=False))
    assert finding.words == "Tuesday"
    assert "(3 dates depend on it)" in finding.message


def test_what_counts_from_the_sentence_before_is_not(draft: Draft) -> None:
    text = "The bank was hit at noon. It told us the same evening, and its customers three days later."
    assert list(check_dates(draft(text, dated=False))) == []
