"""The names of a graph in a file of their own, so that one is found without a look at all quads.

SPARQL has no index of words: to find a name by a part of it, an engine reads every name there is. The file says what
``query/library/names.rq`` says, but for former IRIs: a line for each name, an array in JSON with the forms that it is
found by (``ident.foldings``), the name, the IRI of the thing and its type. It is made from the database when that is
written, and sealed with it.
"""

from __future__ import annotations

import json
from bisect import insort
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
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


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{vocab.PREFIXES[prefix]}{local}"


_TELLING = frozenset(map(_iri, ("rdf:type", *_NAMED)))


_Line = tuple[str, str, str]  # the name, the IRI of the thing, its type


def write_names(
    path: Path, store: Path, before: Path | None = None, differ: Iterable[ox.Quad] | None = None
) -> None:
    """Write the names of a finished database to a file.

    :param store: the folder of the database.
    :param before: such a file of another database; its lines serve again where its seal knows them.
    :param differ: the quads in which that database and this one differ; None where that is not known.
    :raises DiskError: the disk refuses.
    """
    with disk_errors(path):
        engine = ox.Store.read_only(str(store))
        old = None
        if before is not None and differ is not None:
            with suppress(FileNotFoundError):  # a database of an earlier version had none
                found = read_file(before)
                old = found if is_sealed(before.with_name(SEAL), NAMES, found) else None
        if old is None or differ is None:
            lines = [*map(_line, sorted(_names(engine, None)))]
        else:
            lines = _changed(engine, old, {*_named(differ)})
        write_file(path, b"".join(lines))


def _named(quads: Iterable[ox.Quad]) -> Iterator[ox.NamedNode]:
    """Yield the things of whose names or types quads tell."""
    for quad in quads:
        if quad.predicate.value in _TELLING and isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _changed(engine: ox.Store, old: bytes, things: Collection[ox.NamedNode]) -> list[bytes]:
    """Give the lines of a file with those of some things as a database tells them now."""
    stale = {thing.value.encode() for thing in things}
    lines = [line for line in old.splitlines(keepends=True) if _thing(line) not in stale]
    for told in {name for thing in things for name in _names(engine, thing)}:
        insort(lines, _line(told), key=_key)
    return lines


def _thing(line: bytes) -> bytes:
    """Read the IRI of the thing from a line: it stands before the type, and neither has a quotation mark in it."""
    return line.rsplit(b'","', 2)[1]


def _key(line: bytes) -> _Line:
    _, name, thing, kind = json.loads(line)
    return name, thing, kind


def _names(engine: ox.Store, thing: ox.NamedNode | None) -> set[_Line]:
    """Give the names of a thing, None for all."""
    kinds = {
        iri: kind.value
        for kind in EntityType
        for iri, _ in _told(engine, "rdf:type", thing, ox.NamedNode(f"{vocab.PREFIXES['ckg']}{kind}"))
    }
    told = ((iri, name) for kind in _NAMED for iri, name in _told(engine, kind, thing) if iri in kinds)
    return {(name, iri, kinds[iri]) for iri, name in told}


def _told(
    engine: ox.Store, name: str, thing: ox.NamedNode | None, target: ox.NamedNode | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the IRI of each thing of which something is told, and what."""
    for quad in engine.quads_for_pattern(thing, ox.NamedNode(_iri(name)), target, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            yield quad.subject.value, quad.object.value


def _line(told: _Line) -> bytes:
    line = json.dumps([foldings(told[0]), *told], ensure_ascii=False, separators=(",", ":"))
    return f"{line}\n".encode()


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
