"""What two readers do not agree on, without what is about people of a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cyberkg.forgotten.record import Record
from cyberkg.forgotten.spotting import MASK
from cyberkg.forgotten.withdrawal import Withdrawal
from cyberkg.llm import Difference, Side

__all__ = ["without"]


def without(
    differences: Iterable[Difference], record: Record, withdrawal: Withdrawal
) -> tuple[Difference, ...]:
    """Leave out differences that are about people of a record, and mask their names in the others."""
    return tuple(
        replace(
            d,
            document=withdrawal.name_of(d.document),
            first=_masked(d.first, d.document, withdrawal),
            second=_masked(d.second, d.document, withdrawal),
        )
        for d in differences
        if not any(_is_about(side, d.document, record) for side in (d.first, d.second) if side)
    )


def _is_about(side: Side, document: str, record: Record) -> bool:
    ends = (side.subject, side.object, side.represents)
    return any(MASK in end or record.whose_name(end, [document]) is not None for end in ends if end)


def _masked(side: Side | None, document: str, withdrawal: Withdrawal) -> Side | None:
    if side is None:
        return None
    text = withdrawal.text_of(document) or ""
    whole = text[side.start : side.end]
    told = [document]
    return replace(
        side,
        subject=withdrawal.clean(side.subject, told),
        object=withdrawal.clean(side.object, told),
        represents=withdrawal.clean(side.represents, told),
        qualifier=withdrawal.clean(side.qualifier, told),
        quote=whole if len(whole) == len(side.quote) else withdrawal.clean(side.quote, told),
    )
