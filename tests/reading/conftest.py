"""What reading a few lines gives, one fact a line, as a user would see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.model import Block, Claim, Document, Item, Literal, Period, Reading
from cyberkg.reading.reader import RuleReader
from cyberkg.terms import Status

OF_ATTACKS = (
    "attacker", "incidentDate", "dataVolume", "affectedCount", "ransomDemanded", "ransomPaid", "compromisedData",
    "affectedGroup", "reportedTo", "investigatedBy", "usedTool", "fine",
)  # fmt: skip
DAY = Period("2024-05-20", "2024-05-20")


def make_document(text: str) -> Document:
    """Make a briefing of 20 May 2024: a line is a heading after ``# ``, a bullet after ``- ``, else a paragraph."""
    items: list[tuple[Block | None, list[Block]]] = [(None, [])]
    place = 0
    for line in text.split("\n"):
        kind = {"# ": "heading", "- ": "bullet"}.get(line[:2], "paragraph")
        skip = 0 if kind == "paragraph" else 2
        block = Block(kind, line[skip:], tuple(range(place + skip, place + len(line))), int(skip > 0))
        place += len(line) + 1
        if kind == "heading":
            items.append((block, []))
        elif block.text:
            items[-1][1].append(block)
    parts = tuple(Item(heading, tuple(blocks)) for heading, blocks in items if heading or blocks)
    return Document("may.txt", text, parts, date=DAY)


def words_of(reading: Reading, claim: Claim) -> str:
    """Write a fact as ``Ada Tan | holdsPost | Orchid Bank | chair``; a status that is not asserted comes last."""
    labels = {referent.key: referent.label for referent in reading.referents}
    target = claim.object.value if isinstance(claim.object, Literal) else labels[claim.object]
    said = [labels[claim.subject], claim.predicate, target, claim.qualifier]
    if claim.represents:
        said.append(f"for {labels[claim.represents]}")
    if claim.status is not Status.ASSERTED:
        said.append(f"({claim.status})")
    return " | ".join(part for part in said if part)


@pytest.fixture(scope="session")
def facts() -> Callable[..., list[str]]:
    """Read lines and write the facts of some predicates, sorted; every quote stands where it says."""
    reader = RuleReader()

    def read(text: str, *predicates: str) -> list[str]:
        document = make_document(text)
        reading = reader.read(document)
        for claim in reading.claims:
            quote = claim.evidence
            assert document.text[quote.start : quote.end] == quote.quote
        return sorted(words_of(reading, claim) for claim in reading.claims if claim.predicate in predicates)

    return read


@pytest.fixture(scope="session")
def told_of_attack(facts: Callable[..., list[str]]) -> Callable[[str], list[str]]:
    """Read lines and write all that is told of the one attack in them, on Kumo Telecom, without naming it."""

    def read(text: str) -> list[str]:
        told = facts(text, *OF_ATTACKS)
        assert all(fact.startswith("Incident at Kumo Telecom | ") for fact in told)
        return [fact.removeprefix("Incident at Kumo Telecom | ") for fact in told]

    return read
