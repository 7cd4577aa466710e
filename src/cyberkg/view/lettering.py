"""Where names stand on a picture: none over another, none over a node, the most important ones first.

The same idea as ``labels.js`` has for the page, for pictures that nobody can zoom: what finds no free place
is left out, and the picture tells how many are named.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Box", "Label", "Sheet", "break_name", "place_labels"]

_CELL = 64.0
_GAP = 3.0
_LINES = 3  # that a name takes at the most
_SLACK = 1.2  # how much wider than asked a line may be if that saves one
_OUTS = (0.0, 0.7, 1.5)  # how far labels stand off, in their heights


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the picture, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have more than a rim in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies in another wholly."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name to be placed at a node.

    :param x: the node's middle, and ``radius`` half its size, in the units of the picture.
    :param width: of the longest of ``lines``; ``height`` of all of them.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    radius: float
    width: float
    height: float
    side: int = -1


class Sheet:
    """A surface cut into cells, to ask quickly whether a box is free."""

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def take(self, box: Box) -> None:
        """Keep a box free of what comes later."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box) -> bool:
        """Whether a box lies on the surface and meets nothing taken."""
        return box.within(self.frame) and not self.met(box)

    def met(self, box: Box) -> int:
        """Count what is taken that a box meets."""
        return len({taken for cell in _cells(box) for taken in self._cells.get(cell, ()) if box.meets(taken)})


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    for x in range(math.floor(box.left / _CELL), math.floor(box.right / _CELL) + 1):
        for y in range(math.floor(box.top / _CELL), math.floor(box.bottom / _CELL) + 1):
            yield x, y


def place_labels(
    labels: Sequence[Label], written: Sheet, marks: Sheet, *, leading: int = 0
) -> list[tuple[int, Box]]:
    """Place labels, the most important first, each at its node where there is room; take the room.

    Room that the layout has left for a leading label the others leave to it if they can.

    :param written: where letters stand, which none may cover.
    :param marks: where nodes stand, which only the leading labels may cover, and as few as may be.
    :param leading: so many of the first labels; only they may stand off their node, where nearer is no room.
    :returns: for each label that found room its number and its box.
    """
    led = [(number, label) for number, label in enumerate(labels[:leading]) if label.side >= 0]
    wished = {number: list(_spots(label, 0.0))[label.side] for number, label in led}
    placed = []
    for number, label in enumerate(labels):
        own = wished.get(number)
        kept = [box for other, box in wished.items() if other != number]
        outs = _OUTS if number < leading else _OUTS[:1]
        free = [(box, out) for out in outs for box in _spots(label, out) if written.is_free(box)]
        costs = [
            2 * marks.met(box) + 3 * sum(map(box.meets, kept)) + out - 1.5 * (box == own) for box, out in free
        ]
        best = min(range(len(free)), key=costs.__getitem__, default=None)
        if best is not None and (number < leading or not marks.met(free[best][0])):
            written.take(free[best][0])
            placed.append((number, free[best][0]))
    return placed


def _spots(label: Label, out: float) -> Iterable[Box]:
    """Where a label may stand: below, above, right, left of its node, and at its corners.

    :param out: how far it stands off, in heights of the label.
    """
    reach = label.radius + _GAP + out * label.height
    wide, high = label.width, label.height
    slant = 0.72 * reach
    for x, y in (
        # in the order of ``clearing.SIDES``
        (-wide / 2, reach),
        (-wide / 2, -reach - high),
        (reach, -high / 2),
        (-reach - wide, -high / 2),
        (slant, slant),
        (slant, -slant - high),
        (-slant - wide, slant),
        (-slant - wide, -slant - high),
    ):
        left, top = label.x + x, label.y + y
        yield Box(left, top, left + wide, top + high)


def break_name(text: str, width: int) -> tuple[str, ...]:
    """Break a name into as few lines of about equal length as it needs, at most three.

    A line may be a little wider than asked if that saves one; of what does not fit whole words give way to "…".

    >>> break_name("Office of the Privacy Commissioner for Personal Data", 30)
    ('Office of the Privacy', 'Commissioner for Personal Data')
    """
    widest = int(_SLACK * width)
    tokens = text.split(" ")
    count = min(_LINES, len(_filled(tokens, widest)))
    tried = (_filled(tokens, most) for most in range(-(-len(text) // count), widest))
    lines = next((lines for lines in tried if len(lines) <= count), _filled(tokens, widest))
    if len(lines) > count:
        lines = lines[:count]
        shorter = lines[-1].rpartition(" ")[0] or lines[-1][: widest - 1]
        lines[-1] = f"{lines[-1] if len(lines[-1]) < widest else shorter}…"
    return tuple(line if len(line) <= widest else f"{line[: widest - 1].rstrip()}…" for line in lines)


def _filled(tokens: Sequence[str], most: int) -> list[str]:
    """Fill lines of so many letters with words; a longer word has a line of its own."""
    lines = [tokens[0]]
    for token in tokens[1:]:
        if len(lines[-1]) + 1 + len(token) <= most:
            lines[-1] += f" {token}"
        else:
            lines.append(token)
    return lines
