"""Whose data it was: groups of people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{HACKED} The personal data of employees and suppliers was exposed.",
            ["affectedGroup | employees", "affectedGroup | suppliers", "compromisedData | personal data"],
        ),
        (f"{HACKED} The data of customers may have been stolen.", ["affectedGroup | customers | (reported)"]),
        (f"{HACKED} The data of former employees was stolen.", ["affectedGroup | former employees"]),
    ],
)
def test_the_groups_that_an_attack_affects_are_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told


@pytest.mark.parametrize(
    "text",
    [
        f"{HACKED} It has 5,000 employees.",
    ],
)
def test_a_group_whose_data_is_safe_is_not_read(told_of_attack: Told, text: str) -> None:
    assert told_of_attack(text) == []
