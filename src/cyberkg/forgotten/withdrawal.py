"""Knowledge freed of the people of a record: nodes, facts and decisions go, names in what stays are masked.

A name in a text is replaced by a mask of equal length, so that all offsets hold and a sentence still stands where
they say. In the texts that speak of somebody, parts of the name (``Chung``) go too, unless they are part of the name
of somebody or something else. A thing that the graph knows from facts about them alone goes with these.

What it cannot find: somebody who is spoken of without a name (*the commissioner*), or by a part of the name in a
text from which the readers found out nothing of them.
"""

from __future__ import annotations

import itertools
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from cyberkg.errors import CyberkgError
from cyberkg.export.name_finder import Found, NameFinder, Part
from cyberkg.export.name_words import words_in
from cyberkg.forgotten.record import Record, merged_names, names_of
from cyberkg.forgotten.spotting import MASK, blot, spot
from cyberkg.ident import mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Merge
from cyberkg.rdf.order import in_order
from cyberkg.terms import EntityType

__all__ = ["Withdrawal", "withdraw"]


@dataclass(frozen=True)
class Withdrawal:
    """What is left, and what went.

    :param persons: nodes that went because they are of the record.
    :param things: nodes that nothing else was known of.
    :param facts: how many went.
    :param names: how often a name was masked in a text.
    :param changed: whether anything is other than it was: a title, for one, counts for none of these.
    """

    knowledge: Knowledge
    persons: tuple[Entity, ...] = ()
    things: tuple[Entity, ...] = ()
    facts: int = 0
    names: int = 0
    changed: bool = False
    _cleaner: _Cleaner | None = field(default=None, repr=False, compare=False)

    def text_of(self, document: str) -> str | None:
        """Give the masked text of a document by the name it had; None where it has none."""
        return self._cleaner.texts.get(document) if self._cleaner else None

    def name_of(self, document: str) -> str:
        """Give the name that a document has now."""
        return self._cleaner.names.get(document, document) if self._cleaner else document

    def keeps(self, document: Document) -> bool:
        """Tell whether a document, as it was before, has none of the names in it."""
        return self._cleaner is None or self._cleaner.document(document) == document

    def clean(self, text: str, documents: Iterable[str]) -> str:
        """Mask names in a text that speaks of what documents do."""
        return self._cleaner.clean(text, documents) if self._cleaner else text


def withdraw(knowledge: Knowledge, record: Record, base: str) -> Withdrawal:
    """Free knowledge of the people of a record; the same knowledge and record give the same.

    :param base: where the IRIs of entities start that need a new one.
    :raises CyberkgError: where a name would be left in spite of all.
    """
    if not record.people:
        return Withdrawal(knowledge)
    gone = dict(_gone(knowledge, record))
    cleaner = _Cleaner(knowledge, record, gone)
    facts = tuple(filter(None, (cleaner.fact(f) for f in knowledge.facts if not _speaks_of(f, gone))))
    known, before = set(_ends(facts)), set(_ends(knowledge.facts))
    things = tuple(
        e for e in knowledge.entities if e.iri not in gone and e.iri in before and e.iri not in known
    )
    out = {*gone, *(e.iri for e in things)}
    left = tuple(e for e in knowledge.entities if e.iri not in out)
    iris = _Iris(knowledge, base, cleaner)
    entities = tuple(iris.entity(entity) for entity in left)
    cleaned = Knowledge(
        documents=tuple(map(cleaner.document, knowledge.documents)),
        entities=entities,
        facts=tuple(map(iris.fact, facts)),
        merges=tuple(
            iris.merge(m) for m in knowledge.merges if m.entity not in out and not cleaner.named_in(m)
        ),
    )
    found = in_order(cleaned)
    _verify(found, record)
    persons = tuple(e for e in knowledge.entities if e.iri in gone)
    return Withdrawal(
        knowledge=found,
        persons=persons,
        things=things,
        facts=len(knowledge.facts) - len(facts),
        names=cleaner.masked,
        changed=found != in_order(knowledge),
        _cleaner=cleaner,
    )


def _gone(knowledge: Knowledge, record: Record) -> Iterator[tuple[Iri, int]]:
    """Give the nodes of people of the record, and whose each is; -1 for what is called by a mask."""
    merged = merged_names(knowledge)
    for entity in knowledge.entities:
        person = entity.type is EntityType.PERSON
        incident = entity.type is EntityType.INCIDENT  # may be called by whom it befell
        if (person and MASK in entity.label) or (_is_mask(entity.label) and not incident):
            yield entity.iri, -1
            continue
        places = entity.documents if person else ()
        names = names_of(entity, merged) if person else (entity.label, *entity.aliases)
        within = next((s for n in names for s in spot(record, n, places)), None) if person else None
        if within is not None:
            yield entity.iri, within.person
            continue
        whose = (record.whose_name(name, places) for name in names if not incident)
        found = next((number for number in whose if number is not None), None)
        if found is not None:
            yield entity.iri, found


