"""A question as the meanings that its stretches may have: *took part in* is one stretch, *took* another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cyberkg.ask.counts import SEVERAL, is_count
from cyberkg.ask.words import NOISE, Word, cut, meanings, nouns

__all__ = ["Edge", "Lattice", "read_lattice"]

_LONGEST = max(map(len, meanings()))


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A stretch of words, half-open, that has one meaning; a word of no known meaning means its stem."""

    start: int
    end: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Lattice:
    """A question.

    :param edges: for each word the stretches that begin with it, the longest first.
    :param reach: for each word, and for the end, the words that one comes to from it, itself too, by passing over
        what says nothing.
    """

    text: str = field(repr=False)
    words: tuple[Word, ...]
    edges: tuple[tuple[Edge, ...], ...]
    reach: tuple[tuple[int, ...], ...]

    def span(self, start: int, end: int) -> str:
        """The characters from one word to before another."""
        return self.text[self.words[start].start : self.words[end - 1].end]

    def is_noise(self, index: int) -> bool:
        """Whether a word says nothing by itself."""
        return any(edge.meaning == NOISE and edge.end == index + 1 for edge in self.edges[index])

    def is_common(self, start: int, end: int) -> bool:
        """Whether all words of a stretch have meanings of their own, as those of no name have."""
        known = meanings()
        return all((word.stem,) in known for word in self.words[start:end])


def read_lattice(text: str) -> Lattice:
    """Find the stretches of a question that have a meaning."""
    words = cut(text)
    edges = tuple(tuple(_edges(words, start)) for start in range(len(words)))
    return Lattice(text, words, edges, _reach(edges))


def _reach(edges: Sequence[Sequence[Edge]]) -> tuple[tuple[int, ...], ...]:
    found: list[set[int]] = [{len(edges)}]
    for start in range(len(edges) - 1, -1, -1):
        ends = [edge.end for edge in edges[start] if edge.meaning == NOISE]
        found.insert(0, {start}.union(*(found[end - start - 1] for end in ends)))
    return tuple(tuple(sorted(places)) for places in found)


def _edges(words: tuple[Word, ...], start: int) -> Iterator[Edge]:
    known = meanings()
    for end in range(min(start + _LONGEST, len(words)), start, -1):
        stems = tuple(word.stem for word in words[start:end])
        names = known.get(stems, frozenset(stems) if end == start + 1 else frozenset())
        if end == start + 1 and is_count(stems[0]):
            names |= {SEVERAL}
        if words[end - 1].past:
            names -= nouns()
        yield from (Edge(start, end, name) for name in sorted(names))
