"""Quads back to knowledge: the exact inverse of ``encode``.

What is derived (flat triples, participations, tenures) is not read; the claims say it all. The names of the
graphs are not read either, since every claim tells its briefing, so that one Turtle file serves as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from cyberkg.errors import DamagedError
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
from cyberkg.rdf import vocab
from cyberkg.rdf.claims import MARKING_CONCEPTS, STATUS_CONCEPTS
from cyberkg.rdf.encode import ENTITY_CLASSES
from cyberkg.rdf.graph import Graph, Node
from cyberkg.rdf.order import in_order
from cyberkg.rdf.values import AMOUNT_KINDS
from cyberkg.terms import PREDICATES, Marking

__all__ = ["decode"]

_TYPES = {classes[0]: kind for kind, classes in ENTITY_CLASSES.items()}
_STATUSES = {concept: status for status, concept in STATUS_CONCEPTS.items()}
_MARKINGS = {concept: marking for marking, concept in MARKING_CONCEPTS.items()}
_CKG = vocab.PREFIXES["ckg"]


def decode(quads: Iterable[ox.Quad] | Graph, texts: Mapping[str, str]) -> Knowledge:
    """Read knowledge back from the quads that ``encode`` made of it, whatever their order and graphs.

    :param texts: the text of each document by its name; a document that is missing has an empty text.
    :returns: the knowledge, in order (``in_order``), documents without items.
    :raises DamagedError: where a node lacks what it needs, or has two values where one belongs.
    """
    graph = quads if isinstance(quads, Graph) else Graph(quads)
    briefings = graph.of_type(vocab.BRIEFING)
    parts: dict[str, list[MarkedPart]] = {}
    for node in graph.of_type(vocab.MARKED_PART):
        parts.setdefault(node.one(vocab.OA_HAS_SOURCE), []).append(_part(node, graph))
    mentioned: dict[str, list[str]] = {}
    for briefing in briefings:
        for entity in briefing.all(vocab.SCHEMA_MENTIONS):
            mentioned.setdefault(entity, []).append(_document_name(briefing.iri, graph))
    return in_order(
        Knowledge(
            documents=tuple(_document(node, texts, parts.get(node.iri, ())) for node in briefings),
            entities=tuple(
                _entity(node, mentioned.get(node.iri, [])) for name in _TYPES for node in graph.of_type(name)
            ),
            facts=tuple(_fact(node, graph) for node in graph.of_type(vocab.CLAIM)),
            merges=tuple(_merge(node, graph) for node in graph.of_type(vocab.IDENTITY_DECISION)),
        )
    )


def _document_name(iri: str, graph: Graph) -> str:
    return graph.at(iri).one(vocab.DCTERMS_IDENTIFIER)


def _document(node: Node, texts: Mapping[str, str], parts: Iterable[MarkedPart]) -> Document:
    name = node.one(vocab.DCTERMS_IDENTIFIER)
    covered = node.find(vocab.SCHEMA_TEMPORAL_COVERAGE)
    marking = node.find(vocab.MARKING)
    start, slash, end = (covered or "").partition("/")
    return Document(
        name=name,
        text=texts.get(name, ""),
        title=node.find(vocab.DCTERMS_TITLE) or "",
        date=Period(start, end if slash else start) if covered is not None else None,
        source=node.find(vocab.DCTERMS_SOURCE) or "",
        sha256=node.find(vocab.SHA256) or "",
        marking=None if marking is None else _marking(marking, node.iri),
        parts=tuple(sorted(parts)),
    )


def _part(node: Node, graph: Graph) -> MarkedPart:
    span = _span(node.iri, graph.at(node.one(vocab.OA_HAS_SELECTOR)))
    return MarkedPart(span, _marking(node.one(vocab.MARKING), node.iri))


def _marking(concept: str, iri: str) -> Marking:
    if Iri(concept) not in _MARKINGS:
        raise DamagedError(f"{iri} has a marking that is not known")
    return _MARKINGS[Iri(concept)]


def _span(iri: str, place: Node) -> Span:
    start, end = int(place.number(vocab.OA_START)), int(place.number(vocab.OA_END))
    if not 0 <= start <= end:
        raise DamagedError(f"{iri} runs from {start} to {end}")
    return Span(start, end)


def _entity(node: Node, documents: Iterable[str]) -> Entity:
    types = [_TYPES[Iri(name)] for name in node.all(vocab.RDF_TYPE) if name in _TYPES]
    if len(types) > 1:
        raise DamagedError(f"{node.iri} is both {types[0]} and {types[1]}")
    return Entity(
        iri=Iri(node.iri),
        type=types[0],
        label=node.one(vocab.SKOS_PREF_LABEL),
        aliases=node.all(vocab.SKOS_ALT_LABEL),
        acronyms=node.all(vocab.ACRONYM),
        documents=tuple(documents),
        links=tuple(map(Iri, node.all(vocab.SKOS_EXACT_MATCH))),
        former=tuple(map(Iri, node.all(vocab.DCTERMS_REPLACES))),
    )


def _fact(node: Node, graph: Graph) -> Fact:
    predicate = node.one(vocab.RDF_PREDICATE).removeprefix(_CKG)
    status = _STATUSES.get(Iri(node.one(vocab.STATUS)))
    if predicate not in PREDICATES or status is None:
        raise DamagedError(f"{node.iri} has a predicate or a status that the contract does not know")
    represents = node.find(vocab.REPRESENTS)
    reading = graph.at(node.one(vocab.PROV_WAS_GENERATED_BY))
    return Fact(
        subject=Iri(node.one(vocab.RDF_SUBJECT)),
        predicate=predicate,
        object=_object(node.one(vocab.RDF_OBJECT), predicate, graph),
        evidence=_evidence(node, graph),
        reader=graph.at(reading.one(vocab.PROV_WAS_ASSOCIATED_WITH)).one(vocab.RDFS_LABEL),
        status=status,
        qualifier=node.find(vocab.QUALIFIER) or "",
        represents=None if represents is None else Iri(represents),
        confidence=node.number(vocab.CONFIDENCE),
    )


def _object(value: str, predicate: str, graph: Graph) -> Iri | Literal:
    kind = PREDICATES[predicate].literal
    if kind is None:
        return Iri(value)
    return Literal(graph.at(value).one(vocab.RDF_VALUE) if kind in AMOUNT_KINDS else value, kind)


def _evidence(node: Node, graph: Graph) -> Evidence:
    document = _document_name(node.one(vocab.PROV_WAS_QUOTED_FROM), graph)
    passage = Node(node.one(vocab.EVIDENCE))
    for selector in graph.at(passage.iri).all(vocab.OA_HAS_SELECTOR):
        passage.values.update(graph.at(selector).values)
    span = _span(passage.iri, passage)
    return Evidence(document, span.start, span.end, passage.one(vocab.OA_EXACT))


def _merge(node: Node, graph: Graph) -> Merge:
    document = node.find(vocab.DCTERMS_SOURCE)
    return Merge(
        entity=Iri(node.one(vocab.ABOUT_ENTITY)),
        document="" if document is None else _document_name(document, graph),
        name=node.one(vocab.MENTION_NAME),
        other=node.one(vocab.OTHER_NAME),
        verdict=node.one(vocab.VERDICT),
        score=node.number(vocab.SCORE),
        reason=node.one(vocab.REASON),
        by=node.one(vocab.DECIDED_BY),
    )
