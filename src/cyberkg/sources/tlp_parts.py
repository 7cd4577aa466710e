"""What each mark of the Traffic Light Protocol marks: the document, an item, a paragraph; ``tlp`` tells the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cyberkg.model import Block, Item, MarkedPart, Span
from cyberkg.sources.drafts import Draft, is_prose
from cyberkg.sources.marked import Marked
from cyberkg.sources.tlp import Mark
from cyberkg.terms import Marking

__all__ = ["place_marks"]


def place_marks(
    items: Sequence[Item], marks: Sequence[Mark], stated: Iterable[Marking | None], end: int
) -> tuple[Marking | None, tuple[MarkedPart, ...]]:
    """Tell what each mark marks.

    :param stated: what the document says of itself as a whole, in front matter or its title.
    :param end: the length of the text.
    :returns: the marking of the document, and the parts that are marked otherwise.
    """
    blocks = [block for item in items for block in _blocks(item)]
    whole = [marking for marking in stated if marking is not None]
    whole += [mark.marking for mark in marks if _is_whole(mark, blocks)]
    document = _strictest(whole)
    rest = [mark for mark in marks if not _is_whole(mark, blocks)]
    if not rest:
        return document, ()
    return document, tuple(_parts(items, rest, document, end))


def _blocks(item: Item) -> tuple[Block, ...]:
    return ((item.heading,) if item.heading else ()) + item.blocks


def _is_whole(mark: Mark, blocks: Sequence[Block]) -> bool:
    """Tell whether a mark stands over the text, below no more than its title and its dateline, or under all of it."""
    own = _block_of(mark, blocks)
    others = [block for block in blocks if not (mark.line and block is own)]
    above = [block for block in others if block.offsets[0] < mark.at]
    headings = [block for block in above if block.kind == "heading"]
    lead = [block for block in above if block.kind != "heading"]
    over = len(headings) <= 1 and len(lead) <= 2 and not any(map(_is_text, lead))
    if mark.within is None or mark.line:
        return over or len(above) == len(others)
    if own is None:
        return over
    return not above if own.kind == "heading" else (over or own is blocks[-1]) and not _is_text(own)


def _block_of(mark: Mark, blocks: Sequence[Block]) -> Block | None:
    """Find the heading or the paragraph that a mark stands in; None for a line of its own."""
    return next((block for block in blocks if mark.within in block.offsets), None)


def _is_text(block: Block) -> bool:
    """Tell running text and list entries from a line that says what the text is."""
    return block.kind == "bullet" or len(block.text) > 80 or is_prose(Draft(block.kind, _words(block)))


def _words(block: Block) -> Marked:
    return Marked(block.text, block.offsets)


def _parts(
    items: Sequence[Item], marks: Sequence[Mark], document: Marking | None, end: int
) -> Iterable[MarkedPart]:
    starts = [_blocks(item)[0].offsets[0] for item in items]
    spans = [Span(a, b) for a, b in pairwise([*starts, end])]
    own: list[list[Marking]] = [[] for _ in items]
    raised: list[list[Marking]] = [[] for _ in items]
    found: dict[Span, Marking] = {}
    inner: list[tuple[int, Block, Mark]] = []
    for mark in marks:
        if mark.amid and document is not None and mark.marking.rank <= document.rank:
            continue
        at = max((i for i, start in enumerate(starts) if start <= _anchor(mark)), default=0)
        block = _block_of(mark, items[at].blocks)
        if mark.line:
            last = block is not None and block is items[at].blocks[-1]
            for each in raised[at : at + 1 + last]:
                each.append(mark.marking)
            continue
        if block is not None and (block is not items[at].blocks[0] or _is_text(block)):
            inner.append((at, block, mark))
            continue
        own[at].append(mark.marking)
        last = mark.within is None and _blocks(items[at])[-1].offsets[-1] < mark.at
        if last and at + 1 < len(items):
            own[at + 1].append(mark.marking)
    settled = _inherited(items, own, raised, document)
    for span, marking in zip(spans, settled, strict=True):
        if marking is not None and marking is not document:
            found[span] = marking
    for at, block, mark in inner:
        marking, around = mark.marking, settled[at]
        freer = around is not None and marking.rank <= around.rank
        if marking is not around and not (mark.amid and freer):
            span = Span(block.offsets[0], block.offsets[-1] + 1)
            found[span] = max(found.get(span, marking), marking, key=lambda m: m.rank)
    return [MarkedPart(span, marking) for span, marking in sorted(found.items())]


def _anchor(mark: Mark) -> int:
    return mark.at if mark.within is None else mark.within


def _inherited(
    items: Sequence[Item],
    own: Sequence[Sequence[Marking]],
    raised: Sequence[Sequence[Marking]],
    document: Marking | None,
) -> list[Marking | None]:
    """Give each item its own marking, else that of the nearest heading above it, else the document's.

    :param raised: markings that count where they are stricter than that.
    """
    under: dict[tuple[str, ...], Marking] = {}
    settled: list[Marking | None] = []
    for item, markings, more in zip(items, own, raised, strict=True):
        path = (*item.path, item.heading.text) if item.heading else item.path
        above = (
            under[item.path[:depth]] for depth in range(len(item.path), 0, -1) if item.path[:depth] in under
        )
        marking = _strictest(markings) or next(above, document)
        stricter = _strictest(m for m in more if m.rank > (marking.rank if marking else 0))
        held = stricter or marking
        settled.append(held)
        if held and (markings or stricter) and item.heading:
            under[path] = held
        else:
            under.pop(path, None)
    return settled


def _strictest(markings: Iterable[Marking]) -> Marking | None:
    return max(markings, key=lambda marking: marking.rank, default=None)
