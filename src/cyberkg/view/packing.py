"""Puts the pieces of a picture side by side: the largest in the middle, the others around it, close together.

Each piece keeps its convex hull to itself, so that no line of one runs through another, and small ones find
room at the corners of large ones. After Freivalds, Dogrusoz and Kikusts, "Disconnected graph layout and the
polyomino packing approach" (2002), with hulls in place of their polyominoes: a row of a hull is one stretch,
which a running sum tells free or taken at every place at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["ASPECT", "pack"]

Plane = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int64]  # rows of a piece: the first cell of each and the one behind its last

_GAP = 14.0  # units between two pieces, and a hundredth of the whole
ASPECT = 1.1  # width to height of the whole where nobody asks for another
_ACROSS = 90  # cells in which the side of a square as large as all pieces is cut
_TRIES = (0.7, 0.85, 1.0, 1.2)  # of the ratio wished for: what comes out depends on the largest pieces
_EACH = 150  # pieces that are set one by one; the smaller rest stand in rows, as one block


def pack(pieces: Sequence[Plane], boxes: Sequence[Plane], aspect: float = ASPECT) -> list[Plane]:
    """Move each piece, an array of points, so that none overlaps another and all fill a rectangle.

    :param boxes: for each point of each piece half the width and half the height it needs.
    :param aspect: width to height of the whole, as near as may be.
    :returns: the moved pieces in the given order, the origin in the middle of the whole.
    """
    if len(pieces) < 2:
        return list(pieces)
    corners = [_corners(points, box) for points, box in zip(pieces, boxes, strict=True)]
    sizes = np.array([np.ptp(each, axis=0) for each in corners])
    order = sorted(range(len(pieces)), key=lambda i: (-float(sizes[i].prod()), i))
    single, rest = order[:_EACH], order[_EACH:]
    shapes = [corners[i] for i in single]
    rows, block = _in_rows(sizes[rest] + 2 * _GAP, aspect)
    if rest:
        shapes.append(np.array([[0.0, 0.0], [block[0], 0.0], [0.0, block[1]], list(block)]))
    moves = np.empty((len(pieces), 2))
    cell = math.sqrt(sum(float((np.ptp(each, axis=0) + 2 * _GAP).prod()) for each in shapes)) / _ACROSS
    cut = [_rows_of(each - each.min(axis=0), cell) for each in shapes]
    lows = np.array([each.min(axis=0) for each in shapes])
    tried = [_set_around(cut, aspect * share) * cell - lows for share in _TRIES]
    spots = min(tried, key=lambda spots: _extent(shapes, spots, aspect))
    moves[single] = spots[: len(single)]
    for i, row in zip(rest, rows, strict=True):
        moves[i] = spots[-1] + row + _GAP - corners[i].min(axis=0)
    low, high = _whole(corners, moves)
    return [points + move - (low + high) / 2 for points, move in zip(pieces, moves, strict=True)]


def _whole(shapes: Sequence[Plane], moves: Plane) -> tuple[Plane, Plane]:
    """The upper left and the lower right corner of all shapes where they are moved to."""
    low = np.min([each.min(axis=0) + move for each, move in zip(shapes, moves, strict=True)], axis=0)
    high = np.max([each.max(axis=0) + move for each, move in zip(shapes, moves, strict=True)], axis=0)
    return low, high


def _extent(shapes: Sequence[Plane], moves: Plane, aspect: float) -> float:
    """How high a frame of a ratio must be to hold all."""
    low, high = _whole(shapes, moves)
    return max(float(high[0] - low[0]) / aspect, float(high[1] - low[1]))


def _corners(points: Plane, boxes: Plane) -> Plane:
    """The four corners of the box around each point."""
    signs = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    return np.asarray((points[:, None] + boxes[:, None] * signs).reshape(-1, 2), dtype=np.float64)


def _set_around(shapes: Sequence[Cells], aspect: float) -> Plane:
    """Set the first shape in the middle and each other where the whole stays smallest: where each begins, in cells."""
    widest = max(max(len(rows), int(rows[:, 1].max())) for rows in shapes)
    side = 2 * math.ceil(max(2.2 * _ACROSS, 2 * widest) * max(aspect, 1 / aspect) ** 0.5 / 2)
    taken = np.zeros((side, side + 1), dtype=np.int64)  # how many cells of a row are taken up to each
    corners = np.zeros((len(shapes), 2))
    for number, rows in enumerate(shapes):
        high, wide = len(rows), int(rows[:, 1].max())
        free = _free(taken, rows, wide)
        # the rows and columns that the whole would reach to from its middle, and as near to it as may be
        y = np.arange(side - high + 1)[:, None] - side / 2
        x = np.arange(side - wide + 1)[None, :] - side / 2
        reach = np.maximum(np.maximum(-x, x + wide) / aspect, np.maximum(-y, y + high))
        near = ((x + wide / 2) / aspect) ** 2 + (y + high / 2) ** 2
        cost = np.where(free, np.round(reach) * 4 * side**2 + near, np.inf)
        top, left = np.unravel_index(int(np.argmin(cost)), cost.shape)
        for i, (first, behind) in enumerate(rows.tolist()):
            row = np.zeros(side, dtype=np.int64)
            row[left + first : left + behind] = 1
            taken[top + i, 1:] += np.cumsum(row)
        corners[number] = left + 1, top + 1
    return corners


def _free(taken: Cells, rows: Cells, wide: int) -> npt.NDArray[np.bool_]:
    """Tell for each place of the upper left cell of a shape whether the shape is free there."""
    places = taken.shape[0] - len(rows) + 1, taken.shape[1] - wide
    free = np.ones(places, dtype=np.bool_)
    for i, (first, behind) in enumerate(rows.tolist()):
        line = taken[i : i + places[0]]
        free &= line[:, behind : behind + places[1]] == line[:, first : first + places[1]]
    return free


def _rows_of(corners: Plane, cell: float) -> Cells:
    """Cut the convex hull of points into rows of cells, with half a cell and half the gap around it."""
    rim = _GAP / cell / 2 + 0.5
    hull = _hull(corners / cell + 1)
    high = math.ceil(float(hull[:, 1].max()) + rim)
    rows = np.empty((high, 2), dtype=np.int64)
    for row in range(high):
        low, up = row - rim, row + 1 + rim
        ends = [
            x for a, b in zip(hull, np.roll(hull, -1, axis=0), strict=True) for x in _within(a, b, low, up)
        ]
        rows[row] = max(0, math.floor(min(ends) - rim)), math.ceil(max(ends) + rim)
    return rows


def _within(a: Plane, b: Plane, low: float, up: float) -> list[float]:
    """The x of both ends of what of a side of a hull lies between two heights."""
    (x, y), (other_x, other_y) = a.tolist(), b.tolist()
    if max(y, other_y) < low or min(y, other_y) > up:
        return []
    if y == other_y:
        return [x, other_x]
    at = [x + (other_x - x) * (min(max(end, low), up) - y) / (other_y - y) for end in (y, other_y)]
    return [float(each) for each in at]


def _hull(points: Plane) -> Plane:
    """The corners of the convex hull in order (Andrew's monotone chain)."""
    ordered = sorted(set(map(tuple, points[~_well_within(points)].tolist())))
    chains = []
    for way in (ordered, ordered[::-1]):
        chain: list[tuple[float, ...]] = []
        for point in way:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        chains.append(chain[:-1])
    return np.array(chains[0] + chains[1] or ordered)


def _well_within(points: Plane) -> npt.NDArray[np.bool_]:
    """Tell which points lie within the octagon of the outermost ones: they are no corners (Akl and Toussaint)."""
    angles = np.arange(8) * np.pi / 4
    outermost = [
        int(np.argmax(points[:, 0] * x + points[:, 1] * y))
        for x, y in zip(np.cos(angles), np.sin(angles), strict=True)
    ]
    octagon = points[list(dict.fromkeys(outermost))]
    if len(octagon) < 3:
        return np.zeros(len(points), dtype=np.bool_)
    side = np.roll(octagon, -1, axis=0) - octagon
    way = points[:, None] - octagon
    return np.asarray((side[:, 0] * way[:, :, 1] - side[:, 1] * way[:, :, 0] > 0).all(axis=1), dtype=np.bool_)


def _turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    """Positive where the way from a over b to c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _in_rows(sizes: Plane, aspect: float) -> tuple[Plane, tuple[float, float]]:
    """Set boxes from left to right and top to bottom: the upper left corner of each, and the size of all."""
    corners = np.zeros_like(sizes)
    if not len(sizes):
        return corners, (0.0, 0.0)
    width = max(float(sizes[:, 0].max()), math.sqrt(float(sizes.prod(axis=1).sum()) * aspect))
    x = y = deep = 0.0
    for i, (wide, high) in enumerate(sizes.tolist()):
        if x and x + wide > width:
            x, y, deep = 0.0, y + deep, 0.0
        corners[i] = x, y
        x, deep = x + wide, max(deep, high)
    return corners, (width, y + deep)
