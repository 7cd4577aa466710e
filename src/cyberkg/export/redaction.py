"""A graph without the names of persons: pseudonyms in their place, in nodes, texts, sentences, titles and IRIs alike.

What it replaces: every name of every person of the graph, wherever it stands; parts of a name (``Ada``, ``Mr Tan``)
in the texts that speak of its bearer; family names that are no common words in all texts, with a given name behind
them (``Wong Kam-fai``); any name behind a courtesy title, and a usual one behind the title of an office. The texts
are rewritten and all offsets with them, so that a sentence still stands where its offsets say.

What it cannot: a person whom the reader did not find, or took for something else, keeps the name unless a title
stands before it; and who knows the briefing, the post or the event may know the person. Pseudonyms are no anonymity.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from bisect import bisect_right
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from cyberkg.errors import CyberkgError
from cyberkg.export.name_finder import Found, NameFinder
from cyberkg.export.pseudonyms import PREFIX, Pseudonyms
from cyberkg.ident import mint
from cyberkg.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Knowledge,
    Literal,
    MarkedPart,
    Merge,
    Span,
)
from cyberkg.rdf.order import in_order
from cyberkg.terms import EntityType

__all__ = ["redact_persons"]

_PSEUDONYM = re.compile(rf"{PREFIX}[ -][a-z2-7]{{10}}|\b{PREFIX.lower()}-[a-z2-7]{{10}}")


def redact_persons(knowledge: Knowledge, pseudonyms: Pseudonyms, base: str) -> Knowledge:
    """Put pseudonyms in place of all names of persons.

    :param base: where the IRIs of entities start that need a new one.
    :raises CyberkgError: where a name is left in spite of all; nothing may leave then.
    """
    redactor = _Redactor(knowledge, pseudonyms, base)
    redacted = in_order(redactor.knowledge())
    redactor.verify(redacted)
    return redacted


class _Text:
    """A text with names replaced, and where its characters went."""

    def __init__(self, text: str, found: Iterable[tuple[int, int, str]]) -> None:
        self._starts: list[int] = [0]
        self._moves: list[tuple[int, int, int, int]] = [
            (0, 0, 0, 0)
        ]  # old start, old end, new start, new end
        parts: list[str] = []
        at = size = 0
        for start, end, instead in found:
            parts += [text[at:start], instead]
            size += start - at
            self._starts.append(start)
            self._moves.append((start, end, size, size + len(instead)))
            size += len(instead)
            at = end
        self.text = "".join((*parts, text[at:]))

    def start(self, offset: int) -> int:
        """Find where a stretch now starts; within a name at the start of what stands for it."""
        old, end, new, after = self._moves[bisect_right(self._starts, offset) - 1]
        return new if old <= offset < end else after + offset - end

    def end(self, offset: int) -> int:
        """Find where a stretch now ends; within a name at the end of what stands for it."""
        old, end, _, after = self._moves[bisect_right(self._starts, offset) - 1]
        if old == offset and end > old:  # ends right before a name
            return self.start(offset)
        return after if offset < end else after + offset - end


class _Redactor:
    """Names and what stands for them."""

    def __init__(self, knowledge: Knowledge, pseudonyms: Pseudonyms, base: str) -> None:
        self._knowledge, self._pseudonyms, self._base = knowledge, pseudonyms, base
        self._persons = {e.iri: e for e in knowledge.entities if e.type is EntityType.PERSON}
        names: dict[str, set[str]] = {
            iri: {e.label, *e.aliases, *e.acronyms} for iri, e in self._persons.items()
        }
        for merge in knowledge.merges:
            if merge.entity in names and merge.verdict == "same":
                names[merge.entity] |= {merge.name, merge.other}
        others = (
            n for e in knowledge.entities if e.iri not in names for n in (e.label, *e.aliases, *e.acronyms)
        )
        self._finder = NameFinder(names, others)
        within: dict[str, list[str]] = defaultdict(list)
        for person in self._persons.values():
            for name in person.documents:
                within[name].append(person.iri)
        for fact in knowledge.facts:
            within[fact.evidence.document] += [
                end for end in (fact.subject, fact.object) if end in self._persons
            ]
        self._families = self._finder.families(document.text for document in knowledge.documents)
        self._parts = {
            document.name: self._finder.parts_of(sorted(set(within[document.name])))
            for document in knowledge.documents
        }
        self._names = {document.name: self._file_name(document.name) for document in knowledge.documents}
        self._texts = {
            document.name: self._rewrite(document.text, [document.name]) for document in knowledge.documents
        }
        self._iris: dict[Iri, Iri] = {}

    def knowledge(self) -> Knowledge:
        """Write all that is known anew."""
        taken = {entity.iri for entity in self._knowledge.entities}
        entities = tuple(
            self._entity(entity, taken) for entity in sorted(self._knowledge.entities, key=lambda e: e.iri)
        )
        return Knowledge(
            documents=tuple(map(self._document, self._knowledge.documents)),
            entities=entities,
            facts=tuple(map(self._fact, self._knowledge.facts)),
            merges=tuple(self._merge(m) for m in self._knowledge.merges if m.entity not in self._persons),
        )

    def _stand_in(self, found: Found) -> str:
        return self._pseudonyms.person(found.person or f"name:{found.name}")

    def _rewrite(self, text: str, documents: Iterable[str]) -> _Text:
        parts = ChainMap(*(self._parts[name] for name in documents if name in self._parts), self._families)
        found = self._finder.find(text, parts, strangers=True)
        return _Text(text, ((f.start, f.end, self._stand_in(f)) for f in found))

    def _clean(self, text: str, documents: Iterable[str]) -> str:
        return self._rewrite(text, documents).text

    def _file_name(self, name: str) -> str:
        """Keep the name of a file, unless it has a full name in it, or a part of one that its text may use."""
        words = re.findall(r"[^\W_]+", name.casefold())
        known = ChainMap(self._parts.get(name, {}), self._families)
        runs = (tuple(words[at:end]) for at in range(len(words)) for end in range(at + 1, len(words) + 1))
        parts = (run for run in runs if run in known and sum(map(len, run)) > 2)
        if any(True for _ in parts) or any(self._finder.full_names(name, any_case=True)):
            return f"document-{self._pseudonyms.token('document', name)}{PurePosixPath(name).suffix}"
        return name

    def _document(self, document: Document) -> Document:
        text = self._texts[document.name]
        places = ((part.span, part.marking) for part in document.parts)
        return dataclasses.replace(
            document,
            name=self._names[document.name],
            text=text.text,
            title=self._clean(document.title, [document.name]),
            source=self._source(document),
            parts=tuple(
                MarkedPart(Span(text.start(s.start), text.end(s.end)), marking) for s, marking in places
            ),
        )

    def _source(self, document: Document) -> str:
        """Clean the source of a document; of an address with a name in it only the host is left."""
        if not document.source.startswith(("http://", "https://")):
            return self._clean(document.source, [document.name])
        if not any(self._finder.full_names(document.source, any_case=True)):
            return document.source
        host = f"{urlsplit(document.source).scheme}://{urlsplit(document.source).netloc}/"
        return "" if any(self._finder.full_names(host, any_case=True)) else host

    def _entity(self, entity: Entity, taken: set[Iri]) -> Entity:
        documents = tuple(self._names.get(name, name) for name in entity.documents)
        if entity.iri in self._persons:
            name = self._pseudonyms.person(entity.iri)
            iri = self._iris[entity.iri] = mint(self._base, entity.type, name)
            return Entity(iri, entity.type, name, documents=documents)
        label = self._clean(entity.label, entity.documents)
        iri = self._iris[entity.iri] = self._new_iri(entity, label, taken)
        changed = iri != entity.iri or label != entity.label
        return dataclasses.replace(
            entity,
            iri=iri,
            label=label,
            aliases=tuple(self._clean(alias, entity.documents) for alias in entity.aliases),
            acronyms=tuple(self._clean(acronym, entity.documents) for acronym in entity.acronyms),
            documents=documents,
            links=tuple(link for link in entity.links if not self._named(link)),
            former=() if changed else tuple(iri for iri in entity.former if not self._named(iri)),
        )

    def _named(self, iri: str) -> bool:
        return any(self._finder.full_names(iri, any_case=True))

    def _new_iri(self, entity: Entity, label: str, taken: set[Iri]) -> Iri:
        if label == entity.label and not self._named(entity.iri):
            return entity.iri
        fresh = mint(self._base, entity.type, label)
        spare = (Iri(f"{fresh}-{number}") for number in itertools.count(2))
        new = fresh if fresh not in taken else next(iri for iri in spare if iri not in taken)
        taken.add(new)
        return new

    def _fact(self, fact: Fact) -> Fact:
        told = [fact.evidence.document]
        value: Iri | Literal = (
            dataclasses.replace(fact.object, value=self._clean(fact.object.value, told))
            if isinstance(fact.object, Literal)
            else self._iris.get(fact.object, fact.object)
        )
        return dataclasses.replace(
            fact,
            subject=self._iris.get(fact.subject, fact.subject),
            object=value,
            evidence=self._evidence(fact.evidence),
            reader=self._clean(fact.reader, ()),
            qualifier=self._clean(fact.qualifier, told),
            represents=self._iris.get(fact.represents, fact.represents) if fact.represents else None,
        )

    def _evidence(self, place: Evidence) -> Evidence:
        """Move a sentence to where it stands now; one that is not in the text as told is cleaned for itself."""
        name = self._names.get(place.document, place.document)
        text = self._texts.get(place.document)
        start, end = (text.start(place.start), text.end(place.end)) if text else (place.start, place.end)
        quote = text.text[start:end] if text else ""
        if len(quote) != end - start or not quote:
            quote = self._clean(place.quote, [place.document])
        return Evidence(name, start, max(start, end), quote)

    def _merge(self, merge: Merge) -> Merge:
        told = [merge.document]
        return dataclasses.replace(
            merge,
            entity=self._iris.get(merge.entity, merge.entity),
            document=self._names.get(merge.document, merge.document),
            name=self._clean(merge.name, told),
            other=self._clean(merge.other, told),
            reason=self._documents_in(self._clean(merge.reason, told)),
        )

    def _documents_in(self, reason: str) -> str:
        """Put the new names of documents in place of the old ones, which reasons cite."""
        for old, new in self._names.items():
            if old != new:
                reason = reason.replace(old, new)
        return reason

    def verify(self, redacted: Knowledge) -> None:
        """Search all that is to leave for full names once more.

        :raises CyberkgError: where one is there.
        """
        for text in set(_texts_of(redacted)):
            rest = _PSEUDONYM.sub(" ", text)
            if any(self._finder.full_names(rest)):
                raise CyberkgError(
                    "a name of a person would have been left in the export",
                    hint="report this; nothing was written",
                )


def _texts_of(knowledge: Knowledge) -> Iterator[str]:
    for document in knowledge.documents:
        yield from (document.name, document.text, document.title, document.source)
    for entity in knowledge.entities:
        yield from (
            entity.iri,
            entity.label,
            *entity.aliases,
            *entity.acronyms,
            *entity.links,
            *entity.former,
        )
    for fact in knowledge.facts:
        value = fact.object.value if isinstance(fact.object, Literal) else fact.object
        yield from (value, fact.qualifier, fact.evidence.quote, fact.evidence.document, fact.reader)
    for merge in knowledge.merges:
        yield from (merge.name, merge.other, merge.reason, merge.document)
