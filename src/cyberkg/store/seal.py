"""store.json: the files of a finished database with their digests, so that damage to one is noticed.

The database checks the blocks that it reads from its tables, but opens without a word at an earlier state
when its log or its list of tables was cut. Hence at each opening small files are compared whole, tables and the
file beside by their size; all of them whole by ``thorough``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from cyberkg.errors import DamagedError
from cyberkg.store.disk import disk_errors, hash_file, read_file
from cyberkg.store.layout import REPAIR, SEAL, TABLE

__all__ = ["check_seal", "is_sealed", "make_seal"]


def make_seal(store: Path, beside: Path | None = None, old: Path | None = None) -> bytes:
    """Describe the files of a database: JSON of name to size in bytes and SHA-256. Raises OSError.

    :param beside: a file that lies in the folder of the seal and was made from the database.
    :param old: the folder of another database, with a seal beside it that was just compared with it whole: what the
        two have in common on the disk is not read again.
    :raises DamagedError: where that seal is none.
    """
    known = _read_seal(old.with_name(SEAL), REPAIR)[0] if old else {}
    described = {}
    for path in sorted(store.iterdir()):
        is_known = old and path.name in known and path.samefile(old / path.name)
        described[path.name] = known[path.name] if is_known else _described(path)
    told = {"files": described}
    if beside is not None:
        told["beside"] = {beside.name: _described(beside)}
    return (json.dumps(told, indent=2, sort_keys=True) + "\n").encode()


def _described(path: Path) -> tuple[int, str]:
    return path.stat().st_size, hash_file(path)


def check_seal(seal: Path, store: Path, *, thorough: bool, hint: str) -> None:
    """Compare a database with its seal.

    :param thorough: read the tables whole, too; takes about a second for each gigabyte.
    :param hint: what to try when it is damaged.
    :raises DamagedError: a file is missing, is not of the seal, or differs; names it.
    :raises DiskError: the disk refuses to read.
    """
    with disk_errors(seal):
        files, beside = _read_seal(seal, hint)
        for name in sorted(files.keys() | _list(store)):
            path = store / name
            if name not in files:
                raise DamagedError("does not belong to the store", str(path), hint)
            whole = thorough or path.suffix != TABLE
            _check_file(path, files[name], thorough=whole, hint=hint)
        for name, expected in sorted(beside.items()):
            _check_file(seal.with_name(name), expected, thorough=thorough, hint=hint)


def is_sealed(seal: Path, name: str, content: bytes) -> bool:
    """Tell whether the content of the file beside a database is what it was when that was sealed.

    :raises DamagedError: the seal is missing or damaged.
    :raises DiskError: the disk refuses to read.
    """
    with disk_errors(seal):
        _, beside = _read_seal(seal, REPAIR)
    return name in beside and hashlib.sha256(content).hexdigest() == beside[name][1]


def _check_file(path: Path, expected: tuple[int, str], *, thorough: bool, hint: str) -> None:
    try:
        same = path.stat().st_size == expected[0]
        if same and thorough:
            same = hash_file(path) == expected[1]
    except FileNotFoundError as error:
        raise DamagedError("is missing", str(path), hint) from error
    if not same:
        raise DamagedError("was altered or damaged", str(path), hint)


_Files = dict[str, tuple[int, str]]


def _read_seal(seal: Path, hint: str) -> tuple[_Files, _Files]:
    """Read a seal: the files of the database, and the one beside it, which earlier versions did not have."""
    try:
        content = json.loads(read_file(seal))
        files, beside = (
            {str(name): (int(size), str(digest)) for name, (size, digest) in told.items()}
            for told in (content["files"], content.get("beside", {}))
        )
    except FileNotFoundError as error:
        raise DamagedError("is missing", str(seal), hint) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedError("was altered or damaged", str(seal), hint) from error
    if any("/" in name or name in {"", ".."} for name in beside):
        raise DamagedError("was altered or damaged", str(seal), hint)
    return files, beside


def _list(store: Path) -> set[str]:
    try:
        return {path.name for path in store.iterdir()}
    except (FileNotFoundError, NotADirectoryError):
        return set()
