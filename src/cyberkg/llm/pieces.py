"""A document cut into pieces small enough for one request, along its items.

A piece holds the readable words of whole items where they fit, else of whole blocks, else of a block up to
the end of a sentence. Each of its characters knows its place in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cyberkg.model import Block, Document, Item, Span

__all__ = ["LONGEST", "Piece", "cut"]

LONGEST = 4000  # characters; about 1000 tokens, so that prompt, text and answer fit a context of 8192
_BREAK = "\n\n"
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+")
_WORD_END = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """What one request sends.

    :param text: the words, blocks apart by an empty line.
    :param offsets: for each character of ``text`` its offset in the document's text; as long as ``text``.
    :param headings: texts of the headings above, the topmost first.
    """

    text: str
    offsets: tuple[int, ...] = field(repr=False)
    headings: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Translate offsets in ``text`` (half-open, non-empty) to a span of the document's text."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def cut(document: Document, longest: int = LONGEST) -> tuple[Piece, ...]:
    """Cut a document into pieces of ``longest`` characters at the most, in order; none where it says nothing."""
    pieces: list[Piece] = []
    for part in _parts(document.items, longest):
        if pieces and len(pieces[-1].text) + len(_BREAK) + len(part.text) <= longest:
            pieces[-1] = _joined([pieces[-1], part])
        else:
            pieces.append(part)
    return tuple(pieces)


def _parts(items: Iterable[Item], longest: int) -> Iterator[Piece]:
    """Give items whole where they fit, else in runs of their blocks."""
    for item in items:
        blocks = [b for b in (item.heading, *item.blocks) if b is not None and b.text.strip()]
        if sum(len(b.text) + len(_BREAK) for b in blocks) <= longest:
            if blocks:
                yield _joined([_whole(b, item.path) for b in blocks])
            continue
        path = (*item.path, item.heading.text) if item.heading else item.path
        for block in blocks:
            yield from _slices(block, path, longest)


def _whole(block: Block, headings: tuple[str, ...]) -> Piece:
    return Piece(block.text, block.offsets, headings)


def _slices(block: Block, headings: tuple[str, ...], longest: int) -> Iterator[Piece]:
    """Cut a block at the last end of a sentence, or space, that keeps each slice short enough."""
    start = 0
    while start < len(block.text):
        end = min(start + longest, len(block.text))
        if end < len(block.text):
            ends = (m.end() for p in (_SENTENCE_END, _WORD_END) for m in _last(p, block.text, start, end))
            end = next(ends, end)
        yield Piece(block.text[start:end], block.offsets[start:end], headings)
        start = end


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[re.Match[str]]:
    """Give the last match, in a list of its own; an empty list where there is none."""
    return list(pattern.finditer(text, start, end))[-1:]


def _joined(pieces: list[Piece]) -> Piece:
    text, offsets = pieces[0].text, pieces[0].offsets
    for piece in pieces[1:]:
        offsets += (offsets[-1],) * len(_BREAK) + piece.offsets
        text += _BREAK + piece.text
    return Piece(text, offsets, pieces[0].headings)
