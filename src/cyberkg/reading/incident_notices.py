"""Whom an attack was reported to: the police, a regulator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cyberkg.reading.draft import Draft
from cyberkg.reading.grammar import is_passive, objects, prepositions, subjects
from cyberkg.reading.incident_bodies import bodies_of, is_authority
from cyberkg.reading.lexicon import words
from cyberkg.reading.sentences import Sentence

__all__ = ["read_notice"]

_REPORT_VERBS = words("report notify inform tell alert refer contact approach")


def read_notice(incident: str, victims: frozenset[str], sentence: Sentence, token: Any) -> Iterator[Draft]:
    """Draft ``reportedTo`` for each authority that a verb of reporting reaches.

    :param victims: keys of the incident's victims, who report and are not reported to.
    :param token: any word of the sentence; one that is no verb of reporting gives nothing.
    """
    if token.pos_ != "VERB" or token.lemma_.lower() not in _REPORT_VERBS:
        return
    for body in bodies_of(sentence, _told(token), described=True):
        if body not in victims and is_authority(sentence, body):
            yield Draft(incident, "reportedTo", body, sentence, sentence.offset(token), weight=0.8)


def _told(verb: Any) -> list[Any]:
    """The nouns that stand where the one told stands: *report it to X*, *X was informed*, *inform X*."""
    if verb.lemma_ in {"report", "refer"}:
        return [*prepositions(verb, "to"), *(t for o in objects(verb) for t in prepositions(o, "to"))]
    return subjects(verb) if is_passive(verb) else objects(verb)
