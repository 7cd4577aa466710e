"""Drafts put together: headings found, numbers taken off, and all of it cut into the items of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cyberkg.model import Block, Item
from cyberkg.sources.drafts import Draft
from cyberkg.sources.furniture import is_furniture, is_kicker
from cyberkg.sources.headings import find_headings, find_title
from cyberkg.sources.marked import Marked
from cyberkg.sources.tlp import holds_mark

__all__ = ["Outline", "outline", "without_furniture"]

_HEAD_DRAFTS = 4
# Offsets of most texts, in one copy each: a number of its own for each character takes ten times what the text does.
_NUMBERS = tuple(range(1 << 15))


@dataclass(frozen=True, slots=True)
class Outline:
    """The items of a text and its title, empty where none is found."""

    items: tuple[Item, ...]
    title: str


@dataclass(slots=True)
class _Builder:
    """Collects blocks into items while going down a text; lives no longer than one outline."""

    items: list[Item] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)
    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)
    path: tuple[str, ...] = ()
    number: str = ""

    def close(self) -> None:
        """End the item that is being collected."""
        if self.heading is not None or self.blocks:
            self.items.append(Item(self.heading, tuple(self.blocks), self.path, self.number))
        self.heading, self.blocks, self.number = None, [], ""

    def open(self, level: int, heading: Block | None, number: str) -> None:
        """Begin an item at a depth, under the headings that are less deep."""
        self.close()
        while self.above and self.above[-1][0] >= level:
            self.above.pop()
        self.path = tuple(text for _, text in self.above)
        self.heading, self.number = heading, number
        if heading is not None:
            self.above.append((level, heading.text))

    def part(self) -> None:
        """Begin an item without a heading under the headings that are open."""
        self.close()
        self.path = tuple(text for _, text in self.above)


def outline(drafts: Sequence[Draft]) -> Outline:
    """Cut the drafts of a text into items."""
    title = find_title(drafts)
    settled = find_headings(drafts, title)
    builder = _Builder()
    for draft in settled:
        _add(builder, draft)
    builder.close()
    words = settled[title].unnumbered().text if title is not None else ""
    return Outline(tuple(builder.items), words)


def without_furniture(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out the drafts that are page furniture (plain text loses it line by line, before it is cut)."""
    return [draft for at, draft in enumerate(drafts) if not _is_left_out(at, draft)]


def _is_left_out(at: int, draft: Draft) -> bool:
    if draft.kind == "rule" or holds_mark(draft.text):
        return False
    return is_furniture(draft.text) or (at < _HEAD_DRAFTS and is_kicker(draft.text))


def _add(builder: _Builder, draft: Draft) -> None:
    number = draft.number.label if draft.number else ""
    if draft.kind == "rule":
        builder.part()
    elif draft.kind == "heading":
        builder.open(draft.level, _block("heading", draft.unnumbered(), draft.level), number)
    elif draft.kind == "story":
        builder.open(draft.level, None, number)
        builder.blocks.append(_block("paragraph", draft.unnumbered(), 0))
    else:
        words = draft.unnumbered() if draft.kind == "bullet" else draft.words
        builder.blocks.append(_block(draft.kind, words, draft.level))


def _block(kind: str, words: Marked, level: int) -> Block:
    offsets = tuple(_NUMBERS[at] if at < len(_NUMBERS) else at for at in words.offsets)
    return Block(kind, words.text, offsets, level)
