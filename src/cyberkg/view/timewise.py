"""From left to right as things happened: dated things at their day, the rest between those they belong to.

The scale bends: a month in which much happened is wider than one in which little did, so that busy weeks can
be told apart and quiet years take no room. Where months and years begin is told with the places.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from cyberkg.view.layout import pairs_of, step_aside

__all__ = ["in_time"]

_QUIET = 0.12  # the width of an empty month, in those of a thing that happened
_ROUNDS = 12
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def in_time(
    links: Sequence[tuple[int, int]],
    room: Sequence[tuple[float, float]],
    days: Sequence[int | None],
    heights: Sequence[float],
    aspect: float,
) -> tuple[list[tuple[int, int]], list[tuple[int, str]]]:
    """Place nodes by time, in whole units, the origin in the middle.

    :param days: for each node its day as a proleptic ordinal, None where it is undated.
    :param heights: where each node would like to be from top to bottom.
    :param aspect: width to height of the whole, as near as may be.
    :returns: a point for each node, and for each month or year that begins its x and its name. Things that
        are linked to nothing dated stand on the left, before time begins, and are called undated.
    """
    dated = [day for day in days if day is not None]
    boxes = np.array(room, dtype=np.float64).reshape(-1, 2)
    wish = np.array(heights, dtype=np.float64)
    high = max(float(np.ptp(wish)), 400.0)
    wide = high * aspect
    scale = _scale(dated, wide)
    if scale is None:
        plane = np.column_stack([np.zeros(len(room)), wish])
        return _whole(step_aside(plane, boxes)), []
    begins, places = scale
    x = np.array([np.nan if day is None else np.interp(day, begins, places) for day in days])
    x = _between(x, pairs_of(links))
    lost = np.isnan(x)
    left = -wide / 2 - 4 * float(boxes[:, 0].max())
    x[lost] = left - 2 * float(boxes[:, 0].max()) * (np.arange(lost.sum()) % 3)
    plane = step_aside(np.column_stack([x, wish]), boxes, only=1)
    ticks = [(round(place), name) for place, name in _ticks(begins, places)]
    if lost.any():
        ticks.insert(0, (round(float((x[lost] - boxes[lost, 0]).min())), "undated"))
    return _whole(plane), ticks


def _scale(dated: Sequence[int], wide: float) -> tuple[list[int], list[float]] | None:
    """Lay out the months from the first to the last: the day each begins on, and where; None where undated.

    The end of the last one comes at the end.
    """
    if not dated:
        return None
    first, last = date.fromordinal(min(dated)), date.fromordinal(max(dated))
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    begins = [date(month // 12, month % 12 + 1, 1).toordinal() for month in months]
    begins.append(begins[-1] + 31)
    held, _ = np.histogram(dated, begins)
    share = _QUIET + held**0.8
    places = np.concatenate([[0.0], np.cumsum(share)]) * (wide / share.sum()) - wide / 2
    return begins, places.tolist()


def _ticks(begins: Sequence[int], places: Sequence[float]) -> list[tuple[float, str]]:
    """Name each year that begins, and each month where these are few."""
    found = []
    for i, (begin, place) in enumerate(zip(begins[:-1], places[:-1], strict=True)):
        day = date.fromordinal(begin)
        if day.month == 1 or i == 0:
            found.append((place, str(day.year) if day.month == 1 else f"{_MONTHS[day.month - 1]} {day.year}"))
        elif len(begins) <= 40:
            found.append((place, _MONTHS[day.month - 1]))
    return found


def _between(x: npt.NDArray[np.float64], pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Set each undated node amid those it is linked with, the nearest to dated ones first."""
    x = x.copy()
    open_ = np.isnan(x)
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    for _ in range(_ROUNDS):
        known = ~np.isnan(x[ends[:, 1]])
        count = np.bincount(ends[known, 0], minlength=len(x))
        total = np.bincount(ends[known, 0], x[ends[known, 1]], len(x))
        move = open_ & (count > 0)
        x[move] = total[move] / count[move]
    return x


def _whole(plane: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in np.rint(plane)]
