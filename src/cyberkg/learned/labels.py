"""What the network tells: kinds of spans, relations between them, and which kinds a relation may join."""

from __future__ import annotations

from cyberkg.terms import CONTRACT, PREDICATES, EntityType, LiteralKind

__all__ = [
    "HINTS",
    "KINDS",
    "NAMED",
    "RELATIONS",
    "SPAN_KINDS",
    "STATUSES",
    "TAGS",
    "TITLED",
    "TITLE_AT",
    "TYPE_OF",
    "VALUE_KINDS",
    "allowed",
]

# Kinds of spans that the network finds itself: names, references to things ("he", "the attack"), kept words.
NAMED = ("person", "organisation", "event", "place", "work", "tool")
REFERRING = ("person-ref", "organisation-ref", "event-ref", "work-ref", "incident")
WORDED = ("title", "data", "group", "theme")
SPAN_KINDS = (*NAMED, *REFERRING, *WORDED)
# Kinds of spans that rules find, with their normal forms.
VALUE_KINDS = ("date", "money", "quantity", "number")
KINDS = (*SPAN_KINDS, *VALUE_KINDS)

TAGS = ("O", *(f"{mark}-{kind}" for kind in SPAN_KINDS for mark in "BI"))

TYPE_OF: dict[str, EntityType] = {
    "person": EntityType.PERSON,
    "person-ref": EntityType.PERSON,
    "organisation": EntityType.ORGANISATION,
    "organisation-ref": EntityType.ORGANISATION,
    "event": EntityType.EVENT,
    "event-ref": EntityType.EVENT,
    "place": EntityType.PLACE,
    "work": EntityType.WORK,
    "work-ref": EntityType.WORK,
    "incident": EntityType.INCIDENT,
}
_OF_TYPE = {t: frozenset(k for k, u in TYPE_OF.items() if u is t) for t in EntityType}
_OF_LITERAL = {
    LiteralKind.DATE: "date",
    LiteralKind.MONEY: "money",
    LiteralKind.QUANTITY: "quantity",
    LiteralKind.NUMBER: "number",
}
_OF_TEXT = {"compromisedData": "data", "affectedGroup": "group", "eventTheme": "theme", "usedTool": "tool"}

# Two helpers beside the contract's predicates: whose title a title is, and where it is held.
TITLED, TITLE_AT = "titled", "titleAt"
# An incident's type is told by its mentions alone.
RELATIONS = (*(p for p in CONTRACT if p != "incidentType"), TITLED, TITLE_AT)
STATUSES = ("asserted", "reported", "planned", "denied")

# What rules know of a token: the type of the name, or the kind of the value, that covers it.
HINTS = ("", "Person", "Organisation", "Event", "Place", "Work", "untyped", *VALUE_KINDS)


def allowed(relation: str) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of spans that a relation may join: those of its subject, those of its object."""
    if relation == TITLED:
        return _OF_TYPE[EntityType.PERSON], frozenset({"title"})
    if relation == TITLE_AT:
        return frozenset({"title"}), _OF_TYPE[EntityType.ORGANISATION]
    predicate = PREDICATES[relation]
    subject = frozenset().union(*(_OF_TYPE[t] for t in predicate.domain))
    if predicate.literal is None:
        return subject, frozenset().union(*(_OF_TYPE[t] for t in predicate.range))
    kind = _OF_LITERAL.get(predicate.literal) or _OF_TEXT[relation]
    return subject, frozenset({kind})
