"""Which sum is a fine, and which is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{HACKED} The regulator fined the company £4.4 million.", ["fine | 4400000 GBP"]),
        (f"{HACKED} Kumo Telecom was fined 300,000 euros for the attack.", ["fine | 300000 EUR"]),
        (f"{HACKED} For the breach it received a fine of about $2 million.", ["fine | 2000000 USD"]),
        (f"{HACKED} The attack cost it a penalty of HK$5 million.", ["fine | 5000000 HKD"]),
        (f"{HACKED} A $1.25 million civil penalty followed the breach.", ["fine | 1250000 USD"]),
        (f"{HACKED} The regulator means to fine the company £4.4 million for the breach.", []),
        (f"{HACKED} For such a breach a fine of up to 20 million euros is possible.", []),
        (f"{HACKED} Fines for such a breach may reach HK$5 million.", []),
        (f"{HACKED} Repairing the breach cost 3 million dollars.", []),
    ],
)
def test_the_fine_for_an_attack_is_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert [one for one in told_of_attack(text) if "fine" in one] == told


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("The company could be fined £4.4 million for the breach.", "planned"),
        ("The company was not fined £4.4 million for the breach.", "denied"),
        ("The company was reportedly fined £4.4 million for the breach.", "reported"),
    ],
)
def test_words_tell_whether_it_was_imposed(told_of_attack: Told, words: str, status: str) -> None:
    assert f"fine | 4400000 GBP | ({status})" in told_of_attack(f"{HACKED} {words}")
