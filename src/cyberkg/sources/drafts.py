"""A stretch of text on its way to being a block: what is known of it before headings are told from text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cyberkg.sources.marked import Marked
from cyberkg.sources.numbering import Number

__all__ = ["Draft", "is_prose", "width"]

_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
_FINAL = re.compile(r"[.!?。！？…:：;；][\"'”’»)\]）」』]*$|[。！？]|[\"”»]$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A heading, a paragraph, a list entry or a rule, as found in the file.

    :param kind: ``heading`` (the format says so), ``paragraph``, ``bullet`` or ``rule`` (a drawn line, which
        ends an item).
    :param words: tidied; with its number, without its bullet.
    :param level: depth of a heading or list entry; 0 for a paragraph.
    :param number: the number it begins with, where it begins with one.
    :param lines: how many lines of the file it takes up.
    :param open_above: True where an empty line, or the start of the text, is above it.
    :param open_below: the same below.
    :param strong: True for a paragraph set in bold as a whole.
    """

    kind: str
    words: Marked
    level: int = 0
    number: Number | None = None
    lines: int = 1
    open_above: bool = True
    open_below: bool = True
    strong: bool = False

    @property
    def text(self) -> str:
        """The words without their offsets."""
        return self.words.text

    def unnumbered(self) -> Marked:
        """Cut the number off the words."""
        return self.words.cut(self.number.end) if self.number else self.words


def is_prose(draft: Draft) -> bool:
    """Tell whether a draft is running text: long enough, and ending as sentences end."""
    text = draft.text
    return width(text) >= 60 and (bool(_FINAL.search(text[-6:])) or width(text) >= 200)


def width(text: str) -> int:
    """Count the columns a text takes up, where a Chinese character takes two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
