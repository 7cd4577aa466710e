"""Opening a graph for reading, wherever it comes from: built here, cloned, pulled or moved.

Built here, the generation is the graph. When git brought other visible files since they were last copied, or
there are no generations at all, the visible files are the graph: each is checked against the manifest, and
a generation is made of them, once.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cyberkg.errors import BusyError, DamagedError, DiskError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.store.disk import disk_errors, make_folders, read_file
from cyberkg.store.generation import Generation, open_generation, write_generation
from cyberkg.store.layout import GRAPH, REPAIR, SEAL, Layout, Pointer, is_generation_name, read_pointer
from cyberkg.store.lock import hold
from cyberkg.store.manifest import Manifest, name_generation, parse_manifest
from cyberkg.store.shelf import add_generation, clear, list_generations, point, settle, workspace

__all__ = ["ReadTurtle", "find_older", "open_graph"]

ReadTurtle = Callable[[bytes], Iterable[ox.Quad]]
"""Turns the bytes of graph.ttl into the quads that were published with it; raises DamagedError."""

_TRIES = 5
_RESTORE = "restore it (`git checkout`), or run `cyberkg build`"
_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True, slots=True)
class _State:
    """What a reader finds in a folder: the visible manifest, and the pointer, read after it."""

    visible: bytes | None
    pointer: Pointer | None


def open_graph(folder: Path, *, read_turtle: ReadTurtle | None = None) -> Generation:
    """Open the graph in ``folder`` for reading.

    :param folder: a graph folder; or one generation's own folder, to look at an older graph.
    :param read_turtle: makes the store's quads when a clone has none yet; by default that of ``rdf/``.
    :raises DamagedError: there is no graph, or it is damaged or of another format; names the file and what
        to do. Never an answer from a part of it.
    :raises DiskError: the disk refuses.
    :raises BusyError: the graph keeps changing.
    """
    if is_generation_name(folder.absolute().name) and (folder / SEAL).exists():
        return open_generation(folder.absolute())
    layout = Layout(folder)
    for _ in range(_TRIES):
        state = _look(layout)
        generation = _open(layout, state, read_turtle or _read_turtle)
        if generation is not None:
            return generation
    raise BusyError("the graph keeps changing", str(folder), "try again")


def find_older(folder: Path) -> tuple[Path, ...]:
    """Find the folders of graphs before the current one that are still on the disk; sorted."""
    layout = Layout(folder)
    pointer = read_pointer(layout)
    current = pointer.generation if pointer else ""
    return tuple(layout.generations / name for name in list_generations(layout) if name != current)


def _look(layout: Layout) -> _State:
    with disk_errors(layout.manifest):
        try:
            visible = read_file(layout.manifest)
        except (FileNotFoundError, NotADirectoryError):
            visible = None
    # A build writes the pointer before the manifest: read the other way round, the two cannot mislead.
    return _State(visible, read_pointer(layout))


def _open(layout: Layout, state: _State, read_turtle: ReadTurtle) -> Generation | None:
    """Open what a state tells to open; None when the folder has changed meanwhile."""
    pointer, visible = state.pointer, state.visible
    if visible is None and (pointer is None or pointer.copied):
        raise _absent(layout, pointer)
    if visible is None or (
        pointer and (not pointer.copied or name_generation(visible) == pointer.generation)
    ):
        return _open_current(layout, state)
    return _take_over(layout, state, visible, read_turtle)


def _open_current(layout: Layout, state: _State) -> Generation | None:
    pointer = state.pointer
    if pointer is None:
        return None
    try:
        return open_generation(layout.generations / pointer.generation, _advise(layout, pointer))
    except DamagedError:
        if read_pointer(layout) != pointer:
            return None  # replaced, and cleared away, since the pointer was read
        raise


def _take_over(layout: Layout, state: _State, visible: bytes, read_turtle: ReadTurtle) -> Generation | None:
    """Make a generation of the visible files: in the folder, or where that cannot be, in a temporary one."""
    manifest = parse_manifest(visible, str(layout.manifest))
    files = {name: _read_visible(layout.folder / name, digest) for name, digest in manifest.files.items()}
    try:
        with disk_errors(layout.folder):
            make_folders(layout.generations)
        with hold(layout.lock), workspace(layout) as work:
            if _look(layout) != state:
                return None
            quads = _parse(layout, files[GRAPH], read_turtle)
            generation = add_generation(layout, manifest, files, quads, work)
            before = state.pointer.generation if state.pointer else ""
            pointer = Pointer(generation.path.name, before, copied=True)
            point(layout, pointer, work)
            settle(layout)
            clear(layout, pointer, work)
            return generation
    except BusyError:
        pass  # a build is at work here: it is not for a reader to wait for it
    except DiskError as error:
        if not (isinstance(error.__cause__, OSError) and error.__cause__.errno in _READ_ONLY):
            raise
    return _open_aside(manifest, files, _parse(layout, files[GRAPH], read_turtle))


def _open_aside(manifest: Manifest, files: Mapping[str, bytes], quads: Iterable[ox.Quad]) -> Generation:
    """Make a generation in a temporary folder, which goes when nobody holds the generation any more."""
    with disk_errors(Path(tempfile.gettempdir())):
        folder = tempfile.mkdtemp(prefix="cyberkg-")
    with ExitStack() as until_done:
        until_done.callback(shutil.rmtree, folder, ignore_errors=True)
        path = Path(folder, manifest.generation)
        write_generation(path, manifest, files, quads)
        generation = open_generation(path)
        until_done.pop_all()
    weakref.finalize(generation, shutil.rmtree, folder, ignore_errors=True)
    return generation


def _read_visible(path: Path, digest: str) -> bytes:
    with disk_errors(path):
        try:
            data = read_file(path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise DamagedError("is missing", str(path), _RESTORE) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise DamagedError("differs from what manifest.json says", str(path), _RESTORE)
    return data


def _parse(layout: Layout, turtle: bytes, read_turtle: ReadTurtle) -> Iterator[ox.Quad]:
    try:
        yield from read_turtle(turtle)
    except DamagedError as error:
        where = f"{layout.folder / GRAPH}: {error.where}".removesuffix(": ")
        raise DamagedError(error.what, where, _RESTORE) from error


def _absent(layout: Layout, pointer: Pointer | None) -> DamagedError:
    if pointer is not None:
        return DamagedError("is missing", str(layout.manifest), f"{_RESTORE}; {_advise(layout, pointer)}")
    left = list_generations(layout)
    if left:
        older = layout.generations / left[0]
        return DamagedError("is missing", str(layout.pointer), f"{REPAIR}; a whole graph may be in {older}")
    return DamagedError("there is no graph here", str(layout.folder), "make one with `cyberkg build`")


def _advise(layout: Layout, pointer: Pointer) -> str:
    """Say how to repair the current graph, and where the one before it is."""
    before = layout.generations / pointer.before
    if not pointer.before or not before.is_dir():
        return REPAIR
    return f"{REPAIR}; the one before it is in {before}"


def _read_turtle(turtle: bytes) -> Iterable[ox.Quad]:
    """Read a graph as ``rdf/`` wrote it, under the base that the file names."""
    from cyberkg.rdf.turtle import read_turtle

    parser = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    try:
        next(parser, None)
        return read_turtle(turtle, parser.base_iri or DEFAULT_BASE)
    except SyntaxError as error:
        raise DamagedError(f"is not Turtle: {error.msg}", f"line {error.lineno}") from error
