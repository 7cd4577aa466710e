"""Take from the running process what a query has no need of: files, network, endless memory, endless time.

Three layers, as far as the system has them. ``calls``: on Linux the kernel ends the process at its first call
for a socket. ``paths``: on newer Linux no file can be opened but those of the store. ``files``: no file
descriptor can be made at all; only where the store has opened all of its files by now, as a small one does.
``calls`` and ``files`` are each enough against a query that asks for the network.

Source: setrlimit(2), prctl(2)
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress

from cyberkg.query.landlock import keep_only
from cyberkg.query.seccomp import filter_calls

if sys.platform != "win32":
    import resource

__all__ = ["close", "limit"]

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def limit(memory: int, output: int, seconds: float) -> None:
    """Bound this process, at once: address space and size of written files in bytes, time in seconds.

    The clock and a death signal from the parent see to it that a worker never outlives its purpose, whatever
    became of the process that started it. Where the system has no such limits (Windows), nothing happens.
    """
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, output)
    _lower(resource.RLIMIT_AS, memory)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def close(store: str | os.PathLike[str]) -> tuple[str, ...]:
    """Shut the process in for good.

    :param store: the folder of the store, which is open and still wants to be read.
    :returns: the names of the layers that are in place.
    """
    layers = []
    complete = sys.platform != "win32" and _has_all_open(store)  # asked first: it needs a folder to look into
    if sys.platform == "linux":
        layers += ["paths"] if keep_only(store) else []
        layers += ["calls"] if filter_calls() else []
    if sys.platform != "win32" and complete:
        _lower(resource.RLIMIT_NOFILE, 0)
        layers.append("files")
    return tuple(layers)


def _has_all_open(store: str | os.PathLike[str]) -> bool:
    """Tell whether all tables of a store are open, so that none will have to be opened later."""
    try:
        handles = [int(name) for name in os.listdir("/dev/fd")]  # noqa: PTH208
        with os.scandir(store) as files:
            tables = {_identity(os.stat(file.path)) for file in files if file.name.endswith(".sst")}  # noqa: PTH116
    except OSError:
        return False
    opened = set()
    for handle in handles:
        with suppress(OSError):  # the listing itself had one that is closed by now
            opened.add(_identity(os.fstat(handle)))
    return tables <= opened


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _lower(which: int, value: int) -> None:
    """Set a limit for good, but never above what the process was given."""
    if sys.platform == "win32":
        return
    hard = resource.getrlimit(which)[1]
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (bound, bound))
