"""Publishing a graph: all of it becomes the graph at one stroke, or nothing does.

1. Lock the folder; finish a copying that was cut short; sweep up after dead builds.
2. Write the whole generation aside and flush it to the disk; prepare the visible copies.
3. Replace the pointer. From here on every reader sees the new graph.
4. Set the visible copies in place, note in the pointer that this is done, drop old generations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cyberkg import __version__
from cyberkg.errors import DamagedError, DiskError
from cyberkg.store.difference import Change
from cyberkg.store.disk import disk_errors, make_folders, remove_tree, sync_folder
from cyberkg.store.generation import Generation, open_generation
from cyberkg.store.layout import BUILDING, Layout, Pointer, read_pointer
from cyberkg.store.lock import hold
from cyberkg.store.manifest import make_manifest
from cyberkg.store.shelf import add_generation, clear, list_generations, point, settle, workspace
from cyberkg.store.visible import (
    find_owned_files,
    find_stale_files,
    is_shown,
    refuse_foreign,
    refuse_obstacles,
    reveal,
    stage,
)

__all__ = ["Claim", "claim", "publish"]


def publish(
    folder: Path,
    files: Mapping[str, bytes],
    quads: Iterable[ox.Quad],
    *,
    about: Mapping[str, Any] | None = None,
    version: str = __version__,
) -> Generation:
    """Make ``files`` and ``quads`` the graph in ``folder``, wholly or not at all.

    Publishing what is the graph already changes nothing, and ``quads`` are then not read.

    :param folder: made where it is missing; else empty, or a graph of cyberkg.
    :param files: path of each visible file, relative and with slashes, to its bytes; ``graph.ttl`` is one.
    :param quads: the same graph as ``graph.ttl``, for the store.
    :param about: what else the manifest records: JSON values by which equal builds are equal, so no times.
    :param version: version of cyberkg to name in the manifest.
    :returns: the published graph, on the disk for good.
    :raises UsageError: the folder, or a file in the way, is not cyberkg's.
    :raises InputError: a path in ``files`` may not stand in a graph folder.
    :raises BusyError: another process is writing this graph.
    :raises DiskError: the disk is full or refuses; unless it says otherwise, the graph is as it was.
    """
    with claim(folder) as claimed:
        return claimed.publish(files, quads, about=about, version=version)


@contextmanager
def claim(folder: Path) -> Iterator[Claim]:
    """Be the one that writes the graph in ``folder`` during the block; made where it is missing.

    A build claims its folder before it reads anything, so that it fails at once if it must.

    :raises UsageError: the folder holds something else than a graph.
    :raises BusyError: another process is writing this graph.
    :raises DiskError: the disk refuses.
    """
    layout = Layout(folder)
    refuse_foreign(folder)
    with disk_errors(folder):
        make_folders(layout.generations)
    with hold(layout.lock):
        _finish_copying(layout)
        yield Claim(layout)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write a graph folder, from ``claim``."""

    layout: Layout

    def publish(
        self,
        files: Mapping[str, bytes],
        quads: Iterable[ox.Quad],
        *,
        about: Mapping[str, Any] | None = None,
        version: str = __version__,
        change: Change | None = None,
    ) -> Generation:
        """Make ``files`` and ``quads`` the graph; see the function ``publish``.

        :param change: how the quads differ from those of the graph in the folder, to spare work.
        """
        manifest = make_manifest(files, about or {}, version)
        pointer = _find_pointer(self.layout)
        refuse_obstacles(self.layout.folder, manifest.files, find_owned_files(self.layout, pointer))
        with workspace(self.layout) as work:
            generation = add_generation(self.layout, manifest, files, quads, work, change)
            return _show(self.layout, generation, pointer, work)

    def open(self, digest: str) -> Generation:
        """Open a graph on the shelf by its digest.

        :raises DamagedError: it is not there, or is damaged.
        :raises DiskError: the disk refuses.
        """
        return open_generation(self.layout.generations / f"gen-{digest}")

    def shows(self, digest: str) -> bool:
        """Tell whether a graph is the one in the folder, and each byte of it and of its visible copies is right.

        :param digest: of the whole graph.
        :raises DiskError: the disk refuses.
        """
        pointer = _find_pointer(self.layout)
        if pointer is None or pointer.generation != f"gen-{digest}":
            return False
        try:
            generation = open_generation(self.layout.generations / pointer.generation)
            generation.verify()
        except DamagedError:
            return False
        return is_shown(self.layout.folder, generation)

    def clear(self) -> None:
        """Remove the graph before the current one from the disk, and all that dead builds left.

        Who has that one open meets deleted files, and opens the graph again.

        :raises DiskError: the disk refuses; something older may be left.
        """
        pointer = _find_pointer(self.layout)
        if pointer is None:
            return
        alone = replace(pointer, before="")
        if alone != pointer:
            with workspace(self.layout) as work:
                point(self.layout, alone, work)
        with disk_errors(self.layout.generations):
            for name in list_generations(self.layout):
                if name != alone.generation:
                    remove_tree(self.layout.generations / name)
            for left in sorted(self.layout.generations.glob(f"{BUILDING}*")):
                remove_tree(left)
            sync_folder(self.layout.generations)


def _finish_copying(layout: Layout) -> None:
    """Finish what a build that died left between its switch and its last copy."""
    pointer = _find_pointer(layout)
    with workspace(layout) as work:
        if pointer is None or pointer.copied:
            return
        try:
            generation = open_generation(layout.generations / pointer.generation)
            generation.verify()
        except DamagedError:
            return  # the graph is to be replaced, or its reader will be told
        refuse_obstacles(layout.folder, generation.files, find_owned_files(layout, pointer))
        _show(layout, generation, pointer, work)


def _show(layout: Layout, generation: Generation, old: Pointer | None, work: Path) -> Generation:
    """Switch to a generation on the shelf and bring the visible files up to date; no-op where all is."""
    drafts = stage(layout.folder, generation, work)
    stale = find_stale_files(layout, old, generation)
    new = _follow(old, generation)
    if drafts or not new.copied:
        new = replace(new, copied=False)
        point(layout, new, work)
        try:
            settle(layout)
            reveal(layout.folder, drafts, stale)
            new = replace(new, copied=True)
            point(layout, new, work)
            settle(layout)
        except DiskError as error:
            what = f"{error.what}; the graph is written, but not all of its copies in the folder are"
            raise DiskError(what, error.where, "run `cyberkg build` again to finish them") from error
    clear(layout, new, work)
    return generation


def _follow(old: Pointer | None, generation: Generation) -> Pointer:
    """Make the pointer to a generation, which remembers the last other one that was whole."""
    name = generation.path.name
    if old is None:
        return Pointer(name)
    if old.generation == name:
        return old
    try:
        open_generation(generation.path.with_name(old.generation))
    except DamagedError:
        return Pointer(name, old.before if old.before != name else "")
    return Pointer(name, old.generation)


def _find_pointer(layout: Layout) -> Pointer | None:
    """Read the pointer; None where there is none, or one that is damaged and will be replaced."""
    try:
        return read_pointer(layout)
    except DamagedError:
        return None
