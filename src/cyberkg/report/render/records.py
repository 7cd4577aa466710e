"""A report as JSON: texts as they are, one object for each row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cyberkg.report.model import Cell, Report, Row, Section

__all__ = ["to_json"]


def to_json(report: Report) -> str:
    """Write a list of rows: heading, what is told of it, cells by column, IRIs of those named, sentences."""
    rows = [
        ",\n".join(_members(_record(report, section, row)))
        for section in report.sections
        for row in section.rows
    ]
    if not rows:
        return "[]\n"
    return "[\n  {\n" + "\n  },\n  {\n".join(rows) + "\n  }\n]\n"


_value = json.JSONEncoder(ensure_ascii=False).encode


def _members(record: Mapping[str, Any]) -> Iterator[str]:
    """Lay out the members of a row as ``json.dumps(indent=2)`` would, which takes three times as long."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield f"    {_value(name)}: {{\n{_flat(value, 6)}\n    }}"
        elif not isinstance(value, list):
            yield f"    {_value(name)}: {_value(value)}"
        elif value:
            inner = "\n      },\n      {\n".join(_flat(each, 8) for each in value)
            yield f"    {_value(name)}: [\n      {{\n{inner}\n      }}\n    ]"
        else:
            yield f"    {_value(name)}: []"


def _flat(members: Mapping[str, Cell], indent: int) -> str:
    space = " " * indent
    return ",\n".join([f"{space}{_value(name)}: {_value(value)}" for name, value in members.items()])


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
