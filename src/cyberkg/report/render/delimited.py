"""A report as CSV, every cell quoted; none is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from cyberkg.report.model import Report, Row
from cyberkg.report.render.cells import all_sentences, inert

__all__ = ["to_csv"]


def to_csv(report: Report) -> str:
    """Write one line for each sentence of a row; for a matrix one line a row, its sentences in one cell."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    ends = ("sentences",) if report.matrix else ("document", "start", "end", "sentence")
    heads = (report.subject, "about") if report.subject else ()
    columns = report.all_columns
    writer.writerow((*heads, *columns, *ends))
    for section in report.sections:
        starts = (section.heading, section.facts) if report.subject else ()
        for row in section.rows:
            found = dict(zip(report.columns_of(section), row.cells, strict=True))
            cells = [str(found.get(column, "")) for column in columns]
            for end in _ends(report, row):
                writer.writerow([inert(cell) for cell in (*starts, *cells, *end)])
    return out.getvalue()


def _ends(report: Report, row: Row) -> Iterator[tuple[str, ...]]:
    if report.matrix:
        yield ("\n".join(all_sentences(row)),)
    elif not row.sentences:
        yield ("", "", "", "")
    for s in () if report.matrix else row.sentences:
        yield (s.document, str(s.start), str(s.end), s.quote)
