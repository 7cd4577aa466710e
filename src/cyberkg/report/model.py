"""A report before it is written down: sections of rows, each row with the sentences that say it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Report", "Row", "Section", "Sentence"]


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence and where it stands: offsets in characters of the document's text, half-open."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, one for each column of the report, and its sentences."""

    cells: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading.

    :param facts: what is told of the heading as a whole, such as date and place.
    """

    heading: str
    facts: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    :param query: name of the named query that it shows.
    :param subject: what a heading is, in one word.
    """

    title: str
    query: str
    subject: str
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    truncated: bool = False
