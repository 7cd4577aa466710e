"""Quads back to knowledge: the exact inverse of ``encode``.

What is derived (flat triples, participations, tenures) is not read; the claims say it all. The names of the
graphs are not read either, since every claim tells its briefing, so that one Turtle file serves as well: ``decode_file``
reads it in a twentieth of the time that a large store takes to give all it holds, term by term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from cyberkg.errors import DamagedError
from cyberkg.model import (
    Document,
    Entity,
    Iri,
    Knowledge,
    MarkedPart,
    Merge,
    Period,
)
from cyberkg.rdf import vocab
from cyberkg.rdf.claims import MARKING_CONCEPTS
from cyberkg.rdf.encode import ENTITY_CLASSES
from cyberkg.rdf.facts import Facts, read_span
from cyberkg.rdf.graph import Graph, Node
from cyberkg.rdf.order import in_order
from cyberkg.rdf.runs import Runs, ScatteredError
from cyberkg.terms import Marking

__all__ = ["decode", "decode_file"]

_TYPES = {classes[0]: kind for kind, classes in ENTITY_CLASSES.items()}
_MARKINGS = {concept: marking for marking, concept in MARKING_CONCEPTS.items()}
_LISTED = (*_TYPES, vocab.BRIEFING, vocab.MARKED_PART, vocab.CLAIM, vocab.IDENTITY_DECISION)
_DERIVED = (vocab.PARTICIPATION, vocab.TENURE)
_READ = (
    vocab.ABOUT_ENTITY,
    vocab.ACRONYM,
    vocab.CONFIDENCE,
    vocab.DCTERMS_IDENTIFIER,
    vocab.DCTERMS_REPLACES,
    vocab.DCTERMS_SOURCE,
    vocab.DCTERMS_TITLE,
    vocab.DECIDED_BY,
    vocab.EVIDENCE,
    vocab.MARKING,
    vocab.MENTION_NAME,
    vocab.OA_END,
    vocab.OA_EXACT,
    vocab.OA_HAS_SELECTOR,
    vocab.OA_HAS_SOURCE,
    vocab.OA_START,
    vocab.OTHER_NAME,
    vocab.PROV_WAS_ASSOCIATED_WITH,
    vocab.PROV_WAS_GENERATED_BY,
    vocab.PROV_WAS_QUOTED_FROM,
    vocab.QUALIFIER,
    vocab.RDFS_LABEL,
    vocab.RDF_OBJECT,
    vocab.RDF_PREDICATE,
    vocab.RDF_SUBJECT,
    vocab.RDF_TYPE,
    vocab.RDF_VALUE,
    vocab.REASON,
    vocab.REPRESENTS,
    vocab.SCHEMA_MENTIONS,
    vocab.SCHEMA_TEMPORAL_COVERAGE,
    vocab.SCORE,
    vocab.SHA256,
    vocab.SKOS_ALT_LABEL,
    vocab.SKOS_EXACT_MATCH,
    vocab.SKOS_PREF_LABEL,
    vocab.STATUS,
    vocab.VERDICT,
)


def decode(quads: Iterable[ox.Quad] | Graph | Runs, texts: Mapping[str, str]) -> Knowledge:
    """Read knowledge back from the quads that ``encode`` made of it, whatever their order and graphs.

    :param texts: the text of each document by its name; a document that is missing has an empty text.
    :returns: the knowledge, in order (``in_order``), documents without items.
    :raises DamagedError: where a node lacks what it needs, or has two values where one belongs.
    """
    graph = quads if isinstance(quads, Graph | Runs) else Graph(quads)
    briefings = list(graph.of_type(vocab.BRIEFING))
    parts: dict[str, list[MarkedPart]] = {}
    for node in graph.of_type(vocab.MARKED_PART):
        parts.setdefault(node.one(vocab.OA_HAS_SOURCE), []).append(_part(node, graph))
    mentioned: dict[str, list[str]] = {}
    for briefing in briefings:
        for entity in briefing.all(vocab.SCHEMA_MENTIONS):
            mentioned.setdefault(entity, []).append(_document_name(briefing.iri, graph))
    facts = Facts(graph)
    return in_order(
        Knowledge(
            documents=tuple(_document(node, texts, parts.get(node.iri, ())) for node in briefings),
            entities=tuple(
                _entity(node, mentioned.get(node.iri, [])) for name in _TYPES for node in graph.of_type(name)
            ),
            facts=tuple(facts.read(node) for node in graph.of_type(vocab.CLAIM)),
            merges=tuple(_merge(node, graph) for node in graph.of_type(vocab.IDENTITY_DECISION)),
        )
    )


def decode_file(path: Path, texts: Mapping[str, str]) -> Knowledge:
    """Read knowledge back from the Turtle file that ``write_turtle`` made of it.

    :param texts: as of ``decode``.
    :raises DamagedError: as ``decode`` does, and where the file is no Turtle.
    :raises OSError: where the file cannot be read.
    """
    try:
        try:
            return decode(Runs(_parse(path), _READ, _LISTED, _DERIVED), texts)
        except ScatteredError:
            return decode(_parse(path), texts)
    except SyntaxError as error:
        raise DamagedError(f"no Turtle: {error.msg}", where=f"line {error.lineno}") from error


def _parse(path: Path) -> Iterable[ox.Quad]:
    return ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)


def _document_name(iri: str, graph: Graph | Runs) -> str:
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


def _part(node: Node, graph: Graph | Runs) -> MarkedPart:
    span = read_span(node.iri, graph.at(node.one(vocab.OA_HAS_SELECTOR)))
    return MarkedPart(span, _marking(node.one(vocab.MARKING), node.iri))


def _marking(concept: str, iri: str) -> Marking:
    if Iri(concept) not in _MARKINGS:
        raise DamagedError(f"{iri} has a marking that is not known")
    return _MARKINGS[Iri(concept)]


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


def _merge(node: Node, graph: Graph | Runs) -> Merge:
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
