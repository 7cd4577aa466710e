"""Who looks into an attack: an authority, or a firm that was hired."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cyberkg.reading.draft import Draft
from cyberkg.reading.grammar import agents, children, objects, prepositions
from cyberkg.reading.incident_bodies import bodies_of, is_authority
from cyberkg.reading.incident_words import ATTACK_NOUNS
from cyberkg.reading.lexicon import words
from cyberkg.reading.sentences import Sentence

__all__ = ["read_inquiry"]

_INVESTIGATE = words("investigate probe examine")
_CONCLUDE = words("believe attribute suspect conclude assess")
_HIRE = words("hire engage retain commission appoint")
_CONDUCT = words(
    """open launch initiate start begin conduct complete close conclude publish release carry announce undertake lead
    make"""
)
_OF_ANYTHING = words("report finding findings check review")
_INQUIRIES = words("investigation inquiry enquiry probe review examination check finding findings report")


def read_inquiry(incident: str, victims: frozenset[str], sentence: Sentence, token: Any) -> Iterator[Draft]:
    """Draft ``investigatedBy`` for each body that looks into an attack.

    :param victims: keys of the incident's victims, who do not investigate themselves.
    :param token: any word of the sentence; one that is neither a verb nor a noun of inquiry gives nothing.
    """
    for body in _investigators(sentence, token):
        if body not in victims:
            yield Draft(incident, "investigatedBy", body, sentence, sentence.offset(token), weight=0.8)


def _investigators(sentence: Sentence, token: Any) -> Iterator[str]:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in _INVESTIGATE:
        yield from bodies_of(sentence, agents(token))
    elif token.pos_ == "VERB" and lemma in _CONCLUDE:
        # a firm's opinion is no inquiry, an authority's is
        yield from (b for b in bodies_of(sentence, agents(token)) if is_authority(sentence, b))
    elif token.pos_ == "VERB" and lemma in _HIRE:
        yield from bodies_of(sentence, objects(token))
    elif token.pos_ in {"NOUN", "PROPN"} and lemma in _INQUIRIES:
        yield from _of_noun(sentence, token)


def _of_noun(sentence: Sentence, noun: Any) -> Iterator[str]:
    """*X opened an investigation*, *an inquiry by X*, *X's findings on the attack*."""
    if not _concerns_attack(noun):
        return
    heads = [*prepositions(noun, "by"), *children(noun, "poss")]
    if noun.head.pos_ == "VERB" and noun.head.lemma_ in _CONDUCT:
        heads += agents(noun.head)
    yield from bodies_of(sentence, heads)


def _concerns_attack(noun: Any) -> bool:
    """Tell an inquiry from a report or a check of anything: those count where an attack is named beside them."""
    if noun.lemma_.lower() not in _OF_ANYTHING or any(t.lower_ in ATTACK_NOUNS for t in noun.subtree):
        return True
    return noun.lemma_ == "review" and any(c.lower_ in {"compliance", "security"} for c in noun.children)
