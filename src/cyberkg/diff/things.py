"""What became of the entities: merged, split, new, gone, renamed or altered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cyberkg.diff.align import Alignment
from cyberkg.diff.model import Thing, ThingChange
from cyberkg.model import Entity, Iri, Knowledge

__all__ = ["thing_changes"]


def thing_changes(old: Knowledge, new: Knowledge, alignment: Alignment) -> Iterator[ThingChange]:
    """Yield what became of the entities, in no order."""
    before = {e.iri: e for e in old.entities}
    after = {e.iri: e for e in new.entities}
    came: dict[Iri, list[Iri]] = defaultdict(list)
    went: dict[Iri, list[Iri]] = defaultdict(list)
    for one, other in alignment.links:
        went[one].append(other)
        came[other].append(one)
    for iri, entity in before.items():
        if not went[iri]:
            yield ThingChange("gone", entity.type.value, (_thing(entity),), ())
        elif len(went[iri]) > 1:
            yield ThingChange("split", entity.type.value, (_thing(entity),), _things(went[iri], after))
    for iri, entity in after.items():
        if not came[iri]:
            yield ThingChange("new", entity.type.value, (), (_thing(entity),))
        elif len(came[iri]) > 1:
            yield ThingChange("merged", entity.type.value, _things(came[iri], before), (_thing(entity),))
        elif len(went[came[iri][0]]) == 1:
            yield from _altered(before[came[iri][0]], entity)


def _altered(one: Entity, other: Entity) -> Iterator[ThingChange]:
    """Compare an entity with what it became. Documents and former IRIs follow from the briefings."""
    details = tuple(_details(one, other))
    if one.label != other.label or details:
        kind = "renamed" if one.label != other.label else "altered"
        yield ThingChange(kind, other.type.value, (_thing(one),), (_thing(other),), details)


def _details(one: Entity, other: Entity) -> Iterator[str]:
    if one.iri != other.iri:
        yield f"now {other.iri}, before {one.iri}"
    names = {one.label, *one.aliases}, {other.label, *other.aliases}
    yield from _listed("also called", names[1] - names[0])
    yield from _listed("no longer called", names[0] - names[1])
    yield from _listed("now linked to", set(other.links) - set(one.links))
    yield from _listed("no longer linked to", set(one.links) - set(other.links))


def _listed(words: str, values: Iterable[str]) -> Iterator[str]:
    listed = ", ".join(sorted(values))
    if listed:
        yield f"{words} {listed}"


def _thing(entity: Entity) -> Thing:
    return Thing(entity.label, entity.iri, tuple(sorted(entity.documents)))


def _things(iris: Iterable[Iri], known: Mapping[Iri, Entity]) -> tuple[Thing, ...]:
    return tuple(sorted(_thing(known[iri]) for iri in iris))
