"""The groups of people whose data an attack laid open: *customers*, *former employees*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cyberkg.model import Literal
from cyberkg.reading.draft import Draft
from cyberkg.reading.incident_words import ASSETS, DATA_HEADS, GROUPS, LOSS, NO_MODIFIERS
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import LiteralKind

__all__ = ["read_groups"]


def read_groups(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """Draft ``affectedGroup``: whose data it was.

    *Data of X and Y*, *13,000 members*, and the bullets of a list, which such a sentence opens.
    """
    bullet = sentence.passage.block.kind == "bullet"
    if not (LOSS.search(sentence.text) or bullet):
        return
    tokens = sentence.tokens
    for n, token in enumerate(tokens):
        if token.lower_ not in GROUPS or sentence.mention(token) is not None:
            continue
        if not (_owns_data(token) or _is_counted(tokens, n) or bullet):
            continue
        first = n
        while (
            first
            and tokens[first - 1].pos_ in {"ADJ", "NOUN"}
            and tokens[first - 1].lower_ not in NO_MODIFIERS
            and tokens[first - 1].is_alpha
        ):
            first -= 1
        start, end = sentence.offset(tokens[first]), sentence.offset(token) + len(token)
        value = sentence.passage.text[start:end]
        yield Draft(incident, "affectedGroup", Literal(value, LiteralKind.TEXT), sentence, start, weight=0.7)


def _owns_data(token: Any) -> bool:
    """Tell *data of complainants and subscribers*: a group behind *of* a kind of data, or a member of such a list."""
    head = token
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ in {"of", "on", "about", "from", "belonging"}:
        above = head.head.head
        return above.lower_ in DATA_HEADS | ASSETS or any(c.lower_ in DATA_HEADS for c in above.children)
    return head.dep_ == "nsubjpass" and head.head.lemma_ in {"affect", "expose", "compromise", "hit"}


def _is_counted(tokens: Sequence[Any], n: int) -> bool:
    return any(t.like_num or t.pos_ == "NUM" for t in tokens[max(0, n - 3) : n])
