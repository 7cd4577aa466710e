"""What was read of a file as JSON, and back: the documents without their items, and all readings of them.

Items serve the reading alone, but that a document had some tells a text from a table; so one that is empty stands
for them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cyberkg.model import (
    SOME_ITEMS,
    Claim,
    Document,
    Evidence,
    Iri,
    Literal,
    MarkedPart,
    Period,
    Reading,
    Referent,
    Span,
    with_common_places,
)
from cyberkg.sources import Source
from cyberkg.terms import EntityType, LiteralKind, Marking, Status

__all__ = ["pack_sources", "unpack_sources"]


def pack_sources(sources: Sequence[Source]) -> bytes:
    """Write what was read of a file as JSON in ASCII; equal values give equal bytes."""
    rows = [
        [
            _document_row(source.document),
            _reading_row(source.reading),
            [_reading_row(reading) for reading in source.further],
            source.notes,
            _reading_row(source.heard),
        ]
        for source in sources
    ]
    return json.dumps(rows, separators=(",", ":")).encode("ascii")


def unpack_sources(packed: bytes) -> tuple[Source, ...]:
    """Read what ``pack_sources`` wrote; documents that had items have one that is empty.

    :raises ValueError: where it is anything else; ``LookupError``, ``TypeError`` or ``CyberkgError`` too.
    """
    return tuple(
        Source(
            document=_document(document),
            reading=_reading(reading),
            further=tuple(found for row in further if (found := _reading(row)) is not None),
            notes=tuple(map(str, notes)),
            heard=_reading(heard),
        )
        for document, reading, further, notes, heard in json.loads(packed)
    )


def _document_row(document: Document) -> list[Any]:
    date = document.date
    return [
        document.name,
        document.text,
        bool(document.items),
        document.title,
        [date.start, date.end] if date else None,
        document.source,
        document.sha256,
        document.marking,
        [[part.span.start, part.span.end, part.marking] for part in document.parts],
    ]


def _document(row: Sequence[Any]) -> Document:
    name, text, items, title, date, source, sha256, marking, parts = row
    return Document(
        name=name,
        text=text,
        items=SOME_ITEMS if items else (),
        title=title,
        date=Period(*date) if date is not None else None,
        source=source,
        sha256=sha256,
        marking=Marking(marking) if marking is not None else None,
        parts=tuple(MarkedPart(Span(start, end), Marking(level)) for start, end, level in parts),
    )


def _reading_row(reading: Reading | None) -> list[Any] | None:
    if reading is None:
        return None
    referents = [
        [r.key, r.type, r.label, r.names, r.acronyms, [[m.start, m.end] for m in r.mentions], r.links, r.iri]
        for r in reading.referents
    ]
    return [reading.document, reading.reader, referents, list(map(_claim_row, reading.claims)), reading.graph]


def _reading(row: Sequence[Any] | None) -> Reading | None:
    if row is None:
        return None
    document, reader, referents, claims, graph = row
    reading = Reading(
        document=document,
        reader=reader,
        referents=tuple(map(_referent, referents)),
        claims=tuple(map(_claim, claims)),
        graph=graph,
    )
    return with_common_places(reading)


def _referent(row: Sequence[Any]) -> Referent:
    key, kind, label, names, acronyms, mentions, links, iri = row
    return Referent(
        key=key,
        type=EntityType(kind),
        label=label,
        names=tuple(names),
        acronyms=tuple(acronyms),
        mentions=tuple(Span(start, end) for start, end in mentions),
        links=tuple(map(Iri, links)),
        iri=Iri(iri),
    )


def _claim_row(claim: Claim) -> list[Any]:
    value, place = claim.object, claim.evidence
    return [
        claim.subject,
        claim.predicate,
        [value.value, value.kind] if isinstance(value, Literal) else value,
        [place.document, place.start, place.end, place.quote],
        claim.status,
        claim.qualifier,
        claim.represents,
        claim.confidence,
    ]


def _claim(row: Sequence[Any]) -> Claim:
    subject, predicate, value, place, status, qualifier, represents, confidence = row
    return Claim(
        subject=subject,
        predicate=predicate,
        object=value if isinstance(value, str) else Literal(value[0], LiteralKind(value[1])),
        evidence=Evidence(*place),
        status=Status(status),
        qualifier=qualifier,
        represents=represents,
        confidence=confidence,
    )
