"""The letters of a static picture: how wide they are, and what is written where no font has them.

The first family comes with matplotlib and so is the same everywhere; it has Latin, Greek, Cyrillic, Arabic
and Hebrew. The others are fonts that many systems have for what it lacks, Chinese, Japanese and Korean above
all. What none of them has is written in Latin letters by ``anyascii``, so that no name is a row of boxes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

__all__ = ["Typeface"]

_OWN = "DejaVu Sans"
_WIDER = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "PingFang SC",
    "Hiragino Sans",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Arial Unicode MS",
)


class Typeface:
    """The fonts that are there."""

    def __init__(self) -> None:
        from matplotlib import font_manager
        from matplotlib.ft2font import FT2Font

        known = {entry.name: entry.fname for entry in font_manager.fontManager.ttflist}
        self.families = [_OWN, *(name for name in _WIDER if name in known)]
        paths = [font_manager.findfont(_OWN), *(known[name] for name in self.families[1:])]
        self._letters = frozenset().union(*(FT2Font(path).get_charmap() for path in paths))
        self._measure = lru_cache(maxsize=None)(self._measured)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Measure a line, in the unit of ``size``."""
        return self._measure(text, bold) * size / 100

    def _measured(self, text: str, bold: bool) -> float:
        from matplotlib.font_manager import FontProperties
        from matplotlib.textpath import text_to_path

        face: Any = FontProperties(family=self.families, weight="bold" if bold else "normal", size=100)
        width, _, _ = text_to_path.get_text_width_height_descent(text, face, ismath=False)
        return float(width)

    def drawable(self, text: str) -> str:
        """Write a text so that every letter can be drawn: a word that none of the fonts has in Latin letters."""
        if all(ord(letter) in self._letters for letter in text):
            return text
        from anyascii import anyascii

        plain = (anyascii(letter) if ord(letter) not in self._letters else letter for letter in text)
        return "".join(plain) or "?"
