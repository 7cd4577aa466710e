"""What a command takes: seconds on the clock, seconds of work, memory of all its processes together."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Spent", "disk_bytes", "run"]

_EVERY = 0.2  # seconds between two looks at the memory
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took.

    :param wall: seconds on the clock.
    :param cpu: seconds of work, user and system, of it and its children.
    :param memory: bytes that it and its children had resident at the same time, at the most; what they share counts
        for each.
    :param wrote: what it wrote to standard output.
    """

    wall: float
    cpu: float
    memory: int
    wrote: bytes = b""


def run(arguments: Sequence[str], *, codes: Collection[int] = (0,), said: bytes = b"") -> Spent:
    """Run Python in a process of its own and measure it.

    :param arguments: what stands behind ``python``.
    :param codes: exit codes that are no failure.
    :param said: what it reads from standard input.
    :raises SystemExit: where it ends with another code, with what it wrote to standard error.
    """
    started, before = time.perf_counter(), os.times()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    peak = [0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, ended), daemon=True)
    watcher.start()
    wrote, told = process.communicate(said)
    ended.set()
    watcher.join()
    after = os.times()
    if process.returncode not in codes:
        raise SystemExit(
            f"{' '.join(arguments)[:200]}: exit code {process.returncode}\n{told.decode()[-3000:]}"
        )
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(time.perf_counter() - started, cpu, peak[0], wrote)


def disk_bytes(folder: Path) -> int:
    """Add up the bytes that the files under a folder take on the disk."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def _watch(root: int, peak: list[int], ended: threading.Event) -> None:
    while not ended.wait(_EVERY):
        peak[0] = max(peak[0], sum(map(_resident, _tree(root))))


def _tree(root: int) -> Iterator[int]:
    """Give a process and all that descend from it."""
    children: dict[int, list[int]] = defaultdict(list)
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = (place / "stat").read_text().rpartition(")")[2].split()
                children[int(fields[1])].append(int(place.name))
    waiting = [root]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children[one]


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
