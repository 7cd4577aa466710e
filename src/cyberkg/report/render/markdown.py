"""A report as Markdown, in which no word of a briefing is markup."""

from __future__ import annotations

import re

from cyberkg.query.visible import visible
from cyberkg.report.model import Report, Section
from cyberkg.report.render.cells import first_sentence

__all__ = ["to_markdown"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def to_markdown(report: Report) -> str:
    """Write a title, then each section as a heading and a table, a row with its first sentence."""
    lines = [f"# {_plain(report.title)}", ""]
    for note in report.notes:
        lines += [_plain(note), ""]
    for section in report.sections:
        lines += [f"## {_plain(section.heading)}", ""] if section.heading else []
        lines += [_plain(section.facts), ""] if section.facts else []
        lines += [*_table(report, section), ""]
    return "\n".join(lines) + ("" if report.sections else "Nothing fits.\n")


def _table(report: Report, section: Section) -> list[str]:
    head = (*report.columns_of(section), "sentence")
    return [
        f"| {' | '.join(map(_plain, head))} |",
        f"|{' --- |' * len(head)}",
        *(
            f"| {' | '.join(_plain(str(c)) for c in (*row.cells, first_sentence(row)))} |"
            for row in section.rows
        ),
    ]


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(visible(text).split()))
