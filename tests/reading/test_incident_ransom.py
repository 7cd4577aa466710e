"""Which ransom: the sum demanded, the sum paid."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
HACKED = "Kumo Telecom was hacked."
HELD = "Kumo Telecom was hit by ransomware."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{HELD} The attackers demanded 2 million dollars.", ["ransomDemanded | 2000000 USD"]),
        (f"{HELD} The gang asked for a ransom of USD 1.5 million.", ["ransomDemanded | 1500000 USD"]),
        (f"{HELD} The company paid a ransom of 300,000 euros.", ["ransomPaid | 300000 EUR"]),
        (
            f"{HELD} The gang demanded 2 million dollars. It paid a ransom of 300,000 dollars.",
            ["ransomDemanded | 2000000 USD", "ransomPaid | 300000 USD"],
        ),
        (
            f"{HELD} The company paid 35 bitcoin (about $2.9 million) to regain access.",
            ["ransomPaid | 35 BTC"],
        ),
        (f"{HELD} It handed over 9,000 euros to the hackers.", ["ransomPaid | 9000 EUR"]),
        (f"{HELD} A ransom of 300,000 euros was paid.", ["ransomPaid | 300000 EUR"]),
        (
            f"{HELD} The gang demanded 2 million dollars, and the company paid 300,000 dollars.",
            ["ransomDemanded | 2000000 USD", "ransomPaid | 300000 USD"],
        ),
        (
            f"{HELD} The gang demanded 2 million dollars (1.8 million euros), which was paid.",
            ["ransomDemanded | 2000000 USD"],
        ),
        (
            f"{HELD} The company paid 300,000 of the 2 million dollars that the gang demanded.",
            ["ransomDemanded | 2000000 USD"],
        ),
        (
            f"{HELD} The gang demanded 2 million dollars. It then demanded 3 million dollars.",
            ["ransomDemanded | 2000000 USD"],
        ),
    ],
)
def test_the_ransom_of_an_attack_is_read(told_of_attack: Told, text: str, told: list[str]) -> None:
    assert told_of_attack(text) == told


@pytest.mark.parametrize(
    "text",
    [
        f"{HACKED} Its shares fell by 4 million euros.",
        f"{HELD} No ransom was paid.",
        f"{HELD} It paid 90,000 euros for new servers.",
    ],
)
def test_other_money_is_no_ransom(told_of_attack: Told, text: str) -> None:
    assert told_of_attack(text) == []
