"""Victims by name, by what they own, and none where an attack is denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("The website of the Lisbon City Council was defaced on 12 May.", ["Lisbon City Council"]),
        ("The servers of Bergen Water Company were infected with malware.", ["Bergen Water Company"]),
        (
            "Bergen Water Company and Kumo Telecom were hit by the same ransomware.",
            ["Bergen Water Company", "Kumo Telecom"],
        ),
    ],
)
def test_whose_system_is_hit_is_a_victim(facts: Facts, text: str, victims: list[str]) -> None:
    assert sorted(told.split(" | ")[2] for told in facts(text, "victim")) == sorted(victims)


@pytest.mark.parametrize(
    "text",
    [
        "Marsh County Hospital was not hacked.",
        "Bergen Water Company has never been hacked.",
        "Fjord Bank was not affected by the attack.",
        "Kumo Telecom denied that it had been hacked.",
    ],
)
def test_a_denied_attack_has_no_victim(facts: Facts, text: str) -> None:
    assert facts(text, "victim") == []
