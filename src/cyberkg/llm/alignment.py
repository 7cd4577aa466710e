"""Which things of one reading are which of another: by a name in common, else by the facts they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cyberkg.ident import slug
from cyberkg.model import Claim, Literal, Reading, Referent
from cyberkg.terms import EntityType

__all__ = ["align", "plain", "target"]


def align(first: Reading, second: Reading) -> dict[str, str]:
    """Map each key of the second reading's things to that of the first's, else to one that the first has not."""
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
    return target(one, {}) == target(other, same) or (a.start < b.end and b.start < a.end)


def _names(referent: Referent) -> tuple[str, ...]:
    names = referent.names if referent.type is EntityType.INCIDENT else (referent.label, *referent.names)
    return tuple(dict.fromkeys(slug(name) for name in names))


def target(claim: Claim, same: Mapping[str, str]) -> str:
    """Write the object of a claim so that equal ones are equal.

    :param same: for keys of the claim's reading those that they are aligned to.
    """
    if isinstance(claim.object, Literal):
        return f"literal {plain(claim.object.value)}"
    return same.get(claim.object, claim.object)


def plain(text: str) -> str:
    """Write a text without what makes no difference: case and white space.

    >>> plain("Managing  Director")
    'managing director'
    """
    return " ".join(text.casefold().split())
