"""Rings around a middle: each node as far out as it is steps away, near the one that it hangs on.

The tree of shortest ways from the middle is drawn radially (Eades, "Drawing free trees", 1992): each branch
gets a slice as wide as it has ends, and a ring is as long as its nodes need.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np

from cyberkg.view.layout import Pieces, components, pairs_of

__all__ = ["in_rings"]

_GAP = 60.0  # units between two rings, at the least


def in_rings(
    links: Sequence[tuple[int, int]], room: Sequence[tuple[float, float]], centres: Sequence[int] = ()
) -> Pieces:
    """Lay out each connected component as rings.

    :param links: pairs of nodes; direction, repetition and loops make no difference.
    :param room: for each node half the width and half the height it needs.
    :param centres: nodes for the middle; a component without one has its best connected node there.
    """
    beside: list[list[int]] = [[] for _ in room]
    pairs = pairs_of(links)
    for a, b in pairs.tolist():
        beside[a].append(b)
        beside[b].append(a)
    boxes = np.array(room, dtype=np.float64).reshape(-1, 2)
    members_of = components(len(room), pairs)
    planes = []
    for members in members_of:
        own = set(members.tolist())
        middle = [node for node in centres if node in own]
        middle = middle or [max(sorted(own), key=lambda node: len(beside[node]))]
        angle, ring = _spread(middle, beside)
        at = {node: i for i, node in enumerate(members.tolist())}
        plane = np.zeros((len(members), 2))
        for node, radius in _radii(ring, angle, room, first=0 if len(middle) == 1 else 1).items():
            plane[at[node]] = radius * np.cos(angle[node]), radius * np.sin(angle[node])
        planes.append(plane)
    return Pieces(members_of, planes, [boxes[members] for members in members_of])


def _spread(
    middle: Sequence[int], beside: Sequence[Sequence[int]]
) -> tuple[dict[int, float], dict[int, int]]:
    """Give each node an angle and a ring."""
    ring = dict.fromkeys(middle, 0)
    children: dict[int, list[int]] = {}
    order = deque(middle)
    seen = []
    while order:
        node = order.popleft()
        seen.append(node)
        # those with many links of their own stand apart from each other, single ones between them
        for other in sorted(beside[node], key=lambda n: (len(beside[n]) > 1, n)):
            if other not in ring:
                ring[other] = ring[node] + 1
                children.setdefault(node, []).append(other)
                order.append(other)
    ends = dict.fromkeys(seen, 1.0)
    for node in reversed(seen):
        if node in children:
            ends[node] = max(1.0, sum(ends[child] for child in children[node]))
    angle: dict[int, float] = {}
    todo: deque[tuple[Sequence[int], tuple[float, float]]] = deque([(middle, (0.0, 2 * np.pi))])
    while todo:
        group, (low, high) = todo.popleft()
        whole = sum(ends[node] for node in group)
        for node in group:
            wide = (high - low) * ends[node] / whole
            angle[node] = low + wide / 2
            if node in children:
                todo.append((children[node], (low, low + wide)))
            low += wide
            whole -= ends[node]
    return angle, ring


def _radii(
    ring: dict[int, int], angle: dict[int, float], room: Sequence[tuple[float, float]], first: int
) -> dict[int, float]:
    """Find for each node how far out it stands: so far that its ring has room for all, each in its slice."""
    rings: dict[int, list[int]] = {}
    for node, number in ring.items():
        rings.setdefault(number, []).append(node)
    radius, found = 0.0, {}
    for number in sorted(rings):
        nodes = sorted(rings[number], key=lambda node: angle[node])
        if number + first == 0:
            found[nodes[0]] = 0.0
            continue
        deep = max(room[node][1] for node in nodes)
        radius = max(radius + _GAP + deep, _needed(nodes, angle, room))
        found |= dict.fromkeys(nodes, radius)
        radius += deep
    return found


def _needed(nodes: Sequence[int], angle: dict[int, float], room: Sequence[tuple[float, float]]) -> float:
    """Say how large a ring must be for neighbours on it not to touch."""
    if len(nodes) == 1:
        return 0.0
    radius = 0.0
    for node, other in zip(nodes, [*nodes[1:], nodes[0]], strict=True):
        apart = (angle[other] - angle[node]) % (2 * np.pi) or 2 * np.pi
        # beside each other on the ring they need their width where it runs across, their height at its sides
        slant = abs(np.sin(angle[node] + apart / 2))
        size = (room[node][0] + room[other][0]) * slant + (room[node][1] + room[other][1]) * (1 - slant)
        radius = max(radius, size / max(apart, 1e-6))
    return float(radius)
