"""Sentences as notes, briefings as reports: the evidence behind the objects of a STIX bundle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from cyberkg.export.dates import timestamp
from cyberkg.export.marks import Marks
from cyberkg.export.stix_objects import StixObject, cite, make, stix_id
from cyberkg.export.stix_things import Things
from cyberkg.export.words import said_together
from cyberkg.model import Evidence, Fact, Knowledge
from cyberkg.rdf.order import fact_key

__all__ = ["Notes", "make_notes", "make_reports"]


class Notes(NamedTuple):
    """Notes, which one tells a fact, and how many facts none tells of."""

    objects: list[StixObject]
    of: dict[Fact, str]
    untold: int


def make_notes(knowledge: Knowledge, things: Things, relations: Mapping[Fact, str]) -> Notes:
    """Make a note of each sentence on the objects and relationships that it speaks of."""
    sentences: dict[Evidence, list[Fact]] = defaultdict(list)
    for fact in sorted(knowledge.facts, key=fact_key):
        sentences[fact.evidence].append(fact)
    documents = {document.name: document for document in knowledge.documents}
    labels = {entity.iri: entity.label for entity in knowledge.entities}
    marks, untold = Marks(knowledge), 0
    made: list[StixObject] = []
    of: dict[Fact, str] = {}
    for place, facts in sorted(sentences.items()):
        refs = {ref for fact in facts for ref in things.refs(fact)}
        refs |= {relations[fact] for fact in facts if fact in relations}
        if not refs:
            untold += len(facts)
            continue
        fields = {
            "abstract": said_together(facts, labels),
            "content": place.quote or "(no words)",
            "object_refs": sorted(refs),
            "external_references": [cite(documents[place.document], place)],
        }
        identifier = stix_id("note", place.document, str(place.start), str(place.end), place.quote)
        made.append(make(identifier, things.days.of([place.document]), marks.fact(facts[0]), fields))
        of |= dict.fromkeys(facts, identifier)
    return Notes(made, of, untold)


def make_reports(
    knowledge: Knowledge, things: Things, relations: Mapping[Fact, str], notes: Mapping[Fact, str]
) -> list[StixObject]:
    """Make a report of each briefing that speaks of any object, with all that it tells of."""
    refs: dict[str, set[str]] = defaultdict(set)
    for fact in knowledge.facts:
        found = (relations.get(fact), notes.get(fact), *things.refs(fact))
        refs[fact.evidence.document].update(filter(None, found))
    for entity in knowledge.entities:
        if ref := things.ref(entity.iri):
            for name in entity.documents:
                refs[name].add(ref)
    reports = []
    for document in sorted(knowledge.documents, key=lambda d: d.name):
        if refs[document.name]:
            days = things.days.of([document.name])
            fields = {
                "name": document.title or document.name,
                "report_types": ["threat-report"],
                "published": timestamp(days[1]),
                "object_refs": sorted(refs[document.name]),
                "external_references": [cite(document)],
            }
            marking = Marks.document(document)
            reports.append(make(stix_id("report", document.name), days, marking, fields))
    return reports
