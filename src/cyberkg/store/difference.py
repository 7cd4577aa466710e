"""A database written by what differs from that of the graph before, where that is little.

The quads are those of a database that was written whole, and so is every answer and every dump; how they lie in files
is another matter. The engine keeps the words of what is removed in its dictionary, so a database is written whole again
when a graph in it goes, and the one who asks for a difference sees to it that it is after some builds at the latest.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from cyberkg.store.disk import disk_errors
from cyberkg.store.layout import TABLE

__all__ = ["Change", "write_changed_store"]

_UNION = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Change:
    """How the quads of a graph differ from those of another.

    :param since: the digest of the other graph.
    :param graphs: all quads of each named graph that may differ, by its IRI; in any other the two are the same.
    :param names: the IRIs of the other named graphs that there are.
    :param partly: for named graphs that differ in some subjects alone, the IRIs of these and all quads of them.
    """

    since: str
    graphs: Mapping[str, Collection[ox.Quad]]
    names: Collection[str]
    partly: Mapping[str, tuple[Collection[str], Collection[ox.Quad]]] = field(default_factory=dict)


def write_changed_store(path: Path, scratch: Path, old: Path, change: Change) -> list[ox.Quad] | None:
    """Write a new database to ``path`` from another and what differs.

    It does not where a named graph goes, or one that should be there is not.

    :param scratch: a folder on the same file system that does not exist; the caller removes it.
    :param old: the folder of the other database, which stays as it is.
    :returns: the quads that came or went; None where the database was not written.
    :raises DiskError: the disk refuses.
    """
    differ: list[ox.Quad] = []
    with disk_errors(scratch):
        shutil.copytree(old, scratch, copy_function=_take)
        engine = ox.Store(str(scratch))
        there = {graph.value for graph in engine.named_graphs() if isinstance(graph, ox.NamedNode)}
        if there - change.graphs.keys() - change.partly.keys() != set(change.names):
            return None
        for name, quads in sorted(change.graphs.items()):
            differ += _replace(engine, ox.NamedNode(name), [None], set(quads))
        for name, (subjects, quads) in sorted(change.partly.items()):
            differ += _replace(engine, ox.NamedNode(name), map(ox.NamedNode, sorted(subjects)), set(quads))
        engine.flush()
        engine.backup(str(path))
    return differ


def _take(source: str, target: str) -> None:
    """Copy a file of a database; a table, which the engine never writes again, gets a second name where that can be."""
    if source.endswith(TABLE):
        try:
            os.link(source, target)
        except OSError:
            pass
        else:
            return
    shutil.copy2(source, target)


def _replace(
    engine: ox.Store, graph: ox.NamedNode, subjects: Iterable[ox.NamedNode | None], quads: set[ox.Quad]
) -> list[ox.Quad]:
    """Make quads those of subjects in a named graph, None for all, and keep the default graph the union of all.

    Returns those that came or went.
    """
    new, gone = set(quads), []
    for subject in subjects:
        for quad in engine.quads_for_pattern(subject, None, None, graph):
            if quad in quads:
                new.discard(quad)
            else:
                gone.append(quad)
    engine.extend([*new, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in new)])
    for quad in gone:
        engine.remove(quad)
        holders = engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(holder.graph_name == _UNION for holder in holders):
            engine.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
    return [*new, *gone]
