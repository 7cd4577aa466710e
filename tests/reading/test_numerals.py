"""Laws of numbers in words and digits."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from cyberkg.reading.numerals import MAGNITUDE, SPELLED, digits, magnitude, number_in, plain

NUMBERS = [
    ("seven", 7),
    ("nineteen", 19),
    ("forty-two", 42),
    ("a hundred", 100),
    ("three hundred and five", 305),
    ("two thousand", 2000),
    ("two thousand five hundred", 2500),
    ("one hundred thousand", 100_000),
    ("a million", 1_000_000),
    ("half a million", 500_000),
    ("a quarter of a million", 250_000),
    ("two and a half billion", 2_500_000_000),
    ("a dozen", 12),
    ("half a dozen", 6),
    ("two dozen", 24),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_in_words_is_matched_whole_and_read(text: str, number: int) -> None:
    assert re.fullmatch(SPELLED, text)
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["a", "tents", "sevenfold", "hundreds", "and"])
def test_other_words_are_no_numbers(text: str) -> None:
    assert not re.fullmatch(SPELLED, text)


def test_every_magnitude_has_a_factor() -> None:
    for word in (
        "hundred thousand",
        "thousand",
        "million",
        "billion",
        "trillion",
        "lakh",
        "crore",
        "k",
        "M",
        "bn",
    ):
        assert re.fullmatch(MAGNITUDE, word)
        assert magnitude(word) >= 1000


def test_digits_and_plain_undo_each_other() -> None:
    assert plain(digits("2,350,000.50")) == "2350000.5"
    assert plain(Decimal("1E+6")) == "1000000"
