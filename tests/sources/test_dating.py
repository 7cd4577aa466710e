"""The day or period of a briefing, from the best place that gives one."""

from __future__ import annotations

import pytest

from cyberkg.model import Period
from cyberkg.sources.dating import find_document_date, is_date_line

DAY = Period("2023-09-08", "2023-09-08")


def day(text: str) -> Period:
    return Period(text, text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("(Hong Kong, 23 October 2024) The summit opened.", "2024-10-23"),
        ("DUBLIN, May 21, 2021 - The criminals gave up.", "2021-05-21"),
        ("WASHINGTON, Feb. 26, 2021 (Reuters) - The head spoke.", "2021-02-26"),
        ("Title\n\nHong Kong – 8 September 2023 – The council was hacked.", "2023-09-08"),
        ("Title\nDate: 2018-10-25\nSource: https://example.org\n\nText", "2018-10-25"),
        ("Title\n\nPublished on 8 September 2023 by the desk\n\nText", "2023-09-08"),
        ("Title\n\nSep 8, 2023 · 3 min read\n\nText", "2023-09-08"),
        ("Friday, 8 September 2023\n\nTitle", "2023-09-08"),
        ("標題\n\n2023年9月8日\n\n正文", "2023-09-08"),
    ],
)
def test_datelines_date_a_text(text: str, date: str) -> None:
    assert find_document_date("x.txt", text, "Title") == day(date)


@pytest.mark.parametrize(
    "text",
    [
        "On September 8, 2023 the council was hacked.",
        "In June 2023 the council was hacked.",
        "The Council was hacked on 8 September 2023 - a Friday.",
        "September 19, 2023 saw the CSOP open its doors to many guests from abroad, which was new.",
    ],
)
def test_dates_in_sentences_do_not(text: str) -> None:
    assert find_document_date("x.txt", text, "Title") is None


def test_the_order_is_stated_dateline_title_file_name_properties() -> None:
    name, text, title = "2023-09-05.txt", "DUBLIN, 6 September 2023 - It was.", "Week of 7 September 2023"
    assert find_document_date(name, text, title, ["2023-09-08"], ["2023-09-04"]) == day("2023-09-08")
    assert find_document_date(name, text, title, ["soon"], ["2023-09-04"]) == day("2023-09-06")
    assert find_document_date(name, "It was.", title, [], ["2023-09-04"]) == day("2023-09-07")
    assert find_document_date(name, "It was.", "Week", [], ["2023-09-04"]) == day("2023-09-05")
    assert find_document_date("x.txt", "It was.", "Week", [], ["2023-09-04"]) == day("2023-09-04")
    assert find_document_date("x.txt", "It was.", "Week") is None


def test_a_title_without_a_year_takes_that_of_the_file_name() -> None:
    period = find_document_date(
        "a-2023-09-08.txt", "In 2021 and 2021.", "Briefing (September 8 - September 21)"
    )
    assert period == Period("2023-09-08", "2023-09-21")


def test_a_title_without_a_year_takes_the_commonest_of_the_text() -> None:
    text = "The CSOP 2023 and the Week 2023, unlike that of 2021, and CVE-2021-1, CVE-2021-2."
    assert find_document_date("a.txt", text, "September 8") == DAY


def test_a_bare_year_gives_way_to_a_day() -> None:
    assert find_document_date("2023-09-08.txt", "Text", "The year 2023") == DAY
    assert find_document_date("x.txt", "Text", "The year 2023") == day("2023")


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("hk-2023-09-08.txt", DAY),
        ("20230908_digest.md", DAY),
        ("2023_09_08.txt", DAY),
        ("2023-09-08--2023-09-21.txt", Period("2023-09-08", "2023-09-21")),
        ("roundup-2023-06.md", day("2023-06")),
        ("digest-june-2023.txt", day("2023-06")),
        ("q1-2024.txt", Period("2024-01", "2024-03")),
        ("review_2024.txt", day("2024")),
        ("folder-2021/2023-09-08.txt", DAY),
        ("cve-2023-20198.txt", day("2023")),
        ("10007.txt", None),
        ("2023-02-30.txt", day("2023-02")),
    ],
)
def test_file_names_date_a_text(name: str, period: Period | None) -> None:
    assert find_document_date(name, "Text", "") == period


def test_a_line_of_a_date_is_told_from_a_heading_with_one() -> None:
    assert all(
        map(is_date_line, ["8 September 2023", "Hong Kong, 23 October 2024", "Sep 8, 2023 · 3 min read"])
    )
    assert not any(
        map(is_date_line, ["Policy Address 25 October 2023", "CSOP 2023", "Briefing (September 8)"])
    )
