"""Verbs and nouns of attacking beside which a victim stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Bergen Water Company was the victim of a ransomware attack.", ["Bergen Water Company"]),
        ("Hackers broke into the network of Fjord Bank on 3 May 2024.", ["Fjord Bank"]),
        ("Marsh County Hospital suffered a cyberattack on Sunday 5 May.", ["Marsh County Hospital"]),
        ("Bergen Water Company shut down its systems after a cyberattack.", ["Bergen Water Company"]),
        ("Bergen Water Company reported a cyberattack to the police.", ["Bergen Water Company"]),
        ("Marsh County Hospital fell victim to a data breach in April 2024.", ["Marsh County Hospital"]),
        ("Kumo Telecom confirmed a data breach on 2 May.", ["Kumo Telecom"]),
        ("Marsh County Hospital disclosed that hackers had stolen its data.", ["Marsh County Hospital"]),
        ("A phishing campaign targeted Kumo Telecom.", ["Kumo Telecom"]),
    ],
)
def test_who_stands_in_a_frame_of_attack_is_a_victim(facts: Facts, text: str, victims: list[str]) -> None:
    assert sorted(told.split(" | ")[2] for told in facts(text, "victim")) == sorted(victims)


@pytest.mark.parametrize(
    "text",
    [
        "Fjord Bank resisted a cyberattack.",
        "Fjord Bank trains its staff to resist phishing.",
        "Bergen Water Company discussed ransomware with its insurers.",
        "New rules protect against attacks on Fjord Bank.",
        "The police prevented an attack on Fjord Bank.",
    ],
)
def test_an_attack_that_is_only_spoken_of_has_no_victim(facts: Facts, text: str) -> None:
    assert facts(text, "victim") == []