def _is_mask(text: str) -> bool:
    """Tell whether nothing but a mask is left of a text."""
    return MASK in text and not text.strip(f"{MASK} .,;'’-")


def _speaks_of(fact: Fact, gone: Mapping[Iri, int]) -> bool:
    return any(end in gone for end in _ends([fact]))


def _ends(facts: Iterable[Fact]) -> Iterator[Iri]:
    for fact in facts:
        yield fact.subject
        if not isinstance(fact.object, Literal):
            yield fact.object
        if fact.represents:
            yield fact.represents


class _Known:
    """Names of the people of a record, as texts have them.

    :param names: by the number of the entry.
    :param within: the people that a document speaks of; ``full`` their names in it, ``alone`` the single words that
        they go by there, which may be part of the names of others.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self.names: dict[str, set[str]] = defaultdict(set)
        self.within: dict[str, set[str]] = defaultdict(set)
        self.full: dict[str, set[Part]] = defaultdict(set)
        self.alone: dict[str, dict[Part, str]] = defaultdict(dict)

    def add(self, person: int, name: str, documents: Iterable[str]) -> None:
        """Take note of a name that documents have for a person."""
        words = tuple(word.folded for word in words_in(name))
        single = len(words) == 1 and self._record.whose(words) is None
        if not single:
            self.names[str(person)].add(name)
        for document in documents:
            self.within[document].add(str(person))
            if single:
                self.alone[document][words] = str(person)
            else:
                self.full[document].add(words)


class _Cleaner:
    """Masks names in texts: full ones by the record, parts where a text speaks of their bearer."""

    def __init__(self, knowledge: Knowledge, record: Record, gone: Mapping[Iri, int]) -> None:
        self._record = record
        self.masked = 0
        known = _Known(record)
        merged = merged_names(knowledge)
        for entity in knowledge.entities:
            if gone.get(entity.iri, -1) >= 0:
                for name in names_of(entity, merged):
                    known.add(gone[entity.iri], name, entity.documents)
        for document in knowledge.documents:
            told = f"{document.title}\n\n{document.text}"
            for found in spot(record, told, [document.name], alone=True):
                known.add(found.person, " ".join(told[found.start : found.end].split()), [document.name])
        others = (
            n for e in knowledge.entities if e.iri not in gone for n in (e.label, *e.aliases, *e.acronyms)
        )
        self._finder = NameFinder(known.names, others)
        self._parts = {
            name: {**self._finder.parts_of(sorted(persons)), **known.alone[name]}
            for name, persons in sorted(known.within.items())
        }
        self._own = known.full
        self.names = {d.name: self._file_name(d.name) for d in knowledge.documents}
        self._renamed = [(old, new) for old, new in self.names.items() if old != new]
        self.texts = {d.name: self._mask(d.text, [d.name], count=True) for d in knowledge.documents}
        self._old = {d.name: d.text for d in knowledge.documents}

    def clean(self, text: str, documents: Iterable[str]) -> str:
        """Mask names in a text that is of, or about what is in, some documents."""
        return self._mask(text, list(documents), count=False)

    def _mask(self, text: str, documents: list[str], *, count: bool) -> str:
        spans = {(s.start, s.end) for s in spot(self._record, text, documents)}
        known = [name for name in documents if name in self._parts]
        if known:
            parts = ChainMap(*(self._parts[name] for name in known))
            own = set().union(*(self._own[name] for name in known))
            spans |= {
                (f.start, f.end) for f in self._finder.find(text, parts) if _is_theirs(f, text, parts, own)
            }
        if count:
            self.masked += len(spans)
        return blot(text, spans) if spans else text

    def named(self, iri: str) -> bool:
        """Tell whether an IRI or a file name has a name of the record in it."""
        return any(True for _ in spot(self._record, iri, any_case=True))

    def named_in(self, merge: Merge) -> bool:
        """Tell whether a decision about somebody else names one of the record."""
        told = (merge.name, merge.other, self.cited(merge.reason))
        return any(self.clean(text, [merge.document]) != text for text in told)

    def cited(self, reason: str) -> str:
        """Write a reason with the names that the documents that it cites have now."""
        for old, new in self._renamed:
            reason = reason.replace(old, new)
        return reason

    def _file_name(self, name: str) -> str:
        """Keep the name of a file, unless it has a name of the record in it."""
        if not self.named(name):
            return name
        return f"document-{self._record.token([name], 'file')[:10]}{PurePosixPath(name).suffix}"

    def document(self, document: Document) -> Document:
        """Mask a document: its text, its title, its source."""
        return replace(
            document,
            name=self.names[document.name],
            text=self.texts[document.name],
            title=self.clean(document.title, [document.name]),
            source="" if self.named(document.source) else document.source,
        )

    def fact(self, fact: Fact) -> Fact | None:
        """Mask names in the words of a fact; None for one that says nothing but a name."""
        told = [fact.evidence.document]
        value = fact.object
        if isinstance(value, Literal):
            value = replace(value, value=self.clean(value.value, told))
            if _is_mask(value.value):
                return None
        return replace(
            fact,
            object=value,
            evidence=self._evidence(fact.evidence),
            qualifier=self.clean(fact.qualifier, told),
        )

    def _evidence(self, place: Evidence) -> Evidence:
        """Take a sentence from the masked text; one that is not in the text as told is masked for itself."""
        old = self._old.get(place.document, "")[place.start : place.end]
        told = bool(old) and _agrees(old, place.quote)
        quote = (
            self.texts[place.document][place.start : place.end]
            if told
            else self.clean(place.quote, [place.document])
        )
        return Evidence(self.names.get(place.document, place.document), place.start, place.end, quote)


def _agrees(text: str, quote: str) -> bool:
    """Tell whether a quote is a text, names masked in it or not."""
    return len(text) == len(quote) and all(b in (a, MASK) for a, b in zip(text, quote, strict=True))


def _is_theirs(found: Found, text: str, parts: Mapping[Part, str], own: set[Part]) -> bool:
    """Tell whether what was found is a name of the record, and written as a name or in an address."""
    if text[found.end : found.end + 1] == "@" or text[found.start - 1 : found.start] == "@":
        return True
    words = tuple(found.name.split())
    return (words in parts or words in own) and not text[found.start].islower()


class _Iris:
    """Things that are called by somebody's name, called otherwise."""

    def __init__(self, knowledge: Knowledge, base: str, cleaner: _Cleaner) -> None:
        self._base, self._cleaner = base, cleaner
        self._taken = {entity.iri for entity in knowledge.entities}
        self._new: dict[Iri, Iri] = {}

    def entity(self, entity: Entity) -> Entity:
        """Mask names in the names of a thing; one whose IRI has one gets a new IRI."""
        clean, documents = self._cleaner.clean, self._cleaner.names
        label = clean(entity.label, entity.documents)
        aliases, acronyms = (
            tuple(name for name in names if clean(name, entity.documents) == name)
            for names in (entity.aliases, entity.acronyms)
        )
        iri = entity.iri
        if self._cleaner.named(iri):
            iri = self._new[entity.iri] = self._mint(entity, label)
        return replace(
            entity,
            iri=iri,
            label=label,
            aliases=aliases,
            acronyms=acronyms,
            documents=tuple(documents.get(name, name) for name in entity.documents),
            links=tuple(link for link in entity.links if not self._cleaner.named(link)),
            former=tuple(old for old in entity.former if not self._cleaner.named(old)),
        )

    def _mint(self, entity: Entity, label: str) -> Iri:
        fresh = mint(self._base, entity.type, label)
        spare = (Iri(f"{fresh}-{number}") for number in itertools.count(2))
        new = fresh if fresh not in self._taken else next(iri for iri in spare if iri not in self._taken)
        self._taken.add(new)
        return new

    def fact(self, fact: Fact) -> Fact:
        """Move a fact to new IRIs."""
        value = fact.object if isinstance(fact.object, Literal) else self._new.get(fact.object, fact.object)
        represents = self._new.get(fact.represents, fact.represents) if fact.represents else fact.represents
        return replace(
            fact, subject=self._new.get(fact.subject, fact.subject), object=value, represents=represents
        )

    def merge(self, merge: Merge) -> Merge:
        """Move a decision to new IRIs and new names of documents."""
        return replace(
            merge,
            entity=self._new.get(merge.entity, merge.entity),
            document=self._cleaner.names.get(merge.document, merge.document),
            reason=self._cleaner.cited(merge.reason),
        )


def _verify(knowledge: Knowledge, record: Record) -> None:
    """Search all that is to be kept for names once more.

    :raises CyberkgError: where one is there.
    """
    texts = {d.text: d.name for d in knowledge.documents}
    left = any(any(True for _ in spot(record, text, [name])) for text, name in texts.items())
    if left or any(any(True for _ in spot(record, text)) for text in set(_words_of(knowledge))):
        raise CyberkgError(
            "a forgotten name would have been left in the graph", hint="report this; nothing was written"
        )


def _words_of(knowledge: Knowledge) -> Iterator[str]:
    for document in knowledge.documents:
        yield from (document.name, document.title, document.source)
    for entity in knowledge.entities:
        yield from (entity.label, *entity.aliases, *entity.acronyms, *entity.links)
    for fact in knowledge.facts:
        yield from (fact.qualifier, fact.evidence.quote)
        if isinstance(fact.object, Literal):
            yield fact.object.value
    for merge in knowledge.merges:
        yield from (merge.name, merge.other, merge.reason)
