"""The shelf of generations: adding one, pointing at it, clearing old ones away. Only under the lock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from cyberkg.errors import DamagedError, DiskError
from cyberkg.store.difference import Change
from cyberkg.store.disk import disk_errors, move, place, remove_tree, sync_folder, write_file
from cyberkg.store.generation import Generation, open_generation, write_generation
from cyberkg.store.layout import BUILDING, GRAPH, Layout, Pointer, is_generation_name
from cyberkg.store.manifest import Manifest

__all__ = ["add_generation", "clear", "list_generations", "point", "require_space", "settle", "workspace"]

_FLOOR = 8 << 20
_PER_TURTLE_BYTE = 6


@contextmanager
def workspace(layout: Layout) -> Iterator[Path]:
    """Give a new empty folder beside the generations, removed afterwards; what dead builds left goes first.

    :raises DiskError: the disk refuses.
    """
    work = layout.generations / f"{BUILDING}{os.getpid()}"
    with disk_errors(layout.generations):
        for entry in sorted(layout.generations.iterdir()):
            if entry.name.startswith(BUILDING):
                remove_tree(entry)
        work.mkdir(0o755)
    try:
        yield work
    finally:
        with suppress(OSError):
            remove_tree(work)


def add_generation(
    layout: Layout,
    manifest: Manifest,
    files: Mapping[str, bytes],
    quads: Iterable[ox.Quad],
    work: Path,
    change: Change | None = None,
) -> Generation:
    """Put a whole generation of this content on the shelf, unless one is there already and proves whole.

    :param work: a folder of ``workspace``.
    :param change: how the quads differ from those of a generation on the shelf, to spare work.
    :raises DiskError: the disk refuses or has too little space; nothing has changed.
    """
    target = layout.generations / manifest.generation
    with suppress(DamagedError):
        found = open_generation(target)
        found.verify()
        return found
    require_space(layout.folder, files)
    fresh = work / "new"
    write_generation(fresh, manifest, files, quads, change, layout.generations)
    with disk_errors(target):
        if target.exists() or target.is_symlink():
            move(target, work / "damaged")
        move(fresh, target)
        sync_folder(layout.generations)
    return open_generation(target)


def point(layout: Layout, pointer: Pointer, work: Path) -> None:
    """Replace the pointer: the one step that makes another graph the graph. ``settle`` makes it last.

    :param work: a folder of ``workspace``.
    :raises DiskError: the disk refuses; the pointer is as it was.
    """
    draft = work / "pointer"
    with disk_errors(layout.pointer):
        write_file(draft, pointer.render())
        place(draft, layout.pointer)


def settle(layout: Layout) -> None:
    """Flush the pointer to the disk. Raises DiskError when the disk refuses."""
    with disk_errors(layout.generations):
        sync_folder(layout.generations)


def clear(layout: Layout, pointer: Pointer, work: Path) -> None:
    """Remove all generations but the current one and the one before it.

    What will not go is left for the next time: the graph is published by now.
    """
    for name in list_generations(layout):
        if name not in {pointer.generation, pointer.before}:
            with suppress(OSError):
                move(layout.generations / name, work / name)


def list_generations(layout: Layout) -> tuple[str, ...]:
    """List the names of the generations on the shelf, sorted; none where there is no shelf."""
    try:
        return tuple(sorted(filter(is_generation_name, (path.name for path in layout.generations.iterdir()))))
    except (FileNotFoundError, NotADirectoryError):
        return ()


def require_space(folder: Path, files: Mapping[str, bytes]) -> None:
    """Refuse to begin what the disk has no room for.

    The files are written twice. The database takes up to twice its size while it is loaded, which is at most
    three times the size of the Turtle file (measured: 73 to 130 bytes a triple, where Turtle takes 41).

    :raises DiskError: less than that is free.
    """
    needed = 2 * sum(map(len, files.values())) + _PER_TURTLE_BYTE * len(files[GRAPH]) + _FLOOR
    with disk_errors(folder):
        free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskError(
            f"the disk has {free >> 20} MB free, and the graph may need {(needed >> 20) + 1} MB",
            str(folder),
            "free some space, or choose another folder with --out",
        )
