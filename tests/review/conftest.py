"""One small reading and graph to review: two people, an event of two dates, an incident."""

from __future__ import annotations

import pytest

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import (
    Claim,
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Knowledge,
    Literal,
    Merge,
    Reading,
    Referent,
)
from cyberkg.terms import EntityType, LiteralKind

MAY = "may.md"
JUNE = "june.md"
TEXTS = {
    MAY: "Harbour Forum opened on 3 May 2024. Ms Ada Tan of Orchid Bank spoke at the Harbour Forum.",
    JUNE: "Harbour Forum was held on 10 May 2024. A. Tan of Orchid Bank was there. Vellum Ltd was hit.",
}


def evidence(document: str, quote: str) -> Evidence:
    start = TEXTS[document].index(quote)
    return Evidence(document, start, start + len(quote), quote)


@pytest.fixture
def reading() -> Reading:
    """What a reader found in the first document."""
    opened = evidence(MAY, "Harbour Forum opened on 3 May 2024.")
    spoke = evidence(MAY, "Ms Ada Tan of Orchid Bank spoke at the Harbour Forum.")
    return Reading(
        MAY,
        "rules 1",
        (
            Referent("p", EntityType.PERSON, "Ms Ada Tan", ("Ms Ada Tan",)),
            Referent("o", EntityType.ORGANISATION, "Orchid Bank", ("Orchid Bank",)),
            Referent("e", EntityType.EVENT, "Harbour Forum", ("Harbour Forum",)),
        ),
        (
            Claim("e", "eventDate", Literal("2024-05-03", LiteralKind.DATE), opened, confidence=0.9),
            Claim("p", "affiliatedWith", "o", spoke, confidence=0.6),
            Claim("p", "spokeAt", "e", spoke, represents="o", confidence=0.5),
        ),
    )


@pytest.fixture
def knowledge() -> Knowledge:
    """A graph with an unsure pair, a conflict of dates and a doubtful fact."""

    def iri(kind: str, name: str) -> Iri:
        return mint(DEFAULT_BASE, kind, name)

    ada, tan = iri("person", "Ada Tan"), iri("person", "A. Tan")
    bank, forum = iri("organisation", "Orchid Bank"), iri("event", "Harbour Forum")
    spoke = evidence(MAY, "Ms Ada Tan of Orchid Bank spoke at the Harbour Forum.")
    facts = (
        Fact(forum, "eventDate", Literal("2024-05-10", LiteralKind.DATE), evidence(JUNE, "Harbour Forum was held on 10 May 2024."), "rules 1", confidence=0.8),
        Fact(forum, "eventDate", Literal("2024-05-03", LiteralKind.DATE), evidence(MAY, "Harbour Forum opened on 3 May 2024."), "rules 1", confidence=0.9),
        Fact(ada, "spokeAt", forum, spoke, "rules 1", represents=bank, confidence=0.6),
        Fact(tan, "attended", forum, evidence(JUNE, "A. Tan of Orchid Bank was there."), "rules 1", confidence=0.8),
    )  # fmt: skip
    return Knowledge(
        documents=tuple(Document(name, TEXTS[name]) for name in (JUNE, MAY)),
        entities=(
            Entity(forum, EntityType.EVENT, "Harbour Forum", documents=(JUNE, MAY)),
            Entity(bank, EntityType.ORGANISATION, "Orchid Bank", documents=(MAY,)),
            Entity(tan, EntityType.PERSON, "A. Tan", documents=(JUNE,)),
            Entity(ada, EntityType.PERSON, "Ada Tan", documents=(MAY,)),
        ),
        facts=facts,
        merges=(
            Merge(tan, JUNE, "A. Tan", "Ada Tan", "unsure", 0.55, f"an initial fits (in {MAY})"),
            Merge(ada, MAY, "Ada Tan", "Ada Tan", "same", 1.0, "the same name"),
        ),
    )
