"""Who met whom, over a small store; presence is one thing, a sentence that names two another."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberkg.errors import UsageError
from cyberkg.report import Report, encounters

TAN, KISS, ODEGARD, LOW, ROY = "Ada Tan", "Bela Kiss", "José Ødegård", "Cy Low", "Dia Roy"
CLINIC, FORUM = "Winter Clinic (2023-12-10/2023-12-12)", "Harbour Forum (2024-05-03)"
DRILL = "Autumn Drill (2024-10)"


def shown(report: Report) -> dict[str, list[tuple[object, ...]]]:
    return {section.heading: [row.cells for row in section.rows] for section in report.sections}


def test_people_met_where_both_were_and_are_expected_where_that_is_planned(met: Path) -> None:
    found = encounters(met)
    assert found.columns == ("person", "other", "times", "first", "last", "status")
    assert shown(found) == {
        "met": [
            (TAN, KISS, 2, CLINIC, FORUM, "asserted"),
            (TAN, ODEGARD, 1, "Open Evening", "Open Evening", "asserted"),
        ],
        "expected to meet": [
            (TAN, KISS, 1, DRILL, DRILL, "planned"),
            (TAN, ROY, 1, DRILL, DRILL, "planned"),
            (KISS, ROY, 1, DRILL, DRILL, "planned"),
        ],
        "only named together": [(LOW, ODEGARD, 1, "old.txt", "old.txt", "")],
    }


def test_a_pair_has_the_sentences_of_both_in_order_of_events(met: Path) -> None:
    row = encounters(met).sections[0].rows[0]
    assert [s.quote for s in row.sentences] == [
        "Ada Tan spoke at Winter Clinic.",
        "Bela Kiss is said to have been there.",
        "Ada Tan and Bela Kiss came to the forum.",
    ]
    assert [iri.rsplit("/", 1)[1] for iri in row.iris] == ["ada-tan", "bela-kiss"]


def test_a_meeting_is_no_surer_than_the_less_sure_of_the_two(met: Path) -> None:
    found = encounters(met, filters={"event": "Winter Clinic"})
    assert shown(found) == {"met": [(TAN, KISS, 1, CLINIC, CLINIC, "reported")]}


@pytest.mark.parametrize(
    ("filters", "pairs"),
    [
        ({"person": "Kiss"}, {"met": [(KISS, TAN)], "expected to meet": [(KISS, TAN), (KISS, ROY)]}),
        ({"person": "Low"}, {"only named together": [(LOW, ODEGARD)]}),
        ({"person": "odegard"}, {"met": [(ODEGARD, TAN)], "only named together": [(ODEGARD, LOW)]}),
        ({"person": "Orchid"}, {"met": [("Orchid Bank", TAN), ("Orchid Bank", KISS)]}),
        ({"from": "2024-06"}, {"expected to meet": [(TAN, KISS), (TAN, ROY), (KISS, ROY)]}),
        ({"to": "2023"}, {"met": [(TAN, KISS)]}),
    ],
)  # fmt: skip
def test_filters_leave_what_fits(
    met: Path, filters: dict[str, str], pairs: dict[str, list[tuple[str, str]]]
) -> None:
    found = shown(encounters(met, filters=filters))
    assert {how: [cells[:2] for cells in rows] for how, rows in found.items()} == pairs


def test_pairs_that_met_too_seldom_are_left_out(met: Path) -> None:
    assert shown(encounters(met, least=2)) == {"met": [(TAN, KISS, 2, CLINIC, FORUM, "asserted")]}


def test_organisations_share_who_belongs_to_or_stands_for_both(met: Path) -> None:
    found = encounters(met, "organisation")
    assert (found.query, found.columns) == (
        "shared-people",
        ("organisation", "other", "people", "who", "status"),
    )
    ((row,),) = (section.rows for section in found.sections)
    assert row.cells == ("Harbour Alliance", "Orchid Bank", 2, f"{TAN}, {ODEGARD}", "asserted")
    assert [s.quote for s in row.sentences] == [
        "Ada Tan and Bela Kiss came to the forum.",
        "Ada Tan and Dia Roy are with Orchid Bank.",
        "Cy Low and José Ødegård advise Harbour Alliance.",
        "José Ødegård is said to be a clerk of Orchid Bank.",
    ]
    ((row,),) = (
        s.rows for s in encounters(met, "organisation", {"organisation": "Orchid"}, least=2).sections
    )
    assert row.cells[:2] == ("Orchid Bank", "Harbour Alliance")
    assert encounters(met, "organisation", least=3).sections == ()


def test_brokers_are_who_is_between_others(met: Path) -> None:
    found = encounters(met, "broker")
    (section,) = found.sections
    assert [row.cells for row in section.rows] == [
        (TAN, "person", 66.7, 3, 3, 2, f"{KISS}, Orchid Bank | {ODEGARD}"),
    ]


def test_what_cannot_be_asked_is_told_in_one_line(met: Path) -> None:
    with pytest.raises(UsageError) as error:
        encounters(met, "place")
    assert str(error.value) == "a report by place is not there; use person, organisation, broker"
    with pytest.raises(UsageError, match="the query shared-people has no parameter person"):
        encounters(met, "organisation", {"person": TAN})
