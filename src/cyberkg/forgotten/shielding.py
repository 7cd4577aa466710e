"""Documents and quotes masked before a graph knows who is who: full names alone, by the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cyberkg.forgotten.record import Record
from cyberkg.forgotten.spotting import Spot, blot, spot
from cyberkg.model import Block, Document, Reading

__all__ = ["shield", "with_masked_quotes"]


def shield(document: Document, record: Record) -> Document:
    """Mask a document, so that no reader sees the names of the record: its text goes to a server.

    :returns: the document with a text of equal length, and its blocks likewise.
    """
    spots = list(spot(record, document.text, [document.name]))
    title = blot(document.title, _spans(spot(record, document.title, [document.name])))
    if not spots:
        return replace(document, title=title) if title != document.title else document
    hidden = {at for s in spots for at in range(s.start, s.end)}
    items = tuple(
        replace(
            item,
            heading=_block(item.heading, hidden) if item.heading else None,
            blocks=tuple(_block(block, hidden) for block in item.blocks),
            path=tuple(blot(text, _spans(spot(record, text, [document.name]))) for text in item.path),
        )
        for item in document.items
    )
    return replace(document, text=blot(document.text, _spans(spots)), items=items, title=title)


def _spans(spots: Iterable[Spot]) -> Iterator[tuple[int, int]]:
    return ((s.start, s.end) for s in spots)


def _block(block: Block, hidden: set[int]) -> Block:
    places = [(n, n + 1) for n, at in enumerate(block.offsets) if at in hidden]
    return replace(block, text=blot(block.text, places)) if places else block


def with_masked_quotes(reading: Reading, record: Record) -> Reading:
    """Mask the quotes of a reading, so that a verdict on what was masked when it was given still fits."""

    def masked(quote: str) -> str:
        spots = list(spot(record, quote, [reading.document]))
        return blot(quote, _spans(spots)) if spots else quote

    claims = tuple(
        replace(c, evidence=replace(c.evidence, quote=masked(c.evidence.quote))) for c in reading.claims
    )
    return replace(reading, claims=claims) if claims != reading.claims else reading
