"""Files written so that they survive a power cut, and the disk's refusals put in words.

Every write of this room goes through here: whole files only, flushed to the disk, set in place by renaming.
Files are made 0644 and folders 0755, less what the umask takes away.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cyberkg.errors import DiskError

__all__ = [
    "as_disk_error",
    "copy_file",
    "disk_errors",
    "draft_of",
    "flush_file",
    "hash_file",
    "link_file",
    "make_folders",
    "move",
    "place",
    "read_file",
    "remove_tree",
    "sync_folder",
    "sync_folders",
    "sync_tree",
    "write_file",
]

_CHUNK = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_SPACE = "free some space and run it again; the graph is as it was"
_RIGHTS = "check who may write there, or choose another folder with --out"
_REFUSALS = {
    errno.ENOSPC: ("the disk is full", _SPACE),
    errno.EDQUOT: ("the disk quota is used up", _SPACE),
    errno.EFBIG: ("the file grows larger than is allowed here", "raise `ulimit -f`"),
    errno.EACCES: ("access is denied", _RIGHTS),
    errno.EPERM: ("the operation is not permitted", _RIGHTS),
    errno.EROFS: ("the file system is read-only", "choose another folder with --out"),
    errno.EIO: ("the disk reports an input/output error", "check the disk"),
    errno.EMFILE: ("too many files are open", "raise `ulimit -n`"),
    errno.ENFILE: ("too many files are open on this machine", "close some programs"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "move it, or choose another folder with --out"),
    errno.EXDEV: ("the folder reaches over two file systems", "keep it on one"),
    errno.ENOLCK: ("the file system cannot lock files", "keep the graph on a local disk"),
    errno.EOPNOTSUPP: ("the file system cannot lock files", "keep the graph on a local disk"),
    errno.ENAMETOOLONG: ("the name is too long", "shorten it"),
}


def as_disk_error(error: OSError, where: Path | None = None) -> DiskError | None:
    """Put a refusal of the disk in words; None for an error of another kind (a missing or damaged file).

    RocksDB gives its errors without a number, so their text is searched for the system's own words.
    """
    number = error.errno
    if number is None:
        text = str(error).lower()
        number = next((n for n in _REFUSALS if os.strerror(n).lower() in text), None)
        number = errno.EMFILE if "file descriptors" in text else number
    if number not in _REFUSALS:
        return None
    what, hint = _REFUSALS[number]
    return DiskError(what, str(error.filename or where or ""), hint)


@contextmanager
def disk_errors(where: Path) -> Iterator[None]:
    """Raise DiskError, naming the file or else ``where``, for any OSError of the block."""
    try:
        yield
    except OSError as error:
        raise as_disk_error(error, where) or DiskError(
            f"the disk refuses: {error.strerror or error}", str(error.filename or where), "check the folder"
        ) from error


def write_file(path: Path, data: bytes, *, flush: bool = True) -> None:
    """Write a new file and flush it to the disk. Raises OSError; FileExistsError when it is there already.

    :param flush: False where ``flush_file`` comes later.
    """
    with _opened(path, _NEW) as handle:
        _write(handle, data)
        if flush:
            os.fsync(handle)


def _write(handle: int, data: bytes) -> None:
    """Write all bytes, however few the system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def copy_file(source: Path, target: Path) -> str:
    """Copy a regular file to a new one, and flush that; gives its SHA-256. Raises OSError as reading and writing do."""
    hasher = hashlib.sha256()
    with _open_regular(source) as handle, _opened(target, _NEW) as copy:
        while chunk := os.read(handle, _CHUNK):
            hasher.update(chunk)
            _write(copy, chunk)
        os.fsync(copy)
    return hasher.hexdigest()


def flush_file(path: Path) -> None:
    """Flush a file that was written to the disk. Raises OSError."""
    with _opened(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY) as handle:
        os.fsync(handle)


def link_file(path: Path, old: Path, data: bytes) -> bool:
    """Make a new file of one that is on the disk and holds these bytes: a second name for it; tells whether it did.

    It does not where the old one is missing, another or no plain file, or the file system knows no second names.

    :param old: a file that is flushed, and is never written again.
    """
    try:
        with _open_regular(old) as handle:
            if os.fstat(handle).st_size != len(data):
                return False
            for at in range(0, len(data), _CHUNK):
                if os.read(handle, _CHUNK) != data[at : at + _CHUNK]:
                    return False
        os.link(old, path)
    except OSError:
        return False
    return True


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """Open a file and close it; an error of writing, which the system gives without a name, tells the file."""
    handle = os.open(path, flags, 0o644)
    try:
        yield handle
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        os.close(handle)


def read_file(path: Path) -> bytes:
    """Read a regular file. Raises OSError, for a link, pipe or device too, which is never waited for."""
    with _open_regular(path) as handle:
        return os.fdopen(handle, "rb", closefd=False).read()


def hash_file(path: Path) -> str:
    """Give the SHA-256 of a regular file in hexadecimal. Raises OSError as ``read_file`` does."""
    hasher = hashlib.sha256()
    with _open_regular(path) as handle:
        while chunk := os.read(handle, _CHUNK):
            hasher.update(chunk)
    return hasher.hexdigest()


def draft_of(target: Path) -> Path:
    """Name a place beside a file or folder for what is to take its place; what dead processes left at theirs is removed.

    A process that was killed leaves what it had written, names and all, and perhaps under our own number.

    :raises OSError: where what was left cannot be removed.
    """
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        number = left.name.split(".")[-2]
        if number.isdecimal() and not _is_another(int(number)):
            if left.is_dir():
                remove_tree(left)
            else:
                left.unlink(missing_ok=True)
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _is_another(number: int) -> bool:
    """Tell whether another process of this number runs; where that cannot be asked, that it does."""
    if number == os.getpid():
        return False
    with suppress(PermissionError, OverflowError):
        if os.name == "posix":
            try:
                os.kill(number, 0)
            except ProcessLookupError:
                return False
    return True


def place(source: Path, target: Path) -> None:
    """Set a file in place of another, which readers see whole, old or new."""
    source.replace(target)


def move(source: Path, target: Path) -> None:
    """Rename a folder to a name that is free."""
    source.rename(target)


def make_folders(path: Path) -> None:
    """Make a folder and those above it, where they are missing, and flush their names to the disk."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(0o755)
        sync_folder(folder.parent)


def sync_folder(path: Path) -> None:
    """Flush the names in a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folders(path: Path) -> None:
    """Flush the names in a folder and in all under it to the disk; for files that are flushed already."""
    for folder, _, _ in os.walk(path, topdown=False):
        sync_folder(Path(folder))


def sync_tree(path: Path) -> None:
    """Flush all files under a folder, and the names in it, to the disk."""
    for folder, _, names in os.walk(path, topdown=False):
        for name in names:
            flush_file(Path(folder, name))
        sync_folder(Path(folder))


def remove_tree(path: Path) -> None:
    """Remove a folder and all in it; links are removed, not followed. A missing folder is no error."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


@contextmanager
def _open_regular(path: Path) -> Iterator[int]:
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        yield handle
    finally:
        os.close(handle)
