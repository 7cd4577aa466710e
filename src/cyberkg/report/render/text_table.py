"""A report for a terminal: as wide as a screen, every control character made visible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cyberkg.query.table import fold_line, share_out, width_of
from cyberkg.query.visible import visible
from cyberkg.report.model import Cell, Report, Section
from cyberkg.report.render.cells import all_sentences, first_sentence, readable

__all__ = ["to_table"]

_WIDTH = 150
_INDENT = 2
_SENTENCE = 46  # columns that a sentence wants beside the others; else it stands below them
_NONE = "·"  # an empty cell of a matrix


def to_table(report: Report, *, every: bool = False) -> str:
    """Write each section under its heading, a row with its first sentence beside it, or below where it is wide.

    A matrix has its columns numbered, and named below.

    :param every: write all sentences below a row, each with its place.
    """
    lines: list[str] = []
    for note in report.notes:
        lines += [*fold_line(visible(note), _WIDTH), ""]
    for section in report.sections:
        if section.heading:
            facts = f"  ({section.facts})" if section.facts else ""
            lines += fold_line(visible(f"{section.heading}{facts}"), _WIDTH)
        lines += [*(_matrix(report, section, every) if report.matrix else _list(report, section, every)), ""]
    if report.matrix:
        lines += [
            f"  {number:>3}  {visible(name)}" for number, name in enumerate(report.columns[1:], start=1)
        ]
    return "\n".join(lines or ["nothing fits"]) + "\n"


def _list(report: Report, section: Section, every: bool) -> Iterator[str]:
    """Lay a section out: with the sentences as last column where there is room for them, else below each row."""
    columns = report.columns_of(section)
    rows = [tuple(readable(report, columns, row)) for row in section.rows]
    said = [all_sentences(row) if every else [first_sentence(row)] for row in section.rows]
    widths = _widths(columns, rows)
    beside = _INDENT + sum(widths) + 4 * len(widths) + _SENTENCE <= _WIDTH
    if beside and not every and any(map(any, said)):
        quotes = [visible(quote) for (quote,) in said]
        left = _WIDTH - _INDENT - sum(widths) - 4 * len(widths)
        wide = [*widths, min(left, max(map(width_of, ("sentence", *quotes))))]
        cells: list[Sequence[Cell]] = [(*row, quote) for row, quote in zip(rows, quotes, strict=True)]
        yield from _lines([*columns, "sentence"], cells, wide, 4)
        return
    gap = 4 if beside else 2
    yield from _lines(columns, [], widths, gap)
    for row, quotes in zip(rows, said, strict=True):
        yield from _lines([], [row], widths, gap)
        yield from _quoted(quotes)


def _matrix(report: Report, section: Section, every: bool) -> Iterator[str]:
    head = [report.columns[0], *map(str, range(1, len(report.columns)))]
    rows = [[cell or _NONE for cell in row.cells] for row in section.rows]
    widths = [max(map(width_of, map(_text, column))) for column in zip(head, *rows, strict=True)]
    yield from _lines(head, [], widths, 1)
    for row, told in zip(rows, section.rows, strict=True):
        yield from _lines([], [row], widths, 1)
        yield from _quoted(all_sentences(told) if every else [])


def _quoted(quotes: Iterable[str]) -> Iterator[str]:
    for quote in quotes:
        yield from (f"      {line}" for line in fold_line(visible(quote), _WIDTH - 6) if line)


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    table = [columns, *rows]
    wanted = [max(width_of(_text(row[at])) for row in table) for at in range(len(columns))]
    return share_out(wanted, _WIDTH - _INDENT - 2 * (len(columns) - 1))


def _lines(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int], gap: int
) -> Iterator[str]:
    """Lay out rows, each as many lines high as its highest cell; numbers stand to the right."""
    for row in [head, *rows] if head else rows:
        cells = [list(fold_line(_text(cell), width)) for cell, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, cells))):
            parts = [
                _pad(lines[at] if at < len(lines) else "", width, right=not isinstance(cell, str))
                for cell, lines, width in zip(row, cells, widths, strict=True)
            ]
            yield (" " * _INDENT + (" " * gap).join(parts)).rstrip()


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - width_of(text))
    return space + text if right else text + space


def _text(cell: Cell) -> str:
    return visible(cell) if isinstance(cell, str) else f"{cell:,}"
