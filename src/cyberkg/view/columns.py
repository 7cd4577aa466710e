"""A column for each type, side by side, each in an order that keeps links short and crossings few.

The order is that of the barycentre method (Sugiyama et al., "Methods for visual understanding of hierarchical
system structures", 1981): again and again a node moves to the mean height of what it is linked with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cyberkg.view.layout import pairs_of

__all__ = ["in_columns"]

_SWEEPS = 24
_BETWEEN = 260.0  # units between the columns of two types, for names and links
_WITHIN = 170.0  # units between the columns of one type, for names


def in_columns(
    links: Sequence[tuple[int, int]], room: Sequence[tuple[float, float]], kinds: Sequence[int], aspect: float
) -> list[tuple[int, int]]:
    """Place nodes in columns by type, in whole units, the origin in the middle.

    :param links: pairs of nodes; direction, repetition and loops make no difference.
    :param room: for each node half the width and half the height it needs.
    :param kinds: for each node the number of its type: types stand from left to right in that order.
    :param aspect: width to height of the whole, as near as may be: types with many nodes get several columns.
    """
    boxes = np.array(room, dtype=np.float64).reshape(-1, 2)
    order = _order(len(room), links, np.array(kinds, dtype=np.int64))
    high = 2 * float(boxes[:, 1].max())
    most = max(map(len, order))
    tried = [_set(order, boxes, rows, high) for rows in sorted({max(1, -(-most // n)) for n in range(1, 25)})]
    plane, _ = min(tried, key=lambda result: max(result[1][0] / aspect, result[1][1]))
    return [(int(x), int(y)) for x, y in np.rint(plane)]


def _order(
    count: int, links: Sequence[tuple[int, int]], kinds: npt.NDArray[np.int64]
) -> list[npt.NDArray[np.int64]]:
    """Sort the nodes of each type; those without links come last."""
    pairs = pairs_of(links)
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    degree = np.bincount(ends[:, 0], minlength=count)
    columns = [np.flatnonzero(kinds == kind) for kind in sorted(set(kinds.tolist()))]
    height = np.empty(count)
    for turn in range(_SWEEPS + 1):
        for column in columns:
            if turn:
                pull = np.bincount(ends[:, 0], height[ends[:, 1]], count)
                mean = np.where(degree > 0, pull / np.maximum(degree, 1), 2.0)
                column[:] = column[np.lexsort((column, mean[column]))]
            height[column] = (np.arange(len(column)) + 0.5) / len(column)
    return columns


def _set(
    order: Sequence[npt.NDArray[np.int64]], boxes: npt.NDArray[np.float64], rows: int, high: float
) -> tuple[npt.NDArray[np.float64], tuple[float, float]]:
    """Set each type in columns of so many rows at the most; the middle of each column is on one line."""
    plane = np.empty((len(boxes), 2))
    x = 0.0
    for nodes in order:
        columns = -(-len(nodes) // rows)
        for part in np.array_split(nodes, columns):
            plane[part, 0] = x
            plane[part, 1] = (np.arange(len(part)) - (len(part) - 1) / 2) * high
            x += _WITHIN
        x += _BETWEEN - _WITHIN
    width = x - _BETWEEN
    plane[:, 0] -= width / 2
    return plane, (width + _WITHIN, rows * high)
