"""What a store of quads can do, whichever engine holds them, and what its answers look like.

Terms are those of pyoxigraph, for every engine. The default graph of a query is the union of all graphs,
as a set: a triple that stands in two graphs is met once. Numbers and dates may come back in their canonical
spelling (``10`` for ``010``), as Oxigraph keeps values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox

__all__ = ["Answer", "Rows", "Store", "Term", "Triples", "render_quads"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: names of the columns, and rows read once, as they come from the engine.

    A cell is None where its variable is not bound.
    """

    variables: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Go through the rows; a second pass finds nothing."""
        return self.rows


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: triples, read once."""

    triples: Iterator[ox.Triple]

    def __iter__(self) -> Iterator[ox.Triple]:
        """Go through the triples; a second pass finds nothing."""
        return self.triples


Answer = Rows | Triples | bool


class Store(Protocol):
    """Quads that answer SPARQL."""

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads; those that are there already change nothing."""
        ...

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL 1.1 query.

        :param sparql: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
        :param prefixes: prefixes that hold besides those the query declares: name to IRI.
        :returns: Rows, a truth value, or Triples, by the form of the query.
        :raises UsageError: the text is not SPARQL.
        """
        ...

    def __len__(self) -> int:
        """Count the triples of the default graph of queries."""
        ...

    def dump(self) -> bytes:
        """Write all quads as N-Quads in UTF-8, sorted.

        A triple that stands in named graphs is written for each of these, and not for the default graph.
        """
        ...

    def close(self) -> None:
        """Let go of memory and files. A closed store raises ValueError when used."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def render_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Write quads as ``Store.dump`` promises: N-Quads in UTF-8, sorted."""
    unnamed: set[ox.Triple] = set()
    named: set[ox.Triple] = set()
    lines: set[str] = set()
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            unnamed.add(quad.triple)
        else:
            named.add(quad.triple)
            lines.add(f"{quad} .\n")
    lines.update(f"{triple} .\n" for triple in unnamed - named)
    return "".join(sorted(lines)).encode()
