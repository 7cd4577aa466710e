"""Knowledge as tables: plain rows for spreadsheets, data frames and data packages.

documents    the briefings
entities     people, organisations, events, incidents, places, works
facts        each fact with its sentence, a row of the fact contract
attendance   who took part in which event, as what, for whom
incidents    one row for each, what is told of it side by side
decisions    why names were, or were not, taken to be one
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cyberkg.export.marks import Marks, label
from cyberkg.export.told import BETWEEN, Told
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal
from cyberkg.rdf.order import fact_key
from cyberkg.terms import PREDICATES, EntityType, Group

__all__ = ["Cell", "Column", "Table", "make_tables"]

Cell = str | int | float | None
_ROLES = {
    "attended": "attendee",
    "spokeAt": "speaker",
    "organised": "organiser",
    "supported": "supporter",
    "officiated": "officiating guest",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds and of which kind (``string``, ``integer``, ``number``)."""

    name: str
    about: str
    kind: str = "string"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``rows`` have a cell for each column, and an order of their own.

    :param key: the column that names a row, empty where none does.
    :param links: columns that hold the key of another table's row, and that table.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


_MARKING = Column("marking", "How far it may be passed on (Traffic Light Protocol 2.0); empty where untold")
_STATUS = Column("status", "asserted, reported, planned or denied")
_SENTENCE = (
    Column("document", "The briefing that says so"),
    Column("quote", "The sentence that says so"),
    Column("start", "Where the sentence begins, in characters of the briefing's text, from 0", "integer"),
    Column("end", "Where it ends, behind its last character", "integer"),
)
_DOCUMENTS = (
    Column("name", "Name of the file"),
    Column("title", "Its title"),
    Column("start", "First day, month or year it covers"),
    Column("end", "Last one"),
    Column("source", "Where it comes from"),
    Column("sha256", "Digest of the file"),
    _MARKING,
)
_ENTITIES = (
    Column("id", "IRI"),
    Column("type", "Person, Organisation, Event, Incident, Place or Work"),
    Column("label", "What it is called"),
    Column("aliases", "Other names"),
    Column("acronyms", "Those of them that are abbreviations"),
    Column("documents", "The briefings that speak of it"),
    Column("links", "The same thing elsewhere"),
    Column("former", "IRIs it had before"),
    _MARKING,
)
_FACTS = (
    Column("document", "The briefing that says so"),
    Column("subject", "Of what"),
    Column("subject_type", "Its type"),
    Column("subject_id", "Its IRI"),
    Column("predicate", "What is said of it, a predicate of the fact contract"),
    Column("object", "The other end: a name or a value"),
    Column("object_type", "Its type, or the kind of the value"),
    Column("object_id", "Its IRI; empty for a value"),
    Column("qualifier", "Title of a post, words for a role"),
    Column("represents", "The organisation that a participant stands for"),
    Column("represents_id", "Its IRI"),
    _STATUS,
    *_SENTENCE[1:],
    Column("confidence", "The probability that the fact is right", "number"),
    Column("reader", "Who read it"),
    _MARKING,
)
_ATTENDANCE = (
    Column("event", "The event"),
    Column("event_id", "Its IRI"),
    Column("dates", "When"),
    Column("places", "Where"),
    Column("participant", "Who"),
    Column("participant_type", "Person or Organisation"),
    Column("participant_id", "Its IRI"),
    Column("role", "attendee, speaker, organiser, supporter or officiating guest"),
    Column("represents", "The organisation that a participant stands for"),
    _STATUS,
    *_SENTENCE,
    _MARKING,
)
_TOLD = tuple(name for name, predicate in PREDICATES.items() if predicate.group is Group.INCIDENTS)
_INCIDENTS = (
    Column("id", "IRI"),
    Column("label", "What it is called"),
    *(
        Column(name, f"What it {PREDICATES[name].phrase}; with the status where not asserted")
        for name in _TOLD
    ),
    Column("documents", "The briefings that speak of it"),
    _MARKING,
)
_DECISIONS = (
    Column("entity_id", "IRI of the entity"),
    Column("document", "The briefing with the name"),
    Column("name", "The name as the briefing has it"),
    Column("other", "The name of the entity"),
    Column("verdict", "same, different or unsure"),
    Column("score", "The probability that the two are the same", "number"),
    Column("reason", "Why"),
    Column("by", "rule or user"),
)


