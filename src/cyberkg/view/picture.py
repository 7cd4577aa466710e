"""The network as a picture for a slide or a report: PNG, SVG or PDF, made without a browser.

Drawn by matplotlib from the same rows as the page. Nothing of a briefing is more than text in it: names are
never read as formulas, and what no font here can draw is written in Latin letters. Equal knowledge gives
equal bytes: no date, no random name, none of the user's settings of matplotlib.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cyberkg.model import Knowledge
from cyberkg.view.drawing import make_drawing
from cyberkg.view.painting import frame_in, paint
from cyberkg.view.project import project
from cyberkg.view.rows import WHOLE, PageData, Wish, page_data
from cyberkg.view.theme import colours
from cyberkg.view.ties import VIEWS
from cyberkg.view.typeface import Typeface
from cyberkg.view.wording import clean
from cyberkg.view.writing import DPI, Ink

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["FORMATS", "SIZE", "Size", "draw"]

FORMATS = ("png", "svg", "pdf")
_MOST = 20_000  # nodes that are laid out; of more, the best connected


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a picture in pixels; a pixel is a hundredth of an inch in SVG and PDF."""

    width: int = 1600
    height: int = 900


SIZE = Size()


def draw(
    knowledge: Knowledge,
    form: str,
    *,
    title: str = "cyberkg",
    wish: Wish = WHOLE,
    theme: str = "light",
    size: Size = SIZE,
) -> bytes:
    """Draw knowledge as a picture. Equal knowledge gives equal bytes, with the same matplotlib and fonts.

    :param form: one of ``FORMATS``.
    :param title: what stands above it, as plain text.
    :param wish: which part of it, how placed, and which view.
    :param theme: ``light`` or ``dark``.
    :raises DamagedError: a fact speaks of an unknown entity.
    :raises UsageError: nothing is left of the part wished for.
    """
    import matplotlib as mpl

    frame = frame_in(size.width, size.height)
    aspect = (frame.right - frame.left) / (frame.bottom - frame.top)
    content = page_data(project(knowledge), most=_MOST, wish=wish, aspect=aspect)
    drawing = make_drawing(content, frame, theme, wish.report)
    with mpl.rc_context():
        mpl.rcdefaults()
        face = Typeface()
        mpl.rcParams.update(
            {
                "svg.hashsalt": "cyberkg",
                "svg.fonttype": "none",
                "pdf.fonttype": 42,
                "font.family": face.families,
                "path.simplify": False,
            }
        )
        ink = Ink(colours(theme), face)
        figure = paint(drawing, clean(title), _lead(content, wish.report), (size.width, size.height), ink)
        return _save(figure, form, clean(title))


def _lead(content: PageData, view: str) -> str:
    count = content["briefings"]
    briefings = f"{count:,} briefing{'' if count == 1 else 's'}"
    return " · ".join(filter(None, [VIEWS[view].title if view else "", content["part"], briefings]))


def _save(figure: Figure, form: str, title: str) -> bytes:
    unsaid: dict[str, dict[str, str | None]] = {
        "png": {"Software": None},
        "svg": {"Date": None, "Creator": None, "Title": title},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": title},
    }
    content = io.BytesIO()
    figure.savefig(content, format=form, dpi=DPI, metadata=unsaid[form])
    return content.getvalue()
