"""A briefing as the rules see it, and a finding: one warning to its writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cyberkg.model import Document, Reading
from cyberkg.reading.discourse import Discourse, Passage

__all__ = ["Briefing", "Finding", "Rule"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that the reader of a briefing has to guess.

    :param path: the file as the user named it.
    :param start: where it stands: characters of the document's text, half-open.
    :param kind: name of the rule, such as ``unknown-acronym``.
    :param words: the words of the text that it is about.
    :param message: what is wrong with them, and what would help.
    """

    path: str
    start: int
    end: int
    kind: str
    words: str
    message: str
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing that was read.

    :param discourse: its passages with the names, dates and posts on their surface.
    :param reading: the things and the facts that the reader found.
    :param known: names, in lower case, that need no introduction, as a graph knows them.
    """

    path: str
    document: Document
    discourse: Discourse
    reading: Reading
    known: frozenset[str] = frozenset()

    def warn(self, passage: Passage, start: int, end: int, kind: str, message: str) -> Finding:
        """Make a warning about a stretch of a passage: offsets in characters of its text, half-open."""
        span = passage.block.span(start, end)
        return self.warn_at(span.start, span.end, kind, message)

    def warn_at(self, start: int, end: int, kind: str, message: str) -> Finding:
        """Make a warning about a stretch of the document's text: offsets in characters, half-open.

        Lines and columns count from 1, columns in characters.
        """
        text = self.document.text
        words = " ".join(text[start:end].split())
        line = text.count("\n", 0, start) + 1
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        return Finding(self.path, start, end, kind, words, message, line, column)


Rule = Callable[[Briefing], Iterator[Finding]]
"""Finds one kind of trouble in a briefing."""
