"""One small briefing with two facts, for tests that show what a reader would see."""

from __future__ import annotations

import pytest

from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Merge, Period
from cyberkg.rdf.order import in_order
from cyberkg.terms import EntityType, LiteralKind

TEXT = "Ms Ada Tan of Orchid Bank gave a keynote at Harbour Forum on 3 May 2024."


@pytest.fixture
def sample() -> Knowledge:
    """Ada Tan spoke at Harbour Forum, which took place on 3 May 2024."""
    name = "issue-7.txt"
    tan = Iri(f"{DEFAULT_BASE}person/ada-tan")
    bank = Iri(f"{DEFAULT_BASE}organisation/orchid-bank")
    forum = Iri(f"{DEFAULT_BASE}event/harbour-forum")
    place = Evidence(name, 0, len(TEXT), TEXT)
    return in_order(
        Knowledge(
            documents=(Document(name, TEXT, title="Issue 7", date=Period("2024-05-01", "2024-05-14")),),
            entities=(
                Entity(tan, EntityType.PERSON, "Ada Tan", ("Ms Ada Tan",), (), (name,)),
                Entity(bank, EntityType.ORGANISATION, "Orchid Bank", (), ("OB",), (name,)),
                Entity(forum, EntityType.EVENT, "Harbour Forum", (), (), (name,)),
            ),
            facts=(
                Fact(
                    tan,
                    "spokeAt",
                    forum,
                    place,
                    "rules 3",
                    qualifier="keynote",
                    represents=bank,
                    confidence=0.93,
                ),
                Fact(forum, "eventDate", Literal("2024-05-03", LiteralKind.DATE), place, "rules 3"),
            ),
            merges=(Merge(tan, name, "Ms Ada Tan", "Ada Tan", "same", 0.97, "the same name but for 'Ms'"),),
        )
    )
