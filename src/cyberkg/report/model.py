"""A report before it is written down: sections of rows, each row with the sentences that say it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cell", "Report", "Row", "Section", "Sentence"]

Cell = str | int | float


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence and where it stands: offsets in characters of the document's text, half-open."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, one for each column of its section, and its sentences.

    :param iris: for each cell the IRI of the entity that it names, empty where it names none or several;
        no IRIs at all where the row names nobody.
    :param dates: of what the row tells, ISO 8601 prefixes or intervals, the earliest first.
    """

    cells: tuple[Cell, ...]
    sentences: tuple[Sentence, ...] = ()
    iris: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading.

    :param facts: what is told of the heading as a whole, such as date and place.
    :param iri: the entity that the heading names; empty where it names none.
    :param columns: its own columns, where they are not those of the report.
    """

    heading: str
    facts: str
    rows: tuple[Row, ...]
    iri: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    :param query: name of the named query that it shows.
    :param subject: what a heading is, in one word; empty where the report is one table without headings.
    :param columns: names of the columns, each once.
    :param notes: paragraphs that stand under the title: how to read it, or what it says as a whole.
    :param amounts: names of columns whose texts are amounts, such as ``22000000 USD``.
    :param measured: what the first cell of a row says where these are amounts; nothing where they always are.
    :param matrix: whether the first column is set against the others, each of which is one thing more.
    """

    title: str
    query: str
    subject: str
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    matrix: bool = False
    amounts: tuple[str, ...] = ()
    measured: frozenset[str] = frozenset()

    def columns_of(self, section: Section) -> tuple[str, ...]:
        """The columns of a section: its own, or those of the report."""
        return section.columns or self.columns

    @property
    def all_columns(self) -> tuple[str, ...]:
        """All columns of all sections, each once, those of the report first."""
        names = dict.fromkeys(self.columns)
        for section in self.sections:
            names.update(dict.fromkeys(section.columns))
        return tuple(names)
