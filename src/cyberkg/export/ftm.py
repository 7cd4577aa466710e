"""The graph as FollowTheMoney entities, a JSON object a line, for Aleph, OpenAleph and their like.

People and organisations, events and incidents (both ``Event``), briefings (``Document``), places (``Address``), works
(``Project`` where somebody launched or joined them, else ``Document``); facts between them as links, each
with its sentence as description and its briefing as proof.

Source: https://followthemoney.tech/docs/
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cyberkg.export.countries import country_code
from cyberkg.export.marks import Marks, label
from cyberkg.export.model import Selection, Written
from cyberkg.export.text import count, to_json, to_utf8
from cyberkg.export.told import Told
from cyberkg.export.unsaid import former_iris, links, of_briefings, other_names
from cyberkg.ident import digest
from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, Literal
from cyberkg.rdf.order import fact_key
from cyberkg.terms import PREDICATES, EntityType, Group, Status

__all__ = ["write"]

_SCHEMATA = {
    EntityType.PERSON: "Person",
    EntityType.ORGANISATION: "Organization",
    EntityType.EVENT: "Event",
    EntityType.INCIDENT: "Event",
    EntityType.PLACE: "Address",
}
_ROLES = {
    "attended": "attendee",
    "spokeAt": "speaker",
    "organised": "organiser",
    "supported": "supporter",
    "officiated": "officiating guest",
    "victim": "victim",
    "attacker": "attacker",
    "reportedTo": "told of it",
    "investigatedBy": "investigator",
    "partOf": "part of",
    "subEventOf": "part of",
    "published": "publisher",
    "launched": "founder",
    "signed": "signatory",
    "joined": "participant",
}
# of the subject of a fact and its object, those that a link of these predicates is of, the other way round
_TURNED = frozenset({"victim", "attacker", "reportedTo", "investigatedBy"})
_WIKIDATA = "http://www.wikidata.org/entity/"
_VALUES = tuple(
    name
    for name, term in PREDICATES.items()
    if term.literal and term.group is Group.INCIDENTS and name != "incidentDate"
)
_Properties = dict[str, list[str]]


def write(selection: Selection) -> Written:
    """Write entities."""
    maker = _Maker(selection.knowledge)
    return Written((("", to_utf8(f"{to_json(one)}\n" for one in maker.entities())),), tuple(maker.losses()))


class _Maker:
    """Entities of a graph."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._marks, self._told = Marks(knowledge), Told(knowledge)
        self._known = {entity.iri: entity for entity in knowledge.entities}
        self._documents = {document.name: document for document in knowledge.documents}
        self._facts = sorted(knowledge.facts, key=fact_key)
        projects = {f.object for f in self._facts if f.predicate in {"launched", "joined"}}
        self._schemata = {
            e.iri: _SCHEMATA.get(e.type, "Project" if e.iri in projects else "Document")
            for e in knowledge.entities
        }
        self._about: dict[Iri, list[Fact]] = defaultdict(list)
        for fact in self._facts:
            if not isinstance(fact.object, Literal):
                self._about[fact.subject].append(fact)
                self._about[fact.object].append(fact)

    def entities(self) -> Iterator[dict[str, Any]]:
        """Go through all entities: briefings, things, links."""
        for document in sorted(self._knowledge.documents, key=lambda d: d.name):
            yield _entity(_document_id(document.name), "Document", self._document(document))
        for entity in sorted(self._knowledge.entities, key=lambda e: e.iri):
            yield _entity(_id(entity.iri), self._schemata[entity.iri], self._thing(entity))
        for fact in self._facts:
            yield from self._link(fact)

    def losses(self) -> Iterator[str]:
        """Tell what has no place in the model."""
        denied = sum(fact.status is Status.DENIED for fact in self._facts)
        if denied:
            yield f"{count(denied, 'denied fact')}, which a reader of links would take for so"
        values = sum(isinstance(f.object, Literal) and f.status is not Status.DENIED for f in self._facts)
        if values:
            yield f"the sentences behind {count(values, 'fact')} with a value (a date, a count)"
        represented = sum(fact.represents is not None for fact in self._facts)
        if represented:
            yield f"for whom somebody took part, in {count(represented, 'fact')}"
        if any(True for fact in self._facts for _ in self._link(fact)):
            yield "the briefing of a tie but by name, for those with FollowTheMoney 4, where ties have no proof"
        yield "how sure the reader is and which reader it was, decisions about who is who"
        places = [entity for entity in self._known.values() if entity.type is EntityType.PLACE]
        things = [entity for entity in self._known.values() if entity.type is not EntityType.PLACE]
        yield from other_names(places)
        yield from links(places)
        yield from links(things, but=_WIKIDATA)
        yield from former_iris(self._knowledge)
        yield from of_briefings(self._knowledge, "digest")

    @staticmethod
    def _document(document: Document) -> _Properties:
        link = document.source.startswith(("http://", "https://"))
        return {
            "fileName": [document.name],
            "title": [document.title],
            "date": _dates(document),
            "sourceUrl": [document.source] if link else [],
            "publisher": [] if link else [document.source],
            "keywords": [label(Marks.document(document))],
        }

    def _thing(self, entity: Entity) -> _Properties:
        if entity.type is EntityType.PLACE:
            return {
                "full": [entity.label],
                "country": [(country_code(entity.label) or "").lower()],
                "sourceUrl": [entity.iri],
                "proof": [_document_id(name) for name in entity.documents],
            }
        common: _Properties = {
            "name": [entity.label or "(no name)"],
            "alias": list(entity.aliases),
            "wikidataId": [
                link.removeprefix(_WIKIDATA) for link in entity.links if link.startswith(_WIKIDATA)
            ],
            "sourceUrl": [entity.iri],
            "keywords": [label(self._marks.entity(entity))],
            "proof": [_document_id(name) for name in entity.documents],
        }
        if entity.type in {EntityType.EVENT, EntityType.INCIDENT}:
            return common | self._happening(entity, common["keywords"])
        return common | ({"title": [entity.label]} if self._schemata[entity.iri] == "Document" else {})

    def _happening(self, entity: Entity, keywords: list[str]) -> _Properties:
        of = {
            name: self._stated(entity.iri, name)
            for name in ("eventDate", "incidentDate", "eventPlace", "eventTheme")
        }
        days = [day.partition("/") for day in (*of["eventDate"], *of["incidentDate"])]
        notes = [
            f"It {PREDICATES[n].phrase} {value}." for n in _VALUES if (value := self._told.of(entity.iri, n))
        ]
        places = [f.object for f in self._about[entity.iri] if f.predicate == "eventPlace"]
        return {
            "startDate": [start for start, _, _ in days],
            "endDate": [end or start for start, _, end in days],
            "location": of["eventPlace"],
            "addressEntity": sorted({_id(Iri(str(place))) for place in places}),
            "summary": of["eventTheme"],
            "notes": notes,
            "keywords": [*keywords, *self._stated(entity.iri, "incidentType")],
            "organizer": self._part(entity.iri, {"organised"}),
            "involved": self._part(
                entity.iri, {"attended", "spokeAt", "officiated", "supported", "victim", "attacker"}
            ),
        }

    def _stated(self, subject: Iri, predicate: str) -> list[str]:
        return [
            value
            for value, status in self._told.values(subject, predicate).items()
            if status is not Status.DENIED
        ]

    def _part(self, happening: Iri, predicates: Iterable[str]) -> list[str]:
        """Find who has a part in an event or an incident, by what is asserted or reported."""
        found = {
            end
            for fact in self._about[happening]
            if fact.predicate in predicates and fact.status in {Status.ASSERTED, Status.REPORTED}
            for end in (fact.subject, fact.object)
            if end != happening
        }
        return sorted(_id(Iri(str(end))) for end in found)

    def _link(self, fact: Fact) -> Iterator[dict[str, Any]]:
        if isinstance(fact.object, Literal) or fact.status is Status.DENIED or fact.predicate == "eventPlace":
            return
        subject, target = _id(fact.subject), _id(fact.object)
        schema, ends = self._ends(fact, subject, target)
        place, document = fact.evidence, self._documents.get(fact.evidence.document)
        source = document.source if document and document.source.startswith(("http://", "https://")) else ""
        properties = {
            **{name: [end] for name, end in ends.items()},
            "role": [fact.qualifier or _ROLES.get(fact.predicate, "")],
            "status": [fact.status.value],
            "description": [place.quote],
            "summary": [label(self._marks.fact(fact))],
            "recordId": [f"{place.document}#char={place.start},{place.end}"],
            "proof": [_document_id(place.document)],
            "sourceUrl": [source],
        }
        said = (fact.subject, fact.predicate, str(fact.object), fact.qualifier, fact.status, place.document)
        yield _entity(
            f"ckg-link-{digest(*said, str(place.start), str(place.end), place.quote)}", schema, properties
        )

    def _ends(self, fact: Fact, subject: str, target: str) -> tuple[str, Mapping[str, str]]:
        if fact.predicate in {"affiliatedWith", "holdsPost"}:
            return "Employment", {"employee": subject, "employer": target}
        if fact.predicate == "memberOf":
            return "Membership", {"member": subject, "organization": target}
        if not isinstance(fact.object, Literal) and self._known[fact.object].type is EntityType.WORK:
            if self._schemata[fact.object] == "Project":
                return "ProjectParticipant", {"participant": subject, "project": target}
            return "Documentation", {"document": target, "entity": subject}
        turned = fact.predicate in _TURNED
        return "UnknownLink", {
            "subject": target if turned else subject,
            "object": subject if turned else target,
        }


def _entity(identifier: str, schema: str, properties: Mapping[str, list[str]]) -> dict[str, Any]:
    """Write an entity; values that are empty are left out, each is given once."""
    kept = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    return {
        "id": identifier,
        "schema": schema,
        "properties": {name: values for name, values in sorted(kept.items()) if values},
        "datasets": ["cyberkg"],
    }


def _id(iri: Iri) -> str:
    """Name an entity in the letters that the model allows."""
    return f"ckg-{digest(iri)}"


def _document_id(name: str) -> str:
    return f"ckg-document-{digest(name)}"


def _dates(document: Document) -> list[str]:
    return [document.date.start, document.date.end] if document.date else []
