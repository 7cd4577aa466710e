"""Communities: which nodes belong together by their links, for colours and for the view of big graphs.

Louvain's method (Blondel et al., "Fast unfolding of communities in large networks", 2008) with a fixed
seed, over plain numbers in sorted order, so that the result is the same on every run.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["MOST", "SMALLEST", "find_communities"]

_SEED = 20230908
SMALLEST = 3  # fewer nodes than this are no community
MOST = 150  # more would make an overview that shows nothing


def find_communities(count: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """Find the community of each node ``0 .. count - 1``: 0 is the largest community, -1 is none."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in links if a != b}))
    found = nx.community.louvain_communities(graph, seed=_SEED) if graph.number_of_edges() else []
    ranked = sorted((sorted(each) for each in found if len(each) >= SMALLEST), key=lambda c: (-len(c), c))
    number = [-1] * count
    for rank, members in enumerate(ranked[:MOST]):
        for member in members:
            number[member] = rank
    return number
