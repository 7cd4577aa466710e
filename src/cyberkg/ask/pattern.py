"""A phrasing as what must stand in a question, in order: meanings, places for parameters, and what may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cyberkg.ask.lattice import read_lattice
from cyberkg.ask.words import NOISE
from cyberkg.query.named import Phrasing

__all__ = ["Element", "compile_phrasing", "literal_words", "wording"]

_PIECE = re.compile(r"\{(\w+)\}|\(([^)]*)\)|([^{(]+)")


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a phrasing: a place for a parameter, or what the words that stand there may mean.

    :param slot: the parameter's name; empty for words.
    :param optional: whether the words may be missing.
    """

    slot: str = ""
    meanings: frozenset[str] = frozenset()
    optional: bool = False


@cache
def compile_phrasing(phrasing: Phrasing) -> tuple[Element, ...]:
    """Read a phrasing; words that say nothing are left out."""
    found: list[Element] = []
    for slot, optional, words in _PIECE.findall(phrasing.text):
        if slot:
            found.append(Element(slot))
        else:
            found += _elements(words or optional, optional=bool(optional))
    return tuple(found)


def _elements(text: str, *, optional: bool) -> Iterator[Element]:
    """Take the longest stretch that has a meaning, then the next."""
    lattice = read_lattice(text)
    at = 0
    while at < len(lattice.words):
        end = lattice.edges[at][0].end
        names = frozenset(edge.meaning for edge in lattice.edges[at] if edge.end == end)
        if NOISE not in names:
            yield Element(meanings=names, optional=optional)
        elif names != {NOISE}:
            yield Element(meanings=names - {NOISE}, optional=True)
        at = end


def literal_words(phrasing: Phrasing) -> int:
    """Count the words of a phrasing, or stretches of them, that must be there."""
    return sum(not element.slot and not element.optional for element in compile_phrasing(phrasing))


def wording(phrasing: Phrasing) -> str:
    """Write a phrasing for a reader: parameters in capitals, nothing that may be missing.

    >>> wording(Phrasing("who (ever) spoke at {event}"))
    'who spoke at EVENT'
    """
    text = re.sub(r"\([^)]*\)", "", phrasing.text)
    return " ".join(re.sub(r"\{(\w+)\}", lambda match: match[1].upper(), text).split())
