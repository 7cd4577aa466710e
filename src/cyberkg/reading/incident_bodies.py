"""The bodies that answer an attack: police, regulators, firms, named or only described."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cyberkg.reading.grammar import described_body, expand
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType

__all__ = ["bodies_of", "is_authority"]

_AUTHORITY = re.compile(
    r"\b(?:police|regulator|watchdog|commission|commissioner|authority|authorities|agency|bureau|office|ministry|department"
    r"|cert|centre|center|garda|gendarmerie|constabulary|ombudsman|prosecutor|court|council|service|pcpd|ico|fbi|cisa|ncsc|government)\b",
    re.I,
)


def is_authority(sentence: Sentence, body: str) -> bool:
    """Tell whether a body is a police force, a regulator, a court or another arm of a state, by its names.

    :param body: key of its referent.
    """
    return any(_AUTHORITY.search(name) for name in sentence.discourse.referents[body].names)


def bodies_of(sentence: Sentence, heads: Sequence[Any], described: bool = False) -> Iterator[str]:
    """The keys of the bodies that noun phrases stand for, and of those joined to them by *and*.

    :param heads: the phrases' nouns.
    :param described: whether an authority may be only described (*the privacy regulator*); police and governments may always.
    """
    for head in heads:
        for token in [head, *(t for t in head.conjuncts if t.i > head.i)]:
            yield from _bodies_at(sentence, token, described)


def _bodies_at(sentence: Sentence, token: Any, described: bool) -> Iterator[str]:
    """The bodies of a noun phrase: named ones, or one that is only described (*the police*)."""
    mention = sentence.mention(token)
    if mention is not None:
        key = sentence.key(token)
        if key and sentence.discourse.type_of(key) is EntityType.ORGANISATION:
            yield key
        return
    if token.lower_ in {"police", "government", "authorities"} or (
        described and _AUTHORITY.search(token.text)
    ):
        yield described_body(sentence, token)
        return
    for ref in expand(sentence, token, [EntityType.ORGANISATION]):
        if ref.how in {"named", "antecedent"}:
            yield ref.key
