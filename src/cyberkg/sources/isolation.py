"""Parsing in child processes: a file that crashes or stalls its parser costs itself and nothing else."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from cyberkg.errors import CyberkgError, InputError, LimitError
from cyberkg.imports import FORMATS
from cyberkg.sources.extract import Extract, unpack
from cyberkg.sources.faults import raise_fault
from cyberkg.sources.limits import CHILD_SECONDS, FILES_PER_CHILD, IMPORT_PATIENCE

__all__ = ["Parsers"]

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from cyberkg.sources.worker import main; main(sys.argv[2])"
)
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "PATH")
# An answer is JSON in ASCII: up to six bytes for a character, and a little for each piece.
_LONGEST_ANSWER = 400_000_000


class _Gone(Exception):  # noqa: N818
    """The child ended in the middle of a file."""


@dataclass(slots=True)
class _Child:
    """A process that parses one kind of file, and how many it has parsed."""

    kind: str
    process: subprocess.Popen[bytes]
    parsed: int = 0

    @classmethod
    def start(cls, kind: str) -> _Child:
        path = json.dumps([entry or str(Path.cwd()) for entry in sys.path])
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, path, kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        return cls(kind, process)

    def ask(self, content: bytes, seconds: float) -> tuple[str, bytes]:
        """Have a file parsed.

        :returns: the first word of the answer and what follows.
        :raises _Gone: where the child ended before its answer did.
        :raises TimeoutError: where it took longer; it is dead then.
        """
        late = threading.Event()

        def end() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            self.parsed += 1
            return self._exchange(content)
        except _Gone:
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()

    def _exchange(self, content: bytes) -> tuple[str, bytes]:
        requests, answers = _pipes(self.process)
        try:
            requests.write(f"{len(content)}\n".encode())
            requests.write(content)
            requests.flush()
        except OSError as error:
            raise _Gone from error
        word, _, length = answers.readline(64).decode("ascii", "replace").partition(" ")
        if not length.strip().isdecimal() or int(length) > _LONGEST_ANSWER:
            raise _Gone
        body = answers.read(int(length))
        if len(body) < int(length):
            raise _Gone
        return word, body

    def stop(self) -> None:
        """End the process, at once."""
        self.process.kill()
        for pipe in _pipes(self.process):
            with contextlib.suppress(OSError):
                pipe.close()
        self.process.wait()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise CyberkgError("a parser was started without pipes")
    return process.stdin, process.stdout


@dataclass(slots=True)
class Parsers:
    """Parses files in children of its own; each thread that uses it has its own children.

    Use it as a context manager: leaving it ends the children.

    :param seconds: how long one file may take; one to import ``IMPORT_PATIENCE`` times as long.
    """

    seconds: float = CHILD_SECONDS
    _local: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _children: list[_Child] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        with self._lock:
            children, self._children = self._children, []
        for child in children:
            child.stop()

    def parse(self, kind: str, content: bytes, name: str) -> Extract:
        """Parse a file of a kind (``pdf``, ``docx``, ``html``, ``md``; the last two in UTF-8).

        :raises InputError: as ``ask``.
        :raises LimitError: as ``ask``.
        """
        return unpack(self.ask(kind, content, name), name)

    def ask(self, kind: str, content: bytes, name: str) -> bytes:
        """Have a child parse a file of a kind, also one to import, and give its answer as it is: it may be anything.

        :raises InputError: where it cannot be parsed, or its parser crashed.
        :raises LimitError: where it takes too much time, memory or room.
        :raises DiskError: where the machine can start no child now, whatever file it is.
        """
        seconds = self.seconds * (IMPORT_PATIENCE if kind in FORMATS else 1)
        while True:
            child = self._child(kind, name)
            fresh = child.parsed == 0
            try:
                word, body = child.ask(content, seconds)
            except TimeoutError as error:
                self._drop(child)
                took = f"took longer than {seconds:g} s to parse"
                raise LimitError(took, name, "split it, or save it as text") from error
            except _Gone as error:
                self._drop(child)
                if fresh:
                    raise InputError(
                        "could not be parsed", name, "open and save it again, or save it as text"
                    ) from error
                continue
            # What earlier files left behind must not decide about this one.
            if word == "memory" and not fresh:
                self._drop(child)
                continue
            return _read_answer(word, body, name)

    def _child(self, kind: str, name: str) -> _Child:
        children: dict[str, _Child] = self._local.__dict__.setdefault("children", {})
        child = children.get(kind)
        if child is not None and child.parsed >= FILES_PER_CHILD:
            self._drop(child)
            child = None
        if child is None:
            try:
                child = children[kind] = _Child.start(kind)
            except OSError as error:
                raise_fault(error, name)
                reason = error.strerror or "unknown reason"
                raise LimitError(f"no process could be started to parse with ({reason})", name) from error
            with self._lock:
                self._children.append(child)
        return child

    def _drop(self, child: _Child) -> None:
        self._local.children.pop(child.kind, None)
        with self._lock:
            if child in self._children:
                self._children.remove(child)
        child.stop()


def _read_answer(word: str, body: bytes, name: str) -> bytes:
    """Read the answer of a child, which may say anything."""
    if word == "ok":
        return body
    try:
        what, hint = (str(part)[:300] for part in json.loads(body))
    except (ValueError, TypeError, RecursionError):
        what, hint = "could not be parsed", "open and save it again, or save it as text"
    raise (LimitError if word in {"limit", "memory"} else InputError)(what, name, hint)
