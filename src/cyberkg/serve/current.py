"""The graph as it is now: opened once, and anew as soon as a build has published another.

Nobody ever writes a published generation, so it is read in this process, by the queries of our own pages; a
query that somebody wrote goes through a worker.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path

import pyoxigraph as ox

from cyberkg.query.results import Term
from cyberkg.query.slots import fill
from cyberkg.serve.things import Things, collect
from cyberkg.store import Generation, OxigraphStore, Rows, Triples, open_graph

__all__ = ["Current", "Snapshot"]

_QUERIES = "queries"
Signature = tuple[tuple[int, int, int] | None, ...]


@dataclass
class Snapshot:
    """One generation of a graph, open for reading from any thread."""

    generation: Generation
    store: OxigraphStore
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def base(self) -> str:
        """Where the IRIs of its data begin."""
        return str(self.generation.manifest["base"])

    def rows(self, query: str, bindings: Mapping[str, Sequence[str]] | None = None) -> list[dict[str, str]]:
        """Ask one of the queries of this room: a row as a dictionary, an unbound column as empty text.

        :param bindings: for each parameter the IRIs that it may be.
        :raises DamagedError: where the store cannot be read.
        """
        answer = self.store.query(_fill(query, bindings))
        if not isinstance(answer, Rows):
            raise TypeError(f"{query}.rq is no SELECT")
        return [
            {name: _text(cell) for name, cell in zip(answer.variables, row, strict=True)} for row in answer
        ]

    def triples(self, query: str, bindings: Mapping[str, Sequence[str]]) -> list[ox.Triple]:
        """Ask one of the queries of this room that make triples; each once, sorted.

        :raises DamagedError: where the store cannot be read.
        """
        answer = self.store.query(_fill(query, bindings))
        if not isinstance(answer, Triples):
            raise TypeError(f"{query}.rq is no CONSTRUCT")
        return sorted(set(answer), key=str)

    def text(self, name: str) -> str:
        """Read the text of a briefing.

        :param name: its file name.
        :raises DamagedError: where it is missing or altered.
        """
        return self.generation.read(self.generation.manifest["texts"][name]).decode("utf-8")

    @property
    def things(self) -> Things:
        """Every thing of the graph, gathered when it is first asked for."""
        with self._lock:
            return self._things

    @cached_property
    def _things(self) -> Things:
        return collect(self.rows)


def _fill(query: str, bindings: Mapping[str, Sequence[str]] | None) -> str:
    text = resources.files("cyberkg.serve").joinpath(_QUERIES, f"{query}.rq").read_text(encoding="utf-8")
    return fill(text, {name: [Term(iri, "iri") for iri in iris] for name, iris in (bindings or {}).items()})


def _text(cell: object) -> str:
    return "" if cell is None else str(getattr(cell, "value", cell))


class Current:
    """Gives the newest generation of a graph folder.

    :param folder: of the graph.
    :raises DamagedError: where there is none, or it is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._signature = self._sign()
        self._snapshot = self._open()

    def get(self) -> Snapshot:
        """Give it, opened anew where a build has published another since.

        :raises DamagedError: where the new one is damaged.
        """
        with self._lock:
            signature = self._sign()
            if signature != self._signature:
                self._snapshot = self._open()
                self._signature = signature
            return self._snapshot

    def _open(self) -> Snapshot:
        generation = open_graph(self._folder)
        return Snapshot(generation, generation.store())

    def _sign(self) -> Signature:
        """Look at the two files that change when another graph is published."""
        return tuple(map(_look, (self._folder / "manifest.json", self._folder / ".generations" / "current")))


def _look(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
