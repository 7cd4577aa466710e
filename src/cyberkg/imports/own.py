"""A graph of cyberkg's own making: the claims of each briefing, with the sentences they rest on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from cyberkg.errors import DamagedError, InputError
from cyberkg.imports.model import Imported, Part, Statement, Thing
from cyberkg.imports.names import short_iri
from cyberkg.imports.words import interval, said
from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, Literal
from cyberkg.rdf import vocab
from cyberkg.rdf.decode import decode
from cyberkg.rdf.encode import encode

__all__ = ["is_own", "read_own"]

_DOCUMENT = "document/"


def is_own(quads: Sequence[ox.Quad]) -> bool:
    """Tell whether a graph holds claims, as every graph of cyberkg does."""
    kind, claim = ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.CLAIM)
    return any(quad.object == claim and quad.predicate == kind for quad in quads)


def read_own(quads: Sequence[ox.Quad], form: str) -> Imported:
    """Read a graph back: a part for each briefing, what is said in it word for word its sentence.

    :raises InputError: where the graph is damaged.
    """
    try:
        knowledge = decode(quads, {})
    except DamagedError as error:
        raise InputError(
            f"is a graph of cyberkg, but damaged: {error.what}", hint="export it again"
        ) from error
    entities = {entity.iri: entity for entity in knowledge.entities}
    facts, there = _by_document(knowledge, entities)
    parts = tuple(
        Part(
            things=tuple(_thing(entities[iri]) for iri in sorted(there[document.name])),
            statements=tuple(_statement(fact, entities, document) for fact in facts[document.name]),
            name=document.name,
            title=document.title,
            date=interval(document.date.start, document.date.end) if document.date else "",
            source=document.source,
            sha256=document.sha256,
            marking=document.marking,
        )
        for document in knowledge.documents
    )
    return Imported(form, parts, _left(quads, knowledge), graph=True)


def _by_document(
    knowledge: Knowledge, entities: Mapping[Iri, Entity]
) -> tuple[Mapping[str, list[Fact]], Mapping[str, set[Iri]]]:
    """Sort facts, and the things that they or a briefing itself speak of, by briefing."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    there: dict[str, set[Iri]] = defaultdict(set)
    for entity in knowledge.entities:
        for name in entity.documents:
            there[name].add(entity.iri)
    for fact in knowledge.facts:
        ends = {
            end
            for end in (fact.subject, fact.object, fact.represents)
            if end and not isinstance(end, Literal)
        }
        if lost := sorted(ends - entities.keys()):
            raise InputError(
                f"is a graph of cyberkg, but damaged: {lost[0]} has no name", hint="export it again"
            )
        facts[fact.evidence.document].append(fact)
        there[fact.evidence.document] |= ends
    return facts, there


def _thing(entity: Entity) -> Thing:
    return Thing(entity.iri, entity.type, entity.label, entity.aliases, entity.acronyms, entity.links)


def _statement(fact: Fact, entities: Mapping[Iri, Entity], document: Document) -> Statement:
    end = fact.object
    words = fact.evidence.quote
    if not words.strip():
        names = entities[fact.subject].label, end.value if isinstance(end, Literal) else entities[end].label
        whom = entities[fact.represents].label if fact.represents else ""
        words = said(fact.predicate, names, fact.qualifier, whom, fact.status)
    return Statement(
        subject=fact.subject,
        predicate=fact.predicate,
        object=end.value if isinstance(end, Literal) else end,
        line=words,
        qualifier=fact.qualifier,
        represents=fact.represents or "",
        status=fact.status,
        confidence=fact.confidence,
        reader=fact.reader,
        marking=document.marking_at(fact.evidence.start, fact.evidence.end),
    )


def _left(quads: Sequence[ox.Quad], knowledge: Knowledge) -> Counter[str]:
    """Count what is not carried: decisions and IRIs of the past, and what stands in the graph beside its own."""
    left = Counter[str]()
    left["identity decision, which the build makes anew"] = len(knowledge.merges)
    left["former IRI"] = sum(len(entity.former) for entity in knowledge.entities)
    own = {quad.triple for quad in encode(knowledge, _base(quads))}
    others = {quad.triple for quad in quads} - own
    left.update(f"statement with {short_iri(triple.predicate.value)}" for triple in others)
    return +left


def _base(quads: Sequence[ox.Quad]) -> str:
    """Find where the IRIs of the graph begin: before the name of a briefing."""
    for quad in quads:
        if quad.predicate.value == vocab.DCTERMS_IDENTIFIER and isinstance(quad.subject, ox.NamedNode):
            return quad.subject.value.rpartition(_DOCUMENT)[0]
    return ""
