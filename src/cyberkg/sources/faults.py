"""What the machine lacks, told apart from what is wrong with a file.

A file that is at fault is left out of a build and named. Where the machine is (too many open files, a disk that
fails), the next file would meet the same, and the graph that stands would be replaced by one that lacks them: so
the build ends, and the old graph stays.
"""

from __future__ import annotations

import errno
import os

from cyberkg.errors import DiskError

__all__ = ["raise_fault"]

_HINTS = {
    errno.EMFILE: "raise `ulimit -n`",
    errno.ENFILE: "close some programs",
    errno.ENOMEM: "close some programs",
    errno.EAGAIN: "close some programs, or raise `ulimit -u`",
    errno.EIO: "check the disk",
}


def raise_fault(error: OSError, where: str) -> None:
    """Raise DiskError where an error is the machine's; return where it is the file's."""
    if error.errno in _HINTS:
        reason = os.strerror(error.errno).lower()
        raise DiskError(f"could not be read: {reason}", where, _HINTS[error.errno]) from error
