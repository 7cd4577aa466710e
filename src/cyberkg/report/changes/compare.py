"""The news of a graph against an older one, whichever briefings either was built from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from cyberkg.diff import compare as differ
from cyberkg.diff.align import Alignment, align
from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, Literal
from cyberkg.report.changes.model import News
from cyberkg.report.cited.lines import fold_name
from cyberkg.report.cited.told import Briefing, Thing, Told, time_key
from cyberkg.report.model import Sentence

__all__ = ["compare"]


def compare(old: Knowledge, new: Knowledge) -> News:
    """Find what a graph tells that an older one does not; who is who is decided as ``cyberkg diff`` does."""
    difference = differ(old, new)
    moved = {change.before: change.name for change in difference.documents if change.kind == "moved"}
    alignment = align(old, new, moved)
    names = _names(old, new, alignment)
    had = {_key(fact, alignment.old, moved) for fact in old.facts}
    came = [fact for fact in new.facts if _key(fact, alignment.new, {}) not in had]
    briefings = {document.name: _briefing(document) for document in new.documents}
    earlier_briefings = {document.name: _briefing(document) for document in old.documents}
    fresh = [_told(fact, names.new, briefings) for fact in came]
    earlier = [_told(fact, names.old, earlier_briefings) for fact in old.facts]
    spoken = {iri: _first(names.before[iri], earlier_briefings) for iri in names.before}
    taken = {told.briefing for told in fresh}
    taken |= {briefings[change.name] for change in difference.documents if change.kind == "new"}
    return News(
        briefings=tuple(sorted(taken, key=lambda briefing: (time_key(briefing.date), briefing))),
        fresh=tuple(sorted(fresh, key=lambda told: told.order)),
        earlier=tuple(sorted(earlier, key=lambda told: told.order)),
        named=frozenset(names.new[iri] for iri in _concerned(came, new.entities, taken)),
        known=spoken,
        against=True,
        gone=len(difference.gone),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The things of both graphs, as the new graph calls them.

    :param before: by IRI in the new graph, the documents of the old one that speak of it.
    """

    old: Mapping[Iri, Thing]
    new: Mapping[Iri, Thing]
    before: Mapping[str, tuple[str, ...]]


def _names(old: Knowledge, new: Knowledge, alignment: Alignment) -> _Names:
    now = {e.iri: Thing(e.label, e.type.value, e.iri) for e in new.entities}
    was = {e.iri: Thing(e.label, e.type.value, e.iri) for e in old.entities}
    documents = {e.iri: e.documents for e in old.entities}
    before: dict[str, tuple[str, ...]] = {}
    for one, other in alignment.links:
        was[one] = now[other]
        before[other] = (*before.get(other, ()), *documents[one])
    return _Names(was, now, before)


def _key(fact: Fact, groups: Mapping[Iri, Hashable], moved: Mapping[str, str]) -> Hashable:
    """Give what makes a fact the same in both graphs: all but how it was read."""
    place = fact.evidence.document
    target: Hashable = (
        (fact.object.kind, fold_name(fact.object.value))
        if isinstance(fact.object, Literal)
        else groups[fact.object]
    )
    stood_for = groups[fact.represents] if fact.represents else None
    said = (groups[fact.subject], fact.predicate, target, fold_name(fact.qualifier), stood_for)
    return (moved.get(place, place), *said, fact.status)


def _briefing(document: Document) -> Briefing:
    date = document.date
    when = "" if date is None else date.start if date.start == date.end else f"{date.start}/{date.end}"
    return Briefing(document.name, document.title, when)


def _told(fact: Fact, names: Mapping[Iri, Thing], briefings: Mapping[str, Briefing]) -> Told:
    place = fact.evidence
    target = fact.object.value if isinstance(fact.object, Literal) else names[fact.object]
    value = target.iri if isinstance(target, Thing) else target
    said = (
        place.document,
        str(place.start),
        fact.subject,
        fact.predicate,
        value,
        fact.qualifier,
        fact.status.value,
    )
    return Told(
        id="\n".join(said),
        subject=names[fact.subject],
        predicate=fact.predicate,
        object=target,
        qualifier=fact.qualifier,
        represents=names[fact.represents] if fact.represents else None,
        status=fact.status,
        confidence=fact.confidence,
        briefing=briefings[place.document],
        sentence=Sentence(place.document, place.start, place.end, place.quote),
    )


def _first(documents: Iterable[str], briefings: Mapping[str, Briefing]) -> Briefing:
    found = [briefings[name] for name in documents if name in briefings]
    return min(found, key=lambda briefing: (time_key(briefing.date), briefing), default=Briefing(""))


def _concerned(facts: Iterable[Fact], entities: Iterable[Entity], briefings: Iterable[Briefing]) -> set[Iri]:
    """Give the things that new facts or new briefings speak of."""
    found: set[Iri] = set()
    for fact in facts:
        found |= {fact.subject, *(() if isinstance(fact.object, Literal) else (fact.object,))}
        found |= {fact.represents} if fact.represents else set()
    names = {briefing.name for briefing in briefings}
    return found | {entity.iri for entity in entities if names.intersection(entity.documents)}
