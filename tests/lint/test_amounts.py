"""Sums of money without a currency."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.lint.amounts import check_amounts
from cyberkg.lint.model import Briefing

Draft = Callable[..., Briefing]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They asked for a ransom of 300,000 and left.", "300,000"),
        ("The company was fined 1.5 million.", "1.5 million"),
        ("The attackers wanted 3 million.", "3 million"),
        ("The attack cost them about 2 million, they said.", "2 million"),
    ],
)
def test_a_number_behind_a_word_of_money_is_told(text: str, words: str, draft: Draft) -> None:
    (finding,) = check_amounts(draft(text))
    assert (finding.kind, finding.words) == ("amount-without-currency", words)


@pytest.mark.parametrize(
    "text",
    [
        "They asked for a ransom of $300,000.",
        "They asked for thirty thousand dollars. The clinic paid nine thousand.",
        "They paid 30 bitcoin.",
        "The ransom note reached 12,000 customers.",
        "The fine of May 2024 was the first.",
        "They paid for 40 GB.",
    ],
)
def test_a_number_with_a_currency_or_of_other_things_is_not(text: str, draft: Draft) -> None:
    assert list(check_amounts(draft(text))) == []
