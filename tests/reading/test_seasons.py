"""Laws of seasons and movable feasts: the last one before the document, or the next where the words plan."""

from __future__ import annotations

import pytest

from cyberkg.model import Period
from cyberkg.reading.dates import Anchor, find_dates

DAY = Anchor(Period("2023-11-20", "2023-11-20"))

FOUND = [
    ("last spring", ["2023"]),
    ("last autumn", ["2022"]),  # the one that goes on is this autumn
    ("since last summer", ["2023"]),
    ("This spring", ["2023"]),
    ("next spring", ["2024"]),
    ("It sank in the spring.", ["2023"]),
    ("It will sign in the spring.", ["2024"]),
    ("in May 2019 and hit that summer", ["2019-05", "2019"]),
    ("on Easter Monday", ["2023-04-10"]),
    ("on Easter Sunday 2024", ["2024-03-31"]),
    ("on Good Friday", ["2023-04-07"]),
    ("closed the dock for Easter", ["2023-04"]),
    ("at Christmas 2020", ["2020-12"]),
    ("last Christmas", ["2022-12"]),
    ("It will open on Easter Monday.", ["2024-04-01"]),
    ("hit before Thanksgiving", ["2022-11-24"]),
    ("hit on Labor Day", ["2023-09-04"]),
    ("an early fall in prices, the spring school, Spring 5, at Easter Island, a Christmas party", []),
]


@pytest.mark.parametrize(("text", "values"), FOUND)
def test_a_season_or_feast_is_the_nearest_one_of_its_tense(text: str, values: list[str]) -> None:
    assert [m.value for m in find_dates(text, DAY)] == values


@pytest.mark.parametrize("text", ["last spring", "on Easter Monday"])
def test_without_a_date_of_the_document_nothing_is_told(text: str) -> None:
    assert find_dates(text, Anchor()) == []
