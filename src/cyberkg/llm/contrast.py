"""The facts of two readings of one document side by side: each in both, in both but not alike, or in one only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cyberkg.llm.alignment import plain, target
from cyberkg.model import Claim, Reading

__all__ = ["Contrast", "contrasts"]

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
# predicates of which one says more than another: two of them between one pair of things are one difference
_DEGREES = {
    "affiliatedWith": "works",
    "holdsPost": "works",
    "attended": "attends",
    "spokeAt": "attends",
    "officiated": "attends",
}
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Contrast:
    """What two readings have of one fact.

    :param kind: empty where they agree; ``first`` or ``second`` where that one alone has the fact; else what
        differs: ``object``, ``predicate``, ``qualifier`` or ``status``.
    """

    kind: str
    first: Claim | None
    second: Claim | None


def contrasts(first: Reading, second: Reading, same: Mapping[str, str]) -> tuple[Contrast, ...]:
    """Put the facts of two readings side by side; each is in one contrast, however often its reading repeats it.

    :param same: the keys of the second reading's things as keys of the first's, from ``align``.
    """
    ours, theirs = _grouped(first, {}), _grouped(second, same)
    found: list[Contrast] = []
    for key in ours.keys() & theirs.keys():
        pairs, ones, others = _matched(ours[key], theirs[key])
        found += pairs
        ours[key], theirs[key] = ones, others
    lone = [(key, claim) for key, claims in ours.items() for claim in claims]
    rest = [(key, claim) for key, claims in theirs.items() for claim in claims]
    for kind, group in (("object", _single), ("predicate", _degree)):
        waiting = [(key, claim) for key, claim in rest if group(key)]
        for key, claim in sorted(lone, key=_by_key):
            other = next((w for w in sorted(waiting, key=_by_key) if group(key) == group(w[0])), None)
            if group(key) and other:
                found.append(Contrast(kind, claim, other[1]))
                waiting.remove(other)
                rest.remove(other)
                lone.remove((key, claim))
    found += [Contrast("first", claim, None) for _, claim in lone]
    found += [Contrast("second", None, claim) for _, claim in rest]
    return tuple(found)


def _grouped(reading: Reading, same: Mapping[str, str]) -> dict[_Key, list[Claim]]:
    """Give the claims by fact; of those that repeat each other only the surest."""
    groups: dict[_Key, list[Claim]] = {}
    for claim in sorted(reading.claims, key=lambda c: -c.confidence):
        key = same.get(claim.subject, claim.subject), claim.predicate, target(claim, same)
        group = groups.setdefault(key, [])
        if not any(_repeats(claim, known) for known in group):
            group.append(claim)
    return groups


def _by_key(entry: tuple[_Key, Claim]) -> tuple[object, ...]:
    key, claim = entry
    return *key, claim.evidence, claim.qualifier


def _single(key: _Key) -> tuple[str, ...]:
    return key[:2] if key[1] in _SINGLE else ()


def _degree(key: _Key) -> tuple[str, ...]:
    return (key[0], _DEGREES[key[1]], key[2]) if key[1] in _DEGREES else ()


def _matched(
    ones: Sequence[Claim], others: Sequence[Claim]
) -> tuple[list[Contrast], list[Claim], list[Claim]]:
    """Pair claims of one fact, those most alike first; give the pairs and what is left on either side."""
    ranked = sorted((_unlikeness(a, b), i, j) for i, a in enumerate(ones) for j, b in enumerate(others))
    left, right = dict(enumerate(ones)), dict(enumerate(others))
    found = []
    for _, i, j in ranked:
        if i in left and j in right:
            found.append(Contrast(_unlike(left.pop(i), right.pop(j)), ones[i], others[j]))
    return found, list(left.values()), list(right.values())


def _unlikeness(one: Claim, other: Claim) -> tuple[int, bool, float]:
    return _apart(one, other), one.status is not other.status, -one.confidence - other.confidence


def _apart(one: Claim, other: Claim) -> int:
    """Tell how far two titles or roles are apart: 0 the same, 1 where one of them is none, 2 two."""
    if plain(one.qualifier) == plain(other.qualifier):
        return 0
    return 2 if one.qualifier and other.qualifier else 1


def _unlike(one: Claim, other: Claim) -> str:
    """Name what differs between two claims of one fact; empty where nothing does."""
    apart = _apart(one, other)
    if apart < 2 and one.status is not other.status:
        return "status"
    return "qualifier" if apart else ""


def _repeats(one: Claim, other: Claim) -> bool:
    return plain(one.qualifier) == plain(other.qualifier) and one.status is other.status
