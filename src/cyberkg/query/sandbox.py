"""Take from the running process what a query has no need of: files, network, endless memory, endless time.

Two layers, each enough by itself against a query that asks for the network: no file descriptor can be made
(``RLIMIT_NOFILE`` 0, which leaves those that are open), and on Linux the kernel filters calls (``seccomp``).

Source: setrlimit(2), prctl(2)
"""

from __future__ import annotations

import ctypes
import signal
import sys

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


def close() -> tuple[str, ...]:
    """Shut the process in for good. Whatever it must read has to be open by now.

    :returns: the layers that are in place, ``calls`` and ``files``; fewer where the system has no such thing.
    """
    layers = []
    if sys.platform == "linux" and filter_calls():
        layers.append("calls")
    if sys.platform != "win32":
        _lower(resource.RLIMIT_NOFILE, 0)
        layers.append("files")
    return tuple(layers)


def _lower(which: int, value: int) -> None:
    """Set a limit for good, but never above what the process was given."""
    if sys.platform == "win32":
        return
    hard = resource.getrlimit(which)[1]
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (bound, bound))
