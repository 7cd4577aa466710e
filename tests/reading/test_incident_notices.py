"""Who was told: the police, a regulator."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{HACKED} Ms Yuki Tanabe informed the Andean Privacy Commissioner.",
            ["reportedTo | Andean Privacy Commissioner"],
        ),
        (
            f"{HACKED} The case was referred to the Andean Privacy Commissioner.",
            ["reportedTo | Andean Privacy Commissioner"],
        ),
        (
            f"{HACKED} It reported the attack to the Data Protection Commission.",
            ["reportedTo | Data Protection Commission"],
        ),
        (f"{HACKED} The police were informed.", ["reportedTo | police"]),
        (f"{HACKED} The police have not been informed.", ["reportedTo | police | (denied)"]),
    ],
)
def test_whom_an_attack_was_reported_to_is_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told


@pytest.mark.parametrize(
    "text",
    [
        f"{HACKED} It thanked the police.",
        f"{HACKED} It informed Osprey Labs.",
    ],
)
def test_who_was_not_told_of_an_attack_is_not_read(told_of_attack: Told, text: str) -> None:
    assert told_of_attack(text) == []
