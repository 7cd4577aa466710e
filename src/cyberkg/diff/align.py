"""Which entity of the old graph is which of the new one: none, one, or several.

Two are linked by their IRI, by an IRI that one of them used to have, and, where neither leads anywhere, by the
mentions they share: names in the same documents; for incidents, which have no names, what the same documents
say of them. So a merge shows as two links to one new entity, a split as two from one old entity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from cyberkg.identity.fold import fold
from cyberkg.model import Entity, Iri, Knowledge, Literal
from cyberkg.terms import EntityType

__all__ = ["Alignment", "align"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Who is who in two graphs.

    :param links: pairs of an old and a new IRI, sorted.
    :param old: for each old IRI the group it is in: all that links lead to, directly or not.
    :param new: the same for each new IRI. A group is known by the least of its members.
    """

    links: tuple[tuple[Iri, Iri], ...]
    old: Mapping[Iri, Hashable]
    new: Mapping[Iri, Hashable]


def align(old: Knowledge, new: Knowledge, moved: Mapping[str, str]) -> Alignment:
    """Link the entities of two graphs.

    :param moved: for each old document that goes by another name now, that name.
    """
    before = {e.iri: e for e in old.entities}
    after = {e.iri: e for e in new.entities}
    links = set(_by_iri(before, after))
    linked_old, linked_new = {o for o, _ in links}, {n for _, n in links}
    mentions = _mentions(old, moved), _mentions(new, {})
    strays = [e for iri, e in after.items() if iri not in linked_new]
    links |= {(found, e.iri) for e, found in _nearest(strays, mentions[1], mentions[0])}
    strays = [e for iri, e in before.items() if iri not in linked_old]
    links |= {(e.iri, found) for e, found in _nearest(strays, mentions[0], mentions[1])}
    ordered = tuple(sorted(links))
    groups = _groups(before, after, ordered)
    return Alignment(ordered, {i: groups["old", i] for i in before}, {i: groups["new", i] for i in after})


def _by_iri(before: Mapping[Iri, Entity], after: Mapping[Iri, Entity]) -> Iterable[tuple[Iri, Iri]]:
    for iri, entity in before.items():
        if iri in after and after[iri].type is entity.type:
            yield iri, iri
        for former in entity.former:
            if former in after and former not in before and after[former].type is entity.type:
                yield iri, former
    for iri, entity in after.items():
        for former in entity.former:
            if former in before and former not in after and before[former].type is entity.type:
                yield former, iri


def _mentions(knowledge: Knowledge, moved: Mapping[str, str]) -> dict[Iri, frozenset[Hashable]]:
    """Give what each entity can be known again by, apart from its IRI."""
    found: dict[Iri, set[Hashable]] = defaultdict(set)
    labels = {e.iri: fold(e.label) for e in knowledge.entities}
    incidents = {e.iri for e in knowledge.entities if e.type is EntityType.INCIDENT}
    for entity in knowledge.entities:
        if entity.iri not in incidents:
            for document in entity.documents:
                place = moved.get(document, document)
                found[entity.iri] |= {(entity.type, place, fold(n)) for n in (entity.label, *entity.aliases)}
    for fact in knowledge.facts:
        if fact.subject in incidents:
            said = fact.object.value if isinstance(fact.object, Literal) else labels[fact.object]
            place = moved.get(fact.evidence.document, fact.evidence.document)
            found[fact.subject].add((EntityType.INCIDENT, place, fact.predicate, said))
    return {iri: frozenset(keys) for iri, keys in found.items()}


def _nearest(
    strays: Iterable[Entity],
    own: Mapping[Iri, frozenset[Hashable]],
    others: Mapping[Iri, frozenset[Hashable]],
) -> Iterable[tuple[Entity, Iri]]:
    """Give for each stray the entity on the other side that it shares most mentions with, if any."""
    holders: dict[Hashable, list[Iri]] = defaultdict(list)
    for iri, keys in others.items():
        for key in keys:
            holders[key].append(iri)
    for entity in strays:
        shared = Counter(iri for key in own.get(entity.iri, ()) for iri in holders.get(key, ()))
        if shared:
            yield entity, min(shared, key=lambda iri: (-shared[iri], iri))


def _groups(
    before: Iterable[Iri], after: Iterable[Iri], links: Iterable[tuple[Iri, Iri]]
) -> dict[tuple[str, Iri], Hashable]:
    above: dict[tuple[str, Iri], tuple[str, Iri]] = {}

    def top(member: tuple[str, Iri]) -> tuple[str, Iri]:
        while member in above:
            member = above[member]
        return member

    for one, other in links:
        low, high = sorted((top(("old", one)), top(("new", other))))
        if low != high:
            above[high] = low
    members = [*(("old", iri) for iri in before), *(("new", iri) for iri in after)]
    return {member: top(member) for member in members}
