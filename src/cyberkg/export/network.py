"""Knowledge as a property graph: entities as nodes, facts between two of them as edges, values beside nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cyberkg.export.marks import Marks, label, strictest
from cyberkg.export.text import count
from cyberkg.export.told import BETWEEN, Told
from cyberkg.export.unsaid import former_iris, of_briefings
from cyberkg.ident import digest
from cyberkg.model import Fact, Knowledge, Literal
from cyberkg.rdf.order import fact_key
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["EDGE_FIELDS", "NODE_FIELDS", "Edge", "Network", "Node", "make_network"]

_VALUES = tuple(name for name, predicate in PREDICATES.items() if predicate.literal)

NODE_FIELDS: Mapping[str, str] = {
    "type": "string",
    "aliases": "string",
    "acronyms": "string",
    "documents": "string",
    "links": "string",
    "marking": "string",
    **dict.fromkeys(_VALUES, "string"),
}
"""What a node holds beside its name, and of which kind."""

EDGE_FIELDS: Mapping[str, str] = {
    "predicate": "string",
    "status": "string",
    "qualifier": "string",
    "represents": "string",
    "confidence": "double",
    "tellings": "integer",
    "documents": "string",
    "sentences": "string",
    "marking": "string",
}
"""What an edge holds; ``tellings`` counts its sentences, which stand one a line."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity; ``values`` are those of ``NODE_FIELDS``, empty texts left out."""

    id: str
    label: str
    type: EntityType
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """Facts that say the same, of one status, in whichever briefings; ``values`` as ``EDGE_FIELDS``."""

    id: str
    source: str
    target: str
    label: str
    values: Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Network:
    """A property graph, and what was lost in making one."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    losses: tuple[str, ...]

    def texts(self) -> Iterator[str]:
        """Go through all texts that are written."""
        for node in self.nodes:
            yield from (node.label, *node.values.values())
        for edge in self.edges:
            yield from (edge.label, *map(str, edge.values.values()))


def make_network(knowledge: Knowledge) -> Network:
    """Make a property graph, sorted, so that equal knowledge gives equal graphs."""
    values = sum(isinstance(fact.object, Literal) for fact in knowledge.facts)
    told = (
        (
            values,
            "fact",
            "the sentences behind {} with a value (a date, a count), which stand beside their nodes, how sure the reader is of"
            " these, and which reader found what",
        ),
        (len(knowledge.merges), "decision", "{} about who is who"),
    )
    losses = (
        *(words.format(count(number, one)) for number, one, words in told if number),
        *former_iris(knowledge),
        *of_briefings(knowledge, "title", "dates", "source", "address", "digest"),
    )
    return Network(tuple(_nodes(knowledge)), tuple(_edges(knowledge)), losses)


def _nodes(knowledge: Knowledge) -> Iterator[Node]:
    told, marks = Told(knowledge), Marks(knowledge)
    for entity in sorted(knowledge.entities, key=lambda e: e.iri):
        values = {
            "type": entity.type.value,
            "aliases": BETWEEN.join(entity.aliases),
            "acronyms": BETWEEN.join(entity.acronyms),
            "documents": BETWEEN.join(entity.documents),
            "links": BETWEEN.join(entity.links),
            "marking": label(marks.entity(entity)),
            **{name: told.of(entity.iri, name) for name in _VALUES},
        }
        yield Node(
            entity.iri, entity.label, entity.type, {key: value for key, value in values.items() if value}
        )


def _edges(knowledge: Knowledge) -> Iterator[Edge]:
    same: dict[tuple[str, ...], list[Fact]] = {}
    for fact in sorted(knowledge.facts, key=fact_key):
        if not isinstance(fact.object, Literal):
            said: tuple[str, ...] = (
                fact.subject,
                fact.predicate,
                fact.object,
                fact.status.value,
                fact.qualifier,
                fact.represents or "",
            )
            same.setdefault(said, []).append(fact)
    labels: dict[str, str] = {entity.iri: entity.label for entity in knowledge.entities}
    marks = Marks(knowledge)
    for said, facts in sorted(same.items()):
        subject, predicate, target, status, qualifier, represents = said
        places = dict.fromkeys((f.evidence.document, f.evidence.quote) for f in facts)
        values: dict[str, str | int | float] = {
            "predicate": predicate,
            "status": status,
            "qualifier": qualifier,
            "represents": labels.get(represents, ""),
            "confidence": max(fact.confidence for fact in facts),
            "tellings": len(places),
            "documents": BETWEEN.join(sorted({document for document, _ in places})),
            "sentences": "\n".join(" ".join(quote.split()) for _, quote in places),
            "marking": label(strictest(map(marks.fact, facts))),
        }
        kept = {key: value for key, value in values.items() if value != ""}
        yield Edge(digest(*said), subject, target, PREDICATES[predicate].phrase, kept)
