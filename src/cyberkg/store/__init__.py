"""The graph folder and the stores: what a build publishes and every other command reads.

publish(folder, files, quads)      make them the graph, wholly or not at all
claim(folder)                      the same in two steps: lock first, publish when ready
open_graph(folder)                 the graph as a Generation: its manifest, files and store
OxigraphStore, MemoryStore         quads that answer SPARQL, on disk or in memory
"""

from __future__ import annotations

from cyberkg.store.difference import Change
from cyberkg.store.generation import Generation
from cyberkg.store.memory import MemoryStore
from cyberkg.store.opening import ReadTurtle, find_older, open_graph
from cyberkg.store.oxigraph import OxigraphStore
from cyberkg.store.protocol import Answer, Rows, Store, Term, Triples
from cyberkg.store.publishing import Claim, claim, publish

__all__ = [
    "Answer",
    "Change",
    "Claim",
    "Generation",
    "MemoryStore",
    "OxigraphStore",
    "ReadTurtle",
    "Rows",
    "Store",
    "Term",
    "Triples",
    "claim",
    "find_older",
    "open_graph",
    "publish",
]
