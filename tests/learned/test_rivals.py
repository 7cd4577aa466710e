"""Ada Tan is listed at one of two summits; the text names the other one later."""

from __future__ import annotations

import pytest

from cyberkg.learned.rivals import FAR, Pair, Standings
from cyberkg.learned.things import Mark

TAN = Mark(0, 0, 7, "person", "Ada Tan", surety=0.9)
HERE = Mark(0, 20, 30, "event", "Summit One", surety=0.8)
THERE = Mark(0, 60, 70, "event", "Summit Two")
AGAIN = Mark(1, 0, 3, "person-ref", "she")
LEE = Mark(1, 10, 13, "person", "Lee")
DAY = Mark(1, 20, 25, "date", "5 May", "2024-05-05")
WHERE = {TAN: 0, AGAIN: 0, HERE: 1, THERE: 2, LEE: 3}
SENTENCES = {TAN: 0, HERE: 0, THERE: 1, AGAIN: 3, LEE: 3, DAY: 3}
PAIRS: dict[Pair, tuple[float, int]] = {
    (TAN, "attended", HERE): (0.75, 0),
    (TAN, "attended", THERE): (0.5, 0),
    (AGAIN, "attended", HERE): (0.25, 0),
    (TAN, "spokeAt", HERE): (0.125, 2),
    (AGAIN, "spokeAt", HERE): (0.375, 0),
    (LEE, "attended", HERE): (0.875, 0),
    (HERE, "eventDate", DAY): (0.5, 0),
    (THERE, "eventDate", DAY): (0.25, 0),
}
STANDINGS = Standings(PAIRS, WHERE, SENTENCES)


def test_rivals_share_a_mark_and_the_relation() -> None:
    told = STANDINGS.of((TAN, "attended", HERE))
    assert told.other_object == 0.5  # the other summit
    assert told.other_subject == 0.875  # Lee; she is Ada Tan herself


def test_a_value_has_rivals_too() -> None:
    assert STANDINGS.of((THERE, "eventDate", DAY)).other_subject == 0.5


def test_all_marks_of_the_two_add_up() -> None:
    told = STANDINGS.of((TAN, "attended", HERE))
    assert (told.second, told.total) == (0.25, 1.0)
    assert STANDINGS.of((LEE, "attended", HERE)).second == 0


def test_other_relations_between_the_two_are_told() -> None:
    told = STANDINGS.of((TAN, "attended", HERE))
    assert (told.beside, told.beside_anywhere) == (0.125, 0.375)
    assert STANDINGS.of((HERE, "eventDate", DAY)).beside == 0


@pytest.mark.parametrize(
    ("pair", "sentences", "characters", "backward"),
    [
        ((TAN, "attended", THERE), 1, 60, False),
        ((AGAIN, "attended", HERE), 3, FAR, True),
        ((LEE, "attended", HERE), 3, FAR, True),
    ],
)
def test_how_far_apart_they_stand(pair: Pair, sentences: int, characters: int, backward: bool) -> None:
    told = STANDINGS.of(pair)
    assert (told.sentences, told.characters, told.backward) == (sentences, characters, backward)


def test_status_and_sureties_are_those_of_the_marks() -> None:
    told = STANDINGS.of((TAN, "spokeAt", HERE))
    assert (told.told, told.subject_surety, told.object_surety) == (2, 0.9, 0.8)
