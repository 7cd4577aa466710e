"""Which word of an incident's mention the network learns: annotators agree on it, and not on the words around it."""

from __future__ import annotations

import re

from cyberkg.reading.lexicon import words

__all__ = ["head_of"]

_BEHIND = words(
    "of on at in into against by from to for with over under out down up off through that which who offline"
)
_BEFORE = words("a an the was were is are be been being had has have its his her their our not")


def head_of(trigger: str) -> tuple[int, int]:
    """Find the word of an incident's mention that the others hang on: the last before a preposition.

    Annotators agree on it where they differ about the words around it, so the network can learn it from few examples.

    >>> start, end = head_of("the ransomware attack on Delta Bank")
    >>> start, end
    (15, 21)

    :returns: its offsets in the mention, half-open; the whole where there is no word.
    """
    spans = [m.span() for m in re.finditer(r"[^\W_]+(?:[-'’][^\W_]+)*", trigger)]
    heads: list[tuple[int, int]] = []
    for start, end in spans:
        word = trigger[start:end].casefold()
        if word in _BEHIND and heads:
            break
        if word not in _BEFORE:
            heads.append((start, end))
    return (heads or spans or [(0, len(trigger))])[-1]
