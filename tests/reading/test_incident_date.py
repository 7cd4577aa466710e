"""When it was: the date of the attack, not of the report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kumo Telecom was hacked in February 2024.", ["incidentDate | 2024-02"]),
        ("Kumo Telecom suffered a cyberattack on Sunday 5 May.", ["incidentDate | 2024-05-05"]),
        (f"{HACKED} The attack began on 2 May and was noticed on 9 May.", ["incidentDate | 2024-05-02"]),
        ("Kumo Telecom was founded in 1987. It was hacked in February 2024.", ["incidentDate | 2024-02"]),
    ],
)
def test_the_date_of_an_attack_is_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "# Digest of 3 May 2024\nKumo Telecom was hacked.",
        "OSLO, 3 May 2024 - Kumo Telecom was hacked.",
    ],
)
def test_the_date_of_a_report_is_no_date_of_an_attack(told_of_attack: Told, text: str) -> None:
    assert told_of_attack(text) == []
