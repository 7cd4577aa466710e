"""Hand-written facts to a reading: each row checked against the contract, its own words the evidence."""

from __future__ import annotations

import math

from cyberkg.errors import InputError
from cyberkg.model import Claim, Evidence, Literal, MarkedPart, Reading, Span
from cyberkg.sources.literals import find_fault
from cyberkg.sources.nearest import nearest
from cyberkg.sources.opening import shown
from cyberkg.sources.rows import Row, read_rows
from cyberkg.sources.things import Things
from cyberkg.sources.tlp import read_marking
from cyberkg.terms import PREDICATES, EntityType, Predicate, Status

__all__ = ["READER", "make_claim", "read_facts", "read_marks"]

READER = "hand"
_TYPES = {str(t).casefold(): t for t in EntityType} | {"organization": EntityType.ORGANISATION}


def read_facts(text: str, form: str, name: str) -> Reading:
    """Read hand-written facts.

    A row's evidence is its own text in the file. An incident is named by the writer's words for it, which
    become its label and no name. A type may be left out where the predicate allows one only.

    :param form: ``csv``, ``jsonl`` or ``yaml``.
    :raises InputError: naming the row, where one breaks the contract; no row is left out silently.
    """
    things = Things(text)
    claims = tuple(make_claim(things, row, name) for row in read_rows(text, form, name))
    if not claims:
        raise InputError("holds no facts", name, "write at least one, or leave it out")
    return Reading(name, READER, things.referents(), claims)


def read_marks(text: str, form: str, name: str) -> tuple[MarkedPart, ...]:
    """Read how far each row may be passed on, by its field ``marking``; rows without one are left out.

    :raises InputError: naming the row, where it is no marking.
    """
    if "marking" not in text.casefold():
        return ()
    marks = ((row, read_marking(row.get("marking"), row.where)) for row in read_rows(text, form, name))
    return tuple(MarkedPart(Span(row.start, row.end), marking) for row, marking in marks if marking)


def make_claim(things: Things, row: Row, name: str) -> Claim:
    """Make a row a claim of a document, and note the things that it speaks of.

    :param name: the document's name, whose text ``things`` has.
    :raises InputError: where the row breaks the contract.
    """
    predicate = PREDICATES.get(row.get("predicate"))
    if predicate is None:
        what = f"does not know the predicate {shown(row.get('predicate'))}"
        raise InputError(what, row.where, nearest(row.get("predicate"), PREDICATES))
    subject_type = _type(row, "subject", predicate.domain, predicate)
    found, status, confidence = _object(row, predicate), _status(row), _confidence(row)
    place = Span(row.start, row.end)
    subject = things.mention(row.get("subject"), subject_type, place, row.aliases, row.get("subject_id"))
    target = (
        things.mention(row.get("object"), found, place, id_=row.get("object_id"))
        if isinstance(found, EntityType)
        else found
    )
    represents = row.get("represents")
    if represents:
        body = EntityType.ORGANISATION
        represents = things.mention(represents, body, place, id_=row.get("represents_id"))
    return Claim(
        subject=subject,
        predicate=predicate.name,
        object=target,
        evidence=Evidence(name, row.start, row.end, things.text[row.start : row.end]),
        status=status,
        qualifier=row.get("qualifier"),
        represents=represents,
        confidence=confidence,
    )


def _object(row: Row, predicate: Predicate) -> EntityType | Literal:
    """Read the object of a row: a literal, or the type of the thing that it names."""
    value = row.get("object")
    if predicate.literal is None:
        return _type(row, "object", predicate.range, predicate)
    given = row.get("object_type").casefold()
    if given and given not in {predicate.literal, "literal"}:
        what = f"{predicate.name} takes a {predicate.literal}, not {shown(row.get('object_type'))}"
        raise InputError(what, row.where, f"leave out object_type, or write {predicate.literal}")
    fault = find_fault(predicate.name, predicate.literal, value)
    if fault is not None:
        raise InputError(f"{shown(value)} is no {_kind_of(predicate)}", row.where, fault)
    return Literal(value, predicate.literal)


def _kind_of(predicate: Predicate) -> str:
    return "type of incident" if predicate.name == "incidentType" else str(predicate.literal)


def _type(row: Row, end: str, allowed: frozenset[EntityType], predicate: Predicate) -> EntityType:
    """Read the type of one end of a fact, or infer it where only one is allowed."""
    names = " or ".join(sorted(allowed))
    given = row.get(f"{end}_type")
    if not given:
        if len(allowed) > 1:
            raise InputError(f"has no {end}_type", row.where, f"write {names}")
        return next(iter(allowed))
    type_ = _TYPES.get(given.casefold())
    if type_ is None:
        raise InputError(f"does not know the type {shown(given)}", row.where, f"write {names}")
    if type_ not in allowed:
        raise InputError(
            f"the {end} of {predicate.name} cannot be of type {type_}", row.where, f"write {names}"
        )
    return type_


def _status(row: Row) -> Status:
    given = row.get("status").casefold() or Status.ASSERTED
    if given not in set(Status):
        raise InputError(
            f"does not know the status {shown(given)}", row.where, f"write {' or '.join(Status)}"
        )
    return Status(given)


def _confidence(row: Row) -> float:
    given = row.get("confidence") or "1"
    try:
        confidence = float(given)
    except ValueError:
        confidence = math.nan
    if not 0 < confidence <= 1:
        raise InputError(f"{shown(given)} is no confidence", row.where, "write a number over 0 and up to 1")
    return confidence
