"""An entry gives back what was kept: every field of it."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from cyberkg.cache.entries import pack_sources, unpack_sources
from cyberkg.model import (
    Block,
    Claim,
    Document,
    Evidence,
    Iri,
    Item,
    Literal,
    MarkedPart,
    Period,
    Reading,
    Referent,
    Span,
)
from cyberkg.sources import Source
from cyberkg.terms import EntityType, LiteralKind, Marking, Status

TEXT = "Ann Lee said “yes” \ud800 in 漢字."
PLACE = Evidence("a.txt", 0, 7, "Ann Lee")
REFERENT = Referent(
    key="person:ann-lee",
    type=EntityType.PERSON,
    label="Ann Lee",
    names=("Ann Lee", "Lee"),
    acronyms=("AL",),
    mentions=(Span(0, 7), Span(4, 7)),
    links=(Iri("http://www.wikidata.org/entity/Q1"),),
    iri=Iri("https://example.org/person/ann-lee"),
)
CLAIM = Claim(
    subject="person:ann-lee",
    predicate="attended",
    object="event:forum",
    evidence=PLACE,
    status=Status.REPORTED,
    qualifier="Chair",
    represents="organisation:bank",
    confidence=0.1 + 0.2,
)
DATED = replace(CLAIM, object=Literal("2024-05-03", next(iter(LiteralKind))))
READING = Reading("a.txt", "rules 1", (REFERENT,), (CLAIM, DATED), "https://example.org/graph")
DOCUMENT = Document(
    name="a.txt",
    text=TEXT,
    title="Notes",
    date=Period("2024-05", "2024-06"),
    source="https://example.org/",
    sha256="00",
    marking=next(iter(Marking)),
    parts=(MarkedPart(Span(0, 3), next(iter(Marking))),),
)
SOURCE = Source(DOCUMENT, READING, (replace(READING, reader="other"),), ("a note",), READING)


@pytest.mark.parametrize(
    "source",
    [
        SOURCE,
        Source(Document("b.txt", "")),
        replace(SOURCE, reading=None, heard=None),
        replace(SOURCE, document=replace(DOCUMENT, date=None, marking=None, parts=())),
    ],
)
def test_what_was_kept_comes_back(source: Source) -> None:
    assert unpack_sources(pack_sources([source, SOURCE])) == (source, SOURCE)


@pytest.mark.parametrize("value", [SOURCE, DOCUMENT, READING, REFERENT, CLAIM])
def test_the_samples_leave_no_field_at_its_default(value: object) -> None:
    items = {"items"}  # these are not kept
    for field in fields(value):  # type: ignore[arg-type]
        if field.name not in items:
            assert getattr(value, field.name) not in (field.default, (), "", None)


def test_that_a_document_had_items_is_kept() -> None:
    block = Block("paragraph", "Ann", (0, 1, 2))
    (found,) = unpack_sources(pack_sources([Source(replace(DOCUMENT, items=(Item(block, (block,)),)))]))
    assert found.document.items == (Item(None, ()),)


def test_claims_of_one_sentence_have_it_in_common_again() -> None:
    claims = (CLAIM, replace(CLAIM, qualifier="other"))
    (found,) = unpack_sources(pack_sources([replace(SOURCE, reading=replace(READING, claims=claims))]))
    assert found.reading is not None
    one, other = found.reading.claims
    assert one.evidence is other.evidence
    assert one.evidence == CLAIM.evidence


@pytest.mark.parametrize(
    "rows", [1, [1], [[1]], [[None, None, [], [], None]], [[["a"] * 9, None, [], [], None]]]
)
def test_anything_else_is_refused(rows: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        unpack_sources(json.dumps(rows).encode())
