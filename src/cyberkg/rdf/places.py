"""Where everything stands in a graph's file, and the file as it was: what of it serves again, and how to read the rest.

Blocks that no briefing owns are numbered in the order of the file. Their names are read from the file, so that what is
kept beside it holds numbers and digests alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any

import pyoxigraph as ox

from cyberkg.model import Iri
from cyberkg.rdf.turtle import Said, heading, sort_key

__all__ = ["Before", "Blocks", "Layout", "Places", "base_print"]


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything stands in a file.

    :param base: the digest of the base of its IRIs, from ``base_print``.
    :param runs: for each briefing's part, by the digest of all that it is made of, where each of its runs of blocks
        begins and ends, in bytes; the runs in the order of the file.
    :param said: by the same digest, the numbers of the other blocks that the part adds to, ascending.
    :param lengths: of the other blocks, in bytes.
    :param groups: for each group of these its number in the file, the number of its first block, and where it begins.
    :param prints: for each other block the digest of what is said there of an entity or a decision itself; empty
        where nothing is.
    """

    base: str = ""
    runs: Mapping[str, Sequence[int]] = field(default_factory=dict, repr=False)
    said: Mapping[str, Sequence[int]] = field(default_factory=dict, repr=False)
    lengths: Sequence[int] = field(default=(), repr=False)
    groups: Sequence[tuple[int, int, int]] = field(default=(), repr=False)
    prints: Sequence[str] = field(default=(), repr=False)

    def pack(self) -> list[Any]:
        """Give JSON values of numbers and digests, for ``unpack``."""
        return [self.base, self.runs, self.said, self.lengths, self.groups, self.prints]

    @classmethod
    def unpack(cls, packed: Sequence[Any]) -> Places:
        """Read what ``pack`` gave.

        :raises ValueError: where it is anything else; or ``TypeError``, ``AttributeError``.
        """
        base, runs, said, lengths, groups, prints = packed
        if not (len(lengths) == len(prints) and runs.keys() == said.keys()):
            raise ValueError("these are no places")
        return cls(base, runs, said, lengths, [(group, first, at) for group, first, at in groups], prints)


@dataclass(frozen=True, slots=True)
class Before:
    """The file before, and where everything stands in it."""

    turtle: bytes = field(default=b"", repr=False)
    places: Places = field(default_factory=Places, repr=False)


def base_print(base: str) -> str:
    """Give the digest of a base, 16 hexadecimal digits."""
    return sha256(base.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Blocks:
    """The blocks of the file before that no briefing owns.

    :ivar names: the subject of each as the file writes it.
    :ivar numbers: the number of each by that name.
    """

    def __init__(self, before: Before, header: bytes) -> None:
        self.places = before.places
        self._turtle = before.turtle
        self._header = header
        self._begins: list[int] = []
        self._firsts = [first for _, first, _ in self.places.groups]
        bounds = [*self.places.groups, (0, len(self.places.lengths), 0)]
        for (_, first, at), (_, end, _) in pairwise(bounds):
            self._begins += [*accumulate(self.places.lengths[first : end - 1], initial=at)]
        self.names = [self._name(at + 1) for at in self._begins]
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self._known: dict[int, tuple[Iri, Said]] = {}

    def __len__(self) -> int:
        """Count them."""
        return len(self._begins)

    def text(self, first: int, end: int) -> bytes:
        """Give the text of blocks of one group, ``first`` to ``end`` (not with it), as it stands in the file."""
        return self._turtle[self._begins[first] : self._begins[end - 1] + self.places.lengths[end - 1]]

    def group(self, number: int) -> int:
        """Give the group that a block is in."""
        return self.places.groups[bisect_right(self._firsts, number) - 1][0]

    def key(self, number: int) -> tuple[int, str, str, str]:
        """Give what sorts a block in the file."""
        return sort_key(*self.said(number))

    def said(self, number: int) -> tuple[Iri, Said]:
        """Read a block: the IRI of its subject, and all that is said of it."""
        if number not in self._known:
            said: Said = {}
            iri = Iri("")
            text = self._header + self.text(number, number + 1)
            for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
                iri = Iri(triple.subject.value)
                said.setdefault(triple.predicate.value, set()).add(triple.object)
            self._known[number] = iri, said
        return self._known[number]

    def _name(self, at: int) -> str:
        return self._turtle[at : self._turtle.index(b"\n", at)].partition(b" a ")[0].decode()


class Layout:
    """Puts blocks that no briefing owns in a file, some from the file before and some anew; they come in its order.

    :param dropped: the numbers of blocks of the file before that are not to be kept.
    :ivar names: the subject of each block so far as the file writes it; ``lengths`` and ``groups`` are as in ``Places``.
    """

    def __init__(self, old: Blocks, dropped: Collection[int]) -> None:
        self.names: list[str] = []
        self.lengths: list[int] = []
        self.groups: list[tuple[int, int, int]] = []
        self._old = old
        self._dropped = frozenset(dropped)
        self._stops = sorted({*dropped, *(first for _, first, _ in old.places.groups)})
        self._pieces: dict[int, list[bytes]] = {}
        self._firsts: dict[int, int] = {}

    def write(self, group: int, name: str, text: bytes) -> None:
        """Write a block."""
        self._open(group).append(text)
        self.names.append(name)
        self.lengths.append(len(text))

    def keep(self, first: int, end: int) -> None:
        """Keep the blocks of the file before from ``first`` to ``end``, not with it, but those that are dropped."""
        stops = self._stops[bisect_left(self._stops, first) : bisect_left(self._stops, end)]
        at = first
        for stop in (*stops, end):
            if stop > at:
                self._open(self._old.group(at)).append(self._old.text(at, stop))
                self.names += self._old.names[at:stop]
                self.lengths += self._old.places.lengths[at:stop]
            at = stop + (stop in self._dropped)

    def file(
        self,
        header: str,
        runs: Iterable[tuple[tuple[int, str, str, str], bytes, str]],
        unpack: Callable[[bytes], bytes] = bytes,
    ) -> tuple[bytes, dict[str, list[int]]]:
        """Give the file, and where the runs of each briefing's part begin and end in it.

        :param runs: what sorts each, its bytes and the digest of its part, sorted; none is in a group of the blocks.
        :param unpack: gives the bytes of a run, which are not empty, where they are packed.
        """
        by_group: dict[int, list[tuple[bytes, str]]] = {}
        for key, text, part in runs:
            by_group.setdefault(key[0], []).append((text, part))
        file = BytesIO()
        at = file.write(header.encode())
        places: dict[str, list[int]] = {}
        for group in sorted(by_group.keys() | self._pieces.keys()):
            own, blocks = by_group.get(group, []), self._pieces.get(group, [])
            if blocks or any(text for text, _ in own):
                at += file.write(heading(group).encode())
            for text, part in own:
                end = at + (file.write(unpack(text)) if text else 0)
                places.setdefault(part, []).extend((at, end))
                at = end
            if blocks:
                self.groups.append((group, self._firsts[group], at))
                at += sum(map(file.write, blocks))
        return file.getvalue(), places

    def _open(self, group: int) -> list[bytes]:
        """Give what a group holds so far, and note which block is its first."""
        self._firsts.setdefault(group, len(self.names))
        return self._pieces.setdefault(group, [])
