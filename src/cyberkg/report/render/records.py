"""A report as JSON: texts as they are, one object for each row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cyberkg.report.model import Report, Row, Section

__all__ = ["to_json"]


def to_json(report: Report) -> str:
    """Write a list of rows: heading, what is told of it, cells by column, IRIs of those named, sentences."""
    written = _Written()
    blocks: dict[int, str] = {}  # by the identity of a sentence, as a report shows the same one in many rows
    rows = [
        ",\n".join([*_members(_record(report, section, row), written), _sentences(row, written, blocks)])
        for section in report.sections
        for row in section.rows
    ]
    if not rows:
        return "[]\n"
    return "[\n  {\n" + "\n  },\n  {\n".join(rows) + "\n  }\n]\n"


class _Written(dict[str, str]):
    """Texts in JSON; each is written once, as a report shows the same names in many rows."""

    def __missing__(self, text: str) -> str:
        self[text] = done = _value(text)
        return done


_value = json.JSONEncoder(ensure_ascii=False).encode


def _members(record: Mapping[str, Any], written: _Written) -> Iterator[str]:
    """Lay out the members of a row as ``json.dumps(indent=2)`` would, which takes three times as long."""
    for name, value in record.items():
        if isinstance(value, str):
            yield f"    {written[name]}: {written[value]}"
        elif isinstance(value, dict):
            inner = ",\n".join([f"      {written[key]}: {written[iri]}" for key, iri in value.items()])
            yield f"    {written[name]}: {{\n{inner}\n    }}"
        else:
            yield f"    {written[name]}: {_value(value)}"


def _sentences(row: Row, written: _Written, blocks: dict[int, str]) -> str:
    if not row.sentences:
        return '    "sentences": []'
    for s in row.sentences:
        if id(s) not in blocks:
            blocks[id(s)] = (
                f'        "document": {written[s.document]},\n        "start": {s.start},\n'
                f'        "end": {s.end},\n        "quote": {written[s.quote]}'
            )
    inner = "\n      },\n      {\n".join([blocks[id(s)] for s in row.sentences])
    return f'    "sentences": [\n      {{\n{inner}\n      }}\n    ]'


def _record(report: Report, section: Section, row: Row) -> dict[str, Any]:
    """Give all members of a row but its sentences, which come last."""
    columns = report.columns_of(section)
    iris = {column: iri for column, iri in zip(columns, row.iris, strict=False) if iri}
    if section.iri:
        iris = {report.subject: section.iri, **iris}
    return {
        **({report.subject: section.heading, "about": section.facts} if report.subject else {}),
        **dict(zip(columns, row.cells, strict=True)),
        **({"iris": iris} if iris else {}),
    }
