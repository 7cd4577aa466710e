"""Read what a worker wrote: W3C JSON results and N-Triples, to tables, booleans and triples."""

from __future__ import annotations

import json
from typing import Any

from cyberkg.query.results import Table, Term, Triples

__all__ = ["read_table", "read_triples"]

_KINDS = {"uri": "iri", "bnode": "blank"}
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def read_table(body: bytes, truncated: bool) -> Table | bool:
    """Read SPARQL 1.1 Query Results JSON: a table for SELECT, a boolean for ASK.

    Source: https://www.w3.org/TR/sparql11-results-json/
    """
    told = json.loads(body)
    if "boolean" in told:
        return bool(told["boolean"])
    columns = tuple(told["head"]["vars"])
    rows = (
        tuple(_read_term(row[name]) if name in row else None for name in columns)
        for row in told["results"]["bindings"]
    )
    return Table(columns, tuple(rows), truncated)


def _read_term(told: dict[str, Any]) -> Term:
    if told["type"] == "triple":
        ends = [_read_term(told["value"][part]) for part in ("subject", "predicate", "object")]
        return Term(" ".join(end.value for end in ends), "triple")
    kind = _KINDS.get(told["type"], "literal")
    return Term(told["value"], kind, told.get("datatype", ""), told.get("xml:lang", ""))


def read_triples(body: bytes, truncated: bool) -> Triples:
    """Read N-Triples."""
    import pyoxigraph

    found = pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_TRIPLES)
    rows = ((_from_node(t.subject), _from_node(t.predicate), _from_node(t.object)) for t in found)
    return Triples(tuple(rows), truncated)


def _from_node(node: Any) -> Term:
    import pyoxigraph

    if isinstance(node, pyoxigraph.NamedNode):
        return Term(node.value, "iri")
    if isinstance(node, pyoxigraph.BlankNode):
        return Term(node.value, "blank")
    if isinstance(node, pyoxigraph.Literal):
        typed = not node.language and node.datatype.value != _STRING
        return Term(node.value, "literal", node.datatype.value if typed else "", node.language or "")
    return Term(str(node), "triple")
