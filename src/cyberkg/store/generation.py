"""One whole graph on disk, as commands read it: it was finished once, and is never written again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cyberkg.errors import DamagedError, UsageError
from cyberkg.store.difference import Change, write_changed_store
from cyberkg.store.disk import (
    copy_file,
    disk_errors,
    flush_file,
    hash_file,
    link_file,
    make_folders,
    read_file,
    remove_tree,
    sync_folders,
    sync_tree,
    write_file,
)
from cyberkg.store.layout import MANIFEST, NAMES, REPAIR, SEAL, STORE
from cyberkg.store.manifest import Manifest, parse_manifest
from cyberkg.store.names import write_names
from cyberkg.store.oxigraph import OxigraphStore, write_store
from cyberkg.store.seal import check_seal, make_seal

__all__ = ["Generation", "open_generation", "write_generation"]

_LARGE = 500_000_000  # bytes of files, of a graph that takes much of the memory by itself


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Generation:
    """A whole graph: its files, each checked against the manifest as it is read, and its store.

    Any number of processes may read it. It stays readable while newer ones are published, at least until
    the second one after it.

    :param path: its folder.
    :param hint: what to try when it turns out to be damaged.
    """

    path: Path
    _manifest: Manifest = field(repr=False)
    hint: str = field(default=REPAIR, repr=False, compare=False)

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The manifest as JSON values: ``format``, ``generator``, ``files`` and what the build recorded."""
        return self._manifest.content

    @property
    def digest(self) -> str:
        """The digest of the whole graph, 20 hexadecimal digits; equal content has equal digests."""
        return self._manifest.digest

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of its files, sorted."""
        return tuple(sorted(self._manifest.files))

    @property
    def store_path(self) -> Path:
        """The folder of its database: to be opened for reading only, from any process.

        It may be temporary, so keep the generation as long as the path is in use.
        """
        return self.path / STORE

    def read(self, name: str) -> bytes:
        """Read one of its files.

        :param name: a path of ``files``, or ``manifest.json``.
        :raises UsageError: the graph has no such file.
        :raises DamagedError: the file is missing or altered.
        :raises DiskError: the disk refuses.
        """
        if name == MANIFEST:
            return self._manifest.raw
        path, expected = self._find(name)
        with disk_errors(path):
            try:
                data = read_file(path)
            except (FileNotFoundError, NotADirectoryError) as error:
                raise self._missing(path) from error
        if hashlib.sha256(data).hexdigest() != expected:
            raise DamagedError("was altered or damaged", str(path), self.hint)
        return data

    @contextmanager
    def whole(self, name: str) -> Iterator[Path]:
        """Lend one of its files, found to be whole, to be read piece by piece rather than as one.

        :param name: a path of ``files``.
        :raises UsageError: the graph has no such file.
        :raises DamagedError: the file is missing or altered.
        :raises DiskError: the disk refuses, now or while it is read.
        """
        path, expected = self._find(name)
        with disk_errors(path):
            try:
                found = hash_file(path)
                if found == expected:
                    yield path
            except (FileNotFoundError, NotADirectoryError) as error:
                raise self._missing(path) from error
        if found != expected:
            raise DamagedError("was altered or damaged", str(path), self.hint)

    def copy(self, name: str, target: Path) -> None:
        """Copy one of its files to a new one, flushed, piece by piece.

        :raises UsageError: the graph has no such file.
        :raises DamagedError: the file is missing or altered; what was copied stays for the caller to remove.
        :raises DiskError: the disk refuses.
        """
        path, expected = self._find(name)
        with disk_errors(path):
            try:
                found = copy_file(path, target)
            except (FileNotFoundError, NotADirectoryError) as error:
                raise self._missing(path) from error
        if found != expected:
            raise DamagedError("was altered or damaged", str(path), self.hint)

    def store(self) -> OxigraphStore:
        """Open its store for reading.

        :raises DamagedError: the store is damaged.
        :raises DiskError: the disk refuses.
        """
        if not self.path.is_dir():
            raise self._missing(self.path)
        check_seal(self.path / SEAL, self.store_path, thorough=False, hint=self.hint)
        return OxigraphStore(self.store_path, read_only=True, keep=self, hint=self.hint)

    def verify(self) -> None:
        """Read everything and compare it with the digests.

        :raises DamagedError: names the first file that is missing or altered.
        :raises DiskError: the disk refuses.
        """
        for name in self.files:
            with self.whole(name):
                pass
        check_seal(self.path / SEAL, self.store_path, thorough=True, hint=self.hint)

    def _find(self, name: str) -> tuple[Path, str]:
        """Give the place of a file, and its digest."""
        expected = self._manifest.files.get(name)
        if expected is None:
            raise UsageError("the graph has no such file", name, f"see {MANIFEST} for those it has")
        return self.path / name, expected

    def _missing(self, path: Path) -> DamagedError:
        if self.path.is_dir():
            return DamagedError("is missing", str(path), self.hint)
        return DamagedError("newer graphs have replaced this one", str(self.path), "open the graph again")


def open_generation(path: Path, hint: str = REPAIR) -> Generation:
    """Open a generation by its folder, named by its digest, and check all but the bulk of its files.

    :raises DamagedError: something is missing or altered; names it.
    :raises DiskError: the disk refuses.
    """
    source = path / MANIFEST
    with disk_errors(source):
        try:
            raw = read_file(source)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise DamagedError("is missing", str(source), hint) from error
    manifest = parse_manifest(raw, str(source))
    if manifest.generation != path.name:
        raise DamagedError("was altered or damaged", str(source), hint)
    check_seal(path / SEAL, path / STORE, thorough=False, hint=hint)
    return Generation(path, manifest, hint)


def write_generation(
    path: Path,
    manifest: Manifest,
    files: Mapping[str, bytes],
    quads: Iterable[ox.Quad],
    change: Change | None = None,
    shelf: Path | None = None,
) -> None:
    """Write a whole generation to a new folder and flush it to the disk; not yet seen by anyone.

    :param change: how the quads differ from those of another generation; they are not read where that serves.
        Files that the two have in common are one on the disk.
    :param shelf: the folder in which that one lies.
    :raises DiskError: the disk refuses; what was written stays for the caller to remove.
    """
    old = shelf / f"gen-{change.since}" if change and shelf else None
    with disk_errors(path):
        for folder in sorted({(path / name).parent for name in files}):
            make_folders(folder)
        new = [
            name
            for name, data in files.items()
            if old is None or not link_file(path / name, old / name, data)
        ]
        # All are written before the first is flushed: one after the other each would wait for the disk.
        for name in new:
            write_file(path / name, files[name], flush=False)
        for name in new:
            flush_file(path / name)
        scratch = path.with_name(f"{path.name}-scratch")
        differ = _write_changed(path / STORE, scratch, old, change) if change and old else None
        like = None if differ is None else old
        if like is None:
            write_store(path / STORE, scratch, quads, spares=sum(map(len, files.values())) > _LARGE)
        remove_tree(scratch)
        write_names(path / NAMES, path / STORE, like / NAMES if like else None, differ)
        write_file(path / SEAL, make_seal(path / STORE, path / NAMES, like / STORE if like else None))
        write_file(path / MANIFEST, manifest.raw)
        sync_tree(path / STORE)
        sync_folders(path)


def _write_changed(path: Path, scratch: Path, old: Path, change: Change) -> list[ox.Quad] | None:
    """Write a database by what differs from that of another generation, and give that; None where it does not serve."""
    try:
        check_seal(old / SEAL, old / STORE, thorough=True, hint=REPAIR)
    except DamagedError:
        return None
    differ = write_changed_store(path, scratch, old / STORE, change)
    if differ is None:
        remove_tree(scratch)
    return differ
