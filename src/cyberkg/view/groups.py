"""What stands for many nodes in the opening view of a big graph: communities, or organisations with their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cyberkg.terms import EntityType
from cyberkg.view.community import MOST, SMALLEST, find_communities

__all__ = ["GROUPINGS", "group", "set_groups"]

GROUPINGS = {"community": "Communities", "organisation": "Organisations"}
_TIES = 3  # to so many other groups each is drawn near


def group(nodes: Sequence[Mapping[str, Any]], links: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
    """Group the nodes of a page in each of the ``GROUPINGS``.

    :param nodes: rows with ``id`` and ``type``, where ``id`` is the place in the row.
    :returns: for each grouping and node the number of its group: 0 is the largest, -1 is none.
    """
    return {
        "community": find_communities(len(nodes), links),
        "organisation": _by_organisation(nodes, links),
    }


def _by_organisation(nodes: Sequence[Mapping[str, Any]], links: Sequence[tuple[int, int]]) -> list[int]:
    """Give each organisation what it has the most links with; of two, what is linked has the better connected."""
    degree = Counter(end for link in links for end in set(link))
    ties: list[Counter[int]] = [Counter() for _ in nodes]
    for a, b in links:
        for end, other in ((a, b), (b, a)):
            if end != other and nodes[other]["type"] == EntityType.ORGANISATION:
                ties[end][other] += 1
    owner = []
    for node, known in zip(nodes, ties, strict=True):
        own = node["id"] if node["type"] == EntityType.ORGANISATION else -1
        best = min(known, key=lambda other: (-known[other], -degree[other], other), default=-1)
        owner.append(best if own < 0 else own)
    size = Counter(house for house in owner if house >= 0)
    ranked = sorted((house for house in size if size[house] >= SMALLEST), key=lambda h: (-size[h], h))
    number = {house: rank for rank, house in enumerate(ranked[:MOST])}
    return [number.get(house, -1) for house in owner]


def set_groups(numbers: Sequence[int], links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Place groups as if each were one node, near those they have the most links with: [x, y] of each."""
    from cyberkg.view.layout import arrange

    size = Counter(numbers)
    ties: dict[int, Counter[int]] = {}
    for a, b in links:
        one, other = numbers[a], numbers[b]
        if one != other and one >= 0 and other >= 0:
            ties.setdefault(one, Counter())[other] += 1
            ties.setdefault(other, Counter())[one] += 1
    nearest = [
        (one, other)
        for one in sorted(ties)
        for other, _ in sorted(ties[one].items(), key=lambda tie: (-tie[1], tie[0]))[:_TIES]
    ]
    count = max(numbers, default=-1) + 1
    room = [(44 + 3 * size[number] ** 0.5, 26 + 3 * size[number] ** 0.5) for number in range(count)]
    return [list(point) for point in arrange(nearest, room, [0] * count)]
