"""Sections for machines: JSON with all it holds, CSV with a row for each line and sentence."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cyberkg.report.cited.escaping import json_text, spreadsheet_text
from cyberkg.report.cited.model import Line, Ref, Section, Source

__all__ = ["to_csv", "to_json"]

_COLUMNS = (
    "section",
    "date",
    "item",
    "details",
    "status",
    "confidence",
    "document",
    "briefing_date",
    "start",
    "end",
    "sentence",
)


def to_json(head: Mapping[str, Any], sections: Iterable[Section]) -> str:
    """Write what stands above the sections, and these; dates and values as the contract writes them."""
    whole = {**head, "sections": [_section(section) for section in sections]}
    return json_text(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"


def _section(section: Section) -> dict[str, Any]:
    return {
        "section": section.key,
        "heading": section.heading,
        "note": section.note,
        "lines": [_line(section, line) for line in section.lines],
    }


def _line(section: Section, line: Line) -> dict[str, Any]:
    cells = zip(section.columns, line.cells, strict=True)
    return {
        "date": line.when,
        **{name.replace(" ", "_"): [_ref(ref) for ref in cell] for name, cell in cells},
        **({"mark": line.mark} if line.mark else {}),
        "status": line.status,
        "confidence": list(dict.fromkeys(line.sure)) if line.sources else [],
        "sentences": [_source(source) for source in line.sources],
    }


def _ref(ref: Ref) -> dict[str, str]:
    fields = {"text": ref.text, "id": ref.iri, "value": ref.value}
    return {name: value for name, value in fields.items() if value}


def _source(source: Source) -> dict[str, Any]:
    place = source.sentence
    return {
        "document": place.document,
        "briefing_date": source.briefing.date,
        "start": place.start,
        "end": place.end,
        "sentence": place.quote,
        "status": source.status.value,
        "confidence": source.confidence,
    }


def to_csv(sections: Iterable[Section]) -> str:
    """Write a row for each line and sentence; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for section in sections:
        for line in section.lines:
            for row in _rows(section, line):
                writer.writerow([spreadsheet_text(cell) for cell in row])
    return out.getvalue()


def _rows(section: Section, line: Line) -> Iterator[tuple[str, ...]]:
    first, *rest = ("; ".join(ref.value or ref.text for ref in cell) for cell in line.cells)
    named = zip(section.columns[1:], rest, strict=True)
    about = (section.heading, line.when, first, "; ".join(f"{name}: {text}" for name, text in named if text))
    if not line.sources:
        yield (*about, *("" for _ in _COLUMNS[len(about) :]))
    for source in line.sources:
        place = source.sentence
        yield (
            *about, source.status.value, f"{source.confidence:g}", place.document, source.briefing.date,
            str(place.start), str(place.end), place.quote,
        )  # fmt: skip
