"""The source files: which of them name somebody, and the name masked in those that are plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.forgotten import MASK
from cyberkg.protect.places import Briefing
from cyberkg.review.text_file import read_text, replace_text

__all__ = ["Masked", "mask_briefing", "write_briefing"]

_PLAIN = frozenset({".txt", ".md", ".html", ".htm"})
_TAG = re.compile(r"(<[^<>]*>)")
Clean = Callable[[str, str], str]
"""Masks names in a text that is of a document, the second argument."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A source file with names masked.

    :param text: what it says then; None where it cannot be done here.
    """

    path: Path
    text: str | None


def mask_briefing(briefing: Briefing, clean: Clean) -> Masked | None:
    """Mask names in a source file, in memory; None where it has none.

    Only plain text, Markdown and HTML in UTF-8 can be masked: in others a user has to.
    """
    told = briefing.text
    if told is not None and clean(told, briefing.name) == told:
        return None
    if briefing.path.suffix.lower() not in _PLAIN:
        return Masked(briefing.path, None) if told is not None else None
    try:
        text = read_text(briefing.path)
    except InputError:
        return Masked(briefing.path, None)
    masked = clean(text, briefing.name)
    if briefing.path.suffix.lower() in {".html", ".htm"}:
        masked = _with_tags(text, masked)
    return Masked(briefing.path, masked) if masked != text else Masked(briefing.path, None)


def _with_tags(text: str, masked: str) -> str:
    """Put back the tags that stand within a masked name."""
    parts, at = [], 0
    for piece in _TAG.split(text):
        parts.append(piece if piece.startswith("<") and MASK in masked[at : at + len(piece)] else "")
        parts[-1] = parts[-1] or masked[at : at + len(piece)]
        at += len(piece)
    return "".join(parts)


def write_briefing(masked: Masked) -> None:
    """Replace a source file by its masked text.

    :raises DiskError: where the disk refuses; the file is as it was then.
    """
    if masked.text is not None:
        replace_text(masked.path, masked.text)
