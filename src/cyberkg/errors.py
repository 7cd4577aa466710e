"""The errors a user of cyberkg can meet, one class for each thing that the user can do about it.

    CyberkgError            exit 1   anything below; catch this to catch all
    ├── UsageError          exit 2   the call itself is off: an unknown option, report, term or format
    ├── InputError          exit 3   an input was refused; everything else was done
    ├── LimitError          exit 4   a deadline or a memory, size or row limit was hit
    ├── BusyError           exit 5   another process is building this graph
    ├── DamagedError        exit 6   the graph folder is missing, damaged or of another version
    ├── DiskError           exit 7   the disk is full or refuses to read or write
    └── NetworkError        exit 8   something asked for the network, which is off, or a server failed

Each says what was wrong, where, and what to try; ``str(error)`` is the one line shown to the user.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "BusyError",
    "CyberkgError",
    "DamagedError",
    "DiskError",
    "InputError",
    "LimitError",
    "NetworkError",
    "UsageError",
]


class CyberkgError(Exception):
    """Something went wrong that the user can act on.

    :param what: what was wrong, without a full stop.
    :param where: the file, line or term it was wrong in; empty where the message has it.
    :param hint: what to try, an imperative; empty where nothing is known to help.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Render as one line: ``where: what; hint``."""
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.hint}" if self.hint else ""
        return " ".join(f"{place}{self.what}{advice}".split())


class UsageError(CyberkgError):
    """The call is off: an unknown option value, report, term or format."""

    exit_code = 2


class InputError(CyberkgError):
    """An input file or row was refused."""

    exit_code = 3


class LimitError(CyberkgError):
    """A deadline or a limit on memory, size or rows was hit."""

    exit_code = 4


class BusyError(CyberkgError):
    """Another process is writing the same graph."""

    exit_code = 5


class DamagedError(CyberkgError):
    """The graph folder is missing, incomplete, altered or of another version."""

    exit_code = 6


class DiskError(CyberkgError):
    """The disk is full, read-only or failing."""

    exit_code = 7


class NetworkError(CyberkgError):
    """A query or a document asked for the network, which is off, or the server that the user named failed."""

    exit_code = 8
