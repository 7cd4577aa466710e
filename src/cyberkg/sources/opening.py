"""Bytes of a file, without waiting on a pipe, following a link out of the folder or filling the memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cyberkg.errors import InputError, LimitError
from cyberkg.sources.faults import raise_fault
from cyberkg.sources.limits import FILE_BYTES

__all__ = ["leaves_folder", "open_bytes", "printable", "shown"]

_FLAGS = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"):
    _FLAGS |= getattr(os, _flag, 0)
_KINDS = (
    (stat.S_ISDIR, "a folder", "name the files in it, or the folder among the sources"),
    (stat.S_ISFIFO, "a named pipe", "save what comes out of it as a file"),
    (stat.S_ISSOCK, "a socket", "leave it out"),
    (stat.S_ISCHR, "a device", "leave it out"),
    (stat.S_ISBLK, "a device", "leave it out"),
)


def open_bytes(path: Path, name: str, limit: int = FILE_BYTES) -> bytes:
    """Read a file whole.

    :param name: what the file is called in messages.
    :param limit: its greatest size in bytes.
    :raises InputError: where it is no ordinary file, cannot be read, is empty or links out of its folder.
    :raises LimitError: where it is larger than ``limit``.
    :raises DiskError: where the machine cannot read now, whatever file it is.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        if target is not path and not target.is_relative_to(path.parent.resolve()):
            raise InputError("is a link to a place outside its folder", name, "copy the file itself")
        _check_kind(target.stat().st_mode, name)
        # What was a file a moment ago may be a pipe by now, which must not be waited for, or a link out of the folder.
        handle = os.open(target, _FLAGS)
        with os.fdopen(handle, "rb") as file:
            _check_kind(os.fstat(file.fileno()).st_mode, name)
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise InputError("there is no such file", name, "check the path") from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise_fault(error, name)
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError(f"cannot be read ({reason})", name, "check the path and its permissions") from error
    if len(content) > limit:
        raise LimitError(f"is larger than {limit // 1_000_000} MB", name, "split it")
    if not content:
        raise InputError("is empty", name, "leave it out, or save it again")
    return content


def leaves_folder(path: Path) -> bool:
    """Tell whether a path is a link that leads out of the folder it lies in."""
    return path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve())


def printable(text: str) -> str:
    """Write a path or a name so that it shows on one line: control and lone surrogate characters escaped."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text
    )


def _check_kind(mode: int, name: str) -> None:
    for is_kind, kind, hint in _KINDS:
        if is_kind(mode):
            raise InputError(f"is {kind}, not a file", name, hint)


def shown(value: str) -> str:
    """Quote a value that stands where it may not, for an error; words may be somebody's name, and are counted alone.

    >>> shown("attends"), shown("3 Mai 2024"), shown("Ada Tan")
    ("'attends'", "'3 Mai 2024'", '(2 words)')
    """
    words = len(value.split())
    return repr(value[:60]) if words < 2 or any(map(str.isdigit, value)) else f"({words} words)"
