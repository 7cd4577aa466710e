"""Dates and stretches of days in all the ways they are written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.model import Period
from cyberkg.sources.periods import find_periods, parse_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("(16 - 31 October 2023)", "2023-10-16", "2023-10-31"),
        ("8-21 September 2023", "2023-09-08", "2023-09-21"),
        ("September 8-21, 2023", "2023-09-08", "2023-09-21"),
        ("Sep 8 - Sep 21, 2023", "2023-09-08", "2023-09-21"),
        ("13 and 14 September 2023", "2023-09-13", "2023-09-14"),
        ("September 13 to 15, 2023", "2023-09-13", "2023-09-15"),
        ("29 December 2023 – 4 January 2024", "2023-12-29", "2024-01-04"),
        ("29 December – 4 January 2024", "2023-12-29", "2024-01-04"),
        ("8th of September, 2023", "2023-09-08", "2023-09-08"),
        ("Friday, 8 Sept. 2023", "2023-09-08", "2023-09-08"),
        ("Feb. 26, 2021", "2021-02-26", "2021-02-26"),
        ("Sun, 08 Sep 2024 10:00:00 GMT", "2024-09-08", "2024-09-08"),
        ("2023 September 8", "2023-09-08", "2023-09-08"),
        ("2023-09-08T10:00:00+08:00", "2023-09-08", "2023-09-08"),
        ("2023-09-08t10:00:00z", "2023-09-08", "2023-09-08"),
        ("2023-09-08/2023-09-21", "2023-09-08", "2023-09-21"),
        ("2023-09", "2023-09", "2023-09"),
        ("2023/9/8", "2023-09-08", "2023-09-08"),
        ("13/09/2023", "2023-09-13", "2023-09-13"),
        ("09/13/2023", "2023-09-13", "2023-09-13"),
        ("05/05/2023", "2023-05-05", "2023-05-05"),
        ("2023年9月8日", "2023-09-08", "2023-09-08"),
        ("2023年9月8日至21日", "2023-09-08", "2023-09-21"),
        ("2023年9月", "2023-09", "2023-09"),
        ("June 2023", "2023-06", "2023-06"),
        ("June - July 2023", "2023-06", "2023-07"),
        ("Q1 2024", "2024-01", "2024-03"),
        ("2024 Q4", "2024-10", "2024-12"),
        ("third quarter of 2024", "2024-07", "2024-09"),
        ("first half of 2024", "2024-01", "2024-06"),
        ("Cyber Security Summit 2023, 11 September", "2023-09-11", "2023-09-11"),
        ("The year 2024 in review", "2024", "2024"),
        ("Report of May 2023 (published 3 June 2023)", "2023-06-03", "2023-06-03"),
    ],
)
def test_a_period_is_read(text: str, start: str, end: str) -> None:
    assert parse_period(text) == Period(start, end)


@pytest.mark.parametrize(
    "text",
    ["31 June 2023", "30 February 2024", "03/04/2023", "08.09.2023", "2023-13-01", "CVE-2023-20198", "400GB",
     "3.5 million", "$2023", "2,023", "at 09:30", "it may happen", "1850", "2023年13月", "", "8 September"],
)  # fmt: skip
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period(text) is None


def test_a_date_without_a_year_takes_the_one_it_is_given() -> None:
    assert parse_period("September 8 - September 21", 2023) == Period("2023-09-08", "2023-09-21")
    assert parse_period("29 December - 4 January", 2023) == Period("2023-12-29", "2024-01-04")
    assert parse_period("9月8日", 2023) == Period("2023-09-08", "2023-09-08")
    assert parse_period("29 February", 2023) is None


def test_found_dates_say_where_they_stand() -> None:
    text = "Held on 8 September 2023 and again on 3 May 2024."
    assert [text[f.start : f.end] for f in find_periods(text)] == ["8 September 2023", "3 May 2024"]


@given(
    st.dates(), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"])
)
def test_every_date_of_our_days_is_read_back(date: object, form: str) -> None:
    from datetime import date as day

    assert isinstance(date, day)
    text = date.strftime(form)
    expected = Period(date.isoformat(), date.isoformat()) if 1980 <= date.year <= 2099 else None
    assert parse_period(text) == expected


@given(st.text(st.sampled_from("0123456789 -/.,年月日MayJuneSept至toQof"), max_size=60))
def test_no_text_breaks_the_parser_and_no_period_is_upside_down(text: str) -> None:
    for found in find_periods(text):
        assert 0 <= found.start < found.end <= len(text)
        period = found.period(2023)
        assert period is None or period.start[:4] <= period.end[:4]


@pytest.mark.parametrize(
    "unit",
    ["8 ", "September ", "8 - ", "2023 ", "9月", "1/", "2023-", "and ", "Q1 - ", " ", "8 September 2023 to "],
)
def test_time_is_linear(unit: str) -> None:
    start = time.process_time()
    find_periods(unit * (50_000 // len(unit)))
    assert time.process_time() - start < 3
