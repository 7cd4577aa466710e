"""One small briefing with two facts, for tests that show what a reader would see; and one with all kinds of facts."""

from __future__ import annotations

import dataclasses

import pytest

from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Knowledge,
    Literal,
    MarkedPart,
    Merge,
    Period,
    Span,
)
from cyberkg.rdf.order import in_order
from cyberkg.terms import PREDICATES, EntityType, LiteralKind, Marking

TAN, BANK, FORUM, ATTACK, HALL, GUIDE = (
    f"{DEFAULT_BASE}{local}"
    for local in (
        "person/ada-tan",
        "organisation/orchid-bank",
        "event/harbour-forum",
        "incident/orchid",
        "place/hall",
        "work/guide",
    )
)
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


@pytest.fixture
def rich(sample: Knowledge) -> Knowledge:
    """Knowledge with something for each shape to look at, and nothing wrong."""
    name = sample.documents[0].name
    place = sample.facts[0].evidence

    def fact(subject: str, predicate: str, value: str) -> Fact:
        kind = PREDICATES[predicate].literal
        return Fact(Iri(subject), predicate, Literal(value, kind) if kind else Iri(value), place, "rules 3")

    tan = dataclasses.replace(sample.entities[2], links=(Iri("http://www.wikidata.org/entity/Q42"),))
    others = (
        Entity(Iri(ATTACK), EntityType.INCIDENT, "Attack on Orchid Bank", documents=(name,)),
        Entity(Iri(HALL), EntityType.PLACE, "Harbour Hall", documents=(name,)),
        Entity(Iri(GUIDE), EntityType.WORK, "Guide to Safe Passwords", documents=(name,)),
    )
    facts = (
        dataclasses.replace(fact(TAN, "holdsPost", BANK), qualifier="Chair"),
        fact(ATTACK, "victim", BANK),
        fact(ATTACK, "incidentType", "ransomware"),
        fact(ATTACK, "incidentDate", "2024-05"),
        fact(ATTACK, "ransomDemanded", "six-figure"),
        fact(ATTACK, "ransomPaid", "5 USD"),
        fact(ATTACK, "dataVolume", "400 GB"),
        fact(ATTACK, "affectedCount", "13000"),
        fact(ATTACK, "reportedTo", BANK),
        fact(FORUM, "eventPlace", HALL),
        fact(BANK, "published", GUIDE),
        fact(BANK, "memberOf", BANK),
    )
    part = MarkedPart(Span(0, 72), Marking.AMBER)
    document = dataclasses.replace(sample.documents[0], sha256="0" * 64, marking=Marking.GREEN, parts=(part,))
    return dataclasses.replace(
        sample,
        documents=(document,),
        entities=(*sample.entities[:2], tan, *others),
        facts=(*sample.facts, *facts),
    )
