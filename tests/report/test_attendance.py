"""Who attended what: sections, rows and filters over a small store."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.errors import UsageError
from cyberkg.report import Report, attendance
from cyberkg.report.attendance import COLUMNS, sections
from cyberkg.report.posts import Posts
from cyberkg.report.presence import presences

GROUPINGS = ("event", "person", "organisation")

CLINIC, FORUM = "Winter Clinic", "Harbour Forum"
TAN, KISS, ODEGARD = "Ada Tan", "Bela Kiss", "José Ødegård"
RISK = "Risk Officer, Orchid Bank"
AT_FORUM = [TAN, KISS, "Harbour Alliance", ODEGARD, "Orchid Bank"]


def names(report: Report) -> dict[str, list[object]]:
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
    assert found.columns == ("person", "role", "representing", "post", "status")


def test_an_event_has_one_row_for_each_who_took_part(store: Path) -> None:
    (section,) = attendance(store, filters={"event": FORUM}).sections
    assert [row.cells for row in section.rows] == [
        (TAN, "speaker", "Orchid Bank", "Risk Officer, Orchid Bank", "asserted"),
        (KISS, "attendee", "", "Chair, Harbour Alliance (reported) (told 2024-06-15)", "asserted"),
        ("Harbour Alliance", "organiser", "", "", "asserted"),
        (ODEGARD, "attendee", "", "", "denied"),
        ("Orchid Bank", "supporter", "", "", "asserted"),
    ]


def test_a_row_has_the_sentences_of_all_its_parts(store: Path) -> None:
    (section,) = attendance(store, filters={"event": FORUM, "person": TAN}).sections
    (row,) = section.rows
    assert [(s.document, s.quote) for s in row.sentences] == [
        ("june.txt", "Ada Tan had been there too."),
        ("may.txt", "Ada Tan came for Orchid Bank."),
        ("may.txt", "Ada Tan gave a talk."),
        ("may.txt", "Ada Tan is Risk Officer of Orchid Bank."),
    ]
    assert all(s.end - s.start == len(s.quote) for s in row.sentences)


def test_a_person_has_one_row_for_each_event_in_order_of_dates(store: Path) -> None:
    found = attendance(store, "person")
    assert found.columns == ("event", "date", "place", "role", "representing", "post", "status")
    assert [section.heading for section in found.sections] == [
        TAN,
        KISS,
        "Harbour Alliance",
        ODEGARD,
        "Orchid Bank",
    ]
    assert [row.cells for row in found.sections[0].rows] == [
        (CLINIC, "2023-12-10/2023-12-12", "Vellum", "attendee", "", f"{RISK} (told 2024-05-10)", "reported"),
        (FORUM, "2024-05-03", "Port Meridian", "speaker", "Orchid Bank", RISK, "asserted"),
        ("Autumn Drill", "2024-10", "", "attendee", "", f"{RISK} (told 2024-05-10)", "planned"),
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


def told(report: Report) -> set[tuple[object, ...]]:
    """List what a report says, in whatever way it is grouped: event, person, role, status, sentences."""
    found: set[tuple[object, ...]] = set()
    for section in report.sections:
        for row in section.rows:
            columns = report.columns_of(section)
            cells = {**dict(zip(columns, row.cells, strict=True)), report.subject: section.heading}
            iris = {**dict(zip(columns, row.iris, strict=True)), report.subject: section.iri}
            found.add((iris["event"], iris["person"], cells["role"], cells["status"], row.sentences))
    return found


def test_an_organisation_has_those_who_stood_for_it_and_itself(store: Path) -> None:
    found = attendance(store, "organisation")
    assert found.columns == ("person", "event", "date", "place", "role", "post", "status")
    assert [section.heading for section in found.sections] == [
        "Harbour Alliance",
        "Orchid Bank",
        "no organisation told",
    ]
    assert [row.cells for row in found.sections[1].rows] == [
        (TAN, FORUM, "2024-05-03", "Port Meridian", "speaker", RISK, "asserted"),
        ("Orchid Bank", FORUM, "2024-05-03", "Port Meridian", "supporter", "", "asserted"),
    ]
    assert [row.cells[:2] for row in found.sections[2].rows] == [
        (TAN, CLINIC),
        (ODEGARD, CLINIC),
        (KISS, FORUM),
        (ODEGARD, FORUM),
        (TAN, "Autumn Drill"),
        (KISS, "Open Evening"),
    ]


def test_every_grouping_tells_the_same_participations(store: Path) -> None:
    by_event, by_person, by_organisation = (told(attendance(store, by)) for by in GROUPINGS)
    assert by_event == by_person == by_organisation
    assert len(by_event) == 9


NAMES = st.sampled_from(["a", "b", "c"])
RECORDS = st.fixed_dictionaries(
    {
        "event": NAMES,
        "person": st.sampled_from(["p", "q", "o1"]),
        "role": st.sampled_from(["attendee", "speaker", "organiser"]),
        "represented": st.sampled_from(["", "o1", "o2"]),
        "status": st.sampled_from(["asserted", "planned"]),
        "start": st.sampled_from(["1", "5", "9"]),
    }
)


def filled(record: dict[str, str]) -> dict[str, str]:
    """Fill in what follows from the rest: labels, dates, kinds, the place of the sentence."""
    labels = {f"{name}Label": record[name].upper() for name in ("event", "person", "represented")}
    kind = "organisation" if record["person"].startswith("o") else "person"
    more = {"dates": "2024", "places": "", "kind": kind, "document": "x", "end": "20", "quote": "?"}
    return {**record, **labels, **more}


@settings(deadline=None)
@given(st.lists(RECORDS, max_size=12))
def test_whatever_is_told_every_grouping_tells_it(records: list[dict[str, str]]) -> None:
    found = presences(map(filled, records))
    made = [
        Report("", "attendance", by, COLUMNS[by], tuple(sections(found, by, Posts(())))) for by in GROUPINGS
    ]
    assert told(made[0]) == told(made[1]) == told(made[2])
    assert {(r["event"], r["person"], r["status"]) for r in records} == {
        (t[0], t[1], t[3]) for t in told(made[0])
    }


def test_a_matrix_sets_people_against_events(store: Path) -> None:
    found = attendance(store, matrix=True)
    assert found.columns == (
        "person", f"{CLINIC} (2023-12-10/2023-12-12)", f"{FORUM} (2024-05-03)", "Autumn Drill (2024-10)", "Open Evening",
    )  # fmt: skip
    (section,) = found.sections
    assert [row.cells for row in section.rows] == [
        (TAN, "A~", "S", "A?", ""),
        (KISS, "", "A", "", "A"),
        ("Harbour Alliance", "", "O", "", ""),
        (ODEGARD, "G", "A×", "", ""),
        ("Orchid Bank", "", "P", "", ""),
    ]
    assert "Ada Tan gave a talk." in [s.quote for s in section.rows[0].sentences]


def test_a_matrix_of_organisations_counts_who_stood_for_them(store: Path) -> None:
    (section,) = attendance(store, "organisation", {"event": FORUM}, matrix=True).sections
    assert [row.cells for row in section.rows] == [
        ("Harbour Alliance", "O"),
        ("Orchid Bank", "P S"),
        ("no organisation told", "A A×"),
    ]


def test_an_empty_filter_leaves_all(store: Path) -> None:
    assert attendance(store, filters={"person": "", "from": ""}) == attendance(store)


@pytest.mark.parametrize(
    ("by", "filters", "line"),
    [
        ("place", {}, "a report by place is not there; use event, person, organisation"),
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
