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
_TAG = re.compile(r"<[^<>]*>")
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
    html = briefing.path.suffix.lower() in {".html", ".htm"}
    masked = _between_tags(text, briefing.name, clean) if html else clean(text, briefing.name)
    return Masked(briefing.path, masked) if masked != text else Masked(briefing.path, None)


def _between_tags(text: str, name: str, clean: Clean) -> str:
    """Mask names in a page, also those with tags between their words; the tags stay."""
    masked = clean(_TAG.sub(lambda found: " " * len(found[0]), text), name)
    hidden = {at for at, c in enumerate(masked) if c == MASK}
    for found in _TAG.finditer(text):
        hidden.difference_update(range(found.start(), found.end()))
    return "".join(MASK if at in hidden else c for at, c in enumerate(text))


def write_briefing(masked: Masked) -> None:
    """Replace a source file by its masked text.

    :raises DiskError: where the disk refuses; the file is as it was then.
    """
    if masked.text is not None:
        replace_text(masked.path, masked.text)
