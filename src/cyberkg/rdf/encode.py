"""Knowledge to quads, one graph for each briefing, one for the entities, one for the identity decisions.

The shape is drawn at the top of ``ontology.ttl``. Order and bytes depend on the knowledge alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from types import MappingProxyType

import pyoxigraph as ox

from cyberkg.errors import CyberkgError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, MarkedPart, Merge, merge_key
from cyberkg.rdf import vocab
from cyberkg.rdf.claims import MARKING_CONCEPTS, fact_triples
from cyberkg.rdf.iris import document_iri, entities_graph, identity_graph, node_iri
from cyberkg.rdf.values import Triple, date_term, decimal_term, node, number_term, text
from cyberkg.terms import EntityType

__all__ = [
    "ENTITY_CLASSES",
    "Quads",
    "by_document",
    "decision_iri",
    "encode",
    "encode_document",
    "encode_entities",
    "encode_merges",
]

# Our class, which tells the type when read back, and the public one that most consumers know.
ENTITY_CLASSES = MappingProxyType(
    {
        EntityType.PERSON: (vocab.PERSON, vocab.FOAF_PERSON),
        EntityType.ORGANISATION: (vocab.ORGANISATION, vocab.ORG_ORGANIZATION),
        EntityType.EVENT: (vocab.EVENT, vocab.SCHEMA_EVENT),
        EntityType.INCIDENT: (vocab.INCIDENT, vocab.RISK_INCIDENT),
        EntityType.PLACE: (vocab.PLACE, vocab.SCHEMA_PLACE),
        EntityType.WORK: (vocab.WORK, vocab.PROV_ENTITY),
    }
)


def encode(knowledge: Knowledge, base: str = DEFAULT_BASE) -> Iterator[ox.Quad]:
    """Yield the quads of all that a build knows, each once, in an order fixed by the knowledge.

    :param base: where the IRIs of documents, claims and graphs start; ends with ``/`` or ``#``.
    :raises CyberkgError: where a fact or an entity cites a document that is not there, or a fact does not fit
        its predicate.
    :raises InputError: where an IRI or a text cannot be written in RDF (half a surrogate pair).
    """
    for document, facts, mentions in by_document(knowledge):
        yield from encode_document(document, facts, mentions, base)
    yield from encode_entities(knowledge.entities, base)
    yield from encode_merges(knowledge.merges, base)


def by_document(knowledge: Knowledge) -> Iterator[tuple[Document, list[Fact], list[Iri]]]:
    """Yield each document, sorted by name, with the facts that cite it and the entities that it speaks of.

    :raises CyberkgError: where a fact or an entity cites a document that is not there.
    """
    facts: dict[str, list[Fact]] = {document.name: [] for document in knowledge.documents}
    mentions: dict[str, list[Iri]] = defaultdict(list)
    for fact in knowledge.facts:
        _known(facts, fact.evidence.document).append(fact)
    for entity in knowledge.entities:
        for name in entity.documents:
            _known(facts, name)
            mentions[name].append(entity.iri)
    for document in sorted(knowledge.documents, key=lambda d: d.name):
        yield document, facts[document.name], mentions[document.name]


class Quads:
    """The quads of ``encode``, made anew each time they are gone through.

    A list of them takes more memory than all that a build knows.
    """

    def __init__(self, knowledge: Knowledge, base: str = DEFAULT_BASE) -> None:
        self._knowledge, self._base = knowledge, base

    def __iter__(self) -> Iterator[ox.Quad]:
        """Begin anew; raises as ``encode`` does."""
        return encode(self._knowledge, self._base)


def _known(facts: dict[str, list[Fact]], name: str) -> list[Fact]:
    if name not in facts:
        raise CyberkgError("a fact or an entity cites a document that is not part of the build", where=name)
    return facts[name]


def encode_document(
    document: Document, facts: Iterable[Fact], mentions: Iterable[Iri], base: str = DEFAULT_BASE
) -> Iterator[ox.Quad]:
    """Yield the quads of one briefing's graph, each once: all that is withdrawn with it.

    :param facts: the facts that cite this document.
    :param mentions: the entities that it speaks of.
    :raises CyberkgError: as ``encode`` does.
    """
    graph = node(document_iri(base, document.name))
    yield from _quads(chain(_document(document, graph, mentions), fact_triples(facts, base, document)), graph)


def encode_entities(entities: Iterable[Entity], base: str = DEFAULT_BASE) -> Iterator[ox.Quad]:
    """Yield the types, names and links of entities, in the graph that no briefing owns."""
    graph = node(entities_graph(base))
    ordered = sorted(entities, key=lambda entity: entity.iri)
    for _, same in groupby(ordered, key=lambda entity: entity.iri):
        yield from _quads((triple for entity in same for triple in _entity(entity)), graph)


def encode_merges(merges: Iterable[Merge], base: str = DEFAULT_BASE) -> Iterator[ox.Quad]:
    """Yield the decisions about who is who, in a graph of their own."""
    graph = node(identity_graph(base))
    told: set[str] = set()
    for merge, _ in groupby(sorted(merges, key=merge_key)):
        yield from (ox.Quad(*triple, graph) for triple in _merge(merge, base))
        if merge.document and merge.document not in told:
            told.add(merge.document)
            document = node(document_iri(base, merge.document))
            yield ox.Quad(document, node(vocab.DCTERMS_IDENTIFIER), text(merge.document), graph)


def _quads(triples: Iterable[Triple], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    seen: set[Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield ox.Quad(*triple, graph)


def _document(document: Document, iri: ox.NamedNode, mentions: Iterable[Iri]) -> Iterator[Triple]:
    yield iri, node(vocab.RDF_TYPE), node(vocab.BRIEFING)
    yield iri, node(vocab.RDF_TYPE), node(vocab.SCHEMA_CREATIVE_WORK)
    yield iri, node(vocab.DCTERMS_IDENTIFIER), text(document.name)
    if document.title:
        yield iri, node(vocab.DCTERMS_TITLE), text(document.title)
    if document.date:
        start, end = document.date.start, document.date.end
        yield (
            iri,
            node(vocab.SCHEMA_TEMPORAL_COVERAGE),
            date_term(start if start == end else f"{start}/{end}"),
        )
    if document.source:
        yield iri, node(vocab.DCTERMS_SOURCE), _source(document.source)
    if document.sha256:
        yield iri, node(vocab.SHA256), text(document.sha256)
    if document.marking:
        yield iri, node(vocab.MARKING), node(MARKING_CONCEPTS[document.marking])
    for part in sorted(document.parts):
        yield from _part(part, iri)
    for entity in sorted(set(mentions)):
        yield iri, node(vocab.SCHEMA_MENTIONS), node(entity)


def _part(part: MarkedPart, document: ox.NamedNode) -> Iterator[Triple]:
    place = f"{document.value}#char={part.span.start},{part.span.end}"
    marked, position = node(f"{place};marked"), node(f"{place};position")
    yield marked, node(vocab.RDF_TYPE), node(vocab.MARKED_PART)
    yield marked, node(vocab.OA_HAS_SOURCE), document
    yield marked, node(vocab.OA_HAS_SELECTOR), position
    yield marked, node(vocab.MARKING), node(MARKING_CONCEPTS[part.marking])
    yield position, node(vocab.RDF_TYPE), node(vocab.OA_TEXT_POSITION_SELECTOR)
    yield position, node(vocab.OA_START), number_term(str(part.span.start))
    yield position, node(vocab.OA_END), number_term(str(part.span.end))


def _source(source: str) -> ox.NamedNode | ox.Literal:
    """Link to a source on the web; one that is told by name stays a text."""
    if source.startswith(("http://", "https://")):
        try:
            return ox.NamedNode(source)
        except ValueError:
            return text(source)
    return text(source)


def _entity(entity: Entity) -> Iterator[Triple]:
    iri = node(entity.iri)
    for name in ENTITY_CLASSES[entity.type]:
        yield iri, node(vocab.RDF_TYPE), node(name)
    yield iri, node(vocab.SKOS_PREF_LABEL), text(entity.label)
    for alias in sorted(entity.aliases):
        yield iri, node(vocab.SKOS_ALT_LABEL), text(alias)
    for acronym in sorted(entity.acronyms):
        yield iri, node(vocab.ACRONYM), text(acronym)
    for link in sorted(entity.links):
        yield iri, node(vocab.SKOS_EXACT_MATCH), node(link)
    for former in sorted(entity.former):
        yield iri, node(vocab.DCTERMS_REPLACES), node(former)


def decision_iri(merge: Merge, base: str = DEFAULT_BASE) -> Iri:
    """Name a decision by all that it says."""
    parts = (merge.entity, merge.document, merge.name, merge.other, merge.verdict, merge.reason, merge.by)
    return node_iri(base, "decision", *parts, repr(merge.score))


def _merge(merge: Merge, base: str) -> Iterator[Triple]:
    decision = node(decision_iri(merge, base))
    yield decision, node(vocab.RDF_TYPE), node(vocab.IDENTITY_DECISION)
    yield decision, node(vocab.ABOUT_ENTITY), node(merge.entity)
    if merge.document:
        yield decision, node(vocab.DCTERMS_SOURCE), node(document_iri(base, merge.document))
    yield decision, node(vocab.MENTION_NAME), text(merge.name)
    yield decision, node(vocab.OTHER_NAME), text(merge.other)
    yield decision, node(vocab.VERDICT), text(merge.verdict)
    yield decision, node(vocab.SCORE), decimal_term(merge.score)
    yield decision, node(vocab.REASON), text(merge.reason)
    yield decision, node(vocab.DECIDED_BY), text(merge.by)
