"""The kinds of data that an attack laid open: *passwords*, *dates of birth*, *medical records*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cyberkg.model import Literal
from cyberkg.reading.draft import Draft
from cyberkg.reading.incident_words import DATA_HEADS, LOSS, NO_MODIFIERS
from cyberkg.reading.lexicon import words
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType, LiteralKind

__all__ = ["read_data"]

# heads that name a kind of data only with a modifier in front
_TELLS_NOTHING_ALONE = words(
    """data information details records files numbers accounts code tools results documents plans keys cards copies
    statements contracts posts history email id database databases logs messages images"""
)
_DAYS_AND_PLACES = words("date dates place places")
# a modifier's dependency; the small model takes one of a list for an object or a subject now and then
_MODIFYING = words("compound amod nmod nummod conj dobj ROOT nsubj pobj")


def read_data(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """Draft ``compromisedData`` for each kind of data that a sentence about loss names, once each."""
    if not LOSS.search(sentence.text):
        return
    seen: set[str] = set()
    for start, end in _kinds(sentence):
        kind = " ".join(sentence.passage.text[start:end].split())
        if kind.casefold() not in seen:
            seen.add(kind.casefold())
            yield Draft(
                incident, "compromisedData", Literal(kind, LiteralKind.TEXT), sentence, start, weight=0.7
            )


def _kinds(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Offsets of noun phrases that name a kind of data: a head of the list with its modifiers in front."""
    tokens = sentence.tokens
    for n, token in enumerate(tokens):
        if not _is_head(sentence, n):
            continue
        first = n
        while first and _modifies(sentence, tokens[first - 1]):
            first -= 1
        if first == n and token.lower_ in _TELLS_NOTHING_ALONE:
            continue
        if _is_catch_all(tokens, first, n):
            continue
        last = tokens[n + 2] if _is_of_birth(tokens, n) else token
        yield sentence.offset(tokens[first]), sentence.offset(last) + len(last)


def _is_head(sentence: Sentence, n: int) -> bool:
    """Tell a word that ends the name of a kind of data: not one that modifies such a word or is part of a name."""
    tokens, low = sentence.tokens, sentence.tokens[n].lower_
    of_birth = low in _DAYS_AND_PLACES and _is_of_birth(tokens, n)
    if (low not in DATA_HEADS and not of_birth) or low == "birth" or sentence.mention(tokens[n]) is not None:
        return False
    return not (n + 1 < len(tokens) and tokens[n + 1].lower_ in DATA_HEADS and tokens[n + 1].dep_ != "punct")


def _is_of_birth(tokens: Sequence[Any], n: int) -> bool:
    return [t.lower_ for t in tokens[n + 1 : n + 3]] == ["of", "birth"]


def _modifies(sentence: Sentence, token: Any) -> bool:
    """Tell a word that narrows a kind of data: *medical*, *bank*, or a place's or an unknown name."""
    mention = sentence.mention(token)
    if mention is not None:
        return (
            mention.type in (EntityType.PLACE, None) and not mention.quoted and len(mention.name.split()) <= 5
        )
    if token.lower_ in NO_MODIFIERS or not token.is_alpha:
        return False
    return token.pos_ in {"NOUN", "ADJ", "PROPN"} and token.dep_ in _MODIFYING


def _is_catch_all(tokens: Sequence[Any], first: int, n: int) -> bool:
    """Tell *sensitive information, including …*: the list that follows names the kinds."""
    return (
        tokens[n].lower_ in {"information", "data", "details", "records"}
        and _introduces_list(tokens, n)
        and not any(t.lower_ in {"personal", "customer", "patient"} for t in tokens[first:n])
    )


def _introduces_list(tokens: Sequence[Any], n: int) -> bool:
    return (
        n + 1 < len(tokens)
        and tokens[n + 1].lower_ in {"such", "including", "like", ","}
        and any(t.lower_ in {"such", "including", "like"} for t in tokens[n + 1 : n + 3])
    )
