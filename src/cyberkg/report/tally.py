"""How often who met whom, counted before a sentence of anybody is fetched.

Pairs are counted as pairs of numbers, by the C code of ``Counter`` and ``combinations``: on a graph of a million
triples 0.04 s. The product of a sparse matrix with its transpose takes 0.01 s, but to load a library that has
one takes 0.15 s at the least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, combinations, product
from typing import NamedTuple

from cyberkg.terms import Status

__all__ = ["EXPECTED", "MET", "Named", "Pair", "Seen", "Tally", "tally"]

_RANKS = {str(status): status.rank for status in Status}
MET, EXPECTED = "met", "expected to meet"
Named = tuple[str, str]
"""Label and IRI."""
Pair = tuple[Named, Named]
_Pair = tuple[int, int]


class Seen(NamedTuple):
    """That somebody was, or is to be, at an event (by its IRI): as a ``person`` or an ``organisation``."""

    event: str
    who: Named
    kind: str
    status: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Counted pairs.

    :param people: whom the numbers of pairs mean, in order of labels.
    :param times: for each of ``MET`` and ``EXPECTED`` how often a pair did, or is to; the first of a pair is whom
        the report is on, or the one who comes first by name.
    """

    people: tuple[Named, ...]
    times: Mapping[str, Counter[_Pair]]

    def count(self, heading: str, least: int) -> int:
        """Count the pairs that met, or are to meet, so often at the least."""
        return sum(n >= least for n in self.times[heading].values())

    def ordered(self, heading: str, least: int, most: int | None = None) -> list[Pair]:
        """Give the pairs, the most frequent first, then by names.

        :param least: times at the least.
        :param most: pairs that are enough; None for all.
        """
        often = ((-n, pair) for pair, n in self.times[heading].items() if n >= least)
        first = sorted(often) if most is None else nsmallest(most, often)
        return [(self.people[one], self.people[other]) for _, (one, other) in first]


def tally(seen: Iterable[Seen], focus: Collection[str] = ()) -> Tally:
    """Count for each pair the events at which both were, or of which one is only expected to come.

    :param seen: nothing that is denied; of several for one at one event that counts which is vouched for most.
    :param focus: IRIs of those whom the report is on: only pairs with these.
    """
    at: dict[str, dict[Named, int]] = {}
    for event, who, _, status in seen:
        there = at.setdefault(event, {})
        rank = _RANKS[status]
        there[who] = min(rank, there.get(who, rank))
    people = tuple(sorted({person for there in at.values() for person in there}))
    numbers = {person: number for number, person in enumerate(people)}
    sought = {numbers[person] for person in people if person[1] in focus}
    met: Counter[_Pair] = Counter()
    every: Counter[_Pair] = Counter()
    for there in at.values():
        every.update(_pairs(sorted(numbers[person] for person in there), sought))
        came = sorted(numbers[person] for person, rank in there.items() if rank < _RANKS[Status.PLANNED])
        met.update(_pairs(came, sought))
    expected = Counter({pair: n - met[pair] for pair, n in every.items() if n > met[pair]})
    return Tally(people, {MET: met, EXPECTED: expected})


def _pairs(there: Sequence[int], sought: Collection[int]) -> Iterator[_Pair]:
    """Give each pair once; where the report is on somebody, only pairs with these, and these first."""
    if not sought:
        return combinations(there, 2)
    first = [number for number in there if number in sought]
    return chain(combinations(first, 2), product(first, [n for n in there if n not in sought]))
