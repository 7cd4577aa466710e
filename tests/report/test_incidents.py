"""Incidents, one a row, over a small store: what is told, how far, and who contradicts whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberkg.errors import UsageError
from cyberkg.query.named import find_query
from cyberkg.report import Report, incidents
from cyberkg.report.values import Told, sharpest, side_by_side
from cyberkg.terms import INCIDENT_TYPES, Status

RAID, LEAK, FLOOD, RUMOUR = "Raid on Orchid Bank", "Leak at Harbour Alliance", "Flood", "Rumour"


def shown(report: Report) -> dict[str, list[object]]:
    return {section.heading: [row.cells[0] for row in section.rows] for section in report.sections}


def test_an_incident_has_one_row_with_conflicting_values_side_by_side(happened: Path) -> None:
    found = incidents(happened)
    assert found.columns == (
        "incident", "date", "type", "victim", "attacker", "affected", "volume", "ransom", "status",
    )  # fmt: skip
    assert [(s.heading, [row.cells for row in s.rows]) for s in found.sections] == [
        ("2021", [(LEAK, "2021", "data-breach", "Harbour Alliance", "Grey Heron (denied)", 500, "", "paid six-figure (reported)", "asserted")]),
        ("2024", [
            (RAID, "2024-05-03", "data-breach, ransomware", "Orchid Bank", "Grey Heron (reported)", "13000 [june.txt] ≠ 8000 [may.txt]", "",
             "demanded 300000 USD (reported); paid 300000 USD (denied)", "asserted"),
            (FLOOD, "2024-06-01 ≠ 2024-06-02", "ddos", "", "", "", "", "", "asserted"),
        ]),
        ("no date told", [(RUMOUR, "", "", "Dia Roy (denied)", "", "", "", "", "denied")]),
    ]  # fmt: skip
    assert found.notes[0].startswith("≠ stands between values")


def test_a_row_has_all_sentences_and_names_its_entities(happened: Path) -> None:
    row = incidents(happened).sections[1].rows[0]
    assert {s.document for s in row.sentences} == {"may.txt", "june.txt"}
    assert len(row.sentences) == 6
    assert [iri.rsplit("/", 1)[-1] for iri in row.iris] == [
        "raid-on-orchid-bank", "", "", "orchid-bank", "grey-heron", "", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("type", {"data-breach": [LEAK, RAID], "ddos": [FLOOD], "ransomware": [RAID], "no type told": [RUMOUR]}),
        ("victim", {"Harbour Alliance": [LEAK], "Orchid Bank": [RAID], "no victim told": [FLOOD, RUMOUR]}),
        ("attacker", {"Grey Heron": [RAID], "no attacker told": [LEAK, FLOOD, RUMOUR]}),
        ("affected", {"10,000 to 99,999": [RAID], "100 to 999": [LEAK], "none told": [FLOOD, RUMOUR]}),
        ("ransom", {"100,000 to 999,999": [LEAK], "USD 100,000 to 999,999": [RAID], "none told": [FLOOD, RUMOUR]}),
    ],
)  # fmt: skip
def test_incidents_are_grouped_by_what_is_not_denied(
    happened: Path, by: str, groups: dict[str, list[str]]
) -> None:
    found = shown(incidents(happened, by))
    assert found == groups
    assert list(found) == list(groups)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"type": "data-breach"}, [LEAK, RAID]),
        ({"type": ["ddos", "ransomware"]}, [RAID, FLOOD]),
        ({"victim": "orchid"}, [RAID]),
        ({"attacker": "heron"}, [RAID]),
        ({"affected": "9000"}, [RAID]),
        ({"affected": "500"}, [LEAK, RAID]),
        ({"ransom": "100000"}, [LEAK, RAID]),
        ({"ransom": "300000"}, [RAID]),
        ({"ransom": "300001"}, []),
        ({"from": "2024-06"}, [FLOOD]),
        ({"to": "2024-05-03"}, [LEAK, RAID]),
        ({"type": "data-breach", "victim": "alliance", "to": "2021"}, [LEAK]),
        ({"type": "ddos", "victim": "alliance"}, []),
    ],
    ids=str,
)
def test_filters_leave_what_fits(happened: Path, filters: dict[str, str], left: list[str]) -> None:
    found = shown(incidents(happened, filters=filters))
    assert [name for names in found.values() for name in names] == left


def test_the_query_knows_every_type_of_incident() -> None:
    assert find_query("incidents").parameter("type").choices == INCIDENT_TYPES


def test_what_cannot_be_asked_is_told_in_one_line(happened: Path) -> None:
    with pytest.raises(UsageError) as error:
        incidents(happened, "moon")
    assert str(error.value) == (
        "a report by moon is not there; use period, type, victim, attacker, affected, ransom"
    )
    with pytest.raises(UsageError, match="affected cannot be 'many'; write it in digits"):
        incidents(happened, filters={"affected": "many"})


def told(value: str, status: Status = Status.ASSERTED, *documents: str) -> Told:
    return Told(value, "", status, documents or ("a.txt",))


def test_a_denied_value_contradicts_nothing() -> None:
    values = [told("5"), told("7", Status.DENIED)]
    assert side_by_side(values, single=True) == "5, 7 (denied)"


def test_a_coarse_date_gives_way_to_a_finer_one_within_it() -> None:
    dates = [
        told("2023"),
        told("2023-08"),
        told("2023-08-16"),
        told("2023-09-01/2023-09-05"),
        told("2023-09-02", Status.DENIED),
    ]
    assert [each.value for each in sharpest(dates)] == ["2023-08-16", "2023-09-01/2023-09-05", "2023-09-02"]
