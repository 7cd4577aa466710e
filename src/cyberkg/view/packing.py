"""Puts the pieces of a picture side by side: rows of boxes, below the largest one or beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["ASPECT", "pack"]

_GAP = 14.0  # units between two pieces, and a tenth of their width and height
ASPECT = 1.1  # width to height of the whole where nobody asks for another
_STRETCHES = (1, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)  # widths tried


def pack(
    pieces: Sequence[npt.NDArray[np.float64]],
    boxes: Sequence[npt.NDArray[np.float64]],
    aspect: float = ASPECT,
) -> list[npt.NDArray[np.float64]]:
    """Move each piece, an array of points, so that none overlaps another and all fill a rectangle.

    :param boxes: for each point of each piece half the width and half the height it needs.
    :param aspect: width to height of the whole, as near as may be.
    :returns: the moved pieces in the given order, the origin in the middle of the whole.
    """
    if len(pieces) < 2:
        return list(pieces)
    lows = [(points - box).min(axis=0) for points, box in zip(pieces, boxes, strict=True)]
    highs = [(points + box).max(axis=0) for points, box in zip(pieces, boxes, strict=True)]
    sizes = np.array([high - low for low, high in zip(lows, highs, strict=True)]) * 1.1 + _GAP
    tried = [*_stacked(sizes), *_beside(sizes)]
    corners, whole = min(tried, key=lambda result: max(result[1][0] / aspect, result[1][1]))
    return [
        points - low + corner - whole / 2 for points, low, corner in zip(pieces, lows, corners, strict=True)
    ]


_Corners: TypeAlias = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]  # and the size of the whole


def _stacked(sizes: npt.NDArray[np.float64]) -> list[_Corners]:
    """Try rows of several widths, one below the other."""
    widest = float(sizes[:, 0].max())
    row = max(widest, float(sizes[:, 0].sum()))
    order = np.lexsort((-sizes[:, 0], -sizes[:, 1])).tolist()
    return [_rows(sizes, order, min(row, widest * stretch)) for stretch in _STRETCHES]


def _beside(sizes: npt.NDArray[np.float64]) -> list[_Corners]:
    """Try the first piece on the left and the others in rows to its right."""
    found = []
    for corners, whole in _stacked(sizes[1:]):
        high = max(float(sizes[0, 1]), float(whole[1]))
        first = np.array([[0.0, (high - float(sizes[0, 1])) / 2]])
        right = corners + np.array([float(sizes[0, 0]), (high - float(whole[1])) / 2])
        found.append((np.vstack([first, right]), np.array([float(sizes[0, 0]) + float(whole[0]), high])))
    return found


def _rows(sizes: npt.NDArray[np.float64], order: Sequence[int], width: float) -> _Corners:
    """Set boxes from left to right and top to bottom in an order, that of higher ones first.

    Small ones do not stand beside large ones; rows stand centred.
    """
    corners = np.zeros_like(sizes)
    wide, high = sizes.T.tolist()
    left = [0.0] * len(sizes)
    rows: list[list[int]] = []
    x, limit = 0.0, width + 1e-6
    for i in order:
        if not rows or x + wide[i] > limit or high[rows[-1][0]] > 4 * high[i]:
            rows.append([])
            x = 0.0
        rows[-1].append(i)
        left[i] = x
        x += wide[i]
    corners[:, 0] = left
    y = 0.0
    for row in rows:
        total = float(sizes[row, 0].sum())
        corners[row, 0] += (width - total) / 2
        corners[row, 1] = y
        y += float(sizes[row, 1].max())
    return corners, np.array([width, y]) - _GAP
