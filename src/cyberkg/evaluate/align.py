"""Which gold entity each entity of a graph is, within one document: by its names, else by the facts it shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from cyberkg.evaluate.found import Found, FoundFact
from cyberkg.evaluate.gold import GoldEntity, GoldFact
from cyberkg.evaluate.values import normalise, same_value
from cyberkg.terms import EntityType

__all__ = ["align", "same_fact"]

Alignment = Mapping[str, str]
"""Id of an entity of the graph: key of a gold entity."""

_CLOSE = 0.88  # how alike two spellings of one name are
_LEAST_LENGTH = 5  # of a name, for a close spelling to tell anything
# how many facts an entity shares with the gold entity that no name says it is
_LEAST_SHARED = {EntityType.INCIDENT: 1, EntityType.EVENT: 2}


def align(
    entities: Mapping[str, GoldEntity],
    wanted: Sequence[GoldFact],
    found: Found,
    facts: Sequence[FoundFact],
    known: Alignment | None = None,
) -> dict[str, str]:
    """Map the entities of found facts to gold keys, each to one at most; several may be the same thing.

    An entity goes by its names, a close spelling included. An incident is aligned to incidents only, and it
    or an event that no name settles goes by the facts that it shares, each gold entity to one such entity.

    :param wanted: the gold facts by which what has no name is told.
    :param facts: those of ``found`` whose ends are aligned.
    :param known: what is aligned already, and is kept.
    """
    aligned = dict(known or {})
    ends = {fact.subject for fact in facts} | {fact.object for fact in facts if not fact.is_value}
    waiting = sorted(ends - aligned.keys())
    table = _name_table(entities)
    for entity in waiting:
        key = _find_by_name(found.names[entity], found.types[entity], entities, table)
        if key is not None:
            aligned[entity] = key
    unnamed = [entity for entity in waiting if entity not in aligned]
    return aligned | _by_facts(unnamed, entities, wanted, found, facts, aligned)


def same_fact(gold: GoldFact, found: FoundFact, aligned: Alignment) -> bool:
    """Tell whether a found fact is a gold fact: subject, predicate, object and, where the gold tells one, title."""
    if gold.predicate != found.predicate or aligned.get(found.subject) != gold.subject:
        return False
    if gold.is_value:
        if not same_value(gold.object, found.object):
            return False
    elif aligned.get(found.object) != gold.object:
        return False
    return gold.predicate != "holdsPost" or not gold.title or same_value(gold.title, found.title)


def _name_table(entities: Mapping[str, GoldEntity]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for key, entity in entities.items():
        for name in entity.names:
            table.setdefault(normalise(name), set()).add(key)
    return table


def _find_by_name(
    names: Iterable[str], kind: str, entities: Mapping[str, GoldEntity], table: Mapping[str, set[str]]
) -> str | None:
    """Find the gold entity that shares most names, one of the same type before any other."""
    forms = [normalise(name) for name in names]

    def is_alike(key: str) -> bool:
        return (entities[key].type == EntityType.INCIDENT) == (kind == EntityType.INCIDENT)

    hits = Counter(key for form in forms for key in table.get(form, ()) if is_alike(key))
    if not hits:
        best = max(_close_spellings(forms, table, is_alike), default=None)
        return best[1] if best else None
    same_type = [key for key in hits if entities[key].type == kind]
    return max(same_type or hits, key=lambda key: (hits[key], key))


def _close_spellings(
    forms: Sequence[str], table: Mapping[str, set[str]], is_alike: Callable[[str], bool]
) -> Iterator[tuple[float, str]]:
    """Go through the gold entities with a name that is nearly one of these; how alike they are, and the key."""
    matcher = SequenceMatcher(autojunk=False)
    for name, keys in table.items():
        fitting = [key for key in keys if is_alike(key)]
        if len(name) < _LEAST_LENGTH or not fitting:
            continue
        matcher.set_seq2(name)
        for form in forms:
            matcher.set_seq1(form)
            # the quick ones are upper bounds, and spare most of the slow one
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _CLOSE:
                alike = matcher.ratio()
                if alike >= _CLOSE:
                    yield from ((alike, key) for key in fitting)


def _by_facts(
    unnamed: Sequence[str],
    entities: Mapping[str, GoldEntity],
    wanted: Sequence[GoldFact],
    found: Found,
    facts: Sequence[FoundFact],
    aligned: Alignment,
) -> dict[str, str]:
    """Align what no name settles, the pair that shares most facts first."""
    pairs = []
    for entity in unnamed:
        own = [fact for fact in facts if entity in {fact.subject, fact.object}]
        for key, gold in entities.items():
            if gold.type not in _LEAST_SHARED or gold.type != found.types[entity]:
                continue
            trial = {**aligned, entity: key}
            asked = [fact for fact in wanted if key in {fact.subject, fact.object}]
            shared = sum(any(same_fact(gold_fact, fact, trial) for fact in own) for gold_fact in asked)
            if shared >= _LEAST_SHARED[gold.type]:
                pairs.append((shared, entity, key))
    chosen: dict[str, str] = {}
    for _, entity, key in sorted(pairs, reverse=True):
        if entity not in chosen and key not in chosen.values():
            chosen[entity] = key
    return chosen
