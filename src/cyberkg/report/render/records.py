"""A report as JSON: texts as they are, one object for each row."""

from __future__ import annotations

import json
from typing import Any

from cyberkg.report.model import Report, Row, Section

__all__ = ["to_json"]


def to_json(report: Report) -> str:
    """Write a list of rows: heading, what is told of it, cells by column, IRIs of those named, sentences."""
    rows = [_record(report, section, row) for section in report.sections for row in section.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _record(report: Report, section: Section, row: Row) -> dict[str, Any]:
    columns = report.columns_of(section)
    iris = {column: iri for column, iri in zip(columns, row.iris, strict=False) if iri}
    if section.iri:
        iris = {report.subject: section.iri, **iris}
    return {
        **({report.subject: section.heading, "about": section.facts} if report.subject else {}),
        **dict(zip(columns, row.cells, strict=True)),
        **({"iris": iris} if iris else {}),
        "sentences": [
            {"document": s.document, "start": s.start, "end": s.end, "quote": s.quote} for s in row.sentences
        ],
    }
