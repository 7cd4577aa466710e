"""The network says that a sum is a ransom; the words around it say whether it was asked for or paid."""

from __future__ import annotations

import pytest

from cyberkg.learned.ransoms import settle_ransoms
from cyberkg.learned.standing import Pair
from cyberkg.learned.things import Mark
from cyberkg.model import Block, Document, Item
from cyberkg.reading.reader import open_scene

ATTACK = Mark(0, 4, 10, "incident", "attack")
ASSERTED, DENIED = 0, 3


def settled(text: str, words: str, chances: dict[str, float]) -> dict[str, float]:
    block = Block("paragraph", text, tuple(range(len(text))))
    scene = open_scene(Document("a.txt", text, (Item(None, (block,)),)))
    start = text.index(words)
    money = Mark(0, start, start + len(words), "money", words, words)
    pairs: dict[Pair, tuple[float, int]] = {
        (ATTACK, name, money): (chance, ASSERTED) for name, chance in chances.items()
    }
    told = settle_ransoms(scene, pairs, {ATTACK: 0, money: 0})
    return {name: round(chance, 3) for (_, name, _), (chance, _) in told.items()}


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
