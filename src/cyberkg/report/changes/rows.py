"""A report of changes as one of rows, for who reads all reports alike: ``ask`` answers so what is new."""

from __future__ import annotations

from cyberkg.report.changes.model import Changes
from cyberkg.report.cited.model import Line, Section, drawn
from cyberkg.report.model import Report, Row
from cyberkg.report.model import Section as Rows

__all__ = ["as_report"]


def as_report(changes: Changes) -> Report:
    """Put what briefings brought into sections of rows; the paragraph and the remark are its notes."""
    notes = (changes.paragraph, *((changes.remark,) if changes.remark else ()))
    return Report(
        title=changes.title,
        query="changes",
        subject="news",
        columns=(),
        sections=tuple(_section(drawn(section)) for section in changes.sections),
        notes=notes,
    )


def _section(section: Section) -> Rows:
    rows = tuple(_row(line) for line in section.lines)
    return Rows(section.heading, section.note, rows, columns=(*section.columns, "status"))


def _row(line: Line) -> Row:
    texts = tuple(", ".join(ref.text for ref in cell) for cell in line.cells)
    iris = tuple(cell[0].iri if len(cell) == 1 else "" for cell in line.cells)
    sentences = dict.fromkeys(source.sentence for source in line.sources)
    return Row((*texts, line.status), tuple(sentences), (*iris, ""))
