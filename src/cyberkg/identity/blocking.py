"""Which pairs to compare, out of very many: near-linear, and the same whatever the order of the input."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence

from cyberkg.identity.profile import Profile

__all__ = ["Forest", "bundles", "candidates"]

# Up to this size all pairs of a block are compared; in a larger one each with as many neighbours by name.
_BLOCK = 40


class Forest:
    """Disjoint sets of 0 .. n-1; each is known by its least member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, member: int) -> int:
        """Give the least member of the set that ``member`` is in."""
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def union(self, one: int, other: int) -> int:
        """Join two sets; return the least member of the whole."""
        left, right = sorted((self.find(one), self.find(other)))
        self._parent[right] = left
        return left

    def groups(self) -> list[list[int]]:
        """All sets, each sorted, in order of their least members."""
        found: dict[int, list[int]] = {}
        for member in range(len(self._parent)):
            found.setdefault(self.find(member), []).append(member)
        return list(found.values())


def bundles(
    profiles: Sequence[Profile],
    keys: Callable[[Profile], Collection[Hashable]],
    marks: Sequence[Hashable],
    own: Sequence[Hashable | None],
) -> list[list[int]]:
    """Put profiles that share a key into one bundle, unless their marks differ.

    :param marks: for each profile what decisions and claims say to hold it apart from others.
    :param own: for each profile one more key, None where it has none.
    :returns: indices of ``profiles``, each in exactly one bundle.
    """
    forest = Forest(len(profiles))
    first: dict[Hashable, int] = {}
    for i, profile in enumerate(profiles):
        for key in (*keys(profile), *([own[i]] if own[i] is not None else ())):
            known = first.setdefault((key, marks[i]), i)
            if known != i:
                forest.union(known, i)
    return forest.groups()


def candidates(
    profiles: Sequence[Profile],
    keys: Callable[[Profile], Collection[Hashable]],
    order: Callable[[Profile], tuple[str, ...]],
) -> Iterator[tuple[int, int]]:
    """Yield each pair of profiles worth a comparison once, as indices, the lesser first.

    A block of more than 40 is sorted by ``order`` and each profile paired with the 40 behind it.
    """
    blocks: dict[Hashable, list[int]] = {}
    for i, profile in enumerate(profiles):
        for key in keys(profile):
            blocks.setdefault(key, []).append(i)
    places: list[list[tuple[list[int], int]]] = [[] for _ in profiles]
    for block in blocks.values():
        if len(block) < 2:
            continue
        ranked = block if len(block) <= _BLOCK else sorted(block, key=lambda i: (order(profiles[i]), i))
        for at, one in enumerate(ranked):
            places[one].append((ranked, at))
    # One profile after the other, so that no more than its own pairs need be remembered.
    for one, found in enumerate(places):
        near = {
            other
            for ranked, at in found
            for other in ranked[max(at - _BLOCK, 0) : at + 1 + _BLOCK]
            if other > one
        }
        yield from ((one, other) for other in sorted(near))
