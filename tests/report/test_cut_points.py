"""What falls apart without a node, as networkx tells it."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.report.cut_points import Walk

NODES = 9
LINKS = st.sets(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(lambda link: link[0] != link[1])
)


@given(LINKS)
def test_parts_are_what_networkx_finds_without_the_node(links: set[tuple[int, int]]) -> None:
    graph = nx.Graph(list(links))
    graph.add_nodes_from(range(NODES))
    walk = Walk([sorted(graph[node]) for node in range(NODES)])
    for node in range(NODES):
        together = nx.node_connected_component(graph, node) - {node}
        found: dict[int, set[int]] = {}
        for other in together:
            found.setdefault(walk.part(node, other), set()).add(other)
        rest = graph.subgraph(together)
        assert sorted(map(sorted, found.values())) == sorted(map(sorted, nx.connected_components(rest)))


def test_a_long_chain_is_walked_as_well() -> None:
    count = 5000
    walk = Walk([[n for n in (node - 1, node + 1) if 0 <= n < count] for node in range(count)])
    assert walk.part(2000, 0) == walk.part(2000, 1999) != walk.part(2000, 2001) == walk.part(2000, 4999)
