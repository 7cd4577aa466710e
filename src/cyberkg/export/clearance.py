"""What of a graph may go to readers of a level of the Traffic Light Protocol: the rest is not there at all.

A fact stays where the text that says it may go; one that several briefings tell keeps the evidence that may. A thing
stays where a text that may go speaks of it, under the names that such a text has for it: where a name, a label made
from facts or an IRI says more, it gets another. The texts themselves are blanked where they may not go, so that
offsets hold.

A text without a marking counts as what the caller says.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from cyberkg.export.text import count
from cyberkg.ident import mint, slug
from cyberkg.identity.dates import month_of
from cyberkg.identity.fold import fold
from cyberkg.identity.labels import incident_words
from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, Literal
from cyberkg.rdf.order import in_order
from cyberkg.terms import EntityType, LiteralKind, Marking, Status

__all__ = ["Cleared", "clear"]


@dataclass(frozen=True, slots=True)
class Cleared:
    """What may go, and what stays behind, a clause each."""

    knowledge: Knowledge
    withheld: tuple[str, ...]


def clear(knowledge: Knowledge, level: Marking, base: str, unmarked: Marking) -> Cleared:
    """Leave out all that is marked above a level.

    :param base: where the IRIs of entities start that need a new one.
    :param unmarked: what a text without a marking counts as.
    """
    gate = _Gate(knowledge.documents, level, unmarked)
    facts = tuple(fact for fact in knowledge.facts if gate.opens(fact))
    lost = {end for fact in knowledge.facts if not gate.opens(fact) for end in _ends(fact)}
    documents = tuple(gate.cut(each) for each in knowledge.documents if gate.passes(each.name))
    told = _Told(documents, facts, lost, gate)
    kept = _kept(knowledge.entities, told)
    renamed = _new_iris(knowledge.entities, kept, facts, base)
    entities = tuple(
        dataclasses.replace(entity, iri=renamed[iri]) if iri in renamed else entity
        for iri, entity in kept.items()
    )
    same = {entity.iri for entity in knowledge.entities if kept.get(entity.iri) is entity}
    names = {fold(name) for entity in entities for name in _names(entity)}
    merges = tuple(
        m
        for m in knowledge.merges
        if m.entity in same
        and gate.whole(m.document)
        and gate.whole(m.cited)
        and (m.verdict == "same" or fold(m.other) in names)
    )
    cleared = Knowledge(documents, entities, tuple(_renamed(fact, renamed) for fact in facts), merges)
    return Cleared(in_order(cleared), tuple(_withheld(knowledge, cleared)))


def _ends(fact: Fact) -> tuple[Iri, ...]:
    ends = (fact.subject, fact.object, fact.represents)
    return tuple(end for end in ends if isinstance(end, str) and end)


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.label, *entity.aliases, *entity.acronyms)


def _withheld(before: Knowledge, after: Knowledge) -> Iterable[str]:
    for name, one in (("documents", "briefing"), ("entities", "entity"), ("facts", "fact")):
        number = len(getattr(before, name)) - len(getattr(after, name))
        if number:
            yield count(number, one, "entities" if one == "entity" else "")


class _Gate:
    """Which text may go."""

    def __init__(self, documents: Iterable[Document], level: Marking, unmarked: Marking) -> None:
        self._documents = {document.name: document for document in documents}
        self._level, self._unmarked = level, unmarked

    def _may(self, marking: Marking | None) -> bool:
        return (marking or self._unmarked).rank <= self._level.rank

    def opens(self, fact: Fact) -> bool:
        """Tell whether the sentence of a fact may go."""
        place = fact.evidence
        document = self._documents.get(place.document)
        return document is not None and self._may(document.marking_at(place.start, place.end))

    def passes(self, name: str) -> bool:
        """Tell whether any part of a document may go."""
        document = self._documents[name]
        return self._may(document.marking) or any(self._may(part.marking) for part in document.parts)

    def whole(self, name: str) -> bool:
        """Tell whether all of a document may go."""
        document = self._documents.get(name)
        if document is None:
            return True
        return self._may(document.marking) and all(self._may(part.marking) for part in document.parts)

    def cut(self, document: Document) -> Document:
        """Blank the parts of a document that may not go; what it says of itself is that of the document."""
        if self.whole(document.name):
            return document
        own = self._may(document.marking)
        text = document.text if own else _blank(document.text)
        for part in sorted(document.parts, key=lambda p: p.span.start - p.span.end):
            start, end = part.span.start, part.span.end
            shown = document.text[start:end]
            text = text[:start] + (shown if self._may(part.marking) else _blank(shown)) + text[end:]
        return dataclasses.replace(
            document,
            text=text,
            title=document.title if own else "",
            source=document.source if own else "",
            marking=document.marking if own else None,
            parts=tuple(part for part in document.parts if self._may(part.marking)),
        )


def _blank(text: str) -> str:
    return "".join("\n" if c == "\n" else " " for c in text)


def _kept(entities: Iterable[Entity], told: _Told) -> dict[Iri, Entity]:
    """Give the entities that may go, by their old IRIs; incidents last, as they are called by their victims."""
    ordered = sorted(entities, key=lambda one: (one.type is EntityType.INCIDENT, one.iri))
    found: dict[Iri, Entity] = {}
    changed: set[Iri] = set()
    for entity in ordered:
        kept = told.of(entity, found, changed)
        if kept is not None:
            found[entity.iri] = kept
            if kept.label != entity.label:
                changed.add(entity.iri)
    return found


class _Told:
    """What the texts that may go tell of a thing.

    :param lost: the ends of facts that are withheld.
    """

    def __init__(
        self, documents: Iterable[Document], facts: Iterable[Fact], lost: Set[Iri], gate: _Gate
    ) -> None:
        self._documents = {document.name: document for document in documents}
        self._lost, self._gate = lost, gate
        self._words: dict[str, str] = {}
        self._facts: dict[Iri, list[Fact]] = defaultdict(list)
        self._speak: dict[Iri, set[str]] = defaultdict(set)
        for fact in facts:
            self._facts[fact.subject].append(fact)
            for end in _ends(fact):
                self._speak[end].add(fact.evidence.document)

    def of(self, entity: Entity, others: Mapping[Iri, Entity], changed: Set[Iri]) -> Entity | None:
        """Give an entity as it may go, the same where nothing of it is withheld; None where nothing tells of it.

        :param others: the entities that may go, as far as they are known.
        :param changed: those of them that had to be called otherwise.
        """
        documents = tuple(name for name in entity.documents if self._speaks(name, entity))
        if not documents and not self._speak[entity.iri] and (entity.documents or entity.iri in self._lost):
            return None
        whole = documents == entity.documents and all(map(self._gate.whole, documents))
        victims = {_value(fact) for fact in self._facts[entity.iri] if fact.predicate == "victim"}
        if whole and entity.iri not in self._lost and not victims & changed:
            return entity
        names = [
            name for name in (entity.label, *entity.aliases, *entity.acronyms) if self._has(name, documents)
        ]
        label = self._label(entity, names, others)
        return dataclasses.replace(
            entity,
            label=label,
            aliases=tuple(name for name in entity.aliases if name in names and name != label),
            acronyms=tuple(name for name in entity.acronyms if name in names and name != label),
            documents=documents,
            links=entity.links if names else (),
            former=(),
        )

    def _speaks(self, document: str, entity: Entity) -> bool:
        if document not in self._documents:
            return False
        names = (entity.label, *entity.aliases, *entity.acronyms)
        told = document in self._speak[entity.iri]
        return told or self._gate.whole(document) or any(self._has(name, [document]) for name in names)

    def _has(self, name: str, documents: Iterable[str]) -> bool:
        """Tell whether one of the texts has a name, as whole words, whatever their case."""
        for document in documents:
            if document not in self._words:
                self._words[document] = f" {_words(self._documents[document].text)} "
        words = _words(name)
        return bool(words) and any(f" {words} " in self._words[document] for document in documents)

    def _label(self, entity: Entity, names: Sequence[str], others: Mapping[Iri, Entity]) -> str:
        if entity.type is EntityType.INCIDENT:
            return self._incident(entity, others)
        longest = max(names, key=lambda name: (name == entity.label, len(name), name), default="")
        return longest or f"Unnamed {entity.type.value.lower()}"

    def _incident(self, entity: Entity, others: Mapping[Iri, Entity]) -> str:
        """Call an incident by what is told of it still."""
        told: dict[str, set[str]] = defaultdict(set)
        for fact in self._facts[entity.iri]:
            if fact.status is not Status.DENIED:
                told[fact.predicate].add(_value(fact))
        kinds = sorted(told["incidentType"])
        victims = sorted(others[Iri(iri)].label for iri in told["victim"] if Iri(iri) in others)
        months = sorted(filter(None, map(month_of, told["incidentDate"])))
        return incident_words(kinds[0] if kinds else "other", victims, months)


def _value(fact: Fact) -> str:
    return fact.object.value if isinstance(fact.object, Literal) else str(fact.object)


def _words(text: str) -> str:
    """Write a text as folded words with single blanks between them."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _new_iris(
    entities: Iterable[Entity], kept: Mapping[Iri, Entity], facts: Iterable[Fact], base: str
) -> dict[Iri, Iri]:
    """Give those a new IRI, made of their label, whose old one says more than their names and dates do."""
    dates: dict[Iri, set[str]] = defaultdict(set)
    for fact in facts:
        if isinstance(fact.object, Literal) and fact.object.kind is LiteralKind.DATE:
            dates[fact.subject].update(fact.object.value.replace("/", "-").split("-"))
    taken = {entity.iri for entity in entities}
    renamed: dict[Iri, Iri] = {}
    for entity in sorted(entities, key=lambda one: one.iri):
        now = kept.get(entity.iri)
        if now is None or now is entity:
            continue
        names = (now.label, *now.aliases, *now.acronyms)
        known = {word for name in names for word in slug(name).split("-")} | dates[entity.iri]
        if not set(entity.iri.rpartition("/")[2].split("-")) <= known:
            fresh = mint(base, now.type, now.label)
            spare = (Iri(f"{fresh}-{number}") for number in itertools.count(2))
            new = fresh if fresh not in taken else next(iri for iri in spare if iri not in taken)
            taken.add(new)
            renamed[entity.iri] = new
    return renamed


def _renamed(fact: Fact, renamed: Mapping[Iri, Iri]) -> Fact:
    value = fact.object if isinstance(fact.object, Literal) else renamed.get(fact.object, fact.object)
    represents = renamed.get(fact.represents, fact.represents) if fact.represents else None
    subject = renamed.get(fact.subject, fact.subject)
    return dataclasses.replace(fact, subject=subject, object=value, represents=represents)
