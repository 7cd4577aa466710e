"""What a parser takes out of a file, in a form that goes through a pipe as JSON.

Parsers run in a child process that may be taken over by the file it reads, so nothing but plain strings and
numbers comes back, and ``unpack`` believes none of it unchecked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cyberkg.errors import InputError
from cyberkg.sources.drafts import Draft
from cyberkg.sources.limits import TEXT_CHARS
from cyberkg.sources.marked import Marked
from cyberkg.sources.numbering import find_number

__all__ = ["Extract", "Piece", "compose", "pack", "unpack"]

_KINDS = frozenset({"heading", "paragraph", "bullet", "rule"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a paragraph, a list entry or a rule that a format marks as one.

    :param level: depth of a heading or list entry (1 is the topmost); 0 for a paragraph.
    :param strong: True for a paragraph set in bold as a whole.
    :param runs: for a format whose own text is the text as read: (offset, length) of the stretches that
        ``text`` is put together from.
    """

    kind: str
    text: str
    level: int = 0
    strong: bool = False
    runs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """What a parser found in a file.

    :param text: a plain text yet to be cut (a PDF); empty where there are pieces.
    :param dates: dates given as those of the text, the best first; ``properties`` those of the file.
    :param margins: lines of page headers and footers that may mark the text (``TLP:AMBER``).
    """

    pieces: tuple[Piece, ...] = ()
    text: str = ""
    title: str = ""
    source: str = ""
    dates: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()


def compose(extract: Extract) -> tuple[str, list[Draft]]:
    """Write the pieces as the text as read, blocks between empty lines and the title first.

    :returns: the text, and the pieces as drafts whose offsets count in it.
    """
    pieces = list(extract.pieces)
    if extract.title and not any(p.kind == "heading" and p.text == extract.title for p in pieces):
        pieces.insert(0, Piece("heading", extract.title, 1))
    parts: list[str] = []
    drafts: list[Draft] = []
    at = 0
    for piece in pieces:
        before = "" if not parts else "\n\n"
        before += "- " if piece.kind == "bullet" else "* * *" if piece.kind == "rule" else ""
        parts += [before, piece.text]
        start = at + len(before)
        at = start + len(piece.text)
        drafts.append(draft(piece, Marked(piece.text, range(start, at))))
    return "".join(parts), drafts


def draft(piece: Piece, words: Marked) -> Draft:
    """Make a piece a draft of the given words."""
    number = find_number(words.text[:200]) if piece.kind in {"heading", "paragraph"} else None
    return Draft(piece.kind, words, piece.level, number, strong=piece.strong)


def pack(extract: Extract) -> bytes:
    """Write an extract as JSON."""
    whole = {
        "pieces": [[p.kind, p.text, p.level, p.strong, p.runs] for p in extract.pieces],
        "text": extract.text,
        "title": extract.title,
        "source": extract.source,
        "dates": extract.dates,
        "properties": extract.properties,
        "margins": extract.margins,
    }
    return json.dumps(whole, ensure_ascii=True).encode("ascii")


def unpack(packed: bytes, name: str) -> Extract:
    """Read what ``pack`` wrote.

    :raises InputError: where it is anything else.
    """
    try:
        whole = json.loads(packed)
        return Extract(
            pieces=tuple(_piece(row) for row in whole["pieces"]),
            text=_text(whole["text"]),
            title=_text(whole["title"]),
            source=_text(whole["source"]),
            dates=_texts(whole["dates"]),
            properties=_texts(whole["properties"]),
            margins=_texts(whole["margins"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError("could not be parsed", name, "open and save it again, or save it as text") from error


def _piece(row: Sequence[Any]) -> Piece:
    kind, text, level, strong, runs = row
    if kind not in _KINDS:
        raise ValueError(kind)
    pairs = tuple((int(start), int(length)) for start, length in runs)
    return Piece(kind, _text(text), min(max(int(level), 0), 99), bool(strong), pairs)


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)


def _text(value: object) -> str:
    """Take a string as text that can be written: no lone surrogates, not over the limit."""
    if not isinstance(value, str) or len(value) > TEXT_CHARS:
        raise ValueError("no text")
    return value.encode("utf-8", "replace").decode()
