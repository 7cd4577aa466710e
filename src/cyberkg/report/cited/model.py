"""A sheet before it is written down: a title, paragraphs, and sections of lines with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cyberkg.report.cited.told import Briefing, Told, time_key
from cyberkg.report.cited.wording import STATED, day_words
from cyberkg.report.model import Sentence
from cyberkg.terms import Status

__all__ = ["Cell", "Line", "Ref", "Section", "Sheet", "Source", "cut", "drawn"]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A piece of text in a cell.

    :param iri: the entity that it names; empty where it names none.
    :param value: the same for machines (``2023-09``, ``300000 USD``); empty where the text will do.
    :param document: the briefing that it names; empty where it names none.
    """

    text: str
    iri: str = ""
    value: str = ""
    document: str = ""


Cell = tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that says a line, how far it vouches for it, and how sure the reader was."""

    briefing: Briefing
    sentence: Sentence
    status: Status
    confidence: float

    @classmethod
    def of(cls, told: Told) -> Source:
        """Make the source of a fact."""
        return cls(told.briefing, told.sentence, told.status, told.confidence)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a section.

    :param when: ISO 8601 prefix or interval that the line is sorted by; empty where none is known.
    :param cells: one for each column of the section; each the texts that stand in it.
    :param sources: what says it, in order of time; none for a line that only names a briefing.
    :param ids: of the facts that it rests on.
    :param sure: the least and the highest confidence of what it says, each value taken at its surest telling.
    :param mark: what a story adds: ``new``, ``again`` or ``differs``.
    """

    when: str
    cells: tuple[Cell, ...]
    sources: tuple[Source, ...] = ()
    ids: frozenset[str] = frozenset()
    sure: tuple[float, float] = (1.0, 1.0)
    mark: str = ""

    @property
    def status(self) -> str:
        """How far it is vouched for: one word, or each in order of time with the date of its briefing."""
        if not self.sources:
            return ""
        if len({source.status for source in self.sources}) == 1:
            return STATED[self.sources[0].status]
        told: list[str] = []
        for source in sorted(self.sources, key=lambda s: (time_key(s.briefing.date), s.status.rank)):
            when = day_words(source.briefing.date) or source.briefing.name
            words = f"{STATED[source.status]} ({when})"
            if words not in told:
                told.append(words)
        return ", then ".join(told)

    @property
    def confidence(self) -> str:
        """How sure the reader was: ``0.9``, or from the least to the most of several values."""
        low, high = (f"{number:.2f}".rstrip("0").rstrip(".") for number in self.sure)
        return "" if not self.sources else low if low == high else f"{low} to {high}"


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading.

    :param key: names it for machines and in addresses (``events``).
    :param dated: head of the column of ``Line.when``; empty where that column is left out.
    :param columns: heads of the columns of ``Line.cells``.
    :param note: what a reader must know to take it rightly; may be empty.
    :param form: how it wants to be drawn: ``table``; ``facts``, whose first cell is the name of the second;
        ``story``, lines gathered by date; ``versions``, lines side by side that share their first cell.
    """

    key: str
    heading: str
    dated: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str = ""
    form: str = "table"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is handed on.

    :param kind: what it is or is on, in one word (``Person``).
    :param names: what stands below the title: a word for it, and names or links.
    :param paragraphs: what a colleague reads first.
    """

    title: str
    kind: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...]


def drawn(section: Section) -> Section:
    """Leave out the columns of a table in which nothing stands."""
    kept = [at for at in range(len(section.columns)) if any(line.cells[at] for line in section.lines)]
    if section.form != "table" or len(kept) == len(section.columns):
        return section
    return replace(
        section,
        columns=tuple(section.columns[at] for at in kept),
        lines=tuple(replace(line, cells=tuple(line.cells[at] for at in kept)) for line in section.lines),
    )


def cut(sheet: Sheet, start: int, stop: int) -> Sheet:
    """Leave of a sheet only some lines, counted over all sections from 0; a section without any goes."""

    def sections() -> Iterator[Section]:
        at = 0
        for section in sheet.sections:
            lines = section.lines[max(0, start - at) : max(0, stop - at)]
            at += len(section.lines)
            if lines:
                yield replace(section, lines=lines)

    return replace(sheet, sections=tuple(sections()))
