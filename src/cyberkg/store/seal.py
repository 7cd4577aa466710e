"""store.json: the files of a finished database with their digests, so that damage to one is noticed.

The database checks the blocks that it reads from its tables, but opens without a word at an earlier state
when its log or its list of tables was cut. Hence at each opening small files are compared whole and tables by
their size; all of them whole by ``thorough``.
"""

from __future__ import annotations

import json
from pathlib import Path

from cyberkg.errors import DamagedError
from cyberkg.store.disk import disk_errors, hash_file, read_file

__all__ = ["check_seal", "make_seal"]

_TABLE = ".sst"


def make_seal(store: Path) -> bytes:
    """Describe the files of a database: JSON of name to size in bytes and SHA-256. Raises OSError."""
    files = {
        name: [Path(store, name).stat().st_size, hash_file(Path(store, name))]
        for name in sorted(path.name for path in store.iterdir())
    }
    return (json.dumps({"files": files}, indent=2, sort_keys=True) + "\n").encode()


def check_seal(seal: Path, store: Path, *, thorough: bool, hint: str) -> None:
    """Compare a database with its seal.

    :param thorough: read the tables whole, too; takes about a second for each gigabyte.
    :param hint: what to try when it is damaged.
    :raises DamagedError: a file is missing, is not of the seal, or differs; names it.
    :raises DiskError: the disk refuses to read.
    """
    with disk_errors(seal):
        files = _read_seal(seal, hint)
        for name in sorted(files.keys() | _list(store)):
            path = store / name
            if name not in files:
                raise DamagedError("does not belong to the store", str(path), hint)
            _check_file(path, files[name], thorough=thorough, hint=hint)


def _check_file(path: Path, expected: tuple[int, str], *, thorough: bool, hint: str) -> None:
    try:
        same = path.stat().st_size == expected[0]
        if same and (thorough or path.suffix != _TABLE):
            same = hash_file(path) == expected[1]
    except FileNotFoundError as error:
        raise DamagedError("is missing", str(path), hint) from error
    if not same:
        raise DamagedError("was altered or damaged", str(path), hint)


def _read_seal(seal: Path, hint: str) -> dict[str, tuple[int, str]]:
    try:
        content = json.loads(read_file(seal))
        return {str(name): (int(size), str(digest)) for name, (size, digest) in content["files"].items()}
    except FileNotFoundError as error:
        raise DamagedError("is missing", str(seal), hint) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedError("was altered or damaged", str(seal), hint) from error


def _list(store: Path) -> set[str]:
    try:
        return {path.name for path in store.iterdir()}
    except (FileNotFoundError, NotADirectoryError):
        return set()
