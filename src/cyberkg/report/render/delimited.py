"""A report as CSV, every cell quoted; none is a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyberkg.report.model import Report, Row
from cyberkg.report.render.cells import all_sentences, inert

__all__ = ["to_csv"]


def to_csv(report: Report) -> str:
    """Write one line for each sentence of a row; for a matrix one line a row, its sentences in one cell."""
    quoted = _Quoted()
    ends = ("sentences",) if report.matrix else ("document", "start", "end", "sentence")
    heads = (report.subject, "about") if report.subject else ()
    columns = report.all_columns
    lines = [",".join(map(_quote, (*heads, *columns, *ends)))]
    tails: dict[int, str] = {}  # by the identity of a sentence, as a report shows the same one in many rows
    for section in report.sections:
        starts = (section.heading, section.facts) if report.subject else ()
        own = report.columns_of(section)
        for row in section.rows:
            cells: Sequence[object] = row.cells
            if own != columns:
                found = dict(zip(own, row.cells, strict=True))
                cells = [found.get(column, "") for column in columns]
            start = ",".join([quoted[str(cell)] for cell in (*starts, *cells)])
            if report.matrix:
                lines.append(f"{start},{quoted[chr(10).join(all_sentences(row))]}")
            elif row.sentences:
                lines += [f"{start},{tail}" for tail in _tails(row, quoted, tails)]
            else:
                lines.append(f'{start},"","","",""')
    return "\n".join([*lines, ""])


class _Quoted(dict[str, str]):
    """Texts as cells; each is made once, as a report shows the same names in many rows."""

    def __missing__(self, text: str) -> str:
        self[text] = cell = _quote(inert(text))
        return cell


def _quote(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def _tails(row: Row, quoted: _Quoted, tails: dict[int, str]) -> Iterator[str]:
    for s in row.sentences:
        if id(s) not in tails:
            tails[id(s)] = ",".join(quoted[text] for text in (s.document, str(s.start), str(s.end), s.quote))
        yield tails[id(s)]
