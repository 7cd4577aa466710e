"""What was read of each file before, so that a build reads anew only what changed.

    basis    all that a reading rests on besides the file: code, weights, libraries, the reader
    entries  what was read of a file, as JSON, and back
    readings the folder of entries: found by key, sealed, pruned of what is no longer used; beside them what the
             last build told, and how its picture is laid out

An entry spares time and nothing else: one that is missing, damaged or of another make is read anew, and whatever
goes wrong here, the build goes on without it.
"""

from __future__ import annotations

from cyberkg.cache.basis import find_basis, find_ground
from cyberkg.cache.readings import (
    COUNTRIES,
    FOLDER,
    PARTS,
    ReadingCache,
    kept_documents,
    remove_readings,
)

__all__ = [
    "COUNTRIES",
    "FOLDER",
    "PARTS",
    "ReadingCache",
    "find_basis",
    "find_ground",
    "kept_documents",
    "remove_readings",
]
