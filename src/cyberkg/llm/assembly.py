"""Checked rows of one document as a reading: things by name, each fact once, evidence from the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cyberkg.llm.rows import Row
from cyberkg.llm.trust import UNHEARD
from cyberkg.model import Claim, Document, Evidence, Literal, Reading
from cyberkg.sources.things import Things
from cyberkg.terms import PREDICATES, EntityType, Group

__all__ = ["assemble"]

_ACRONYM = r"\s*\(\s*(?:the\s+)?[\"“]?([A-Z][\w&/-]{1,11})[\"”]?\s*\)"


@dataclass(slots=True)
class _Table:
    """Collects things and claims while going down the rows; lives no longer than one assembly."""

    document: Document
    things: Things
    claims: dict[tuple[str, str, str | Literal, str], Claim] = field(default_factory=dict)


def assemble(document: Document, reader: str, rows: Sequence[Row]) -> Reading:
    """Make a reading of rows. Where rows repeat a fact, the one vouched for best stands, else the first."""
    table = _Table(document, Things(document.text, _acronyms(document.text, rows)))
    for row in rows:
        _add(table, row)
    claims = _with_represented(table.things, list(table.claims.values()))
    claims.sort(key=lambda c: c.order)
    used = {key for claim in claims for key in claim.keys}
    referents = tuple(r for r in table.things.referents() if r.key in used)
    return Reading(document.name, reader, referents, tuple(claims))


def _add(table: _Table, row: Row) -> None:
    start, end = row.span.start, row.span.end
    subject = table.things.mention(row.subject, row.subject_type, row.span)
    target = row.object
    if row.object_type is not None and isinstance(target, str):
        target = table.things.mention(target, row.object_type, row.span)
    claim = Claim(
        subject=subject,
        predicate=row.predicate.name,
        object=target,
        evidence=Evidence(table.document.name, start, end, table.document.text[start:end]),
        status=row.status,
        qualifier=row.qualifier,
        confidence=UNHEARD,
    )
    same = (subject, claim.predicate, target, claim.qualifier.casefold())
    known = table.claims.get(same)
    if subject != target and (known is None or claim.status.rank < known.status.rank):
        table.claims[same] = claim


def _acronyms(text: str, rows: Iterable[Row]) -> dict[str, str]:
    """Find the abbreviations that the text puts behind a name in brackets: abbreviation → name."""
    names = {row.subject for row in rows} | {row.object for row in rows if isinstance(row.object, str)}
    found: dict[str, str] = {}
    for name in sorted(names):
        for abbreviation in re.findall(re.escape(name) + _ACRONYM, text):
            found.setdefault(abbreviation, name)
    return {short: name for short, name in found.items() if name not in found}


def _with_represented(things: Things, claims: Sequence[Claim]) -> list[Claim]:
    """Say for a person at an event whom they stood for: the one body that the document gives them."""
    bodies: dict[str, set[str]] = {}
    for claim in claims:
        if claim.predicate in {"holdsPost", "affiliatedWith"} and isinstance(claim.object, str):
            bodies.setdefault(claim.subject, set()).add(claim.object)
    result = []
    for claim in claims:
        known = bodies.get(claim.subject, set())
        attends = PREDICATES[claim.predicate].group is Group.ATTENDANCE
        person = things.type_of(claim.subject) is EntityType.PERSON
        stands = attends and person and len(known) == 1
        result.append(replace(claim, represents=next(iter(known))) if stands else claim)
    return result
