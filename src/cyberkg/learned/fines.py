"""Fines, which the network was not taught: rules find the sum, and the network the incident that it was imposed for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cyberkg.learned.candidate import Candidate
from cyberkg.learned.decode import Found
from cyberkg.model import Referent
from cyberkg.reading.draft import Scene
from cyberkg.reading.incident_fine import WEIGHT, find_fines
from cyberkg.reading.sentences import Sentence
from cyberkg.reading.status import status_of
from cyberkg.terms import EntityType

__all__ = ["fines_of"]

_Place = tuple[int, int, int]  # passage, offset in it, number of the thing


def fines_of(scene: Scene, found: Found, referents: Mapping[int, Referent]) -> Iterator[Candidate]:
    """Join each fine with the incident that its sentence speaks of, else with the last before it in its story.

    Who announces a fine begins with it: where none came before, it is for the first incident behind it there.

    :param referents: by the number of its thing.
    """
    places = sorted(
        (mark.passage, mark.start, number)
        for number in referents
        if found.things[number].type is EntityType.INCIDENT
        for mark in found.things[number].marks
    )
    for sentence in scene.sentences:
        for value, at in find_fines(sentence):
            number = _nearest(scene, sentence, at, places)
            if number is None:
                continue
            status = status_of(sentence.text, at - sentence.start, at - sentence.start + 1)
            key = referents[number].key
            yield Candidate(key, "fine", value, sentence.evidence, status, weight=WEIGHT)


def _nearest(scene: Scene, sentence: Sentence, at: int, places: list[_Place]) -> int | None:
    here, passages = sentence.passage, scene.discourse.passages
    inside = [
        (abs(start - at), n)
        for p, start, n in places
        if p == here.index and sentence.start <= start < sentence.end
    ]
    if inside:
        return min(inside)[1]
    story = [(p, start, n) for p, start, n in places if passages[p].item == here.item]
    before = [n for p, start, n in story if (p, start) < (here.index, at)]
    behind = [n for p, start, n in story if (p, start) > (here.index, at)]
    return next(iter([*before[-1:], *behind[:1]]), None)
