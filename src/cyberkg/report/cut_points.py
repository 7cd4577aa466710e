"""What a network falls into without one of its nodes, for every node after a single walk.

The walk goes deep first. What hangs under a child of a node in the tree of the walk falls off without the node
if no link leads from there to a node that was entered before it.

Source: John Hopcroft and Robert Tarjan, "Algorithm 447: efficient algorithms for graph manipulation",
Communications of the ACM 16 (1973).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["Walk"]


class Walk:
    """A walk through all of a network.

    :param neighbours: for each node ``0 .. n - 1`` the nodes that it is linked with, both ways round.
    """

    def __init__(self, neighbours: Sequence[Sequence[int]]) -> None:
        count = len(neighbours)
        self._entered = [-1] * count  # when
        self._last = [0] * count  # when the last node under it was entered
        self._back = [0] * count  # the earliest that links from under it lead to
        self._children: list[list[int]] = [[] for _ in range(count)]
        self._clock = 0
        for root in range(count):
            if self._entered[root] < 0:
                self._walk(root, neighbours)

    def _walk(self, root: int, neighbours: Sequence[Sequence[int]]) -> None:
        self._enter(root)
        path = [(root, iter(neighbours[root]))]
        while path:
            node, ahead = path[-1]
            for other in ahead:
                if self._entered[other] < 0:
                    self._children[node].append(other)
                    self._enter(other)
                    path.append((other, iter(neighbours[other])))
                    break
                self._back[node] = min(self._back[node], self._entered[other])
            else:
                path.pop()
                self._last[node] = self._clock - 1
                if path:
                    above = path[-1][0]
                    self._back[above] = min(self._back[above], self._back[node])

    def _enter(self, node: int) -> None:
        self._entered[node] = self._back[node] = self._clock
        self._clock += 1

    def part(self, node: int, other: int) -> int:
        """Name the part in which one node is when another, which it hangs together with, is taken away.

        :param node: the one that is taken away.
        :returns: a number that all of that part, and none of the others, have.
        """
        entered = self._entered[other]
        if not self._entered[node] < entered <= self._last[node]:
            return -1
        children = self._children[node]
        child = children[bisect_right(children, entered, key=lambda each: self._entered[each]) - 1]
        return child if self._back[child] >= self._entered[node] else -1
