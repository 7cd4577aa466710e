"""What was laid open: kinds of data by their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{HACKED} Home addresses, dates of birth and bank details were exposed.",
            [
                "compromisedData | Home addresses",
                "compromisedData | bank details",
                "compromisedData | dates of birth",
            ],
        ),
        (
            f"{HACKED} Names, phone numbers and medical records of 12,000 patients were stolen.",
            [
                "affectedCount | 12000",
                "affectedGroup | patients",
                "compromisedData | Names",
                "compromisedData | medical records",
                "compromisedData | phone numbers",
            ],
        ),
        (
            f"{HACKED} Confidential information, including phone numbers, was stolen.",
            ["compromisedData | phone numbers"],
        ),
    ],
)
def test_the_kinds_of_data_are_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told


@pytest.mark.parametrize(
    "text",
    [
        f"{HACKED} Customers were told to change their passwords.",
        f"{HACKED} The data was stolen.",
    ],
)
def test_data_that_was_not_taken_is_not_read(told_of_attack: Told, text: str) -> None:
    assert told_of_attack(text) == []
