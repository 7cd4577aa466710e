"""A phrasing as what must stand in a question, in order: meanings, places for parameters, and what may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cyberkg.ask.lattice import read_lattice
from cyberkg.ask.words import NOISE, cut
from cyberkg.query.named import Phrasing

__all__ = ["Element", "compile_phrasing", "literal_words", "stems", "wording"]

_PIECE = re.compile(r"\{(\w+)\}|\(([^()]*)\)|([^{(]+)")


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a phrasing: a place for a parameter, what words may mean, or a group that may be missing.

    :param slot: the parameter's name; empty for words and groups.
    :param group: what stands there together or not at all.
    """

    slot: str = ""
    meanings: frozenset[str] = frozenset()
    group: tuple[Element, ...] = ()


@cache
def compile_phrasing(phrasing: Phrasing) -> tuple[Element, ...]:
    """Read a phrasing; words that say nothing are left out."""
    return _elements(phrasing.text)


def _elements(text: str) -> tuple[Element, ...]:
    found: list[Element] = []
    for slot, missing, words in _PIECE.findall(text):
        if slot:
            found.append(Element(slot))
        elif words:
            found += _stretches(words)
        elif group := _elements(missing):
            found.append(Element(group=group))
    return tuple(found)


def _stretches(text: str) -> Iterator[Element]:
    """Take the longest stretch that has a meaning, then the next."""
    lattice = read_lattice(text)
    at = 0
    while at < len(lattice.words):
        end = lattice.edges[at][0].end
        names = frozenset(edge.meaning for edge in lattice.edges[at] if edge.end == end)
        if NOISE not in names:
            yield Element(meanings=names)
        elif names != {NOISE}:
            yield Element(group=(Element(meanings=names - {NOISE}),))
        at = end


@cache
def stems(phrasing: Phrasing) -> frozenset[str]:
    """The stems of all words of a phrasing, those that say nothing too."""
    return frozenset(word.stem for word in cut(re.sub(r"\{\w+\}", " ", phrasing.text)))


def literal_words(phrasing: Phrasing) -> int:
    """Count the words of a phrasing, or stretches of them, that must be there."""
    return sum(bool(element.meanings) for element in compile_phrasing(phrasing))


def wording(phrasing: Phrasing) -> str:
    """Write a phrasing for a reader: parameters in capitals, nothing that may be missing.

    >>> wording(Phrasing("who (ever) spoke at {event}"))
    'who spoke at EVENT'
    """
    text = re.sub(r"\([^)]*\)", "", phrasing.text)
    return " ".join(re.sub(r"\{(\w+)\}", lambda match: match[1].upper(), text).split())
