"""Room for the names of those that a picture is about: what would be covered by one steps aside.

Hubs lie where nodes are thickest, and their names are the longest. Where they stand is found when the picture is
written; here each gets a stretch beside its node that no other node stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cyberkg.view.layout import step_aside

__all__ = ["SIDES", "Cleared", "clear"]

Plane = npt.NDArray[np.float64]

_ROUNDS = 80
_STILL = 1.0  # units: less is no move
SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0))  # below, above, right, left; of sides as free the first


class Cleared(NamedTuple):
    """Where nodes went.

    :ivar plane: their places, and below these the middles of the names.
    :ivar boxes: half the width and half the height of each row.
    :ivar sides: for each name on which of ``SIDES`` of its node it has room.
    """

    plane: Plane
    boxes: Plane
    sides: list[int]


def clear(plane: Plane, boxes: Plane, names: Sequence[tuple[int, float, float]]) -> Cleared:
    """Move nodes out of the way of names.

    :param plane: the places of nodes.
    :param boxes: half the width and half the height of each.
    :param names: a node, and half the width and half the height of its name; the most important first.
    """
    if not names:
        return Cleared(plane, boxes, [])
    count = len(plane)
    owners = np.array([node for node, *_ in names])
    halves = np.array([[wide, high] for _, wide, high in names])
    sides = _sides(plane, boxes, owners, halves)
    offsets = np.array(SIDES)[sides] * (boxes[owners] + halves)
    every = np.vstack([boxes, halves])
    for _ in range(_ROUNDS):
        points = np.vstack([plane, plane[owners] + offsets])
        moved = step_aside(points, every, rounds=1)
        way = moved - points
        if np.abs(way).max() < _STILL:
            break
        way[owners] += way[count:]  # a name takes its node along
        plane = plane + way[:count]
    return Cleared(np.vstack([plane, plane[owners] + offsets]), every, sides)


def _sides(plane: Plane, boxes: Plane, owners: npt.NDArray[np.int64], halves: Plane) -> list[int]:
    """Choose for each name the side of its node where it covers least."""
    taken, room = plane, boxes
    chosen = []
    for owner, half in zip(owners.tolist(), halves, strict=True):
        spots = [plane[owner] + np.array(side) * (boxes[owner] + half) for side in SIDES]
        best = min(range(len(SIDES)), key=lambda side: _covered(spots[side], half, taken, room))
        chosen.append(best)
        taken, room = np.vstack([taken, spots[best]]), np.vstack([room, half])
    return chosen


def _covered(middle: Plane, half: Plane, taken: Plane, room: Plane) -> float:
    """The area that a box shares with those that are there."""
    shared = np.minimum(half + room - np.abs(taken - middle), 2 * np.minimum(half, room))
    return float(np.maximum(shared, 0).prod(axis=1).sum().round(3))
