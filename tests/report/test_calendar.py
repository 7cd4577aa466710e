"""Events past and planned, and as a file for calendar programs, read back as these read it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from cyberkg.errors import UsageError
from cyberkg.report import Report, Row, Section, Sentence, calendar, timeline, to_bytes

DAY = datetime.date


def make_calendar(name: str, date: str, quote: str = "Said.") -> Report:
    row = Row(
        (date, name, name, name, name, "planned", ""),
        (Sentence("may.txt", 0, 5, quote),),
        ("", "https://x.example/e"),
        (date,),
    )
    columns = ("date", "event", "place", "theme", "organiser", "status", "told")
    return Report("Calendar", "calendar", "month", columns, (Section(date[:7], "", (row,)),))


def events(report: Report) -> list[Any]:
    return list(icalendar.Calendar.from_ical(to_bytes(report, "ics")).events)


def test_events_come_month_by_month(scheduled: Path) -> None:
    found = calendar(scheduled)
    assert found.columns == ("date", "event", "place", "theme", "organiser", "status", "told")
    assert [(s.heading, [row.cells[1:] for row in s.rows]) for s in found.sections] == [
        ("2024-05", [("Harbour Forum", "Port Meridian, Vellum", "Trust, and verify", "Harbour Alliance", "asserted", "2024-06-15")]),
        ("2024-10", [("Autumn Drill", "", "", "", "planned", "2024-06-15")]),
        ("2024-12", [("Winter Clinic", "", "", "", "planned", "2024-06-15")]),
        ("2025", [("Open Evening", "", "", "", "planned", "2024-06-15")]),
    ]  # fmt: skip
    assert found.sections[0].rows[0].dates == ("2024-05-03", "2024-05-04")
    assert "Harbour Alliance ran it." in [s.quote for s in found.sections[0].rows[0].sentences]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"from": "2024-06"}, ["Autumn Drill", "Winter Clinic", "Open Evening"]),
        ({"event": "clinic"}, ["Winter Clinic"]),
        ({"to": "2024-05"}, ["Harbour Forum"]),
    ],
    ids=str,
)
def test_filters_leave_what_fits(scheduled: Path, filters: dict[str, str], left: list[str]) -> None:
    found = calendar(scheduled, filters)
    assert [row.cells[1] for section in found.sections for row in section.rows] == left


def test_a_calendar_program_finds_whole_days_and_knows_what_is_planned(scheduled: Path) -> None:
    found = events(calendar(scheduled))
    assert [(str(e["summary"]), e.start, e.end, str(e["status"])) for e in found] == [
        ("Harbour Forum", DAY(2024, 5, 3), DAY(2024, 5, 4), "CONFIRMED"),
        ("Autumn Drill", DAY(2024, 10, 1), DAY(2024, 11, 1), "TENTATIVE"),
        ("Winter Clinic", DAY(2024, 12, 10), DAY(2024, 12, 13), "TENTATIVE"),
    ]
    forum = found[0]
    assert (str(forum["location"]), str(forum["url"]).rsplit("/", 1)[1]) == (
        "Port Meridian, Vellum",
        "harbour-forum",
    )
    assert forum["dtstamp"].dt == datetime.datetime(2024, 6, 15, tzinfo=datetime.UTC)
    told = str(forum["description"]).splitlines()
    assert (
        told[0]
        == "date: 2024-05-03 [may.txt] ≠ 2024-05-04 (reported) [june.txt] ≠ 2024-06 (denied) [june.txt]"
    )
    assert [line for line in told if line.startswith("“Harbour Alliance ran it.” [may.txt, ")]


def test_what_is_left_out_of_the_file_is_told_in_it(scheduled: Path) -> None:
    read = icalendar.Calendar.from_ical(to_bytes(calendar(scheduled), "ics"))
    assert str(read["x-wr-caldesc"]) == "Left out, as no day or month is told: 1 of 4 events."


def test_the_same_calendar_has_the_same_bytes(scheduled: Path) -> None:
    first = to_bytes(calendar(scheduled), "ics")
    assert to_bytes(calendar(scheduled), "ics") == first
    assert b"UID:" + str(events(calendar(scheduled))[0]["uid"]).encode() in first
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))


@pytest.mark.parametrize(
    "text",
    ["Evil\r\nEND:VEVENT\r\nBEGIN:VALARM", "a;b,c:d\\n", "\x1b[31m\u202eRed", "漢" * 100, '"q";VALUE=x'],
    ids=ascii,
)  # fmt: skip
def test_no_name_breaks_out_of_its_line(text: str) -> None:
    (event,) = events(make_calendar(text, "2024-05-03", text))
    shown = (
        text.replace("\r", "\\r").replace("\n", "\\n").replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")
    )
    assert str(event["summary"]) == str(event["location"]) == shown
    assert event.subcomponents == []
    assert f"“{shown}” [may.txt, 0-5]" in str(event["description"])
    assert event["dtstamp"].dt == datetime.datetime(2024, 5, 3, tzinfo=datetime.UTC)


def test_the_last_day_there_is_has_no_day_after_it() -> None:
    (event,) = events(make_calendar("End", "9999-12-31"))
    assert event["dtstart"].dt == DAY(9999, 12, 31)
    assert "dtend" not in event


def test_nothing_else_can_be_written_so(scheduled: Path) -> None:
    with pytest.raises(UsageError) as error:
        to_bytes(timeline(scheduled), "ics")
    assert str(error.value) == "only a calendar can be written as ics; use cyberkg report calendar"
