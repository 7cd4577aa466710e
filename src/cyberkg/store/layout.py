"""Where things lie in a graph folder, and the pointer: the one switch between two graphs.

graph/graph.ttl, manifest.json, texts/...   visible copies, for people and for git
graph/.generations/gen-<digest>/            a whole graph: the same files, store/, names.jsonl and store.json
graph/.generations/current                  the pointer: which generation is the graph
graph/.generations/.build-<pid>/            a generation in the making
graph/.generations/readings/                what builds read of each file, from cache/; for their user alone
graph/.generations/lock                     held by the one process that writes
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cyberkg.errors import DamagedError
from cyberkg.store.disk import disk_errors, read_file

__all__ = [
    "BUILDING",
    "GENERATIONS",
    "GRAPH",
    "MANIFEST",
    "NAMES",
    "REPAIR",
    "SEAL",
    "STORE",
    "TABLE",
    "Layout",
    "Pointer",
    "is_generation_name",
    "read_pointer",
]

GENERATIONS = ".generations"
MANIFEST = "manifest.json"
GRAPH = "graph.ttl"
STORE = "store"
TABLE = ".sst"  # the ending of the files of a database that are never written again
SEAL = "store.json"
NAMES = "names.jsonl"
BUILDING = ".build-"
REPAIR = "run `cyberkg build` to write the graph anew"

_NAME = re.compile(r"gen-[0-9a-f]{20}")
_BEFORE = "before: "
_COPIED = "copied"


@dataclass(frozen=True, slots=True)
class Layout:
    """The places in one graph folder."""

    folder: Path

    @property
    def generations(self) -> Path:
        """The folder of the generations."""
        return self.folder / GENERATIONS

    @property
    def pointer(self) -> Path:
        """The pointer file."""
        return self.generations / "current"

    @property
    def lock(self) -> Path:
        """The lock file."""
        return self.generations / "lock"

    @property
    def manifest(self) -> Path:
        """The visible copy of the manifest."""
        return self.folder / MANIFEST


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which generation is the graph.

    :param generation: its name.
    :param before: the generation that was the graph before it; empty for the first.
    :param copied: all of its files have been copied to the visible folder; while false, a copying was
        cut short and is to be finished.
    """

    generation: str
    before: str = ""
    copied: bool = False

    def render(self) -> bytes:
        """Write the pointer as lines; the first is the generation's name."""
        lines = [self.generation]
        if self.before:
            lines.append(f"{_BEFORE}{self.before}")
        if self.copied:
            lines.append(_COPIED)
        return "".join(f"{line}\n" for line in lines).encode()

    @classmethod
    def parse(cls, text: bytes) -> Pointer:
        """Read what ``render`` wrote. Raises ValueError for anything else."""
        name, *rest = text.decode().splitlines()
        before = rest.pop(0).removeprefix(_BEFORE) if rest and rest[0].startswith(_BEFORE) else ""
        pointer = cls(name, before, rest == [_COPIED])
        named = is_generation_name(name) and (not before or is_generation_name(before))
        if not named or pointer.render() != text:
            raise ValueError("not a pointer")
        return pointer


def is_generation_name(name: str) -> bool:
    """Tell whether a folder's name is that of a generation."""
    return _NAME.fullmatch(name) is not None


def read_pointer(layout: Layout) -> Pointer | None:
    """Read the pointer of a folder; None where it has none.

    :raises DamagedError: the file is no pointer.
    """
    try:
        with disk_errors(layout.pointer):
            text = _read_if_there(layout.pointer)
        return None if text is None else Pointer.parse(text)
    except ValueError as error:
        raise DamagedError("is no pointer to a graph", str(layout.pointer), REPAIR) from error


def _read_if_there(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
