"""The flat face of the graph: one row for a fact, one for an entity, ready for JSON.

``cyberkg facts`` and ``cyberkg entities`` print these rows; reports and measurements read them.
"""

from __future__ import annotations

from collections.abc import Mapping

from cyberkg.errors import CyberkgError
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal
from cyberkg.rdf.order import fact_key

__all__ = ["Row", "entity_rows", "fact_rows"]

Row = dict[str, str | int | float | list[str] | None]


def fact_rows(knowledge: Knowledge) -> list[Row]:
    """Give one row for each fact, by document and by place in it.

    ``subject`` and ``object`` are labels, ``subject_id`` and ``object_id`` IRIs; for a literal ``object`` is
    its value, ``object_type`` its kind (``date``, ``money``, ...) and ``object_id`` None. ``qualifier`` is
    None where there is none. ``start`` and ``end`` count characters of the document's text, half-open.

    :raises CyberkgError: where a fact has an end that is no entity of the knowledge.
    """
    entities = {entity.iri: entity for entity in knowledge.entities}
    return [_fact_row(fact, entities) for fact in sorted(knowledge.facts, key=fact_key)]


def _fact_row(fact: Fact, entities: Mapping[Iri, Entity]) -> Row:
    subject = _entity(fact.subject, entities)
    return {
        "document": fact.evidence.document,
        "subject": subject.label,
        "subject_type": subject.type.value,
        "subject_id": subject.iri,
        "predicate": fact.predicate,
        **_object(fact, entities),
        "qualifier": fact.qualifier or None,
        "status": fact.status.value,
        "quote": fact.evidence.quote,
        "start": fact.evidence.start,
        "end": fact.evidence.end,
        "confidence": fact.confidence,
    }


def _object(fact: Fact, entities: Mapping[Iri, Entity]) -> Row:
    if isinstance(fact.object, Literal):
        return {"object": fact.object.value, "object_type": fact.object.kind.value, "object_id": None}
    target = _entity(fact.object, entities)
    return {"object": target.label, "object_type": target.type.value, "object_id": target.iri}


def _entity(iri: Iri, entities: Mapping[Iri, Entity]) -> Entity:
    if iri not in entities:
        raise CyberkgError("a fact speaks of something that is no entity of the graph", where=iri)
    return entities[iri]


def entity_rows(knowledge: Knowledge) -> list[Row]:
    """Give one row for each entity, by IRI: ``id``, ``type``, ``label``, ``aliases`` and ``documents``."""
    return [
        {
            "id": entity.iri,
            "type": entity.type.value,
            "label": entity.label,
            "aliases": sorted(entity.aliases),
            "documents": sorted(entity.documents),
        }
        for entity in sorted(knowledge.entities, key=lambda entity: entity.iri)
    ]
