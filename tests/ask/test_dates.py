"""Periods in questions."""

from __future__ import annotations

import pytest

from cyberkg.ask.dates import find_stretches, needs_today

TODAY = "2024-12-13"


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("what happened in 2023", "2023", "2023"),
        ("what happened in September 2023?", "2023-09", "2023-09"),
        ("what happened in september 2023?", "2023-09", "2023-09"),
        ("events between May and July 2024", "2024-05", "2024-07"),
        ("events from 8 to 21 September 2023", "2023-09-08", "2023-09-21"),
        ("incidents since March", "2024-03", ""),
        ("incidents since may", "2024-05", ""),
        ("incidents until 3 June 2024", "", "2024-06-03"),
        ("incidents before May 2024", "", "2024-04"),
        ("incidents before January 2024", "", "2023-12"),
        ("incidents after 2023", "2024", ""),
        ("incidents after 29 February 2024", "2024-03-01", ""),
        ("incidents in Q3 2024", "2024-07", "2024-09"),
        ("incidents in the first half of 2024", "2024-01", "2024-06"),
        ("incidents on 13 September 2023", "2023-09-13", "2023-09-13"),
        ("incidents on 2023-09-13", "2023-09-13", "2023-09-13"),
        ("what happened last month", "2024-11", "2024-11"),
        ("what happened this year", "2024", "2024"),
        ("what happened in the last three months", "2024-09", TODAY),
        ("what happened in the past 10 days", "2024-12-03", TODAY),
    ],
)
def test_a_period_has_a_first_and_a_last(question: str, first: str, last: str) -> None:
    (found,) = find_stretches(question, TODAY)
    assert (found.first, found.last) == (first, last)


def test_the_words_before_a_date_belong_to_it() -> None:
    question = "who spoke since the beginning? since March 2024 in Vienna"
    assert [question[s.start : s.end] for s in find_stretches(question, TODAY)] == ["since March 2024"]


def test_only_what_depends_on_it_asks_for_today() -> None:
    assert needs_today("what happened last month") and needs_today("since March")
    assert not needs_today("in March 2024") and not needs_today("who attended CSOP 2023")


def test_without_a_day_to_count_from_nothing_is_guessed() -> None:
    assert find_stretches("what happened last month") == []
