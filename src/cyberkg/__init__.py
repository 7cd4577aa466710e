"""cyberkg: security briefings in, an RDF knowledge graph out, every fact with its sentence.

    import cyberkg

    cyberkg.build(["data"], out="graph")
    graph = cyberkg.open("graph")
    graph.query("SELECT ?name WHERE { ?p a ckg:Person ; skos:prefLabel ?name }")

Both load what they need when they are called, so that importing the package costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cyberkg.api import Graph
    from cyberkg.building import Summary

__all__ = ["__version__", "build", "open"]

__version__ = "0.1.0"


def build(
    sources: Iterable[str | PathLike[str]], out: str | PathLike[str] = "graph", **options: Any
) -> Summary:
    """Read briefings and publish their graph; see ``cyberkg.api.build``."""
    from cyberkg import api

    return api.build(sources, out, **options)


def open(folder: str | PathLike[str] = "graph") -> Graph:  # noqa: A001
    """Open a published graph; see ``cyberkg.api.Graph``."""
    from cyberkg import api

    return api.open_graph(folder)
