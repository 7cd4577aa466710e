"""Makes stores of a few lines of text, for tests of dossiers and of changes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.store.oxigraph import write_store
from cyberkg.terms import PREDICATES, EntityType, Status

TYPES = {
    "P": EntityType.PERSON,
    "O": EntityType.ORGANISATION,
    "E": EntityType.EVENT,
    "I": EntityType.INCIDENT,
    "L": EntityType.PLACE,
    "W": EntityType.WORK,
}


def iri(name: str) -> Iri:
    """Give the IRI of a thing as the table names it (``P:Ada Tan``)."""
    return mint(DEFAULT_BASE, TYPES[name[0]], name[2:])


def knowledge(table: str) -> Knowledge:
    """Put together what a table tells.

    A line is a briefing or a fact. ``@ may.txt | 2024-05-31 | Title`` begins a briefing, whose facts follow:
    ``sentence | subject | predicate | object | status | represents | qualifier | confidence``, where what
    comes last may be left out. Things are written with the initial of their type: ``P:Ada Tan``.
    """
    documents: list[Document] = []
    facts: list[Fact] = []
    named: dict[str, set[str]] = {}
    briefing = ""
    texts: dict[str, str] = {}
    heads: dict[str, tuple[str, str]] = {}
    for row in filter(None, map(str.strip, table.strip().splitlines())):
        parts = [part.strip() for part in row.split("|")]
        if row.startswith("@"):
            briefing = parts[0][1:].strip()
            heads[briefing] = (parts[1], parts[2] if len(parts) > 2 else "")
            texts[briefing] = ""
            continue
        parts += [""] * (8 - len(parts))
        quote, subject, predicate, target, status, represents, qualifier, confidence = parts[:8]
        if quote not in texts[briefing]:
            texts[briefing] += f"{quote}\n"
        start = texts[briefing].index(quote)
        for name in (subject, target, represents):
            if name[1:2] == ":" and name[0] in TYPES:
                named.setdefault(name, set()).add(briefing)
        kind = PREDICATES[predicate].literal
        facts.append(
            Fact(
                iri(subject),
                predicate,
                Literal(target, kind) if kind else iri(target),
                Evidence(briefing, start, start + len(quote), quote),
                "rules",
                Status(status or "asserted"),
                qualifier=qualifier,
                represents=iri(represents) if represents else None,
                confidence=float(confidence or 0.9),
            )
        )
    for name, (day, title) in heads.items():
        start_day, _, end_day = day.partition("/")
        date = Period(start_day, end_day or start_day) if day else None
        documents.append(Document(name, texts[name], date=date, title=title))
    entities = [Entity(iri(n), TYPES[n[0]], n[2:], documents=tuple(sorted(ds))) for n, ds in named.items()]
    return in_order(Knowledge(tuple(documents), tuple(entities), tuple(facts)))


def store(told: Knowledge, folder: Path) -> Path:
    """Write a store of knowledge, in a folder of its own below the one given."""
    place = Path(tempfile.mkdtemp(dir=folder))
    write_store(place / "store", place / "scratch", encode(told))
    return place / "store"
