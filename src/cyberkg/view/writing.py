"""Letters on a static picture: names at their nodes, words on their lines, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cyberkg.view.drawing import Drawing, Mark
from cyberkg.view.lettering import Box, Label, Sheet, break_name, place_labels
from cyberkg.view.typeface import Typeface

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["DASHES", "DPI", "FEW", "NOTE", "Ink", "write_names", "write_words"]

DPI = 100
FEW = 60  # nodes up to which lines have arrowheads and words, and names are written more fully
NOTE = 12.0  # the size of small letters in pixels
DASHES = {"denied": (0, (6, 3)), "planned": (0, (1.5, 3)), "reported": (0, (7, 3))}
_NAMED = 400  # names that are tried
_SIZES = ((30, 15.0), (FEW, 13.5), (150, 12.5))  # up to so many nodes, names of this size; of more
_SIZE = 11.5
_LEADING = 14  # names that may cover a lesser node


class Ink:
    """Colours of the theme and the letters they are written in; sizes and widths are pixels."""

    def __init__(self, paint: dict[str, str], face: Typeface) -> None:
        self.paint = paint
        self.face = face

    def line(self, status: str) -> str:
        """Tell the colour of the lines of a status."""
        return self.paint.get(status, self.paint["edge"])

    def fit(self, text: str, size: float, width: float, *, bold: bool = False) -> str:
        """Cut a line to a width in pixels."""
        shown = self.face.drawable(text)
        if self.face.width(shown, size, bold=bold) <= width:
            return shown
        while shown and self.face.width(f"{shown}…", size, bold=bold) > width:
            shown = shown[:-1]
        return f"{shown.rstrip()}…"

    def write(self, axes: Axes, x: float, y: float, text: str, size: float, **look: Any) -> None:
        """Write text as it is: nothing in it is a formula. ``y`` is its top."""
        settings = {"color": self.paint["ink"], "va": "top", "ha": "left", "zorder": 5, **look}
        words = axes.text(x, y, self.face.drawable(text), fontsize=size * 72 / DPI, **settings)
        words.set_parse_math(False)


def write_names(axes: Axes, marks: Sequence[Mark], written: Sheet, ink: Ink) -> int:
    """Write the names that find room, the highest rank first; tell how many."""
    ranked = sorted(range(len(marks)), key=lambda i: (-marks[i].rank, marks[i].name, i))[:_NAMED]
    many = any(mark.parts for mark in marks)  # whose names would hide what they tell
    few = len(marks) <= FEW and not many
    size = next((size for most, size in _SIZES if len(marks) <= most), _SIZE)
    size = min(size, max(_SIZE, written.frame.right / 64))
    labels = [_label(marks[i], size, ink, bold=place < 8 and not few) for place, i in enumerate(ranked)]
    covered = Sheet(written.frame)
    for mark in marks:
        r = mark.radius
        covered.take(Box(mark.x - r, mark.y - r, mark.x + r, mark.y + r))
    leading = len(labels) if few else 0 if many else _LEADING
    placed = place_labels(labels, written, covered, leading=leading)
    patch = {"facecolor": ink.paint["ground"], "alpha": 0.7, "edgecolor": "none", "pad": 0.6}
    for number, box in placed:
        _lead(axes, labels[number], box, ink)
        weight = "bold" if number < 8 and not few else "normal"
        for i, line in enumerate(labels[number].lines):
            middle, top = (box.left + box.right) / 2, box.top + 1.5 + i * 1.25 * size
            ink.write(axes, middle, top, line, size, ha="center", weight=weight, bbox=patch)
    for mark in marks:
        written.take(
            Box(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)
        )
    return len(placed)


def _lead(axes: Axes, label: Label, box: Box, ink: Ink) -> None:
    """Draw a line from a name that stands off to its node."""
    x = min(max(label.x, box.left), box.right)
    y = min(max(label.y, box.top), box.bottom)
    if ((x - label.x) ** 2 + (y - label.y) ** 2) ** 0.5 > label.radius + label.height / 2:
        axes.plot([label.x, x], [label.y, y], color=ink.paint["muted"], lw=0.6, zorder=1.8)


def _label(mark: Mark, size: float, ink: Ink, *, bold: bool) -> Label:
    lines = break_name(ink.face.drawable(mark.name), 30 if bold or size > _SIZE else 22)
    wide = max(ink.face.width(line, size, bold=bold) for line in lines)
    return Label(lines, mark.x, mark.y, mark.radius, wide, len(lines) * 1.25 * size + 2, mark.side)


def write_words(axes: Axes, drawing: Drawing, written: Sheet, ink: Ink) -> None:
    """Write what lines say at their middles, where there is room."""
    patch = {"facecolor": ink.paint["ground"], "alpha": 0.8, "edgecolor": "none", "pad": 0.6}
    for line in drawing.lines:
        a, b = drawing.marks[line.start], drawing.marks[line.end]
        wide = ink.face.width(line.words, NOTE)
        if not line.words or ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 < a.radius + b.radius + wide * 0.6:
            continue
        x, y = (a.x + b.x) / 2, (a.y + b.y) / 2
        box = Box(x - wide / 2 - 2, y - 8, x + wide / 2 + 2, y + 8)
        if written.is_free(box):
            written.take(box)
            colour = ink.line(line.status) if line.status in DASHES else ink.paint["muted"]
            ink.write(axes, x, y, line.words, NOTE, color=colour, ha="center", va="center", bbox=patch)
