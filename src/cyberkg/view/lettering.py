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

    :param written: where letters stand, which none may cover.
    :param marks: where nodes stand, which only the leading labels may cover, and as few as may be.
    :param leading: so many of the first labels; only they may stand off their node, where nearer is no room.
    :returns: for each label that found room its number and its box.
    """
    placed = []
    for number, label in enumerate(labels):
        outs = _OUTS if number < leading else _OUTS[:1]
        free = [box for out in outs for box in _spots(label, out) if written.is_free(box)]
        best = min(free, key=marks.met, default=None)
        if best is not None and (number < leading or not marks.met(best)):
            written.take(best)
            placed.append((number, best))
    return placed


def _spots(label: Label, out: float) -> Iterable[Box]:
    """Where a label may stand: below, above, right, left of its node, and at its corners.

    :param out: how far it stands off, in heights of the label.
    """
    reach = label.radius + _GAP + out * label.height
    wide, high = label.width, label.height
    slant = 0.72 * reach
    for x, y in (
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
    """Break a name into at most two lines of about equal length; what does not fit gives way to "…".

    >>> break_name("Office of the Privacy Commissioner for Personal Data", 30)
    ('Office of the Privacy', 'Commissioner for Personal Data')
    """
    gaps = [at for at, letter in enumerate(text) if letter == " "]
    if len(text) <= width or not gaps:
        lines: tuple[str, ...] = (text,)
    else:
        middle = min(gaps, key=lambda gap: max(gap, len(text) - gap - 1))
        fits = max(middle, len(text) - middle - 1) <= width
        gap = middle if fits else max((gap for gap in gaps if gap <= width), default=gaps[0])
        lines = text[:gap], text[gap + 1 :]
    return tuple(line if len(line) <= width else f"{line[: width - 1].rstrip()}…" for line in lines)
