"""A drawing put on a figure of matplotlib: lines below, marks on them, letters on top, and a legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cyberkg.view.drawing import Drawing, Key, Line, Mark
from cyberkg.view.lettering import Box, Sheet
from cyberkg.view.theme import FAIR
from cyberkg.view.writing import DASHES, DPI, FEW, NOTE, Ink, write_names, write_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["frame_in", "paint"]

_TITLE, _LEAD = 23.0, 13.0  # sizes of letters in pixels
_TOP, _SIDE, _ROW = 78.0, 28.0, 22.0  # what the frame leaves to title, rim and a row of the legend
_RIM = 0.26  # of the radius of what stands for many things, as in ``overlay.js``
_COUNTED = 12.0  # pixels of radius from which there is room for a number
_WIDE = 1150  # pixels in which a legend and what is told stand in one row


def frame_in(width: int, height: int) -> Box:
    """What of a picture is free of the title above and of the legend below."""
    rows = 1 if width >= _WIDE else 2 if width >= _WIDE / 2 else 4
    return Box(_SIDE, _TOP, width - _SIDE, height - 30 - rows * _ROW)


def paint(drawing: Drawing, title: str, lead: str, size: tuple[int, int], ink: Ink) -> Figure:
    """Paint a drawing that was made for ``frame_in(*size)``.

    :param title: what stands above it, and ``lead`` what stands below that, smaller.
    :param size: width and height in pixels.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = size
    frame = frame_in(*size)
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=ink.paint["ground"])
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    sheet = Sheet(frame)
    _ticks(axes, drawing, frame, sheet, ink)
    _lines(axes, drawing, ink)
    _marks(axes, drawing.marks)
    _rims(axes, drawing.marks, ink)
    named = write_names(axes, drawing.marks, sheet, ink)
    if len(drawing.marks) <= FEW:
        write_words(axes, drawing, sheet, ink)
    free = width - 2 * _SIDE
    ink.write(axes, _SIDE, 20, ink.fit(title, _TITLE, free, bold=True), _TITLE, weight="bold")
    ink.write(axes, _SIDE, 50, ink.fit(lead, _LEAD, free), _LEAD, color=ink.paint["muted"])
    told = drawing.told if named == len(drawing.marks) else f"{drawing.told}, {named:,} named"
    told = ink.fit(told, NOTE, free)
    ink.write(axes, width - _SIDE, height - 34, told, NOTE, color=ink.paint["muted"], ha="right")
    right = width - _SIDE - (ink.face.width(told, NOTE) + 20 if width >= _WIDE else 0)
    _legend(axes, drawing.keys, frame.bottom + 25, right, ink)
    return figure


def _ticks(axes: Axes, drawing: Drawing, frame: Box, sheet: Sheet, ink: Ink) -> None:
    # Years take their room before months, which mean nothing without them.
    for x, name in sorted(drawing.ticks, key=lambda tick: not any(letter.isdigit() for letter in tick[1])):
        axes.plot([x, x], [frame.top + 20, frame.bottom], color=ink.paint["rule"], lw=0.7, zorder=0)
        room = Box(x, frame.top, x + ink.face.width(name, NOTE) + 14, frame.top + 18)
        if x >= frame.left and not sheet.met(room):
            ink.write(axes, x + 3, frame.top, name, NOTE, color=ink.paint["muted"])
            sheet.take(room)


def _lines(axes: Axes, drawing: Drawing, ink: Ink) -> None:
    from matplotlib.collections import LineCollection

    few = len(drawing.marks) <= FEW and not any(mark.parts for mark in drawing.marks)
    faint = 0.75 if few else 0.5 if len(drawing.marks) <= 1500 else 0.25
    for status in sorted({line.status for line in drawing.lines}):
        own = [line for line in drawing.lines if line.status == status]
        ends = [[_point(drawing.marks[line.start]), _point(drawing.marks[line.end])] for line in own]
        axes.add_collection(
            LineCollection(
                ends, colors=ink.line(status), linewidths=[line.width * 72 / DPI for line in own],
                linestyles=[DASHES.get(status, "solid")], alpha=faint, zorder=1,
            ),
            autolim=False,
        )  # fmt: skip
        if few:
            _arrows(axes, drawing.marks, [line for line in own if line.directed], ink.line(status))


def _point(mark: Mark) -> tuple[float, float]:
    return mark.x, mark.y


