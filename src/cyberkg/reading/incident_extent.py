"""How far an attack reached: the volume of data taken, the number of people hit."""

from __future__ import annotations

from collections.abc import Iterator

from cyberkg.model import Literal
from cyberkg.reading.amounts import find_counts, find_quantities
from cyberkg.reading.draft import Draft
from cyberkg.reading.incident_words import LOSS, TELLS_ATTACK
from cyberkg.reading.lexicon import words
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import LiteralKind

__all__ = ["read_affected_count", "read_volume"]

_COUNTED = words(
    """people individuals customers users members patients accounts records persons employees clients residents citizens
    subscribers students victims guests passengers applicants donors staff consumers households drivers policyholders
    taxpayers voters shareholders pupils complainants workers cardholders visitors contacts profiles"""
)  # fmt: skip


def read_volume(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """Draft ``dataVolume`` for each quantity of data that a sentence names."""
    for found in sentence.within(find_quantities(sentence.passage.text)):
        yield Draft(
            incident,
            "dataVolume",
            Literal(found.value, LiteralKind.QUANTITY),
            sentence,
            found.start,
            weight=0.85,
        )


def read_affected_count(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """Draft ``affectedCount``: the first count of people, accounts or records in a sentence about loss."""
    if not LOSS.search(sentence.text) and not TELLS_ATTACK.search(sentence.text):
        return
    for found in sentence.within(find_counts(sentence.passage.text)):
        noun = sentence.passage.text[found.noun_start : found.noun_end].casefold().split()
        if any(w in _COUNTED for w in noun):
            yield Draft(
                incident,
                "affectedCount",
                Literal(found.value, LiteralKind.NUMBER),
                sentence,
                found.start,
                weight=0.75,
            )
            return
