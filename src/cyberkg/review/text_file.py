"""Small text files that people edit: read whole, replaced whole, never half written."""

from __future__ import annotations

import os
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.store.disk import disk_errors, make_folders, place, sync_folder, write_file

__all__ = ["read_text", "remove_text", "replace_bytes", "replace_text"]

_MOST_BYTES = 64_000_000


def read_text(path: Path) -> str:
    """Read a file as it is, line ends and a byte order mark included; empty where it is missing.

    :raises InputError: where it cannot be read, is too large or is not UTF-8.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", str(path), "check the file's rights"
        ) from error
    if len(content) > _MOST_BYTES:
        raise InputError(f"has {len(content)} bytes", str(path), f"keep it below {_MOST_BYTES} bytes")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", str(path), "save it as UTF-8") from error


def replace_text(path: Path, text: str) -> None:
    """Replace a file by a text in UTF-8; see ``replace_bytes``."""
    replace_bytes(path, text.encode("utf-8"))


def replace_bytes(path: Path, content: bytes) -> None:
    """Replace a file at one stroke, flushed to the disk; a link is followed, rights are kept.

    :raises DiskError: where the disk refuses; the file is as it was then.
    """
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with disk_errors(path):
        make_folders(target.parent)
        draft.unlink(missing_ok=True)
        try:
            write_file(draft, content)
            if target.exists():
                draft.chmod(target.stat().st_mode & 0o777)
            place(draft, target)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(target.parent)


def remove_text(path: Path) -> None:
    """Remove a file; a missing one is no error.

    :raises DiskError: where the disk refuses.
    """
    with disk_errors(path):
        path.unlink(missing_ok=True)
