"""The Python face, as small as the command line: build a graph, open one, ask it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyberkg.building import Options, Summary, open_knowledge
from cyberkg.building import build as _build
from cyberkg.model import Knowledge

if TYPE_CHECKING:
    import networkx as nx

    from cyberkg.query.results import Table, Triples

__all__ = ["Graph", "build", "open_graph"]


@dataclass(frozen=True)
class Graph:
    """A published graph.

    :param folder: where it lies.
    """

    folder: Path

    @cached_property
    def knowledge(self) -> Knowledge:
        """All that the graph knows, as frozen values.

        :raises DamagedError: where there is no graph, or it is damaged.
        """
        return open_knowledge(self.folder)[0]

    def query(
        self, sparql: str, *, timeout: float = 5.0, rows: int = 10_000, memory: int = 1 << 30
    ) -> Table | Triples | bool:
        """Ask in SPARQL: SELECT gives a table, ASK a boolean, CONSTRUCT and DESCRIBE triples.

        :param timeout: seconds.
        :param rows: rows at the most, 0 for no limit; the table says when it was cut.
        :param memory: bytes that the process which asks may take.
        :raises UsageError: where the query is no SPARQL.
        :raises LimitError: where it takes too long or too much.
        """
        from cyberkg.query.engine import run
        from cyberkg.query.results import Limits
        from cyberkg.store import open_graph as open_folder

        generation = open_folder(self.folder)
        limits = Limits(timeout, memory, rows)
        return run(generation.store_path, sparql, limits=limits, base=str(generation.manifest["base"]))

    def facts(self) -> list[dict[str, Any]]:
        """The facts as rows of the fact contract, sorted."""
        from cyberkg.rdf.rows import fact_rows

        return fact_rows(self.knowledge)

    def entities(self) -> list[dict[str, Any]]:
        """The entities as rows of the fact contract, sorted."""
        from cyberkg.rdf.rows import entity_rows

        return entity_rows(self.knowledge)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The graph as a networkx multigraph: a node for each entity, an edge for each fact between two."""
        from cyberkg.view import project

        return project(self.knowledge)


def build(
    sources: Iterable[str | PathLike[str]], out: str | PathLike[str] = "graph", **options: Any
) -> Summary:
    """Read briefings and publish their graph; see ``cyberkg.building.build``.

    :param sources: files and folders.
    :param options: fields of ``cyberkg.building.Options``, such as ``min_confidence``.
    """
    return _build([Path(s) for s in sources], Path(out), Options(**options))


def open_graph(folder: str | PathLike[str] = "graph") -> Graph:
    """Open a published graph.

    :raises DamagedError: where there is none, or it is damaged.
    """
    from cyberkg.store import open_graph as open_folder

    open_folder(Path(folder))
    return Graph(Path(folder))
