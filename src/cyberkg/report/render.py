"""A report written down. No cell of a CSV is a formula, no word of a page or of Markdown is markup."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping

from cyberkg.errors import UsageError
from cyberkg.query.visible import visible
from cyberkg.report.model import Report, Row

__all__ = ["FORMATS", "render"]

# what a spreadsheet takes for the start of a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{{ report.title }}</title>
<style>
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e6e8eb); --soft: light-dark(#5b6470, #9aa4b1); --line: light-dark(#d8dde3, #363c44); }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 0; } .facts { color: var(--soft); margin: 0 0 .5rem; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; color: var(--soft); font-weight: 600; font-size: .85rem; }
th, td { padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
summary { cursor: pointer; color: var(--soft); } blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
cite { color: var(--soft); font-size: .85rem; } @media print { details { display: block; } }
</style></head><body>
<h1>{{ report.title }}</h1>
{% for section in report.sections %}<section><h2>{{ section.heading }}</h2><p class="facts">{{ section.facts }}</p>
<table><thead><tr>{% for column in report.columns %}<th>{{ column }}</th>{% endfor %}<th>sentences</th></tr></thead><tbody>
{% for row in section.rows %}<tr>{% for cell in row.cells %}<td>{{ cell }}</td>{% endfor %}<td><details><summary>{{ row.sentences|length }}</summary>
{% for s in row.sentences %}<blockquote>{{ s.quote }}<br><cite>{{ s.document }}, {{ s.start }}-{{ s.end }}</cite></blockquote>{% endfor %}</details></td></tr>
{% endfor %}</tbody></table></section>
{% endfor %}{% if not report.sections %}<p>Nothing fits.</p>{% endif %}
</body></html>
"""


def render(report: Report, form: str) -> str:
    """Write a report as ``table``, ``csv``, ``markdown``, ``html`` or ``json``; ends with a newline.

    :raises UsageError: where there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    return FORMATS[form](report)


def _table(report: Report) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(
        file=io.StringIO(), width=150, highlight=False, markup=False, emoji=False, color_system=None
    )
    for section in report.sections:
        console.print(
            Text(visible(f"{section.heading}{'  (' + section.facts + ')' if section.facts else ''}"))
        )
        table = Table(box=None, padding=(0, 2, 0, 2), show_header=True)
        for column in (*report.columns, "sentence"):
            table.add_column(column, overflow="fold")
        for row in section.rows:
            table.add_row(*(Text(visible(c)) for c in row.cells), Text(visible(_first(row))))
        console.print(table)
        console.print()
    if not report.sections:
        console.print("nothing fits")
    out = console.file
    text = out.getvalue() if isinstance(out, io.StringIO) else ""
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _first(row: Row) -> str:
    more = f" (+{len(row.sentences) - 1})" if len(row.sentences) > 1 else ""
    return f"{row.sentences[0].quote} [{row.sentences[0].document}]{more}" if row.sentences else ""


def _csv(report: Report) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow((report.subject, "about", *report.columns, "document", "start", "end", "sentence"))
    for section in report.sections:
        for row in section.rows:
            for s in row.sentences:
                cells = (
                    section.heading,
                    section.facts,
                    *row.cells,
                    s.document,
                    str(s.start),
                    str(s.end),
                    s.quote,
                )
                writer.writerow([f"'{c}" if c.startswith(_FORMULA) else c for c in cells])
    return out.getvalue()


def _markdown(report: Report) -> str:
    lines = [f"# {_plain(report.title)}", ""]
    for section in report.sections:
        lines += [
            f"## {_plain(section.heading)}",
            "",
            *([_plain(section.facts), ""] if section.facts else []),
        ]
        head = (*report.columns, "sentence")
        lines += [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
        lines += [f"| {' | '.join(_plain(c) for c in (*row.cells, _first(row)))} |" for row in section.rows]
        lines.append("")
    return "\n".join(lines) + ("" if report.sections else "Nothing fits.\n")


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(visible(text).split()))


def _html(report: Report) -> str:
    import jinja2

    engine = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    return engine.from_string(_PAGE).render(report=report)


def _json(report: Report) -> str:
    rows = [
        {
            report.subject: section.heading,
            "about": section.facts,
            **dict(zip(report.columns, row.cells, strict=True)),
            "sentences": [
                {"document": s.document, "start": s.start, "end": s.end, "quote": s.quote}
                for s in row.sentences
            ],
        }
        for section in report.sections
        for row in section.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "table": _table,
    "csv": _csv,
    "markdown": _markdown,
    "html": _html,
    "json": _json,
}
