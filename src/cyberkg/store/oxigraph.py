"""Quads in Oxigraph: in memory, or on disk as a published generation holds them.

Oxigraph's own union of graphs repeats a triple for every graph that holds it, so counts come out too high.
Here each triple of a named graph is stored in the default graph as well, which makes that graph the union.
This store does not fence a query in: text from others goes through the sandbox of ``query/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from cyberkg.errors import CyberkgError, DamagedError, UsageError
from cyberkg.store.disk import as_disk_error, disk_errors
from cyberkg.store.protocol import Answer, Rows, Term, Triples, render_quads

__all__ = ["OxigraphStore", "write_store"]

_UNION = ox.DefaultGraph()
# Quads for the bulk loader at a time. Ten million at once take it 2.7 GB; in batches of 500,000 a quarter more time and
# 1.4 GB, of 150,000 two fifths more and 0.4.
_BATCH, _SMALL_BATCH = 500_000, 150_000
_DAMAGE = re.compile("Corruption|IO error")


class OxigraphStore:
    """A store of quads in Oxigraph.

    :param path: the folder of the database; None keeps the quads in memory.
    :param read_only: open a finished database for reading; any number of processes may.
    :param keep: kept alive as long as the store is: the owner of a temporary ``path``.
    :param hint: what to try when the database turns out to be damaged.
    :raises DamagedError: ``path`` holds no database, or a damaged one.
    :raises DiskError: the disk refuses.
    """

    def __init__(
        self, path: Path | None = None, *, read_only: bool = False, keep: object = None, hint: str = ""
    ) -> None:
        self.path = path
        self._hint = hint
        self._keep = keep
        self._engine: ox.Store | None = None
        with self._reading():
            if path is None:
                self._engine = ox.Store()
            else:
                self._engine = ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads by the bulk loader: all of them, or none when ``quads`` raises.

        :raises DiskError: the disk refuses.
        """
        engine = self._open()
        with disk_errors(self.path or Path()):
            engine.bulk_extend(_with_union(quads))

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL query; see ``Store.query``.

        :raises UsageError: the text is not SPARQL.
        :raises DamagedError: a file of the database is damaged; may also come while the answer is read.
        """
        engine = self._open()
        try:
            with self._reading():
                answer = engine.query(sparql, prefixes=dict(prefixes or {}))
        except (SyntaxError, ValueError) as error:
            raise UsageError(f"the query is not SPARQL: {error}", hint="see the example queries") from error
        if isinstance(answer, ox.QuerySolutions):
            names = tuple(variable.value for variable in answer.variables)
            return Rows(names, self._rows(answer))
        if isinstance(answer, ox.QueryTriples):
            return Triples(self._triples(answer))
        return bool(answer)

    def __len__(self) -> int:
        """Count the triples of the default graph, which is the union of all."""
        answer = self.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        cell = next(answer.rows)[0] if isinstance(answer, Rows) else None
        return int(cell.value) if isinstance(cell, ox.Literal) else 0

    def graphs(self) -> tuple[str, ...]:
        """Give the IRIs of the named graphs, sorted."""
        with self._reading():
            return tuple(sorted(name.value for name in self._open().named_graphs()))

    def triples_of(self, graph: str) -> Iterator[ox.Triple]:
        """Go through the triples of a named graph, in an order that depends on them alone."""
        with self._reading():
            for quad in self._open().quads_for_pattern(None, None, None, ox.NamedNode(graph)):
                yield quad.triple

    def dump(self) -> bytes:
        """Write all quads as sorted N-Quads; see ``Store.dump``."""
        engine = self._open()
        with self._reading():
            return render_quads(engine)

    def close(self) -> None:
        """Let go of memory and files."""
        self._engine = None
        self._keep = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def save(self, path: Path) -> None:
        """Write a database that holds these quads and nothing dead to ``path``, which must not exist.

        :raises DiskError: the disk refuses.
        """
        engine = self._open()
        with disk_errors(path):
            engine.flush()
            engine.optimize()  # one table instead of several for each index: queries take a quarter less
            engine.backup(str(path))

    def _open(self) -> ox.Store:
        if self._engine is None:
            raise ValueError("the store is closed")
        return self._engine

    def _rows(self, answer: ox.QuerySolutions) -> Iterator[tuple[Term | None, ...]]:
        with self._reading():
            for solution in answer:
                yield tuple(solution)

    def _triples(self, answer: ox.QueryTriples) -> Iterator[ox.Triple]:
        with self._reading():
            yield from answer

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell a disk that refuses, a database that is damaged and a query that fails apart."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise self._explain(error) from error

    def _explain(self, error: OSError | RuntimeError) -> CyberkgError:
        # Damage met while an answer is read comes as a RuntimeError.
        plain = error if isinstance(error, OSError) else OSError(str(error))
        if isinstance(error, OSError) or _DAMAGE.match(str(error)):
            damage = DamagedError(f"the store is damaged: {error}", str(self.path or ""), self._hint)
            return as_disk_error(plain, self.path) or damage
        return UsageError(f"the query cannot be answered: {error}")


def write_store(path: Path, scratch: Path, quads: Iterable[ox.Quad], *, spares: bool = False) -> None:
    """Write a new database to ``path`` from quads, free of logs and dead files.

    :param scratch: a folder on the same file system that does not exist; the caller removes it.
    :param spares: take a gigabyte of memory less, and more time; the database is as good.
    :raises DiskError: the disk refuses.
    """
    rest, size = iter(quads), _SMALL_BATCH if spares else _BATCH
    with OxigraphStore(scratch) as store:
        while batch := [*islice(rest, 1)]:
            store.load(chain(batch, islice(rest, size - 1)))
        store.save(path)


def _with_union(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        yield quad
        if quad.graph_name != _UNION:
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
