"""Which of the network's referents each of the rules' referents is, within one document."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set

from cyberkg.learned.candidate import Candidate
from cyberkg.model import Literal, Reading, Referent, Span
from cyberkg.reading.mentions import normal
from cyberkg.reading.naming import same_names
from cyberkg.terms import EntityType

__all__ = ["align"]

# A shared fact tells more than a shared place: an incident's sentence may hold another one's trigger, too.
_FACT = 3
_LIKELY = 0.3  # what the network deems less likely tells nothing of who is who


def align(rules: Reading, network: Mapping[str, Referent], candidates: Iterable[Candidate]) -> dict[str, str]:
    """Find for each of the rules' referents the network's: by shared mentions and, for incidents, by shared facts.

    One that has no match stays itself, under a key that nobody else has.

    :returns: the key of each of the rules' referents among all.
    """
    by_type: dict[EntityType, list[Referent]] = {}
    for referent in network.values():
        by_type.setdefault(referent.type, []).append(referent)
    incidents = [r for r in rules.referents if r.type is EntityType.INCIDENT]
    others = [r for r in rules.referents if r.type is not EntityType.INCIDENT]
    taken = set(network)
    renamed: dict[str, str] = {}
    for referent in others:
        renamed[referent.key] = _best(referent, by_type.get(referent.type, ())) or _own(referent.key, taken)
        taken.add(renamed[referent.key])
    theirs: dict[str, set[tuple[str, str]]] = {}
    for c in candidates:
        if c.chance >= _LIKELY:
            theirs.setdefault(c.subject, set()).add((c.predicate, _end(c.object)))
    pairs = []
    for referent in incidents:
        ours = {
            (c.predicate, _end(renamed.get(c.object, "") if isinstance(c.object, str) else c.object))
            for c in rules.claims
            if c.subject == referent.key
        }
        for other in by_type.get(EntityType.INCIDENT, ()):
            known = theirs.get(other.key, set())
            if not _at_odds(ours, known):
                score = _FACT * len(ours & known) + _overlap(referent.mentions, other.mentions)
                pairs.append((-score, referent.key, other.key))
    for score, ours_key, their_key in sorted(pairs):
        if score and ours_key not in renamed and their_key not in renamed.values():
            renamed[ours_key] = their_key
    for referent in incidents:
        if referent.key not in renamed:
            renamed[referent.key] = _own(referent.key, taken)
            taken.add(renamed[referent.key])
    return renamed


def _at_odds(ours: Set[tuple[str, str]], theirs: Set[tuple[str, str]]) -> bool:
    """Tell whether two incidents have victims and none in common."""
    victims = [{thing for predicate, thing in facts if predicate == "victim"} for facts in (ours, theirs)]
    return all(victims) and not victims[0] & victims[1]


def _end(target: str | Literal) -> str:
    return target if isinstance(target, str) else normal(target.value)


def _best(referent: Referent, others: Sequence[Referent]) -> str | None:
    """Find the referent of the same name, else the one that shares most mentions, else one of a like name; or none."""
    mine = {normal(n) for n in referent.names}
    shared = {
        r.key: (bool(mine & {normal(n) for n in r.names}), _overlap(referent.mentions, r.mentions))
        for r in others
    }
    best = max(shared, key=lambda k: (shared[k], k), default="")
    if best and any(shared[best]):
        return best
    alike = (
        r.key
        for r in others
        if any(same_names(referent.type, a, b) for a in referent.names[:1] for b in r.names)
    )
    return next(alike, None)


def _own(key: str, taken: Container[str]) -> str:
    while key in taken:
        key += "-2"
    return key


def _overlap(ours: Sequence[Span], theirs: Sequence[Span]) -> int:
    return sum(any(a.start < b.end and b.start < a.end for b in theirs) for a in ours)
