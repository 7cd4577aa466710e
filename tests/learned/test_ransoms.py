"""The network says that a sum is a ransom; the words around it say whether it was asked for or paid."""

from __future__ import annotations

import pytest

from cyberkg.learned.labels import STATUSES
from cyberkg.learned.ransoms import settle_ransoms
from cyberkg.learned.rivals import Pair
from cyberkg.learned.things import Mark
from cyberkg.model import Block, Document, Item
from cyberkg.reading.reader import open_scene

ATTACK = Mark(0, 4, 10, "incident", "attack")
ASSERTED, DENIED = STATUSES.index("asserted"), STATUSES.index("denied")


def settled(text: str, words: str, chances: dict[str, float], status: int = ASSERTED) -> dict[str, float]:
    return {name: round(chance, 3) for name, (chance, _) in weighed(text, words, chances, status).items()}


def weighed(text: str, words: str, chances: dict[str, float], status: int) -> dict[str, tuple[float, int]]:
    block = Block("paragraph", text, tuple(range(len(text))))
    scene = open_scene(Document("a.txt", text, (Item(None, (block,)),)))
    start = text.index(words)
    money = Mark(0, start, start + len(words), "money", words, words)
    pairs: dict[Pair, tuple[float, int]] = {
        (ATTACK, name, money): (chance, status) for name, chance in chances.items()
    }
    told = settle_ransoms(scene, pairs, {ATTACK: 0, money: 0})
    return {name: found for (_, name, _), found in told.items()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The attack ended when the gang demanded $5 million.", "ransomDemanded"),
        ("The attack ended when the bank paid $5 million to the gang.", "ransomPaid"),
        ("The attack ended: a ransom of $5 million was paid.", "ransomPaid"),
        (
            "The attack ended when the bank paid a part of the $5 million that the gang demanded.",
            "ransomDemanded",
        ),
    ],
)
def test_both_votes_go_to_what_the_words_tell(text: str, name: str) -> None:
    found = settled(text, "$5 million", {"ransomDemanded": 0.5, "ransomPaid": 0.4})
    assert found == {name: 0.7}


def test_a_vote_for_the_other_alone_goes_over() -> None:
    text = "The attack ended when the gang demanded $5 million."
    assert settled(text, "$5 million", {"ransomPaid": 0.4}) == {"ransomDemanded": 0.4}


def test_where_no_word_tells_both_stay() -> None:
    chances = {"ransomDemanded": 0.5, "ransomPaid": 0.4}
    assert settled("The attack and a ransom of $5 million.", "$5 million", chances) == chances


def test_other_sums_stay_what_they_are() -> None:
    assert settled("The attack on those who paid $5 million.", "$5 million", {"dataVolume": 0.5}) == {
        "dataVolume": 0.5
    }


@pytest.mark.parametrize(
    "text",
    [
        "The attack ended when the gang demanded $5 million, which the bank has not paid.",
        "The attack ended and the bank did not pay the $5 million that the gang demanded.",
    ],
)
def test_what_was_demanded_and_not_paid_is_told_as_both(text: str) -> None:
    found = weighed(text, "$5 million", {"ransomDemanded": 0.75, "ransomPaid": 0.0}, DENIED)
    assert found == {"ransomDemanded": (0.75, ASSERTED), "ransomPaid": (0.75, DENIED)}


def test_a_demand_that_was_not_made_stays_denied() -> None:
    text = "The attack ended, and the gang did not demand $5 million."
    assert weighed(text, "$5 million", {"ransomDemanded": 0.75}, DENIED) == {"ransomDemanded": (0.75, DENIED)}
