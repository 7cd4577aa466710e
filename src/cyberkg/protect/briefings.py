"""The source files: which of them name somebody, and the name masked in those where that can be done."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cyberkg.errors import CyberkgError, DiskError, InputError
from cyberkg.forgotten import MASK
from cyberkg.protect.places import Briefing
from cyberkg.protect.word_file import mask_word
from cyberkg.review.text_file import read_text, replace_bytes
from cyberkg.sources import Parsers
from cyberkg.sources.extract import compose
from cyberkg.store.disk import disk_errors

__all__ = ["Masked", "mask_briefing", "write_briefing"]

_PLAIN = frozenset({".txt", ".md", ".html", ".htm"})
_IN_WORD = "mask the name in Word, in comments and properties too"
_BY_HAND = {
    ".pdf": "a PDF cannot be masked here, and a box drawn over the name leaves it in the file: remove the name with an "
    "editor that redacts, or take the file out of the folder"
}
_ROWS = "take out the rows that name the person"
_TAG = re.compile(r"<[^<>]*>")
Clean = Callable[[str, str], str]
"""Masks names in a text that is of a document, the second argument."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A source file that names somebody.

    :param content: its bytes with the names masked; None where that cannot be done here.
    :param by_hand: what to do by hand then.
    """

    path: Path
    content: bytes | None
    by_hand: str = ""


def mask_briefing(briefing: Briefing, clean: Clean) -> Masked | None:
    """Mask names in a source file, in memory; None where it has none.

    Plain text, Markdown and HTML in UTF-8 can be masked, and Word documents: in others a user has to.
    """
    told, suffix = briefing.text, briefing.path.suffix.lower()
    if suffix == ".docx":
        return _word(briefing, clean)
    if told is not None and clean(told, briefing.name) == told:
        return None
    if suffix not in _PLAIN:
        return Masked(briefing.path, None, _BY_HAND.get(suffix, _ROWS)) if told is not None else None
    try:
        text = read_text(briefing.path)
    except InputError:
        return Masked(briefing.path, None, "save it as UTF-8 and run this again")
    html = suffix in {".html", ".htm"}
    masked = _between_tags(text, briefing.name, clean) if html else clean(text, briefing.name)
    if masked == text:
        return Masked(briefing.path, None, "mask the name in an editor")
    return Masked(briefing.path, masked.encode("utf-8"))


def _word(briefing: Briefing, clean: Clean) -> Masked | None:
    """Mask names in a Word document, and read what came of it as a build will."""

    def clean_it(text: str) -> str:
        return clean(text, briefing.name)

    named = briefing.text is not None and clean_it(briefing.text) != briefing.text
    try:
        with disk_errors(briefing.path):
            content = briefing.path.read_bytes()
        masked = mask_word(content, clean_it)
        if masked == content:
            return Masked(briefing.path, None, _IN_WORD) if named else None
        if named:
            with Parsers() as parsers:
                left, _ = compose(parsers.parse("docx", masked, briefing.name))
            if clean_it(left) != left:
                return Masked(briefing.path, None, _IN_WORD)
    except DiskError:
        raise
    except CyberkgError:  # damaged, or a trap: builds refuse most of these too
        return Masked(briefing.path, None, _IN_WORD) if named else None
    return Masked(briefing.path, masked)


def _between_tags(text: str, name: str, clean: Clean) -> str:
    """Mask names in a page, also those with tags between their words; the tags stay."""
    masked = clean(_TAG.sub(lambda found: " " * len(found[0]), text), name)
    hidden = {at for at, c in enumerate(masked) if c == MASK}
    for found in _TAG.finditer(text):
        hidden.difference_update(range(found.start(), found.end()))
    return "".join(MASK if at in hidden else c for at, c in enumerate(text))


def write_briefing(masked: Masked) -> None:
    """Replace a source file by its masked content.

    :raises DiskError: where the disk refuses; the file is as it was then.
    """
    if masked.content is not None:
        replace_bytes(masked.path, masked.content)
