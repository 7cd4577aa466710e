"""Bodies that answer an attack: named, joined by *and*, or only described."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{HACKED} It informed the Andean Privacy Commissioner and the police.",
            ["reportedTo | Andean Privacy Commissioner", "reportedTo | police"],
        ),
        (f"{HACKED} It informed the privacy regulator.", ["reportedTo | privacy regulator"]),
    ],
)
def test_bodies_joined_by_and_are_each_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told
