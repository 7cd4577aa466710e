"""Rows of the fact contract as values, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from cyberkg.terms import PREDICATES, Status

__all__ = ["Found", "FoundFact", "Row", "find_by_document"]

Row = Mapping[str, Any]
"""A row as ``cyberkg facts`` or ``cyberkg entities`` print it in JSON."""


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact that was found.

    :param subject: the id of an entity; ``object`` too, where it is no value.
    :param confidence: as claimed, in (0, 1]; None where nothing is claimed.
    :param quote: the sentence that says it, at ``start`` to ``end`` of the document's text.
    :param implied: True for what another fact implies.
    """

    subject: str
    predicate: str
    object: str
    title: str = ""
    is_value: bool = False
    status: Status = Status.ASSERTED
    confidence: float | None = None
    quote: str = ""
    start: int = 0
    end: int = 0
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one document.

    :param names: every name of the entities of these facts, by id; ``types`` their types, ``labels`` what
        to call them.
    """

    facts: tuple[FoundFact, ...] = ()
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


def find_by_document(facts: Iterable[Row], entities: Iterable[Row]) -> dict[str, Found]:
    """Sort rows by the file name of their document. Facts of predicates outside the contract are left out."""
    known = {row["id"]: row for row in entities}
    rows: dict[str, list[Row]] = {}
    for row in facts:
        if row["predicate"] in PREDICATES:
            rows.setdefault(PurePath(row["document"]).name, []).append(row)
    return {document: _found(own, known) for document, own in rows.items()}


def _found(rows: Iterable[Row], entities: Mapping[str, Row]) -> Found:
    facts: list[FoundFact] = []
    names: dict[str, set[str]] = {}
    types: dict[str, str] = {}
    labels: dict[str, str] = {}
    for row in rows:
        facts.append(_fact(row))
        for end in ("subject", "object"):
            key = row.get(f"{end}_id")
            if not key:
                continue
            entity = entities.get(key, {"label": row[end], "type": row[f"{end}_type"]})
            names.setdefault(key, {entity["label"], *entity.get("aliases", ())}).add(row[end])
            types.setdefault(key, entity["type"])
            labels.setdefault(key, row[end])
    return Found(tuple(facts), {key: frozenset(own) for key, own in names.items()}, types, labels)


def _fact(row: Row) -> FoundFact:
    target = row.get("object_id")
    return FoundFact(
        subject=row["subject_id"],
        predicate=row["predicate"],
        object=target or row["object"],
        title=row.get("qualifier") or "",
        is_value=not target,
        status=Status(row.get("status", "asserted")),
        confidence=row.get("confidence"),
        quote=row.get("quote", ""),
        start=row.get("start", 0),
        end=row.get("end", 0),
    )
