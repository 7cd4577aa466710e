"""What two readers of one document do not agree on, as plain values that a review can queue.

Readers name things each in their own way, so their things are aligned first. Then each fact stands in both
readings, in both but not alike, or in one only; the last two are differences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cyberkg.errors import CyberkgError
from cyberkg.llm.alignment import align
from cyberkg.llm.contrast import Contrast, contrasts
from cyberkg.model import Claim, Literal, Reading, Referent

__all__ = ["Difference", "Side", "differences_of", "disagreements"]


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """A fact as one reader has it, in the fields of the fact contract; literals and labels alike are strings.

    :param object_type: an entity type, or the kind of a literal.
    :param start: offset in characters of the quote in the document's text; ``end`` likewise, half-open.
    :param confidence: in (0, 1], as that reader claims it.
    :param represents: the label of the body that is stood for; empty where none is told.
    """

    subject: str
    subject_type: str
    predicate: str
    object: str
    object_type: str
    qualifier: str
    status: str
    quote: str
    start: int
    end: int
    confidence: float
    represents: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two readers do not agree on.

    :param kind: ``first`` or ``second`` where that reader alone has the fact, else what differs between
        ``first`` and ``second``: ``object``, ``predicate``, ``qualifier`` or ``status``.
    """

    document: str
    kind: str
    first: Side | None
    second: Side | None


def disagreements(first: Reading, second: Reading) -> tuple[Difference, ...]:
    """Give what two readings of one document do not agree on, in the order of the text.

    :raises CyberkgError: where the readings are of two documents.
    """
    if first.document != second.document:
        raise CyberkgError("two readings are of two documents", f"{first.document}, {second.document}")
    return differences_of(contrasts(first, second, align(first, second)), first, second)


def differences_of(found: Iterable[Contrast], first: Reading, second: Reading) -> tuple[Difference, ...]:
    """Put contrasts in words, in the order of the text; those that agree are left out.

    :param first: the reading that the contrasts' first claims are of; ``second`` likewise.
    """
    sides = [
        Difference(
            first.document,
            contrast.kind,
            _side(contrast.first, first.referents) if contrast.first else None,
            _side(contrast.second, second.referents) if contrast.second else None,
        )
        for contrast in found
        if contrast.kind
    ]
    return tuple(sorted(sides, key=_place))


def _side(claim: Claim, referents: Iterable[Referent]) -> Side:
    things = {r.key: r for r in referents}
    subject, place = things[claim.subject], claim.evidence
    target = claim.object
    return Side(
        subject=subject.label,
        subject_type=str(subject.type),
        predicate=claim.predicate,
        object=target.value if isinstance(target, Literal) else things[target].label,
        object_type=str(target.kind if isinstance(target, Literal) else things[target].type),
        qualifier=claim.qualifier,
        status=str(claim.status),
        quote=place.quote,
        start=place.start,
        end=place.end,
        confidence=claim.confidence,
        represents=things[claim.represents].label if claim.represents else "",
    )


def _place(difference: Difference) -> tuple[object, ...]:
    sides = [side for side in (difference.first, difference.second) if side]
    side = sides[0]
    return side.start, side.predicate, side.subject, side.object, difference.kind, sides
