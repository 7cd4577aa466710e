"""The folder of kept readings, one file each, beside the generations of a graph.

A file is named by its key and begins with a seal over key and content, so that one that was cut, altered or renamed
is not believed. Files are set in place whole but not flushed to the disk: one that a power cut spoils is read anew.
They hold the words of private documents, so that only their user may read them, and those of a document go when it
does. Builds write under the lock of the graph, one at a time.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import tempfile
import threading
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path

from cyberkg.cache.entries import pack_sources, unpack_sources
from cyberkg.errors import CyberkgError
from cyberkg.ident import digest
from cyberkg.model import Document
from cyberkg.sources import Source
from cyberkg.store.disk import disk_errors, read_file, remove_tree

__all__ = [
    "COUNTRIES",
    "FOLDER",
    "NOTE",
    "PARTS",
    "SHAPES",
    "ReadingCache",
    "kept_documents",
    "remove_readings",
]

FOLDER = "readings"
"""Name of the folder, beside the generations."""

NOTE = "built.json"
"""What the last build told, sealed with the digest of all that its graph rests on."""

SHAPES = "shapes.bin"
"""Numbers alone: where the nodes of components are drawn, from ``view.shapes``; sealed with the ground."""

COUNTRIES = "countries.bin"
"""Numbers alone: which countries each text speaks of, from ``identity.countries``; sealed with the ground."""

PARTS = "parts.json"
"""Numbers alone: where what each briefing says stands in the graph, from ``publication``; sealed with the ground."""

_LARGEST = 1_000_000_000  # bytes; what is read of one file stays far below
_SEAL = 64  # hexadecimal digits of SHA-256, and a line feed
_BROKEN = (ValueError, LookupError, TypeError, RecursionError, CyberkgError)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_logger = logging.getLogger(__name__)


class ReadingCache:
    """What was read of files before, by name, content and what readings rest on.

    Nothing here fails: what cannot be read is missing, what cannot be written is not kept. Threads may share it.

    :param folder: made where it is missing; anything but a folder is left alone, and nothing is kept then.
    :param basis: the digest of what readings rest on, from ``find_basis``; None to find and keep nothing.
    :param waits: write nothing before ``settle`` tells what may be kept.
    :ivar seen: the digest of each file as it was read, by the name that facts cite it by.
    """

    def __init__(self, folder: Path, basis: str | None, *, waits: bool = False) -> None:
        self.folder = folder
        self._found = 0
        self.seen: dict[str, str] = {}
        self._lock = threading.Lock()
        self._basis = basis
        self._used: dict[str, tuple[Document, ...]] = {}
        self._waiting: dict[str, Sequence[Source]] = {}
        self._waits = waits
        self._writes = basis is not None
        if basis is None:
            return
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.is_symlink():
                raise NotADirectoryError(f"{folder} is a link")
            folder.chmod(0o700)
        except OSError as error:
            self._stop(error)

    def find(self, name: str, sha256: str) -> tuple[Source, ...] | None:
        """Give what was read of a file; None where that is not known.

        :param name: the name that facts cite it by.
        :param sha256: the digest of its bytes.
        """
        self.seen[name] = sha256
        if self._basis is None:
            return None
        key = self._key(name, sha256)
        path = self.folder / f"{key}.json"
        try:
            found = unpack_sources(_opened(self._read(path), key))
        except FileNotFoundError:
            return None
        except (OSError, *_BROKEN) as error:
            _logger.debug("a kept reading cannot be used (%s): %s", error, path)
            return None
        self._used[path.name] = tuple(source.document for source in found)
        with self._lock:
            self._found += len(found)
        return found

    def keep(self, name: str, sha256: str, sources: Sequence[Source]) -> None:
        """Keep what was read of a file, which may be another by now than when it was looked for; see ``find``."""
        self.seen[name] = sha256
        key = self._key(name, sha256)
        if self._waits:
            self._waiting[key] = sources
        else:
            self._write(key, sources)

    def settle(self, is_kept: Callable[[Document], bool]) -> None:
        """Write what waits, and leave the rest to ``prune``: what was read of files that hold other documents too.

        :param is_kept: tells whether a document may be kept as it is.
        """
        self._used = {name: found for name, found in self._used.items() if all(map(is_kept, found))}
        for key, sources in self._waiting.items():
            if all(is_kept(source.document) for source in sources):
                self._write(key, sources)
        self._waiting.clear()

    @property
    def found(self) -> int:
        """How many documents were found."""
        return self._found

    def _read(self, path: Path) -> bytes:
        if self.folder.is_symlink() or path.stat().st_size > _LARGEST:
            raise ValueError("this is no entry")
        return read_file(path)

    def _write(self, key: str, sources: Sequence[Source]) -> None:
        if self._writes and self._put(f"{key}.json", key, pack_sources(sources)):
            self._used[f"{key}.json"] = tuple(source.document for source in sources)

    def _put(self, name: str, key: str, packed: bytes) -> bool:
        """Write a file and its seal; tells whether it is there."""
        path = self.folder / name
        try:
            if path.is_dir():
                remove_tree(path)
            _write(path, f"{_sealed(key, packed)}\n".encode() + packed)
        except OSError as error:
            self._stop(error)
        return self._writes

    def keep_shapes(self, ground: str, packed: bytes) -> None:
        """Keep how the components of the picture are laid out, instead of how they were; ``prune`` leaves it.

        :param ground: the digest of the code and the libraries that laid them out.
        """
        if self._writes and (self.find_shapes(ground) == packed or self._put(SHAPES, ground, packed)):
            self._used[SHAPES] = ()

    def find_shapes(self, ground: str) -> bytes:
        """Give how components were laid out on the same ground; nothing where that is not known."""
        try:
            return _opened(self._read(self.folder / SHAPES), ground) if self._basis else b""
        except (OSError, ValueError):
            return b""

    def keep_numbers(self, name: str, ground: str, packed: bytes) -> None:
        """Keep what tells of texts without a word of them; ``prune`` leaves it. Nothing is kept of forgotten people.

        :param name: ``PARTS`` or ``COUNTRIES``.
        :param ground: the digest of the code and the libraries that found it.
        """
        if ground and self._writes and not self._waits and self._put(name, ground, packed):
            self._used[name] = ()

    def find_numbers(self, name: str, ground: str) -> bytes:
        """Give what ``keep_numbers`` kept under a name, on the same ground; nothing where that is not known."""
        try:
            whole = ground and self._basis and not self._waits
            return _opened(self._read(self.folder / name), ground) if whole else b""
        except (OSError, ValueError):
            return b""

    def note(self, standing: str, graph: str, told: bytes) -> None:
        """Note what a build told, instead of what the one before it did; ``prune`` leaves it.

        :param standing: the digest of all that its graph rests on.
        :param graph: the digest of the graph.
        """
        if self._writes and self._put(NOTE, standing, f"{graph}\n".encode() + told):
            self._used[NOTE] = ()

    def find_note(self, standing: str) -> tuple[str, bytes] | None:
        """Give the digest of the graph, and what its build told; None where nothing is noted, or of other sources."""
        try:
            graph, _, told = _opened(self._read(self.folder / NOTE), standing).partition(b"\n")
        except (OSError, ValueError):
            return None
        return graph.decode(), told

    def prune(self) -> None:
        """Remove all that was neither found nor kept since this was made."""
        _remove(self.folder, self._used)

    def clear(self) -> bool:
        """Remove everything and keep nothing more; tells whether there was anything."""
        self._writes = False
        self._used.clear()
        return _remove(self.folder, ())

    def _key(self, name: str, sha256: str) -> str:
        return digest(self._basis or "", name, sha256, length=64)

    def _stop(self, error: OSError) -> None:
        self._writes = False
        _logger.debug("no more readings are kept: %s", error)


def remove_readings(folder: Path) -> None:
    """Remove all that is kept in a folder, and the folder.

    :raises DiskError: where something stays.
    """
    with disk_errors(folder):
        remove_tree(folder)


def kept_documents(folder: Path) -> Iterator[tuple[Path, tuple[Document, ...]]]:
    """Give each file in the folder and the documents that were read, sorted by file.

    One that is damaged may hold anything: it is given as one document of all its words.
    """
    for path in _listed(folder):
        if path.name in {COUNTRIES, SHAPES, PARTS}:
            continue  # no words
        try:
            written = read_file(path)
        except OSError:
            continue  # no entry, and nothing that a build would read
        try:
            found = unpack_sources(_opened(written, path.stem))
        except _BROKEN:
            words = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), written.decode("utf-8", "replace"))
            yield path, (Document(path.name, words.replace("\\n", " ")),)
        else:
            yield path, tuple(source.document for source in found)


def _sealed(key: str, packed: bytes) -> str:
    return hashlib.sha256(key.encode() + packed).hexdigest()


def _opened(written: bytes, key: str) -> bytes:
    """Give the content of an entry. Raises ValueError where the seal is not of this key and content."""
    seal, packed = written[:_SEAL], written[_SEAL + 1 :]
    if written[_SEAL : _SEAL + 1] != b"\n" or seal != _sealed(key, packed).encode():
        raise ValueError("the seal is broken")
    return packed


def _write(path: Path, written: bytes) -> None:
    """Write beside the place and set in it, readable for the user alone. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(written)
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _remove(folder: Path, but: Container[str]) -> bool:
    """Remove what lies in the folder, but files of some names; what will not go is left for the next time."""
    found = False
    for path in _listed(folder):
        if path.name not in but:
            found = True
            try:
                remove_tree(path)
            except OSError as error:
                _logger.debug("a kept reading cannot be removed: %s", error)
    return found


def _listed(folder: Path) -> Iterator[Path]:
    """Give what lies in the folder; nothing where it is a link, no folder, or cannot be listed."""
    if folder.is_symlink():
        return
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    yield from found
