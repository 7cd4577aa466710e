"""Which facts of a graph two readers do not agree on, and which the graph leaves out because one does not have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from cyberkg.identity.fold import fold
from cyberkg.llm import Difference, Side
from cyberkg.model import Entity, Fact, Iri, Literal
from cyberkg.terms import EntityType

__all__ = ["place_differences"]

_Key = tuple[str, str, int, int]


def place_differences(
    differences: Sequence[Difference], facts: Sequence[Fact], entities: Mapping[Iri, Entity]
) -> tuple[dict[int, Difference], tuple[Difference, ...]]:
    """Find the facts that differences are about.

    :param differences: the first side of each is what the graph's reader has.
    :returns: by index of a fact in ``facts`` what is not agreed on about it; and the differences whose fact
        only the second reader has. One whose fact the graph has no more is in neither.
    """
    index: dict[_Key, list[int]] = defaultdict(list)
    for at, fact in enumerate(facts):
        place = fact.evidence
        index[place.document, fact.predicate, place.start, place.end].append(at)
    disputed: dict[int, Difference] = {}
    for difference in differences:
        side = difference.first
        if side:
            for at in index[difference.document, side.predicate, side.start, side.end]:
                if _says(facts[at], side, entities):
                    disputed.setdefault(at, difference)
    return disputed, tuple(d for d in differences if d.first is None)


def _says(fact: Fact, side: Side, entities: Mapping[Iri, Entity]) -> bool:
    """Tell whether a fact of the same sentence is the one that a reader has."""
    if isinstance(fact.object, Literal):
        same = fold(fact.object.value) == fold(side.object)
    else:
        same = _called(entities[fact.object], side.object)
    titled = fact.predicate != "holdsPost" or fold(fact.qualifier) == fold(side.qualifier)
    return same and titled and fact.status == side.status and _called(entities[fact.subject], side.subject)


def _called(entity: Entity, name: str) -> bool:
    """Tell whether a thing goes by a name; an incident, which has none, is told by its facts."""
    return entity.type is EntityType.INCIDENT or fold(name) in map(fold, (entity.label, *entity.aliases))
