"""Where things about people may lie: the graph, the folder of the sources, kept answers of a language model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cyberkg.cache import FOLDER
from cyberkg.errors import CyberkgError, UsageError
from cyberkg.export.pseudonyms import key_beside
from cyberkg.forgotten import RECORD
from cyberkg.llm import Cache, default_cache
from cyberkg.review import IDENTITY, VERDICTS
from cyberkg.sources import Parsers, discover, name_files, read
from cyberkg.store.disk import disk_errors
from cyberkg.store.layout import Layout

__all__ = ["Briefing", "Places"]

_PACKED = frozenset({".docx", ".pdf"})


@dataclass(frozen=True, slots=True)
class Briefing:
    """A source file.

    :param name: as facts cite it.
    :param text: what is read of it; None where it cannot be read.
    """

    path: Path
    name: str
    text: str | None


@dataclass(frozen=True)
class Places:
    """The places to look at.

    :param graph: the graph's folder.
    :param data: the folder of the sources; it may be missing.
    :param llm_cache: folder of a language model's answers; None for the one of the user's cache folder.
    """

    graph: Path
    data: Path
    llm_cache: Path | None = None

    @property
    def record(self) -> Path:
        """The record of those to be kept out."""
        return self.data / RECORD

    @property
    def identity(self) -> Path:
        """The file of identity decisions."""
        return self.data / IDENTITY

    @property
    def verdicts(self) -> Path:
        """The file of verdicts on facts."""
        return self.data / VERDICTS

    @property
    def redact_key(self) -> Path:
        """The key by which exports replaced names."""
        return key_beside(self.graph)

    @property
    def readings(self) -> Path:
        """The folder of what builds read."""
        return Layout(self.graph).generations / FOLDER

    @cached_property
    def cache(self) -> Cache | None:
        """The kept answers of a language model; None where there can be none."""
        try:
            folder = self.llm_cache or default_cache()
        except UsageError:
            return None
        return Cache(folder) if folder.is_dir() else None

    @cached_property
    def briefings(self) -> tuple[Briefing, ...]:
        """The source files in the folder, each with what is read of it."""
        if not self.data.is_dir():
            return ()
        found: list[Briefing] = []
        files = discover([self.data])
        with Parsers() as parsers:
            for path, name in zip(files, name_files(files), strict=True):
                found.append(Briefing(path, name, _read(path, name, parsers)))
        return tuple(found)


def _read(path: Path, name: str, parsers: Parsers) -> str | None:
    try:
        return read(path, name, parsers=parsers).document.text
    except CyberkgError:  # of several documents, or refused by builds too
        if path.suffix.lower() in _PACKED or not path.is_file():
            return None
        with disk_errors(path):
            return path.read_bytes().decode("utf-8", "replace")
