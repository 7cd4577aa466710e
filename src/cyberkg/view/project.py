"""Knowledge as a property graph, for the page and for anyone who works with networkx.

Nothing is lost on the way: every entity is a node, every fact between two entities an edge of its own,
every fact with a literal an entry of its subject's ``facts``. The text of the documents stays behind.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from cyberkg.errors import DamagedError
from cyberkg.ident import digest
from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, Literal

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["project"]


def project(knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """Turn knowledge into a directed graph with parallel edges; ``knowledge`` stays as it is.

    Nodes are IRIs with ``type``, ``label``, ``aliases``, ``acronyms``, ``documents``, ``links``, ``former``
    and ``facts`` (a tuple of dicts, one for each literal fact). Edges carry ``predicate``, ``status``,
    ``qualifier``, ``represents`` (an IRI or ""), ``confidence`` and ``reader``, and their evidence as
    ``document``, ``start``, ``end`` (offsets in characters, half-open) and ``quote``; their key is a digest
    of all that. ``graph.graph["documents"]`` lists the documents' metadata. Insertion order is sorted, so
    equal knowledge gives an equal graph.

    :raises DamagedError: a fact speaks of an entity that ``knowledge`` does not have.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        documents=tuple(_describe(each) for each in sorted(knowledge.documents, key=lambda d: d.name))
    )
    known = {entity.iri for entity in knowledge.entities}
    rows = sorted(zip(map(_order, knowledge.facts), knowledge.facts, strict=True), key=itemgetter(0))
    literals: dict[Iri, list[dict[str, object]]] = {}
    for _, fact in rows:
        _require(fact, known)
        if isinstance(fact.object, Literal):
            value = {"value": fact.object.value, "kind": str(fact.object.kind)}
            literals.setdefault(fact.subject, []).append(_attributes(fact) | value)
    for entity in sorted(knowledge.entities, key=lambda e: e.iri):
        graph.add_node(entity.iri, **_node(entity), facts=tuple(literals.get(entity.iri, ())))
    for row, fact in rows:
        if not isinstance(fact.object, Literal):
            key = digest(*map(str, row), length=16)
            graph.add_edge(fact.subject, fact.object, key=key, **_attributes(fact))
    return graph


def _order(fact: Fact) -> tuple[str | int | float, ...]:
    """Lay all of a fact out as a flat row that sorts and hashes."""
    if isinstance(fact.object, Literal):
        target = (1, fact.object.value, str(fact.object.kind))
    else:
        target = (0, str(fact.object), "")
    said = fact.evidence
    return (
        fact.subject,
        fact.predicate,
        *target,
        str(fact.status),
        fact.qualifier,
        fact.represents or "",
        said.document,
        said.start,
        said.end,
        said.quote,
        fact.reader,
        fact.confidence,
    )


def _require(fact: Fact, known: set[Iri]) -> None:
    target = None if isinstance(fact.object, Literal) else fact.object
    for end in (fact.subject, target, fact.represents or None):
        if end is not None and end not in known:
            raise DamagedError(
                "a fact speaks of an entity that the graph does not have",
                where=f"{fact.evidence.document}: {fact.predicate}: {end}",
                hint="build the graph again",
            )


def _describe(document: Document) -> dict[str, str]:
    return {
        "name": document.name,
        "title": document.title,
        "start": document.date.start if document.date else "",
        "end": document.date.end if document.date else "",
        "source": document.source,
    }


def _node(entity: Entity) -> dict[str, object]:
    return {
        "type": str(entity.type),
        "label": entity.label,
        "aliases": entity.aliases,
        "acronyms": entity.acronyms,
        "documents": entity.documents,
        "links": entity.links,
        "former": entity.former,
    }


def _attributes(fact: Fact) -> dict[str, object]:
    return {
        "predicate": fact.predicate,
        "status": str(fact.status),
        "qualifier": fact.qualifier,
        "represents": fact.represents or "",
        "confidence": fact.confidence,
        "reader": fact.reader,
        "document": fact.evidence.document,
        "start": fact.evidence.start,
        "end": fact.evidence.end,
        "quote": fact.evidence.quote,
    }