def _arrows(axes: Axes, marks: Sequence[Mark], lines: Sequence[Line], colour: str) -> None:
    from matplotlib.collections import PolyCollection

    heads = []
    for line in lines:
        a, b = marks[line.start], marks[line.end]
        length = ((b.x - a.x) ** 2 + (b.y - a.y) ** 2) ** 0.5
        if length < a.radius + b.radius + 12:
            continue
        dx, dy = (b.x - a.x) / length, (b.y - a.y) / length
        tip = (b.x - dx * (b.radius + 1), b.y - dy * (b.radius + 1))
        foot = (tip[0] - 9 * dx, tip[1] - 9 * dy)
        heads.append(
            [tip, (foot[0] - 3.4 * dy, foot[1] + 3.4 * dx), (foot[0] + 3.4 * dy, foot[1] - 3.4 * dx)]
        )
    axes.add_collection(PolyCollection(heads, facecolors=colour, linewidths=0, zorder=1.5), autolim=False)


def _marks(axes: Axes, marks: Sequence[Mark]) -> None:
    """Draw the marks by look, those of one look together, the small ones on top."""
    from matplotlib.collections import PathCollection

    looks: dict[tuple[str, str, str], list[Mark]] = {}
    for mark in marks:
        looks.setdefault((mark.shape, mark.fill, mark.outline), []).append(mark)
    for (shape, fill, outline), own in sorted(looks.items()):
        axes.add_collection(
            PathCollection(
                [_outline(shape, mark.x, mark.y, mark.radius) for mark in own],
                facecolors=fill, edgecolors=outline, linewidths=0.9, zorder=2,
            ),
            autolim=False,
        )  # fmt: skip


def _rims(axes: Axes, marks: Sequence[Mark], ink: Ink) -> None:
    """Around what stands for many things a rim that tells of which types they are, and within how many."""
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Wedge

    for mark in marks:
        wedges, at = [], -90.0
        for _, share in mark.parts:
            end = at + 360 * share
            gap = min(2.0, (end - at) / 4)  # so that two colours that look alike do not run together
            wedges.append(Wedge((mark.x, mark.y), mark.radius, at + gap, end - gap, width=_RIM * mark.radius))
            at = end
        if wedges:
            fills = [fill for fill, _ in mark.parts]
            axes.add_collection(
                PatchCollection(wedges, facecolors=fills, linewidths=0, zorder=2.5), autolim=False
            )
        if wedges and mark.radius >= _COUNTED:
            look = {"color": ink.paint["muted"], "ha": "center", "va": "center"}
            ink.write(axes, mark.x, mark.y, f"{mark.rank:,}", NOTE - 2, **look)


def _outline(shape: str, x: float, y: float, radius: float) -> Any:
    """The path of a shape, as ``shapes.js`` draws it."""
    import numpy as np
    from matplotlib.path import Path

    if shape == "dot":
        return Path.circle((x, y), radius)
    if shape == "square":
        corners = radius * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    else:
        count, turn, reach = {
            "diamond": (4, -0.5, (1.0,)),
            "triangle": (3, -0.5, (1.1,)),
            "hexagon": (6, 0.0, (1.0,)),
            "star": (10, -0.5, (0.98, 0.48)),
        }[shape]
        angle = np.pi * (turn + 2 * np.arange(count) / count)
        far = radius * np.resize(reach, count)
        corners = np.column_stack([far * np.cos(angle), far * np.sin(angle)])
        corners[:, 1] += 0.12 * radius if shape == "triangle" else 0
    points = np.vstack([corners, corners[:1]]) + np.array([x, y])
    return Path(points, closed=True)


def _legend(axes: Axes, keys: Sequence[Key], y: float, right: float, ink: Ink) -> None:
    """Write the legend from left to right, in rows; ``y`` is the middle of the first, ``right`` its end."""
    x = _SIDE
    for key in keys:
        sample = 19.0 if key.shape else 30.0
        width = sample + ink.face.width(key.text, NOTE) + 20
        if x > _SIDE and x + width > right:
            x, y = _SIDE, y + _ROW
        if key.shape:
            _marks(axes, [Mark(x + 7, y, 6.2 * FAIR[key.shape], key.shape, key.fill, key.outline, "", 0)])
        else:
            dashes = DASHES.get(key.status, "solid")
            axes.plot([x, x + 24], [y, y], lw=1.4, zorder=2, color=ink.line(key.status), ls=dashes)
        ink.write(axes, x + sample, y, key.text, NOTE, va="center")
        x += width
