"""Who attended what: sections, rows and filters over a small store."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberkg.errors import UsageError
from cyberkg.report import Report, attendance

CLINIC, FORUM = "Winter Clinic", "Harbour Forum"
TAN, KISS, ODEGARD = "Ada Tan", "Bela Kiss", "José Ødegård"
AT_FORUM = [TAN, KISS, "Harbour Alliance", ODEGARD, "Orchid Bank"]


def names(report: Report) -> dict[str, list[str]]:
    """List for each heading what stands in the first column."""
    return {section.heading: [row.cells[0] for row in section.rows] for section in report.sections}


def test_events_come_in_order_of_their_dates_and_undated_ones_last(store: Path) -> None:
    found = attendance(store)
    assert [(section.heading, section.facts) for section in found.sections] == [
        (CLINIC, "2023-12-10/2023-12-12 · Vellum"),
        (FORUM, "2024-05-03 · Port Meridian"),
        ("Autumn Drill", "2024-10"),
        ("Open Evening", ""),
    ]
    assert (found.title, found.query, found.subject) == ("Attendance by event", "attendance", "event")
    assert found.columns == ("person", "role", "representing", "status")
    assert not found.truncated


def test_an_event_has_one_row_for_each_who_took_part(store: Path) -> None:
    (section,) = attendance(store, filters={"event": FORUM}).sections
    assert [row.cells for row in section.rows] == [
        (TAN, "speaker", "Orchid Bank", "asserted"),
        (KISS, "attendee", "", "asserted"),
        ("Harbour Alliance", "organiser", "", "asserted"),
        (ODEGARD, "attendee", "", "denied"),
        ("Orchid Bank", "supporter", "", "asserted"),
    ]


def test_a_row_has_the_sentences_of_all_its_parts(store: Path) -> None:
    (section,) = attendance(store, filters={"event": FORUM, "person": TAN}).sections
    (row,) = section.rows
    assert [(s.document, s.quote) for s in row.sentences] == [
        ("june.txt", "Ada Tan had been there too."),
        ("may.txt", "Ada Tan came for Orchid Bank."),
        ("may.txt", "Ada Tan gave a talk."),
    ]
    assert all(s.end - s.start == len(s.quote) for s in row.sentences)


def test_a_person_has_one_row_for_each_event_in_order_of_dates(store: Path) -> None:
    found = attendance(store, "person")
    assert found.columns == ("event", "date", "place", "role", "representing", "status")
    assert [section.heading for section in found.sections] == [
        TAN,
        KISS,
        "Harbour Alliance",
        ODEGARD,
        "Orchid Bank",
    ]
    assert [row.cells for row in found.sections[0].rows] == [
        (CLINIC, "2023-12-10/2023-12-12", "Vellum", "attendee", "", "reported"),
        (FORUM, "2024-05-03", "Port Meridian", "speaker", "Orchid Bank", "asserted"),
        ("Autumn Drill", "2024-10", "", "attendee", "", "planned"),
    ]
    assert [row.cells[:2] for row in found.sections[1].rows] == [(FORUM, "2024-05-03"), ("Open Evening", "")]


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"person": "tan"}, {CLINIC: [TAN], FORUM: [TAN], "Autumn Drill": [TAN]}),
        ({"person": "odegard"}, {CLINIC: [ODEGARD], FORUM: [ODEGARD]}),
        ({"person": "Alliance"}, {FORUM: ["Harbour Alliance"]}),
        ({"organisation": "orchid"}, {FORUM: [TAN, "Orchid Bank"]}),
        ({"event": "clinic"}, {CLINIC: [TAN, ODEGARD]}),
        ({"event": "clinic", "person": "Tan"}, {CLINIC: [TAN]}),
        ({"event": "evening", "person": "Tan"}, {}),
        ({"from": "2024"}, {FORUM: AT_FORUM, "Autumn Drill": [TAN]}),
        ({"to": "2023"}, {CLINIC: [TAN, ODEGARD]}),
        ({"from": "2024-05-03", "to": "2024-05-03"}, {FORUM: AT_FORUM}),
        ({"from": "2024-05-04", "to": "2024-09"}, {}),
        ({"from": "2023-12-12", "to": "2024-05-02"}, {CLINIC: [TAN, ODEGARD]}),
        ({"from": "2023-12-13", "to": "2024-05-02"}, {}),
        ({"from": "2024-10-15", "to": "2024-10-15"}, {"Autumn Drill": [TAN]}),
        ({"role": "speaker"}, {FORUM: [TAN]}),
        ({"role": "officiating guest"}, {CLINIC: [ODEGARD]}),
        ({"status": "denied"}, {FORUM: [ODEGARD]}),
        ({"status": "reported"}, {CLINIC: [TAN]}),
    ],
    ids=str,
)
def test_filters_leave_what_fits(store: Path, filters: dict[str, str], shown: dict[str, list[str]]) -> None:
    assert names(attendance(store, filters=filters)) == shown


def test_an_empty_filter_leaves_all(store: Path) -> None:
    assert attendance(store, filters={"person": "", "from": ""}) == attendance(store)


@pytest.mark.parametrize(
    ("by", "filters", "line"),
    [
        ("place", {}, "a report by place is not there; use event or person"),
        ("event", {"person": "Ada Tann"}, "no person or organisation in this graph is called 'Ada Tann'; the nearest names are Ada Tan"),
        ("event", {"event": "Tan"}, "no event in this graph is called 'Tan'"),
        ("event", {"from": "May"}, "from cannot be 'May'; write a day, a month or a year: 2023-09-13, 2023-09 or 2023"),
        ("event", {"role": "king"}, "role cannot be 'king'; use attendee, speaker, organiser, supporter, officiating guest"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_in_one_line(
    store: Path, by: str, filters: dict[str, str], line: str
) -> None:
    with pytest.raises(UsageError) as error:
        attendance(store, by, filters)
    assert str(error.value) == line
