"""The names of a graph in a file of their own, so that one is found without a look at all quads.

SPARQL has no index of words: to find a name by a part of it, an engine reads every name there is. The file says what
``query/library/names.rq`` says, but for former IRIs: a line for each name, an array in JSON with the forms that it is
found by (``ident.foldings``), the name, the IRI of the thing and its type. It is made from the database when that is
written, and sealed with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from cyberkg.errors import DamagedError
from cyberkg.ident import foldings
from cyberkg.rdf import vocab
from cyberkg.store.disk import disk_errors, read_file, write_file
from cyberkg.store.layout import NAMES, REPAIR, SEAL
from cyberkg.store.seal import is_sealed
from cyberkg.terms import EntityType

__all__ = ["find_names", "write_names"]

_NAMED = ("skos:prefLabel", "skos:altLabel", "ckg:acronym")


def write_names(path: Path, store: Path) -> None:
    """Write the names of a finished database to a file.

    :param store: the folder of the database.
    :raises DiskError: the disk refuses.
    """
    with disk_errors(path):
        engine = ox.Store.read_only(str(store))
        kinds = {
            thing: kind.value
            for kind in EntityType
            for thing, _ in _told(engine, "rdf:type", ox.NamedNode(f"{vocab.PREFIXES['ckg']}{kind}"))
        }
        told = ((name, thing) for kind in _NAMED for thing, name in _told(engine, kind) if thing in kinds)
        lines = sorted((name, thing, kinds[thing]) for name, thing in set(told))
        write_file(path, "".join(map(_line, lines)).encode())


def _told(engine: ox.Store, name: str, target: ox.NamedNode | None = None) -> Iterator[tuple[str, str]]:
    """Yield the IRI of each thing of which something is told, and what."""
    prefix, _, local = name.partition(":")
    predicate = ox.NamedNode(f"{vocab.PREFIXES[prefix]}{local}")
    for quad in engine.quads_for_pattern(None, predicate, target, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            yield quad.subject.value, quad.object.value


def _line(told: tuple[str, str, str]) -> str:
    return json.dumps([foldings(told[0]), *told], ensure_ascii=False, separators=(",", ":")) + "\n"


def find_names(store: Path, part: str) -> Iterator[tuple[str, str, EntityType]] | None:
    """Give the names that hold some letters, and maybe some others.

    :param store: the folder of the database of a published graph.
    :param part: of a name, as ``ident.fold`` makes it; not empty.
    :returns: names, IRIs of the things and their types; None where the graph was published without the file.
    :raises DamagedError: the file was altered.
    :raises DiskError: the disk refuses.
    """
    path = store.with_name(NAMES)
    with disk_errors(path):
        try:
            content = read_file(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not is_sealed(store.with_name(SEAL), NAMES, content):
            raise DamagedError("was altered or damaged", str(path), REPAIR)
    return _found(content, json.dumps(part, ensure_ascii=False)[1:-1].encode())


def _found(content: bytes, part: bytes) -> Iterator[tuple[str, str, EntityType]]:
    at = content.find(part)
    while at >= 0:
        first, last = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at)
        _, name, iri, kind = json.loads(content[first:last])
        yield name, iri, EntityType(kind)
        at = content.find(part, last + 1)
