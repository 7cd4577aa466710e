"""A report as Markdown, in which no word of a briefing is markup."""

from __future__ import annotations

import re

from cyberkg.query.visible import visible
from cyberkg.report.model import Report, Section
from cyberkg.report.render.cells import all_sentences, first_sentence, readable

__all__ = ["to_markdown"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def to_markdown(report: Report, *, every: bool = False) -> str:
    """Write a title, then each section as a heading and a table.

    :param every: write all sentences of a row, not only the first.
    """
    lines = [f"# {_plain(report.title)}", ""]
    for note in report.notes:
        lines += [_plain(note), ""]
    for section in report.sections:
        lines += [f"## {_plain(section.heading)}", ""] if section.heading else []
        lines += [_plain(section.facts), ""] if section.facts else []
        lines += [*_table(report, section, every), ""]
    return "\n".join(lines) + ("" if report.sections else "Nothing fits.\n")


def _table(report: Report, section: Section, every: bool) -> list[str]:
    head = (*report.columns_of(section), "sentence")
    lines = [f"| {' | '.join(map(_plain, head))} |", f"|{' --- |' * len(head)}"]
    for row in section.rows:
        said = all_sentences(row) if every else [first_sentence(row)]
        shown = readable(report, head[:-1], row)
        texts = [cell if isinstance(cell, str) else f"{cell:,}" for cell in shown]
        cells = [*map(_plain, texts), "<br>".join(map(_plain, said))]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(visible(text).split()))
