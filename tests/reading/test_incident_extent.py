"""How far it reached: the volume of data, the number of people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hackers attacked Kumo Telecom and stole 3 TB of data.", ["dataVolume | 3 TB"]),
        (f"{HACKED} The intruders took 700 gigabytes.", ["dataVolume | 700 GB"]),
        (
            f"{HACKED} The passwords of 2.4 million customers were leaked.",
            ["affectedCount | 2400000", "affectedGroup | customers", "compromisedData | passwords"],
        ),
    ],
)
def test_what_an_attack_took_is_counted(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told


@pytest.mark.parametrize(
    "text",
    [
        f"{HACKED} It has 5,000 employees.",
        f"{HACKED} The attack encrypted 12 servers.",
        f"{HACKED} 300 laptops were stolen.",
    ],
)
def test_what_an_attack_did_not_take_is_not_counted(told_of_attack: Told, text: str) -> None:
    assert told_of_attack(text) == []
