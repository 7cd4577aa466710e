"""What to call a node, and which sentence it comes from, for messages that people read.

Works on damaged graphs, too: what is missing is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from cyberkg.rdf import vocab
from cyberkg.rdf.graph import Graph, Node
from cyberkg.terms import PREDICATES

__all__ = ["Prose"]

_CKG = vocab.PREFIXES["ckg"]
_NAMES = (
    vocab.SKOS_PREF_LABEL,
    vocab.DCTERMS_IDENTIFIER,
    vocab.RDF_VALUE,
    vocab.MENTION_NAME,
    vocab.RDFS_LABEL,
)
_ENDS = (vocab.RDF_SUBJECT, vocab.RDF_OBJECT, vocab.REPRESENTS, vocab.EVIDENCE)
# The claims behind a derived property are those with the property that it is derived from.
_DATES = (vocab.EVENT_DATE, vocab.INCIDENT_DATE)


class Prose:
    """Words for the nodes of a graph."""

    def __init__(self, quads: Iterable[ox.Quad] | Graph) -> None:
        self._graph = quads if isinstance(quads, Graph) else Graph(quads)
        self._claims: dict[str, list[Node]] = defaultdict(list)
        for claim in sorted(self._graph.of_type(vocab.CLAIM), key=lambda node: node.iri):
            for end in _ENDS:
                for iri in claim.all(end):
                    self._claims[iri].append(claim)
            for sentence in claim.all(vocab.EVIDENCE):
                for selector in self._graph.at(sentence).all(vocab.OA_HAS_SELECTOR):
                    self._claims[selector].append(claim)

    def label(self, iri: str) -> str:
        """Call a node by its name, a claim by what it says, a sentence by its words, else by its IRI."""
        node = self._graph.at(iri)
        if vocab.RDF_PREDICATE in node.values:
            predicate = node.all(vocab.RDF_PREDICATE)[0].removeprefix(_CKG)
            phrase = PREDICATES[predicate].phrase if predicate in PREDICATES else predicate
            return f"{self._ends(node, vocab.RDF_SUBJECT)} {phrase} {self._ends(node, vocab.RDF_OBJECT)}"
        if vocab.RESTS_ON in node.values:
            who = self._ends(node, vocab.PARTICIPANT, vocab.ORG_MEMBER)
            return f"{who} at {self._ends(node, vocab.AT_EVENT, vocab.ORG_ORGANIZATION_PROPERTY)}"
        if any(name.startswith(vocab.PREFIXES["oa"]) for name in node.all(vocab.RDF_TYPE)):
            return self.quote(iri) or iri
        return self.name(iri)

    def name(self, value: str) -> str:
        """Call a node by its name alone; what has none, a literal for one, stays as it is."""
        return self._find_name(value) or value

    def _find_name(self, iri: str) -> str:
        node = self._graph.at(iri)
        return next((found[0] for name in _NAMES if (found := node.all(name))), "")

    def _ends(self, node: Node, *predicates: str) -> str:
        ends = [self.name(iri) for predicate in predicates for iri in node.all(predicate)]
        return " and ".join(ends) or "something"

    def quote(self, iri: str, path: str = "") -> str:
        """Find the sentence that a node comes from, empty where there is none.

        :param path: the property in question; a claim with it goes before the others.
        """
        wanted = set(_DATES if path.startswith(vocab.PREFIXES["sem"]) else (path,))
        claims = sorted(
            self._claims_of(iri), key=lambda claim: wanted.isdisjoint(claim.all(vocab.RDF_PREDICATE))
        )
        return next((quote for claim in claims for quote in self._quotes(claim)), "")

    def _claims_of(self, iri: str) -> list[Node]:
        node = self._graph.at(iri)
        if vocab.EVIDENCE in node.values:
            return [node]
        return [self._graph.at(claim) for claim in node.all(vocab.RESTS_ON)] or self._claims.get(iri, [])

    def _quotes(self, claim: Node) -> Iterator[str]:
        for sentence in claim.all(vocab.EVIDENCE):
            for selector in self._graph.at(sentence).all(vocab.OA_HAS_SELECTOR):
                yield from self._graph.at(selector).all(vocab.OA_EXACT)
