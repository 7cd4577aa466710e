"""manifest.json: what a graph folder holds, each file with its digest, and how it came about.

The bytes are the same for the same content (sorted keys, no time of day), so their digest names the
generation; a file is what the manifest says or it is damaged.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from cyberkg.errors import CyberkgError, DamagedError, InputError
from cyberkg.store.layout import GENERATIONS, GRAPH, MANIFEST, NAMES, REPAIR, SEAL, STORE

__all__ = ["FORMAT", "Manifest", "find_owned", "make_manifest", "name_generation", "parse_manifest"]

FORMAT = 1
"""Version of the folder's layout; another one is not read."""

_OWN_KEYS = frozenset({"files", "format", "generator"})
_RESERVED = frozenset({GENERATIONS, MANIFEST, NAMES, SEAL, STORE})
_MARKER = re.compile(r'"generator"\s*:\s*"cyberkg ')
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAX_PART = 240
# In every part a letter or digit first, so that none leads outside, and few characters of one byte each.
_PLAIN = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9 ._-]{0,199}/)*[A-Za-z0-9][A-Za-z0-9 ._-]{0,199}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read or made.

    :param raw: its bytes.
    :param content: the same as JSON values.
    """

    raw: bytes = field(repr=False)
    content: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def files(self) -> Mapping[str, str]:
        """Path of each file, relative and with slashes, to its SHA-256 in hexadecimal."""
        files: Mapping[str, str] = self.content["files"]
        return files

    @property
    def digest(self) -> str:
        """The digest of the whole graph: 20 hexadecimal digits of the SHA-256 of the bytes."""
        return self.generation.removeprefix("gen-")

    @property
    def generation(self) -> str:
        """The name of the generation that holds this graph."""
        return name_generation(self.raw)


def name_generation(raw: bytes) -> str:
    """Name the generation that a manifest of these bytes describes."""
    return f"gen-{hashlib.sha256(raw).hexdigest()[:20]}"


def make_manifest(files: Mapping[str, bytes], about: Mapping[str, Any], version: str) -> Manifest:
    """Make the manifest of a graph.

    :param files: path of each visible file, relative and with slashes, to its bytes; one is ``graph.ttl``.
    :param about: what else to record, JSON values: sources, options, counts.
    :param version: version of cyberkg that made the files.
    :raises InputError: a path leads outside, is reserved, or clashes with another one.
    """
    for name in files:
        if problem := _find_problem(name):
            raise InputError(f"this name cannot be published: {problem}", name, "rename the document")
    _refuse_clashes(files)
    if GRAPH not in files or _OWN_KEYS & about.keys():
        raise CyberkgError(f"a graph needs {GRAPH}, and sets {', '.join(sorted(_OWN_KEYS))} itself")
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    content = {**about, "format": FORMAT, "generator": f"cyberkg {version}", "files": digests}
    text = json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    # Only a lone surrogate cannot be encoded; as an escape it is good JSON and comes back as it was.
    raw = text.encode("utf-8", "backslashreplace")
    return Manifest(raw, json.loads(raw))


def parse_manifest(raw: bytes, where: str) -> Manifest:
    """Read a manifest.

    :param where: the file's path, for errors.
    :raises DamagedError: the bytes are no manifest, or one of another version.
    """
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise DamagedError("is not a manifest", where, REPAIR) from error
    if not _is_ours(content):
        raise DamagedError("is not a manifest of cyberkg", where, REPAIR)
    if content.get("format") != FORMAT:
        raise DamagedError(
            f"the graph is of format {content.get('format')!r:.20}, this cyberkg reads format {FORMAT}",
            where,
            f"{REPAIR}, or use the cyberkg that wrote it",
        )
    files = content.get("files")
    if not isinstance(files, dict) or GRAPH not in files or not all(map(_is_entry, files.items())):
        raise DamagedError("does not list the files of a graph", where, REPAIR)
    return Manifest(raw, content)


@lru_cache(maxsize=2)
def find_owned(raw: bytes) -> frozenset[str] | None:
    """Find which files a manifest of any version lists.

    :returns: their paths, the manifest's own among them; empty when the bytes are not a manifest of cyberkg;
        None when they are one, but too damaged to tell.
    """
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return None if _MARKER.search(raw.decode("utf-8", "replace")) else frozenset()
    if not _is_ours(content):
        return frozenset()
    files = content.get("files")
    if not isinstance(files, dict):
        return None
    return frozenset(name for name in files if not _find_problem(name)) | {MANIFEST}


def _is_ours(content: object) -> bool:
    return isinstance(content, dict) and str(content.get("generator", "")).startswith("cyberkg ")


def _is_entry(entry: tuple[str, object]) -> bool:
    name, digest = entry
    return not _find_problem(name) and isinstance(digest, str) and _SHA256.fullmatch(digest) is not None


def _find_problem(name: str) -> str:
    """Say why a path may not stand in a graph folder; empty when it may."""
    parts = name.split("/")
    if _PLAIN.fullmatch(name) and parts[0].casefold() not in _RESERVED:
        return ""  # as nearly all are; a build looks at each of them several times
    if any(part in {"", ".", ".."} for part in parts) or PureWindowsPath(name).drive:
        return "it leads outside the folder"
    if "\\" in name or any(unicodedata.category(character) in {"Cc", "Cs"} for character in name):
        return "it holds a backslash, a control character or half a character"
    if any(len(part.encode()) > _MAX_PART for part in parts):
        return f"it is longer than {_MAX_PART} bytes"
    return "it is reserved" if parts[0].casefold() in _RESERVED else ""


def _refuse_clashes(names: Iterable[str]) -> None:
    """Refuse names that are one file on a disk that does not tell A from a, or a file and its folder."""
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in sorted(names):
        for folder in PurePosixPath(name).parents:
            folders.setdefault(_fold(str(folder)), name)
        other = seen.setdefault(_fold(name), name)
        if other != name:
            raise InputError(f"differs from {other} only in case", name, "rename one of the documents")
    for key in seen.keys() & folders.keys():
        raise InputError(f"is also the folder of {folders[key]}", seen[key], "rename one of the documents")


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
