"""Events and incidents in order of date, over a small store."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberkg.errors import UsageError
from cyberkg.report import timeline


def test_events_and_incidents_come_in_order_of_date(scheduled: Path) -> None:
    found = timeline(scheduled)
    assert (found.subject, found.columns) == ("year", ("date", "kind", "what", "details", "status"))
    assert [(s.heading, [row.cells for row in s.rows]) for s in found.sections] == [
        ("2021", [("2021", "incident", "Leak at Harbour Alliance", "data-breach; hit Harbour Alliance; by Grey Heron (denied)", "asserted")]),
        ("2024", [
            ("2024-05-03 [may.txt] ≠ 2024-05-04 (reported) [june.txt] ≠ 2024-06 (denied) [june.txt]", "event", "Harbour Forum", "Port Meridian, Vellum", "asserted"),
            ("2024-05-03", "incident", "Raid on Orchid Bank", "data-breach, ransomware; hit Orchid Bank; by Grey Heron (reported)", "asserted"),
            ("2024-06-01 ≠ 2024-06-02", "incident", "Flood", "ddos", "asserted"),
            ("2024-10 (planned)", "event", "Autumn Drill", "", "planned"),
            ("2024-12-10/2024-12-12 (planned)", "event", "Winter Clinic", "", "planned"),
        ]),
        ("2025", [("2025 (planned)", "event", "Open Evening", "", "planned")]),
    ]  # fmt: skip
    assert all(row.sentences for section in found.sections for row in section.rows)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"kind": "event", "to": "2024-09"}, ["Harbour Forum"]),
        ({"kind": "incident", "from": "2024-06-02"}, ["Flood"]),
        ({"from": "2024-12-12", "to": "2024-12-31"}, ["Winter Clinic"]),
        ({"from": "2026"}, []),
    ],
    ids=str,
)
def test_filters_leave_what_fits(scheduled: Path, filters: dict[str, str], left: list[str]) -> None:
    found = timeline(scheduled, filters)
    assert [row.cells[2] for section in found.sections for row in section.rows] == left


def test_what_cannot_be_asked_is_told_in_one_line(scheduled: Path) -> None:
    with pytest.raises(UsageError, match="kind cannot be 'war'; use event, incident"):
        timeline(scheduled, {"kind": "war"})
