"""What two readers of one document do not agree on, as plain values that a review can queue.

Readers name things each in their own way, so their things are aligned first: by a name in common, else, as
for incidents, which have none, by the facts they share. Then each fact stands in both readings, in both but
not alike, or in one only; the last two are differences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cyberkg.errors import CyberkgError
from cyberkg.ident import slug
from cyberkg.model import Claim, Literal, Reading, Referent
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["Difference", "Side", "disagreements"]

# predicates that hold once of a subject: two values of one are one difference
_SINGLE = frozenset(
    {
        "eventDate",
        "eventTheme",
        "incidentDate",
        "incidentType",
        "dataVolume",
        "affectedCount",
        "ransomDemanded",
        "ransomPaid",
    }
)
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """A fact as one reader has it, in the fields of the fact contract; literals and labels alike are strings.

    :param object_type: an entity type, or the kind of a literal.
    :param start: offset in characters of the quote in the document's text; ``end`` likewise, half-open.
    :param confidence: in (0, 1], as that reader claims it.
    """

    subject: str
    subject_type: str
    predicate: str
    object: str
    object_type: str
    qualifier: str
    status: str
    quote: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two readers do not agree on.

    :param kind: ``first`` or ``second`` where that reader alone has the fact, else what differs between
        ``first`` and ``second``: ``object``, ``qualifier`` or ``status``.
    """

    document: str
    kind: str
    first: Side | None
    second: Side | None


def disagreements(first: Reading, second: Reading) -> tuple[Difference, ...]:
    """Give what two readings of one document do not agree on, in the order of the text.

    Nothing is stored: a caller queues them where it keeps its queue.

    :raises CyberkgError: where the readings are of two documents.
    """
    if first.document != second.document:
        raise CyberkgError("two readings are of two documents", f"{first.document}, {second.document}")
    same = _align(first, second)
    ours = {_key(claim, {}): claim for claim in first.claims}
    theirs = {_key(claim, same): claim for claim in second.claims}
    found: list[Difference] = []
    for key in ours.keys() & theirs.keys():
        kind = _unlike(ours[key], theirs[key])
        if kind:
            found.append(_difference(kind, first, ours[key], second, theirs[key]))
    mine = {k: c for k, c in ours.items() if k not in theirs}
    others = {k: c for k, c in theirs.items() if k not in ours}
    for key, other in _pairs(mine, others):
        found.append(_difference("object", first, mine.pop(key), second, others.pop(other)))
    found += [_difference("first", first, claim, second, None) for claim in mine.values()]
    found += [_difference("second", first, None, second, claim) for claim in others.values()]
    return tuple(sorted(found, key=_place))


def _align(first: Reading, second: Reading) -> dict[str, str]:
    """Map keys of the second reading's things to those of the first's: by names, then by facts shared."""
    by_name: dict[tuple[EntityType, str], str] = {}
    for referent in first.referents:
        for name in _names(referent):
            by_name.setdefault((referent.type, name), referent.key)
    same: dict[str, str] = {}
    for referent in second.referents:
        known = [by_name[referent.type, n] for n in _names(referent) if (referent.type, n) in by_name]
        if known:
            same[referent.key] = known[0]
    same |= _align_by_facts(first, second, same)
    return {r.key: same.get(r.key, f"second {r.key}") for r in second.referents}


def _align_by_facts(first: Reading, second: Reading, same: Mapping[str, str]) -> dict[str, str]:
    """Pair events and incidents not known by name, those that share the most facts or sentences first."""
    told: dict[str, list[Claim]] = {}
    for claim in first.claims:
        told.setdefault(claim.predicate, []).append(claim)
    types = {r.key: r.type for r in first.referents}
    open_types = {EntityType.EVENT, EntityType.INCIDENT}
    loose = {r.key: r.type for r in second.referents if r.type in open_types and r.key not in same}
    shared: Counter[tuple[str, str]] = Counter()
    for claim in second.claims:
        if claim.subject in loose:
            alike = {c.subject for c in told.get(claim.predicate, ()) if _agree(c, claim, same)}
            shared.update((key, claim.subject) for key in alike if types[key] is loose[claim.subject])
    taken = set(same.values())
    pairs: dict[str, str] = {}
    for (key, other), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if key not in taken and other not in pairs:
            pairs[other] = key
            taken.add(key)
    return pairs


def _agree(one: Claim, other: Claim, same: Mapping[str, str]) -> bool:
    """Tell whether two claims of one predicate say the same, or say it in the same sentence."""
    a, b = one.evidence, other.evidence
    return _target(one, {}) == _target(other, same) or (a.start < b.end and b.start < a.end)


def _names(referent: Referent) -> tuple[str, ...]:
    names = referent.names if referent.type is EntityType.INCIDENT else (referent.label, *referent.names)
    return tuple(dict.fromkeys(slug(name) for name in names))


def _target(claim: Claim, same: Mapping[str, str]) -> str:
    if isinstance(claim.object, Literal):
        return f"literal {_plain(claim.object.value)}"
    return same.get(claim.object, claim.object)


def _key(claim: Claim, same: Mapping[str, str]) -> _Key:
    return same.get(claim.subject, claim.subject), claim.predicate, _target(claim, same)


def _unlike(one: Claim, other: Claim) -> str:
    """Name what differs between two claims of one fact; empty where nothing does."""
    if _plain(one.qualifier) != _plain(other.qualifier):
        return "qualifier"
    return "status" if one.status is not other.status else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _pairs(mine: Mapping[_Key, Claim], others: Mapping[_Key, Claim]) -> list[tuple[_Key, _Key]]:
    """Pair facts of one subject that say two values of what has one; other facts stay apart."""
    waiting = {key[:2]: key for key in sorted(others, reverse=True) if key[1] in _SINGLE}
    return [(key, waiting.pop(key[:2])) for key in sorted(mine) if key[:2] in waiting]


def _difference(
    kind: str, first: Reading, one: Claim | None, second: Reading, other: Claim | None
) -> Difference:
    return Difference(
        first.document,
        kind,
        _side(one, first.referents) if one else None,
        _side(other, second.referents) if other else None,
    )


def _side(claim: Claim, referents: Iterable[Referent]) -> Side:
    things = {r.key: r for r in referents}
    subject, place = things[claim.subject], claim.evidence
    target = claim.object
    return Side(
        subject=subject.label,
        subject_type=str(subject.type),
        predicate=claim.predicate,
        object=target.value if isinstance(target, Literal) else things[target].label,
        object_type=str(target.kind if isinstance(target, Literal) else things[target].type),
        qualifier=claim.qualifier,
        status=str(claim.status),
        quote=place.quote,
        start=place.start,
        end=place.end,
        confidence=claim.confidence,
    )


def _place(difference: Difference) -> tuple[int, str, str, str]:
    side = difference.first or difference.second
    if side is None:
        return (0, "", "", "")
    return (side.start, PREDICATES[side.predicate].name, side.subject, side.object)
