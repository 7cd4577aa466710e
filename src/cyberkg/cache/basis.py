"""All that a reading, or a whole graph, rests on besides the files: when any of it changes, it is made anew.

While cyberkg changes from day to day its version tells too little, so the source files of the rooms that read are
hashed. Weights and word lists are known by the digests that they are held to when they are loaded.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from cyberkg.ident import digest
from cyberkg.shipped import listed

__all__ = ["LIBRARIES", "ROOMS", "find_basis", "find_ground"]

ROOMS = (
    "cache",
    "errors.py",
    "hearing.py",
    "ident.py",
    "imports",
    "learned",
    "model.py",
    "order.py",
    "rdf",
    "reading",
    "shipped.json",
    "shipped.py",
    "sources",
    "terms.py",
)
"""Rooms and modules whose code decides what is read of a file: readers, and all that they import."""

LIBRARIES = (
    "anyascii",
    "charset-normalizer",
    "lxml",
    "markdown-it-py",
    "numpy",
    "onnxruntime",
    "pyoxigraph",
    "pypdf",
    "python-docx",
    "PyYAML",
    "rdflib",
    "spacy",
    "thinc",
    "threadpoolctl",
    "tokenizers",
)
"""Distributions that those rooms import, by name."""

_INSTALLED = (".dist-info", ".egg-info")
_PACKAGE = Path(__file__).parents[1]
_logger = logging.getLogger(__name__)


def find_basis(reader: str, model: str) -> str | None:
    """Give the digest of what readings rest on; None where that cannot be told, and nothing may be kept.

    :param reader: one of ``order.READERS``. What a language model reads depends on a server, and is not kept.
    :param model: the spaCy model; empty for the embedded one. The files of another are not known, so that nothing
        is kept with it.
    :raises DamagedError: where the list of weights is missing or is none.
    """
    if reader == "llm" or model:
        return None
    try:
        return digest(reader, sys.version, *_versions(), _code(ROOMS), length=64)
    except (OSError, metadata.PackageNotFoundError) as error:
        _logger.debug("nothing is kept of what is read: %s", error)
        return None


def find_ground() -> str | None:
    """Give the digest of all code of cyberkg and the versions of all that is installed; None where that cannot be told.

    :raises DamagedError: where the list of weights is missing or is none.
    """
    try:
        return digest(sys.version, *_installed(), _code((".",)), length=64)
    except OSError as error:
        _logger.debug("whether anything has changed cannot be told: %s", error)
        return None


def _installed() -> list[str]:
    """List what is installed, by the folders that tell name and version. Raises OSError."""
    places = sorted({place or "." for place in sys.path if Path(place).is_dir()})
    return sorted(name for place in places for name in os.listdir(place) if name.endswith(_INSTALLED))  # noqa: PTH208


def _versions() -> tuple[str, ...]:
    return tuple(f"{name} {metadata.version(name)}" for name in LIBRARIES)


@cache
def _code(rooms: tuple[str, ...]) -> str:
    """Digest the files of rooms, those of ``shipped.json`` by what it says. Raises OSError."""
    known = listed()
    hasher = hashlib.sha256()
    for room in rooms:
        place = _PACKAGE / room
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            name = path.relative_to(_PACKAGE).as_posix()
            if name in known or path.suffix == ".pyc" or path.is_dir():
                continue
            content = path.read_bytes()
            hasher.update(f"{name}\0{len(content)}\0".encode())
            hasher.update(content)
    return hasher.hexdigest()
