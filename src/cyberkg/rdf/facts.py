"""Claims back to facts: what many of them share (a sentence, a value, a reader, a number) is made once."""

from __future__ import annotations

from cyberkg.errors import DamagedError
from cyberkg.model import Evidence, Fact, Iri, Literal, Span
from cyberkg.rdf import vocab
from cyberkg.rdf.claims import STATUS_CONCEPTS
from cyberkg.rdf.graph import Graph, Node
from cyberkg.rdf.runs import Runs
from cyberkg.rdf.values import AMOUNT_KINDS
from cyberkg.terms import PREDICATES, LiteralKind

__all__ = ["Facts", "read_span"]

_STATUSES = {concept: status for status, concept in STATUS_CONCEPTS.items()}
_CKG = vocab.PREFIXES["ckg"]


def read_span(iri: str, place: Node) -> Span:
    """Read from where to where a position selector reaches.

    :param iri: the node that is selected.
    :raises DamagedError: where it does not say so, or ends before it begins.
    """
    start, end = int(place.number(vocab.OA_START)), int(place.number(vocab.OA_END))
    if not 0 <= start <= end:
        raise DamagedError(f"{iri} runs from {start} to {end}")
    return Span(start, end)


class Facts:
    """Reads claims of one graph."""

    def __init__(self, graph: Graph | Runs) -> None:
        self._graph = graph
        self._sentences: dict[tuple[str, str], Evidence] = {}
        self._values: dict[tuple[LiteralKind, str], Literal] = {}
        self._readers: dict[str, str] = {}
        self._numbers: dict[str, float] = {}
        self._words: dict[str, str] = {}

    def read(self, claim: Node) -> Fact:
        """Read a claim.

        :raises DamagedError: where it, or what it leads to, lacks what a fact needs, or has two values where one belongs.
        """
        predicate = claim.one(vocab.RDF_PREDICATE).removeprefix(_CKG)
        status = _STATUSES.get(Iri(claim.one(vocab.STATUS)))
        if predicate not in PREDICATES or status is None:
            raise DamagedError(f"{claim.iri} has a predicate or a status that the contract does not know")
        represents = claim.find(vocab.REPRESENTS)
        reading = claim.one(vocab.PROV_WAS_GENERATED_BY)
        qualifier = claim.find(vocab.QUALIFIER) or ""
        return Fact(
            subject=Iri(claim.one(vocab.RDF_SUBJECT)),
            predicate=PREDICATES[predicate].name,
            object=self._object(claim.one(vocab.RDF_OBJECT), PREDICATES[predicate].literal),
            evidence=self._evidence(claim),
            reader=self._reader(reading),
            status=status,
            qualifier=self._words.setdefault(qualifier, qualifier),
            represents=None if represents is None else Iri(represents),
            confidence=self._confidence(claim),
        )

    def _object(self, value: str, kind: LiteralKind | None) -> Iri | Literal:
        if kind is None:
            return Iri(value)
        known = self._values.get((kind, value))
        if known is None:
            words = self._graph.at(value).one(vocab.RDF_VALUE) if kind in AMOUNT_KINDS else value
            known = self._values[kind, value] = Literal(words, kind)
        return known

    def _evidence(self, claim: Node) -> Evidence:
        source, sentence = claim.one(vocab.PROV_WAS_QUOTED_FROM), claim.one(vocab.EVIDENCE)
        known = self._sentences.get((source, sentence))
        if known is None:
            document = self._graph.at(source).one(vocab.DCTERMS_IDENTIFIER)
            passage = Node(sentence)
            for selector in self._graph.at(sentence).all(vocab.OA_HAS_SELECTOR):
                passage.values.update(self._graph.at(selector).values)
            span = read_span(sentence, passage)
            known = Evidence(document, span.start, span.end, passage.one(vocab.OA_EXACT))
            self._sentences[source, sentence] = known
        return known

    def _reader(self, reading: str) -> str:
        known = self._readers.get(reading)
        if known is None:
            agent = self._graph.at(reading).one(vocab.PROV_WAS_ASSOCIATED_WITH)
            name = self._graph.at(agent).one(vocab.RDFS_LABEL)
            known = self._readers[reading] = self._words.setdefault(name, name)
        return known

    def _confidence(self, claim: Node) -> float:
        written = claim.one(vocab.CONFIDENCE)
        known = self._numbers.get(written)
        if known is None:
            known = self._numbers[written] = claim.number(vocab.CONFIDENCE)
        return known
