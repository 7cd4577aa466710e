"""Lines of JSON between the child that parses and those who read, and in files that ``cyberkg import`` writes.

    {"import": 1, "format": "STIX 2.1", "left": {"indicator": 12}}        the first line
    {"part": "", "title": ..., "date": ..., "source": ..., "sha256": ..., "marking": ...}  begins a document
    {"thing": "Grey Heron", "type": "Organisation", "id": ..., "aliases": [...], "acronyms": [...], "links": [...]}
    {"subject": ..., "subject_type": ..., "subject_id": ..., "predicate": ..., "object": ..., "quote": ...}

The last are rows of the fact contract, as ``cyberkg facts --format jsonl`` prints them; fields that are empty
are left out. A ``quote`` is the line of the document that says the fact.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cyberkg.imports.model import Imported, Part, Statement, Thing
from cyberkg.terms import PREDICATES, Status

__all__ = ["VERSION", "write_lines"]

VERSION = 1


def write_lines(imported: Imported) -> bytes:
    """Write all that was carried as lines of JSON in ASCII."""
    return "".join(f"{json.dumps(value)}\n" for value in _values(imported)).encode("ascii")


def _values(imported: Imported) -> Iterator[dict[str, Any]]:
    yield _full(
        {
            "import": VERSION,
            "format": imported.format,
            "graph": imported.graph,
            "left": dict(sorted(imported.left.items())),
        }
    )
    for part in imported.parts:
        yield {"part": part.name, **_full(_about(part))}
        things = {thing.id: thing for thing in part.things}
        yield from (_full(_thing(thing)) for thing in part.things)
        yield from (_full(_row(statement, things)) for statement in part.statements)


def _about(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "date": part.date,
        "source": part.source,
        "sha256": part.sha256,
        "marking": part.marking.value if part.marking else "",
    }


def _thing(thing: Thing) -> dict[str, Any]:
    return {
        "thing": thing.name,
        "type": thing.type.value,
        "id": thing.id,
        "aliases": list(thing.aliases),
        "acronyms": list(thing.acronyms),
        "links": list(thing.links),
    }


def _row(statement: Statement, things: Mapping[str, Thing]) -> dict[str, Any]:
    subject, literal = things[statement.subject], PREDICATES[statement.predicate].literal
    target = None if literal else things[statement.object]
    represents = things.get(statement.represents)
    return {
        "subject": subject.name,
        "subject_type": subject.type.value,
        "subject_id": subject.id,
        "predicate": statement.predicate,
        "object": target.name if target else statement.object,
        "object_type": target.type.value if target else str(literal),
        "object_id": target.id if target else "",
        "qualifier": statement.qualifier,
        "represents": represents.name if represents else "",
        "represents_id": represents.id if represents else "",
        "status": "" if statement.status is Status.ASSERTED else statement.status.value,
        "confidence": "" if statement.confidence == 1.0 else statement.confidence,
        "marking": statement.marking.value if statement.marking else "",
        "quote": statement.line,
        "reader": statement.reader,
    }


def _full(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", [], {}, False)}
