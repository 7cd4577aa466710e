"""What is told of an attack is told of that attack alone, and not in its headings."""

from __future__ import annotations

from collections.abc import Callable

Facts = Callable[..., list[str]]


def test_each_of_two_attacks_keeps_what_is_its_own(facts: Facts) -> None:
    told = "Fjord Bank was hacked in March. Kumo Telecom was hacked in April. It informed the police."
    assert facts(told, "incidentDate", "reportedTo") == [
        "Incident at Fjord Bank | incidentDate | 2024-03",
        "Incident at Kumo Telecom | incidentDate | 2024-04",
        "Incident at Kumo Telecom | reportedTo | police",
    ]


def test_a_heading_gives_nothing_to_an_attack(facts: Facts) -> None:
    told = "# Kumo Telecom was hacked and 3 TB of data were stolen\nKumo Telecom was hacked."
    assert facts(told, "victim", "dataVolume") == ["Incident at Kumo Telecom | victim | Kumo Telecom"]
