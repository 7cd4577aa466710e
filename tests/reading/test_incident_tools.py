"""What it was made with: malware and flaws."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."
HELD = "Kumo Telecom was hit by ransomware."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kumo Telecom was hit by the NightHeron ransomware.", ["usedTool | NightHeron"]),
        (f"{HELD} The malware, called SilkSaw, is new.", ["usedTool | SilkSaw"]),
        (f"{HELD} The SilkSaw trojan opened the door.", ["usedTool | SilkSaw"]),
        (
            f"{HACKED} The attackers used CVE-2023-11111 and CVE-2023-22222.",
            ["usedTool | CVE-2023-11111", "usedTool | CVE-2023-22222"],
        ),
    ],
)
def test_the_tools_of_an_attack_are_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told
