"""The one order of everything that a build knows, so that equal knowledge is equal bytes.

A graph has no order. What is read back from one is put in this order; what a build makes is, too.
"""

from __future__ import annotations

import dataclasses

from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, Literal

__all__ = ["fact_key", "in_order"]


def fact_key(fact: Fact) -> tuple[str | int | float, ...]:
    """Sort facts by document, then by where they stand in it, then by what they say."""
    value, kind = (
        (fact.object.value, fact.object.kind.value) if isinstance(fact.object, Literal) else (fact.object, "")
    )
    place = fact.evidence
    return (
        place.document,
        place.start,
        place.end,
        fact.subject,
        fact.predicate,
        kind,
        value,
        fact.qualifier,
        fact.status.value,
        fact.represents or "",
        fact.reader,
        fact.confidence,
        place.quote,
    )


def in_order(knowledge: Knowledge) -> Knowledge:
    """Sort every tuple and drop what is stated twice; documents lose their items, which no graph keeps.

    ``decode(encode(k), texts)`` is ``in_order(k)``.
    """
    documents = {document.name: _document_in_order(document) for document in knowledge.documents}
    entities = {entity.iri: _entity_in_order(entity) for entity in knowledge.entities}
    return Knowledge(
        documents=tuple(documents[name] for name in sorted(documents)),
        entities=tuple(entities[iri] for iri in sorted(entities)),
        facts=tuple(sorted(set(knowledge.facts), key=fact_key)),
        merges=tuple(sorted(set(knowledge.merges))),
    )


def _document_in_order(document: Document) -> Document:
    return dataclasses.replace(document, items=(), parts=tuple(sorted(set(document.parts))))


def _entity_in_order(entity: Entity) -> Entity:
    return dataclasses.replace(
        entity,
        aliases=tuple(sorted(set(entity.aliases))),
        acronyms=tuple(sorted(set(entity.acronyms))),
        documents=tuple(sorted(set(entity.documents))),
        links=_sorted_iris(entity.links),
        former=_sorted_iris(entity.former),
    )


def _sorted_iris(iris: tuple[Iri, ...]) -> tuple[Iri, ...]:
    return tuple(sorted(set(iris)))
