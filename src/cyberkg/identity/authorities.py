"""Who tells things apart beside names: a graph by its IRIs, authorities such as Wikidata by their numbers.

What an authority calls by one IRI is one thing, what it calls by two is two. A graph of cyberkg is believed in
both, for its things were told apart once. Of other authorities the number joins only what nothing else holds
apart, and holds apart only what has one number of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cyberkg.identity.cluster import Edge
from cyberkg.identity.compare import compare
from cyberkg.identity.gather import Node
from cyberkg.identity.profile import Comparison, Profile

__all__ = ["held_apart", "in_graph", "link_edges", "sides"]

# Authorities that give each thing one number; the text before the number.
_NUMBERED = ("http://www.wikidata.org/entity/", "https://search.gleif.org/#/record/")


def sides(node: Node) -> dict[str, str]:
    """Give which side a node is on by each authority: its IRI or its number there."""
    if not node.graph and not node.referent.links:  # as nearly all
        return {}
    found = {f"graph:{node.graph}": str(node.referent.iri)} if node.graph and node.referent.iri else {}
    for start in _NUMBERED:
        numbers = [link for link in node.referent.links if link.startswith(start)]
        if len(numbers) == 1:
            found[start] = numbers[0]
    return found


def in_graph(node: Node) -> tuple[str, str] | None:
    """Give a key that all nodes of one thing in a graph have in common; None where the node is of no graph."""
    return (f"graph:{node.graph}", str(node.referent.iri)) if node.graph and node.referent.iri else None


def held_apart(
    groups: Sequence[Sequence[int]], nodes: Sequence[Node]
) -> Mapping[int, frozenset[tuple[str, str]]]:
    """Find nodes that were put in one group though an authority says that they are two.

    :returns: by index of the node, its sides by the authorities in question, for all nodes that have any of them.
    """
    torn: set[tuple[str, str]] = set()
    known = [sides(node) for node in nodes]
    for group in groups:
        seen: dict[str, set[str]] = {}
        for i in group:
            for authority, side in known[i].items():
                seen.setdefault(authority, set()).add(side)
        torn |= {(a, side) for a, found in seen.items() if len(found) > 1 for side in found}
    found = {i: frozenset(s for s in told.items() if s in torn) for i, told in enumerate(known)}
    return {i: marks for i, marks in found.items() if marks}


def link_edges(groups: Sequence[Sequence[Node]], profiles: Sequence[Profile]) -> Iterator[Edge]:
    """Yield edges between groups of nodes that link to one thing elsewhere; in doubt where they cannot be one.

    :param profiles: that of each group.
    """
    linked: dict[str, list[int]] = {}
    for at, group in enumerate(groups):
        for shared in sorted({link for node in group for link in node.referent.links}):
            linked.setdefault(shared, []).append(at)
    for link, found in sorted(linked.items()):
        for one, other in pairwise(found):
            told = compare(profiles[one], profiles[other])
            if told.barred:
                yield Edge(one, other, Comparison(0.5, f"both are {link}, but {told.reason}", firm=False))
            else:
                yield Edge(one, other, Comparison(max(told.score, 0.96), f"both are {link}"))
