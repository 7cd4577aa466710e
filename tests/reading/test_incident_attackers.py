"""Who did it: gangs by their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kumo Telecom was attacked by the Pale Otter group.", ["attacker | Pale Otter"]),
        ("A gang called Pale Otter attacked Kumo Telecom.", ["attacker | Pale Otter"]),
        (f"{HACKED} The Pale Otter gang is behind the attack.", ["attacker | Pale Otter"]),
        (
            "The attack on Kumo Telecom was claimed by the Velvet Lynx gang.",
            ["attacker | Velvet Lynx | (reported)"],
        ),
    ],
)
def test_the_attacker_is_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told
