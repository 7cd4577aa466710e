"""All that a graph rests on, as one digest: while it stays, a build would publish what is published already.

It is told without reading a word: files are hashed, not parsed, and no model is loaded.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from cyberkg.collect import IDENTITY, place_beside
from cyberkg.errors import CyberkgError
from cyberkg.ident import digest
from cyberkg.order import Options

__all__ = ["find_standing"]


def find_standing(
    sources: Sequence[Path], options: Options, read: Mapping[str, str] = MappingProxyType({})
) -> str | None:
    """Give the digest of sources, decisions, options, code and libraries; None where it cannot be told.

    It cannot where a language model or a spaCy model of the user's reads, as what these are is not known; nor
    where there is a record of forgotten people, as what was read of them is never kept, be it in a warning.

    :param sources: files and folders, as the build gets them.
    :param read: the digest of the bytes of files as they were read, by name, which then are not read again.
    """
    from cyberkg.cache import find_basis, find_ground
    from cyberkg.forgotten import RECORD
    from cyberkg.review import VERDICTS
    from cyberkg.sources import discover, name_files

    try:
        basis, ground = find_basis(options.reader, options.model), find_ground()
        if basis is None or ground is None or os.path.lexists(place_beside(sources, RECORD)):
            return None
        decisions = options.identity or place_beside(sources, IDENTITY)
        files = discover(sources)
        names = name_files(files)
        content = [read.get(name) or _hash(path, name) for path, name in zip(files, names, strict=True)]
        beside = [_hash_if_there(path) for path in (decisions, place_beside(sources, VERDICTS))]
    except CyberkgError:
        return None  # the build will tell
    return digest(
        basis,
        ground,
        options.base,
        repr(options.min_confidence),
        str(decisions),  # messages name it
        *beside,
        *(str(part) for pair in zip(names, content, strict=True) for part in pair),
        length=64,
    )


def _hash_if_there(path: Path) -> str:
    return _hash(path, path.name) if os.path.lexists(path) else ""


def _hash(path: Path, name: str) -> str:
    from cyberkg.sources.opening import open_bytes

    return hashlib.sha256(open_bytes(path, name)).hexdigest()
