"""Who looks into it: authorities, and firms that were hired."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{HACKED} The police are investigating.", ["investigatedBy | police"]),
        (
            f"{HACKED} The Data Protection Commission has opened an investigation.",
            ["investigatedBy | Data Protection Commission"],
        ),
        (f"{HACKED} It hired Osprey Labs to investigate.", ["investigatedBy | Osprey Labs"]),
        (f"{HACKED} Polaris Labs was hired to investigate.", ["investigatedBy | Polaris Labs"]),
    ],
)
def test_who_investigates_an_attack_is_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told


@pytest.mark.parametrize(
    "text",
    [
        f"{HACKED} Osprey Labs published a report on prices.",
    ],
)
def test_a_report_on_something_else_is_no_inquiry(told_of_attack: Told, text: str) -> None:
    assert told_of_attack(text) == []
