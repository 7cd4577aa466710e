"""Betweenness as networkx counts it, and as it is estimated."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.report.centrality import adjacency, betweenness

PEOPLE, EVENTS = 7, 5
LINKS = st.sets(st.tuples(st.integers(0, PEOPLE - 1), st.integers(PEOPLE, PEOPLE + EVENTS - 1)))


@settings(deadline=None)  # the first example loads numpy and scipy
@given(LINKS)
def test_shares_are_those_of_networkx(links: set[tuple[int, int]]) -> None:
    graph = nx.Graph(list(links))
    graph.add_nodes_from(range(PEOPLE + EVENTS))
    people = range(PEOPLE)
    known = nx.betweenness_centrality_subset(graph, people, people)
    found = betweenness(adjacency(sorted(links), PEOPLE + EVENTS), people, people)
    for node, share in enumerate(found):
        pairs = (PEOPLE - 1) * (PEOPLE - 2) if node < PEOPLE else PEOPLE * (PEOPLE - 1)
        assert share * pairs == pytest.approx(2 * known[node])


def test_more_sources_than_fit_a_batch_count_as_well() -> None:
    star = [(0, other) for other in range(1, 300)]
    shares = betweenness(adjacency(star, 300), range(300), range(300))
    assert shares == pytest.approx([1.0, *[0.0] * 299])


def test_a_sample_of_sources_estimates_the_shares() -> None:
    path = [(node, node + 1) for node in range(100)]
    exact = betweenness(adjacency(path, 101), range(101), range(101))
    sampled = betweenness(adjacency(path, 101), range(0, 101, 4), range(101))
    assert sampled == pytest.approx(exact, abs=0.05)


def test_nobody_lies_between_too_few() -> None:
    assert betweenness(adjacency([], 2), [0, 1], [0, 1]) == [0.0, 0.0]
