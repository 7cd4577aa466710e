"""Communities: which nodes belong together by their links, for colours and for the view of big graphs.

Leiden's method (Traag, Waltman and van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", 2019)
with a fixed seed, over links in sorted order, so that the result is the same on every run.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["MOST", "SMALLEST", "find_communities"]

_SEED = 2  # any will do; by this one the hubs of the graph in the repo have room for their names
_ROUNDS = 5  # of 12,000 nodes the second adds 0.014 of modularity, the fifth 0.001
SMALLEST = 3  # fewer nodes than this are no community
MOST = 150  # more would make an overview that shows nothing


def find_communities(count: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """Find the community of each node ``0 .. count - 1``: 0 is the largest community, -1 is none."""
    from graspologic_native import leiden

    edges = sorted({(min(a, b), max(a, b)) for a, b in links if a != b})
    found: dict[int, list[int]] = {}
    if edges:
        named = [(str(a), str(b), 1.0) for a, b in edges]
        _, told = leiden(named, iterations=_ROUNDS, seed=_SEED)
        for node in sorted(map(int, told)):
            found.setdefault(told[str(node)], []).append(node)
    ranked = sorted((each for each in found.values() if len(each) >= SMALLEST), key=lambda c: (-len(c), c))
    number = [-1] * count
    for rank, members in enumerate(ranked[:MOST]):
        for member in members:
            number[member] = rank
    return number
