"""The layouts that a user can choose from, and what each is good for.

    force     what is linked lies together: the shape of the whole
    radial    rings around what is asked for, or around the best connected: who is how far from it
    time      from left to right as things happened: what led to what
    columns   a column for each type: who belongs to what

All are worked out when the page is made and the same on every run. Those that lay out each component on its
own can set the components side by side for a wide screen or a narrow one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from cyberkg.view.clearing import clear
from cyberkg.view.columns import in_columns
from cyberkg.view.layout import Pieces, lay_out
from cyberkg.view.packing import ASPECT
from cyberkg.view.radial import in_rings
from cyberkg.view.timewise import in_time

__all__ = ["LAYOUTS", "Placed", "Plan", "Tick", "place"]

_TALL = 0.62  # width to height of what a phone leaves free
_WIDE = 1.45  # and of what a large screen does
_LOOSER = 2.0  # how much more room heights have where time takes the widths

Tick = tuple[int, str]  # where on the axis of time, and which month or year begins there


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be placed: nodes ``0 .. len(room) - 1``.

    :param links: pairs of nodes; direction, repetition and loops make no difference.
    :param room: for each node half the width and half the height it needs.
    :param groups: for each node the number of its community.
    :param kinds: for each node the number of its type.
    :param days: for each node the day in its middle as a proleptic ordinal, None where it is undated.
    :param centres: nodes that stand in the middle.
    :param names: nodes whose names should have room, with half the width and half the height of these; the most
        important first.
    """

    links: Sequence[tuple[int, int]]
    room: Sequence[tuple[float, float]]
    groups: Sequence[int]
    kinds: Sequence[int]
    days: Sequence[int | None]
    centres: Sequence[int] = ()
    names: Sequence[tuple[int, float, float]] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where nodes went, in whole units, the origin in the middle.

    :param piece: for each node which piece it belongs to.
    :param tall: for each piece how far to move it to fill a tall screen, ``wide`` to fill a wide one; empty
        where it is in one piece.
    :param sides: for each node whose name has room of its own on which side, of ``clearing.SIDES``.
    :param ticks: where on the axis of x which stretch of time begins; empty where x is no time.
    """

    points: list[tuple[int, int]]
    piece: list[int]
    tall: list[tuple[int, int]]
    wide: list[tuple[int, int]]
    ticks: list[Tick]
    sides: dict[int, int] = field(default_factory=dict)


def place(layout: str, plan: Plan, aspect: float = ASPECT) -> Placed:
    """Place the nodes of a plan by one of ``LAYOUTS``.

    :param aspect: width to height of the picture, as near as may be.
    """
    return LAYOUTS[layout](plan, aspect) if plan.room else Placed([], [], [], [], [])


def _force(plan: Plan, aspect: float) -> Placed:
    pieces = lay_out(plan.links, plan.room, plan.groups)
    sides: dict[int, int] = {}
    for number, (members, plane, boxes) in enumerate(zip(*pieces, strict=True)):
        at = {node: i for i, node in enumerate(members.tolist())}
        names = [(at[node], wide, high) for node, wide, high in plan.names if node in at]
        cleared = clear(plane, boxes, names)
        pieces.planes[number], pieces.boxes[number] = cleared.plane, cleared.boxes
        sides |= {int(members[node]): side for (node, *_), side in zip(names, cleared.sides, strict=True)}
    return replace(_packed(pieces, aspect), sides=sides)


def _radial(plan: Plan, aspect: float) -> Placed:
    return _packed(in_rings(plan.links, plan.room, plan.centres), aspect)


def _packed(pieces: Pieces, aspect: float) -> Placed:
    points = pieces.packed(aspect)
    piece = [0] * len(points)
    for number, members in enumerate(pieces.members):
        for member in members.tolist():
            piece[member] = number
    if len(pieces.members) < 2:
        return Placed(points, piece, [], [], [])
    firsts = [int(members[0]) for members in pieces.members]
    tall, wide = (
        [(other[first][0] - points[first][0], other[first][1] - points[first][1]) for first in firsts]
        for other in (pieces.packed(_TALL, names=False), pieces.packed(_WIDE))
    )
    return Placed(points, piece, tall, wide, [])


def _time(plan: Plan, aspect: float) -> Placed:
    below = lay_out(plan.links, plan.room, plan.groups).packed(aspect)
    heights = [_LOOSER * y for _, y in below]
    points, ticks = in_time(plan.links, plan.room, plan.days, heights, aspect)
    return Placed(points, [0] * len(points), [], [], ticks)


def _columns(plan: Plan, aspect: float) -> Placed:
    points = in_columns(plan.links, plan.room, plan.kinds, aspect)
    return Placed(points, [0] * len(points), [], [], [])


LAYOUTS: MappingProxyType[str, Callable[[Plan, float], Placed]] = MappingProxyType(
    {"force": _force, "radial": _radial, "time": _time, "columns": _columns}
)
