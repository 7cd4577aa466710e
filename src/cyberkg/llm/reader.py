"""The reader: pieces of a document to the server, what comes back checked and put together.

A briefing is hostile text, and a language model may do what it says instead of reading it. Nothing but rows
is taken from the answer, and each row is checked (``rows``), so the worst that an instruction hidden in a
briefing brings about is missing facts, and wrong facts made of that briefing's own words, in that briefing
alone: no other document, file, command or request depends on an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cyberkg.errors import InputError
from cyberkg.llm.answer import parse_rows
from cyberkg.llm.assembly import assemble
from cyberkg.llm.cache import Cache, DamagedEntryError
from cyberkg.llm.client import Client
from cyberkg.llm.pieces import Piece, cut
from cyberkg.llm.prompt import SCHEMA, SYSTEM, VERSION, put
from cyberkg.llm.rows import Row, check_row, words_of
from cyberkg.llm.settings import Settings, default_cache
from cyberkg.model import Document, Reading

__all__ = ["Examined", "LlmReader", "read_documents"]


@dataclass(frozen=True, slots=True)
class Examined:
    """A reading, and what was wrong on the way to it, each as one line that names the document."""

    reading: Reading
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What one piece gave: rows that passed, reasons of those that did not, other faults."""

    rows: tuple[Row, ...]
    refused: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LlmReader:
    """Reads a document with a language model on a server. Safe to use from several threads."""

    settings: Settings
    _client: Client = field(init=False, repr=False, compare=False)
    _cache: Cache = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_client", Client(self.settings))
        object.__setattr__(self, "_cache", Cache(self.settings.cache or default_cache()))

    @property
    def name(self) -> str:
        """The model, and the version of what it is told."""
        return f"llm {VERSION} ({self.settings.model})"

    def read(self, document: Document) -> Reading:
        """Read one document; ``examine`` also tells what was refused.

        The same document gives the same reading as long as its answers are kept, and after that as far as
        the server repeats itself.

        :raises NetworkError: where the server fails; what it answered so far is kept.
        :raises DiskError: where answers cannot be kept.
        """
        return self.examine(document).reading

    def examine(self, document: Document) -> Examined:
        """Read one document and tell what was refused.

        :raises NetworkError: as ``read`` does.
        :raises DiskError: as ``read`` does.
        """
        words = words_of(f"{document.title}\n{document.text}")
        found = [self._examine(document, piece, words) for piece in cut(document)]
        rows = [row for f in found for row in f.rows]
        refused = Counter(reason for f in found for reason in f.refused)
        warnings = Counter(fault for f in found for fault in f.faults)
        told = [f"{document.name}: {fault}{_times(n)}" for fault, n in sorted(warnings.items())]
        if refused:
            reasons = ", ".join(f"{reason} ({n})" for reason, n in sorted(refused.items()))
            total = refused.total()
            told.append(
                f"{document.name}: refused {total} of {total + len(rows)} rows of the model: {reasons}"
            )
        return Examined(assemble(document, self.name, rows), tuple(told))

    def _examine(self, document: Document, piece: Piece, words: frozenset[str]) -> _Found:
        answer, faults = self._answer(put(document, piece))
        raw = parse_rows(answer)
        if raw.fault:
            faults.append(f"{raw.fault}, some facts are missing")
        rows: list[Row] = []
        refused: list[str] = []
        for row in raw.rows:
            try:
                rows.append(check_row(row, piece, words))
            except InputError as error:
                refused.append(error.what)
        return _Found(tuple(rows), tuple(refused), tuple(faults))

    def _answer(self, message: str) -> tuple[str, list[str]]:
        """Give the answer that is kept, else ask; one that cannot be read at all is not kept."""
        faults: list[str] = []
        try:
            kept = self._cache.find(self.settings.model, VERSION, message)
        except DamagedEntryError as error:
            kept = None
            faults.append(f"the kept answer {error} is damaged and was asked for again")
        if kept is not None:
            return kept, faults
        answer = self._client.ask(SYSTEM, message, SCHEMA)
        parsed = parse_rows(answer)
        if parsed.rows or not parsed.fault:
            self._cache.keep(self.settings.model, VERSION, message, answer)
        return answer, faults


def read_documents(documents: Sequence[Document], settings: Settings, at_once: int = 1) -> Iterator[Examined]:
    """Read documents in their order.

    :param at_once: documents that the server is asked about at the same time.
    :raises NetworkError: where the server fails; what it answered so far is kept.
    :raises DiskError: where answers cannot be kept.
    """
    reader = LlmReader(settings)
    if at_once < 2:
        yield from _warned(map(reader.examine, documents), settings)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(at_once) as pool:
        yield from _warned(pool.map(reader.examine, documents), settings)


def _warned(found: Iterable[Examined], settings: Settings) -> Iterator[Examined]:
    """Tell once, with the first document, of a server that is reached unencrypted."""
    said = (f"the text goes to {settings.host} unencrypted: use https",) if settings.exposed else ()
    for examined in found:
        yield Examined(examined.reading, said + examined.warnings)
        said = ()


def _times(n: int) -> str:
    return f" ({n} times)" if n > 1 else ""
