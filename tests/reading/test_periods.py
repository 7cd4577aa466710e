"""Laws of partial dates and intervals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.errors import CyberkgError
from cyberkg.reading.periods import (
    compare,
    first_day,
    is_value,
    last_day,
    normalise_period,
    overlaps,
    parse_value,
    prefix,
)

PREFIXES = st.builds(lambda day, cut: day.isoformat()[:cut], st.dates(), st.sampled_from([4, 7, 10]))


@given(PREFIXES)
def test_a_prefix_covers_at_least_a_day(iso: str) -> None:
    assert first_day(iso).isoformat().startswith(iso)
    assert last_day(iso).isoformat().startswith(iso)
    assert first_day(iso) <= last_day(iso)


@given(PREFIXES, PREFIXES)
def test_comparing_is_antisymmetric(one: str, other: str) -> None:
    assert compare(one, other) == -compare(other, one)
    assert overlaps(one, other) is overlaps(other, one)


@given(PREFIXES, PREFIXES)
def test_a_value_is_cut_into_the_ends_it_was_made_of(one: str, other: str) -> None:
    start, end = sorted((one, other), key=lambda iso: (first_day(iso), last_day(iso)))
    period = parse_value(normalise_period(start, end))
    assert (period.start, period.end) == (start, end)


def test_a_coarse_prefix_ends_on_its_last_day() -> None:
    assert last_day("2023") == date(2023, 12, 31)
    assert last_day("2023-02") == date(2023, 2, 28)


@pytest.mark.parametrize("text", ["", "23", "2023-", "2023-13", "2023-02-30", "0000", "2023-1-1", "２０２３"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(CyberkgError, match="not a date"):
        first_day(text)


def test_an_interval_runs_forward() -> None:
    assert is_value("2023/2024")
    assert not is_value("2024/2023")
    with pytest.raises(CyberkgError, match="ends before it starts"):
        normalise_period("2023-09-15", "2023-09-13")


def test_there_is_no_thirty_first_of_june() -> None:
    assert prefix(2023, 6, 30) == "2023-06-30"
    with pytest.raises(CyberkgError):
        prefix(2023, 6, 31)