def make_tables(knowledge: Knowledge) -> tuple[Table, ...]:
    """Lay knowledge out in tables, in a fixed order; equal knowledge gives equal tables."""
    maker = _Maker(knowledge)
    links = {"subject_id": "entities", "object_id": "entities", "represents_id": "entities"}
    document = {"document": "documents"}
    at = {"event_id": "entities", "participant_id": "entities", **document}
    return (
        Table("documents", "The briefings", _DOCUMENTS, tuple(maker.documents()), "name"),
        Table("entities", "What they speak of", _ENTITIES, tuple(maker.entities()), "id"),
        Table("facts", "What they say", _FACTS, tuple(maker.facts()), "", {**links, **document}),
        Table("attendance", "Who took part in what", _ATTENDANCE, tuple(maker.attendance()), "", at),
        Table("incidents", "Incidents side by side", _INCIDENTS, tuple(maker.incidents()), "id", {"id": "entities"}),
        Table("decisions", "Who was taken for whom", _DECISIONS, tuple(maker.decisions()), "", {"entity_id": "entities"}),
    )  # fmt: skip


class _Maker:
    """The rows of each table."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._marks = Marks(knowledge)
        self._entities: dict[Iri, Entity] = {entity.iri: entity for entity in knowledge.entities}
        self._facts = sorted(knowledge.facts, key=fact_key)
        self._told = Told(knowledge)

    def documents(self) -> Iterator[tuple[Cell, ...]]:
        for each in sorted(self._knowledge.documents, key=lambda d: d.name):
            start, end = (each.date.start, each.date.end) if each.date else ("", "")
            marking = label(self._marks.document(each))
            yield each.name, each.title, start, end, each.source, each.sha256, marking

    def entities(self) -> Iterator[tuple[Cell, ...]]:
        for each in sorted(self._knowledge.entities, key=lambda e: e.iri):
            lists = (each.aliases, each.acronyms, each.documents, each.links, each.former)
            marking = label(self._marks.entity(each))
            yield each.iri, each.type.value, each.label, *map(_joined, lists), marking

    def facts(self) -> Iterator[tuple[Cell, ...]]:
        for fact in self._facts:
            subject, place = self._entities[fact.subject], fact.evidence
            represents = self._entities[fact.represents].label if fact.represents else ""
            yield (
                place.document, subject.label, subject.type.value, subject.iri, fact.predicate, *self._object(fact),
                fact.qualifier, represents, fact.represents or "", fact.status.value, place.quote, place.start,
                place.end, fact.confidence, fact.reader, label(self._marks.fact(fact)),
            )  # fmt: skip

    def _object(self, fact: Fact) -> tuple[str, str, str]:
        if isinstance(fact.object, Literal):
            return fact.object.value, fact.object.kind.value, ""
        entity = self._entities[fact.object]
        return entity.label, entity.type.value, entity.iri

    def attendance(self) -> Iterator[tuple[Cell, ...]]:
        rows = []
        for fact in self._facts:
            if fact.predicate in _ROLES and not isinstance(fact.object, Literal):
                who, event, place = self._entities[fact.subject], self._entities[fact.object], fact.evidence
                represents = self._entities[fact.represents].label if fact.represents else ""
                when, where = self._told.of(event.iri, "eventDate"), self._told.of(event.iri, "eventPlace")
                rows.append((
                    event.label, event.iri, when, where, who.label, who.type.value, who.iri, _ROLES[fact.predicate],
                    represents, fact.status.value, place.document, place.quote, place.start, place.end,
                    label(self._marks.fact(fact)),
                ))  # fmt: skip
        yield from sorted(rows, key=lambda row: (row[2] or "9999", row[0], row[1], row[4], row[6], row[7:]))

    def incidents(self) -> Iterator[tuple[Cell, ...]]:
        for each in sorted(self._knowledge.entities, key=lambda e: e.iri):
            if each.type is EntityType.INCIDENT:
                told = (self._told.of(each.iri, name) for name in _TOLD)
                marking = label(self._marks.entity(each))
                yield each.iri, each.label, *told, _joined(each.documents), marking

    def decisions(self) -> Iterator[tuple[Cell, ...]]:
        for each in sorted(self._knowledge.merges):
            yield (
                each.entity,
                each.document,
                each.name,
                each.other,
                each.verdict,
                each.score,
                each.reason,
                each.by,
            )


def _joined(values: Iterable[str]) -> str:
    return BETWEEN.join(values)
