"""Quads in rdflib's memory: slower than Oxigraph, and where rdflib's own tools (pySHACL) want them.

It answers the same queries as Oxigraph does, so each of the two engines checks the other in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

import pyoxigraph as ox

from cyberkg.errors import NetworkError, UsageError
from cyberkg.store.protocol import Answer, Rows, Term, Triples, render_quads

if TYPE_CHECKING:
    import rdflib
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import IdentifiedNode, Node

__all__ = ["MemoryStore", "from_rdflib", "to_rdflib"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"


class MemoryStore:
    """A store of quads in an rdflib Dataset, reachable as ``dataset``."""

    def __init__(self) -> None:
        import rdflib
        from rdflib.plugins import sparql

        # Otherwise a query with FROM <http://...> or FROM <file:...> fetches what it names.
        sparql.SPARQL_LOAD_GRAPHS = False
        self._dataset: rdflib.Dataset | None = rdflib.Dataset(default_union=True)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The rdflib Dataset that holds the quads."""
        if self._dataset is None:
            raise ValueError("the store is closed")
        return self._dataset

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, all of them or, when ``quads`` raises, none."""
        held = [(quad, _graph_name(quad)) for quad in quads]
        dataset = self.dataset
        for quad, name in held:
            graph = (
                dataset.default_graph
                if name is None
                else dataset.graph(cast("IdentifiedNode", to_rdflib(name)))
            )
            graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL query; see ``Store.query``.

        :raises NetworkError: the query asks another server (SERVICE).
        """
        dataset = self.dataset
        answer = dataset.query(_prepare(sparql, dict(prefixes or {})))
        if answer.type == "ASK":
            return bool(answer.askAnswer)
        if answer.type == "SELECT":
            return Rows(tuple(map(str, answer.vars or ())), _rows(answer))
        return Triples(_triples(answer.graph or ()))

    def __len__(self) -> int:
        """Count the triples of the union of all graphs."""
        return sum(1 for _ in self.dataset.triples((None, None, None)))

    def dump(self) -> bytes:
        """Write all quads as sorted N-Quads; see ``Store.dump``."""
        return render_quads(self._quads())

    def close(self) -> None:
        """Let go of the memory."""
        self._dataset = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _quads(self) -> Iterator[ox.Quad]:
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        for s, p, o, graph in self.dataset.quads((None, None, None, None)):
            if graph is None or graph == DATASET_DEFAULT_GRAPH_ID:
                yield ox.Quad(*_spo(s, p, o))
            else:
                yield ox.Quad(*_spo(s, p, o), cast(ox.NamedNode | ox.BlankNode, from_rdflib(graph)))


def to_rdflib(term: Term) -> Node:
    """Turn a term of pyoxigraph into rdflib's, its spelling untouched.

    :raises UsageError: rdflib has no such term: a triple, or text with a direction.
    """
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Triple) or term.direction is not None:
        raise UsageError(f"rdflib cannot hold {term}", hint="use the Oxigraph store")
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    # rdflib takes "a" and "a"^^xsd:string for two terms; SPARQL 1.1 for one.
    kind = None if term.datatype.value == _STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=kind, normalize=False)


def from_rdflib(node: Node) -> Term:
    """Turn a node of rdflib into pyoxigraph's; the inverse of ``to_rdflib``."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
    return ox.BlankNode(str(node)) if isinstance(node, rdflib.BNode) else ox.NamedNode(str(node))


def _prepare(sparql: str, prefixes: dict[str, str]) -> Query:
    """Parse a query and refuse what is not SPARQL or leaves this machine."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import translateQuery, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(sparql)
        traverse(tree, visitPre=_refuse_service)
        # rdflib reports an unknown prefix by a bare Exception; Oxigraph's parser speaks first.
        ox.Store().query(sparql, prefixes=prefixes)
    except (ParseBaseException, SyntaxError, ValueError) as error:
        raise UsageError(f"the query is not SPARQL: {error}", hint="see the example queries") from error
    return translateQuery(tree, initNs=prefixes)


def _refuse_service(node: object) -> None:
    if getattr(node, "name", "") == "ServiceGraphPattern":
        raise NetworkError("the query asks another server", "SERVICE", "query this graph alone")


def _graph_name(quad: ox.Quad) -> ox.NamedNode | ox.BlankNode | None:
    return None if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name


def _rows(answer: Result) -> Iterator[tuple[Term | None, ...]]:
    for row in cast("Iterable[tuple[Node | None, ...]]", answer):
        yield tuple(None if node is None else from_rdflib(node) for node in row)


def _triples(graph: Iterable[tuple[Node, Node, Node]]) -> Iterator[ox.Triple]:
    for s, p, o in graph:
        yield ox.Triple(*_spo(s, p, o))


def _spo(s: Node, p: Node, o: Node) -> tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term]:
    subject = cast(ox.NamedNode | ox.BlankNode, from_rdflib(s))
    return subject, cast(ox.NamedNode, from_rdflib(p)), from_rdflib(o)
