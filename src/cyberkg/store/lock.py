"""One writer at a time: a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cyberkg.errors import BusyError, DiskError
from cyberkg.store.disk import disk_errors

__all__ = ["hold"]

_HINT = "wait for it to finish, or choose another folder with --out"
_HOLDER = re.compile(rb"process \d+ since [\d:TZ-]+")


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock file ``path`` during the block; it says which process holds it and since when (UTC).

    The lock of a dead process is taken over, whatever process has its number now.

    :raises BusyError: another process, or another part of this one, holds it.
    :raises DiskError: the file cannot be opened, or its file system knows no locks.
    """
    if os.name == "nt":
        with _hold_elsewhere(path):
            yield
        return
    with disk_errors(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        _acquire(handle, path)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, path: Path) -> None:
    import fcntl

    with disk_errors(path):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _HOLDER.match(os.pread(handle, 200, 0))
            who = f" ({holder[0].decode()})" if holder else ""
            raise BusyError(
                f"another build is writing this graph{who}", str(path.parent.parent), _HINT
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, _describe().encode(), 0)


def _describe() -> str:
    return f"process {os.getpid()} since {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}\n"


@contextmanager
def _hold_elsewhere(path: Path) -> Iterator[None]:
    """Hold the lock by the filelock library, where there is no flock."""
    import filelock

    lock = filelock.FileLock(str(path), mode=0o600)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise BusyError("another build is writing this graph", str(path.parent.parent), _HINT) from error
    except (OSError, NotImplementedError) as error:
        raise DiskError(
            f"the folder cannot be locked: {error}", str(path), "keep it on a local disk"
        ) from error
    try:
        yield
    finally:
        lock.release()
