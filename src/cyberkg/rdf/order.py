"""The one order of everything that a build knows, so that equal knowledge is equal bytes.

A graph has no order. What is read back from one is put in this order; what a build makes is, too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import TypeVar

from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, Literal, MarkedPart, merge_key

__all__ = ["fact_key", "in_order"]

_Value = TypeVar("_Value", str, Iri, MarkedPart)


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
        facts=tuple(_facts_in_order(knowledge.facts)),
        merges=tuple(sorted(set(knowledge.merges), key=merge_key)),
    )


def _facts_in_order(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Sort facts by ``fact_key`` document by document: the keys of all at once take more memory than the facts."""
    by_document: dict[str, set[Fact]] = {}
    for fact in facts:
        by_document.setdefault(fact.evidence.document, set()).add(fact)
    for name in sorted(by_document):
        yield from sorted(by_document[name], key=fact_key)


def _document_in_order(document: Document) -> Document:
    return dataclasses.replace(document, items=(), parts=_sorted_once(document.parts))


def _entity_in_order(entity: Entity) -> Entity:
    told = (entity.aliases, entity.acronyms, entity.documents, entity.links, entity.former)
    if all(len(values) < 2 for values in told):
        return entity
    return dataclasses.replace(
        entity,
        aliases=_sorted_once(entity.aliases),
        acronyms=_sorted_once(entity.acronyms),
        documents=_sorted_once(entity.documents),
        links=_sorted_once(entity.links),
        former=_sorted_once(entity.former),
    )


def _sorted_once(values: tuple[_Value, ...]) -> tuple[_Value, ...]:
    """Sort values, each once; most tuples are empty or of one."""
    return values if len(values) < 2 else tuple(sorted(set(values)))
