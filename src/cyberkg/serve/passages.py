"""The text of a briefing, cut where its sentences that say facts begin and end, so that each can be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Passage", "cut"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text.

    :param text: the words.
    :param names: names of the sentences that begin here, as their IRIs end (``char=120,188``).
    :param cited: whether a fact rests on it.
    """

    text: str
    names: tuple[str, ...] = ()
    cited: bool = False


def cut(text: str, spans: Iterable[tuple[int, int]]) -> list[Passage]:
    """Cut a text into passages that together are the text.

    :param spans: where sentences begin and end, in characters; they may overlap. What lies outside the text
        is left out.

    >>> [(p.text, p.names) for p in cut("Ada came. Bela left.", [(0, 9)])]
    [('Ada came.', ('char=0,9',)), (' Bela left.', ())]
    """
    known = sorted({(start, end) for start, end in spans if 0 <= start < end <= len(text)})
    names: dict[int, list[str]] = {}
    opened: Counter[int] = Counter()  # at an offset: how many sentences begin there, less those that end
    for start, end in known:
        names.setdefault(start, []).append(f"char={start},{end}")
        opened[start] += 1
        opened[end] -= 1
    passages, depth = [], 0
    for start, end in pairwise(sorted({0, len(text), *opened})):
        depth += opened[start]
        passages.append(Passage(text[start:end], tuple(names.get(start, ())), depth > 0))
    return passages
