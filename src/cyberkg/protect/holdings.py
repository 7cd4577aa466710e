"""All that is stored about somebody, wherever it lies: what `cyberkg about` tells and `cyberkg forget` removes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cyberkg.building import open_doubts
from cyberkg.cache import kept_documents
from cyberkg.export.pseudonyms import Pseudonyms, read_key
from cyberkg.forgotten import MASK, Record, Withdrawal, entry_for, load_record, withdraw, without
from cyberkg.llm import DISAGREEMENTS, Difference
from cyberkg.model import Document, Knowledge, Literal
from cyberkg.protect.places import Places
from cyberkg.protect.subject import Subject
from cyberkg.protect.traces import find_traces
from cyberkg.review.text_file import read_text
from cyberkg.store import find_older
from cyberkg.terms import PREDICATES

__all__ = ["Holding", "Search", "find_holdings"]

_LOOKUP = b"only to look for names, and kept nowhere"


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that is stored about somebody.

    :param kind: ``name``, ``claim``, ``mention``, ``identity``, ``decision``, ``review``, ``disagreement``,
        ``answer``, ``older graph``, ``reading``, ``briefing``, ``key`` or ``record``.
    :param where: the file, or the document, it is in.
    :param what: what is stored.
    :param sentence: the words around it, as they are written; empty where there are none.
    :param start: offset in characters in the document's text; ``end`` likewise, half-open; None where it has none.
    """

    kind: str
    where: str
    what: str
    sentence: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A person looked for in a graph.

    :param record: one made up for the search, with the person alone.
    :param withdrawal: the graph without the person.
    """

    subject: Subject
    knowledge: Knowledge
    differences: tuple[Difference, ...]
    base: str
    record: Record
    withdrawal: Withdrawal

    @classmethod
    def of(
        cls, subject: Subject, knowledge: Knowledge, differences: tuple[Difference, ...], base: str
    ) -> Search:
        """Look for a person in a graph."""
        record = Record(_LOOKUP)
        record = record.with_entry(entry_for(record, subject.names, subject.entity, knowledge))
        return cls(subject, knowledge, differences, base, record, withdraw(knowledge, record, base))

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the graph's documents."""
        return tuple(document.name for document in self.knowledge.documents)


def find_holdings(subject: Subject, base: str, places: Places) -> tuple[Holding, ...]:
    """List all that is stored about somebody, in a fixed order.

    :param base: where the IRIs of the graph begin.
    :raises CyberkgError: as the rooms raise them.
    """
    knowledge, differences = open_doubts(places.graph)
    search = Search.of(subject, knowledge, differences, base)
    return (
        *_names(search, places),
        *_claims(search),
        *_mentions(search),
        *_identity(search, places),
        *_disagreements(search, places),
        *_elsewhere(search, places),
    )


def _names(search: Search, places: Places) -> Iterator[Holding]:
    where = str(places.graph)
    for entity in search.withdrawal.persons:
        yield Holding("name", where, entity.label, entity.iri)
        yield from (Holding("name", where, name) for name in (*entity.aliases, *entity.acronyms))
        yield from (
            Holding("name", where, f"also known as <{iri}>") for iri in (*entity.links, *entity.former)
        )


def _claims(search: Search) -> Iterator[Holding]:
    labels = {e.iri: e.label for e in search.knowledge.entities}
    gone = {e.iri for e in search.withdrawal.persons}
    for fact in search.knowledge.facts:
        if gone.isdisjoint((fact.subject, fact.object, fact.represents)):
            continue
        value = fact.object.value if isinstance(fact.object, Literal) else labels[fact.object]
        title = f" ({fact.qualifier})" if fact.qualifier else ""
        stood = f" for {labels[fact.represents]}" if fact.represents else ""
        said = f"{labels[fact.subject]} {PREDICATES[fact.predicate].phrase} {value}{title}{stood}"
        place = fact.evidence
        told = f"{said} [{fact.status}, {fact.confidence:g}]"
        yield Holding("claim", place.document, told, _plain(place.quote), place.start, place.end)


