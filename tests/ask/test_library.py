"""The queries that questions are taken for are SPARQL that any engine answers alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from cyberkg.query.engine import run
from cyberkg.query.named import NamedQuery, named_queries
from cyberkg.query.results import Limits, Table, Term
from cyberkg.query.slots import fill
from cyberkg.store import open_graph

Values = dict[str, list[Term]]


def uses() -> Iterator[tuple[NamedQuery, Values]]:
    """Each query by itself, within a period, and for one kind of fact."""
    for query in named_queries():
        parameters = {parameter.name: parameter for parameter in query.parameters}
        yield query, {}
        if "from" in parameters:
            yield query, {"from": [Term("2024-04")], "to": [Term("2024-05")]}
        if "kind" in parameters:
            yield query, {"kind": [Term(parameters["kind"].choices[0])]}


@pytest.fixture(scope="module")
def triples(graph: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(graph / "graph.ttl")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "values"), list(uses()), ids=[f"{q.name}-{'-'.join(v)}" for q, v in uses()]
)
def test_two_engines_agree(query: NamedQuery, values: Values, graph: Path, triples: rdflib.Graph) -> None:
    table = run(
        open_graph(graph).store_path, query.sparql, bindings=values, limits=Limits(timeout=60, rows=0)
    )
    assert isinstance(table, Table)
    ours = sorted(tuple(cell.value if cell else "" for cell in row) for row in table.rows)
    answer = triples.query(fill(query.sparql, values)).bindings
    columns = [rdflib.Variable(name) for name in table.columns]
    # rdflib binds a key of a group that is unbound to None
    theirs = [tuple(str(cell) if (cell := row.get(c)) is not None else "" for c in columns) for row in answer]
    assert ours == sorted(theirs)
    assert ours or values