def _mentions(search: Search) -> Iterator[Holding]:
    for document in search.knowledge.documents:
        masked = search.withdrawal.text_of(document.name)
        if masked and masked != document.text:
            yield from _mentions_in(document, masked)


def _mentions_in(document: Document, masked: str) -> Iterator[Holding]:
    for found in re.finditer(rf"{MASK}[{MASK}\s]*{MASK}|{MASK}", masked):
        start, end = found.span()
        name = document.text[start:end]
        if name == found[0]:
            continue  # masked before
        begin = document.text.rfind("\n", 0, start) + 1
        stop = document.text.find("\n", end)
        line = document.text[begin : stop if stop >= 0 else len(document.text)]
        yield Holding("mention", document.name, _plain(name), _plain(line), start, end)


def _identity(search: Search, places: Places) -> Iterator[Holding]:
    gone = {e.iri for e in search.withdrawal.persons}
    kept = set(search.withdrawal.knowledge.merges)
    for merge in search.knowledge.merges:
        if merge.entity in gone or (merge not in kept and _names_them(search, merge.name, merge.other)):
            told = f"{merge.name} and {merge.other}: {merge.verdict} ({merge.score:.2f}, by {merge.by})"
            yield Holding("identity", merge.document or str(places.graph), told, merge.reason)


def _names_them(search: Search, *names: str) -> bool:
    return any(search.record.whose_name(name, search.documents) is not None for name in names)


def _disagreements(search: Search, places: Places) -> Iterator[Holding]:
    where = str(places.graph / DISAGREEMENTS)
    for difference in search.differences:
        if without([difference], search.record, search.withdrawal) == (difference,):
            continue
        side = difference.first or difference.second
        if side is not None:
            told = (
                f"{side.subject} {side.predicate} {side.object} ({difference.kind}, in {difference.document})"
            )
            yield Holding("disagreement", where, told, _plain(side.quote), side.start, side.end)


def _elsewhere(search: Search, places: Places) -> Iterator[Holding]:
    traces = find_traces(places, search.record, search.withdrawal, search.documents)
    yield from _lines("decision", places.identity, traces.identity.removed)
    yield from _lines("review", places.verdicts, traces.verdicts.removed)
    for path in traces.answers:
        yield Holding("answer", str(path), "a kept answer of a language model that names them")
    if search.withdrawal.persons or search.withdrawal.names:
        for older in find_older(places.graph):
            yield Holding("older graph", str(older), "the graph before this one, whole")
    for path, documents in kept_documents(places.readings):
        if any(_speaks_of_them(document, search) for document in documents):
            yield Holding("reading", str(path), "what a build read of a source file that names them")
    for briefing in traces.briefings:
        yield Holding("briefing", str(briefing.path), "a source file that names them")
    if places.redact_key.exists() and search.subject.entity:
        key, _ = read_key(places.redact_key, make=False)
        name = Pseudonyms(key).person(search.subject.entity.iri)
        yield Holding(
            "key", str(places.redact_key), f"tells that {name} in exports made with it is this person"
        )
    record = load_record(places.record)
    if record and any(record.whose_name(n, search.documents) is not None for n in search.subject.names):
        yield Holding("record", str(places.record), "keyed hashes that keep them out of every build")


def _speaks_of_them(document: Document, search: Search) -> bool:
    told = f"{document.name}\n\n{document.title}\n\n{document.source}\n\n{document.text}"
    return search.withdrawal.clean(told, [document.name]) != told


def _lines(kind: str, path: Path, removed: tuple[str, ...]) -> Iterator[Holding]:
    lines = read_text(path).splitlines() if removed else []
    for where in removed:
        number = int(re.findall(r"\d+", where)[-1])
        yield Holding(kind, f"{path}:{number}", lines[number - 1].strip())


def _plain(text: str) -> str:
    return " ".join(text.split())
