"""FollowTheMoney entities: people and organisations, events, and the links that tell who is what to whom.

Source: https://followthemoney.tech/explorer/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cyberkg.imports.collector import Collector
from cyberkg.imports.ftm_entities import Entities, Entity, first, is_majority, known_links, values
from cyberkg.imports.model import Imported, Statement
from cyberkg.imports.words import clean, day, interval, link, marking_of, strictest
from cyberkg.terms import INCIDENT_TYPES, EntityType, Status

__all__ = ["read_ftm"]

_TYPES = {
    "Person": EntityType.PERSON,
    "LegalEntity": EntityType.ORGANISATION,
    "Organization": EntityType.ORGANISATION,
    "Company": EntityType.ORGANISATION,
    "PublicBody": EntityType.ORGANISATION,
    "Event": EntityType.EVENT,
    "Address": EntityType.PLACE,
    "Project": EntityType.WORK,
    "Document": EntityType.WORK,
}
# schema of a link: its two ends, the predicates it may be
_LINKS = {
    "Employment": ("employee", "employer", ("affiliatedWith",)),
    "Directorship": ("director", "organization", ("affiliatedWith",)),
    "Membership": ("member", "organization", ("affiliatedWith", "memberOf")),
    "Post": ("holder", "organization", ("affiliatedWith",)),
    "Ownership": ("asset", "owner", ("partOf",)),
    "UnknownLink": ("subject", "object", ()),
    "Documentation": ("entity", "document", ("published",)),
    "ProjectParticipant": ("participant", "project", ("joined",)),
}
# What links without a meaning of their own say by their roles; those of incidents are told from their other end.
_ROLES = {
    "attendee": "attended", "participant": "attended", "speaker": "spokeAt", "organiser": "organised",
    "organizer": "organised", "host": "organised", "sponsor": "supported", "supporter": "supported",
    "partner": "supported", "officiating guest": "officiated", "guest of honour": "officiated",
    "publisher": "published", "author": "published", "signatory": "signed", "founder": "launched",
    "victim": "victim", "attacker": "attacker", "investigator": "investigatedBy", "told of it": "reportedTo",
}  # fmt: skip
_OF_INCIDENTS = frozenset(["victim", "attacker", "investigatedBy", "reportedTo"])
_MEMBER_ROLES = frozenset(["", "member"])
# Properties that are carried, or that tell nothing but how the entity came about.
_UNCOUNTED = """
    name alias previousName firstName lastName wikidataId leiCode opencorporatesUrl proof recordId role status full
    description startDate endDate date location addressEntity organizer involved parent percentage fileName title
    keywords post holder employee employer director organization member owner asset subject object entity document
    participant project sourceUrl publisher publisherUrl modifiedAt createdAt retrievedAt"""
_SILENT = frozenset(_UNCOUNTED.split())
_LONGEST_NOTE = 500


def read_ftm(entities: Iterable[Any]) -> Imported:
    """Read entities."""
    reader = _Reader(Entities(entities))
    reader.find_things()
    for entity in reader.entities.all:
        reader.read(entity)
    reader.count_left()
    return reader.collector.imported("FollowTheMoney", source=", ".join(reader.entities.datasets)[:500])


class _Reader:
    def __init__(self, entities: Entities) -> None:
        self.entities = entities
        self.collector = Collector()
        self.used: set[str] = set()
        self._linked = {
            (subject, target)
            for entity in entities.all
            if entity.schema == "UnknownLink"
            for subject in values(entity, "subject")
            for target in values(entity, "object")
        }

    def find_things(self) -> None:
        """Note everything that has a type of the contract and a name."""
        incidents = set(self._incidents())
        for entity in self.entities.all:
            kind = EntityType.INCIDENT if entity.id in incidents else _TYPES.get(entity.schema)
            if kind:
                names = [
                    *values(entity, "name", "full", "title", "fileName"),
                    *values(entity, "alias", "previousName"),
                ]
                if not values(entity, "name") and first(entity, "firstName") and first(entity, "lastName"):
                    names = [f"{first(entity, 'firstName')} {first(entity, 'lastName')}", *names]
                if not self.collector.add(entity.id, kind, names, map(link, known_links(entity))):
                    self.collector.left[f"{entity.schema} without a name"] += 1

    def _incidents(self) -> Iterator[str]:
        """Find the events that are incidents: somebody is a victim or an attacker there, or a keyword is a kind of one."""
        for entity in self.entities.all:
            if entity.schema == "UnknownLink" and _ROLES.get(first(entity, "role").lower()) in _OF_INCIDENTS:
                yield from values(entity, "object")
            elif entity.schema == "Event" and not set(INCIDENT_TYPES).isdisjoint(values(entity, "keywords")):
                yield entity.id

    def read(self, entity: Entity) -> None:
        """Read what an entity says."""
        if entity.schema == "Event":
            self._read_event(entity)
        elif entity.schema == "Occupancy":
            self._read_occupancy(entity)
        elif entity.schema in _LINKS:
            self._read_link(entity)
        for parent in values(entity, "parent"):
            if _TYPES.get(entity.schema) is EntityType.ORGANISATION:
                self._say(entity, "partOf", (entity.id, parent))

    def _say(self, entity: Entity, predicate: str, ends: tuple[str, str], title: str = "") -> None:
        """State a fact that an entity tells."""
        told = first(entity, "status").lower()
        status = Status(told) if told in set(Status) else Status.ASSERTED
        about = [entity, *(e for id_ in (*ends, *values(entity, "proof")) if (e := self.entities.get(id_)))]
        marking = strictest(marking_of(word) for one in about for word in values(one, "keywords"))
        statement = Statement(ends[0], predicate, ends[1], "", title, "", status, marking=marking)
        if self.collector.say(statement, self._origin(entity), f"{entity.schema} that does not fit"):
            self.used |= {entity.id, *ends}

    def _origin(self, entity: Entity) -> str:
        """Tell which entity says so, the document that proves it and the words of it."""
        proofs = (self.entities.get(id_) for id_ in values(entity, "proof"))
        names = [
            first(p, "fileName", "title", "name") for p in proofs if p and _TYPES.get(entity.schema) is None
        ]
        where = ", ".join([entity.id, *filter(None, names)])
        words = (
            first(entity, "description")[:_LONGEST_NOTE] if entity.schema in {*_LINKS, "Occupancy"} else ""
        )
        return f"{where}: “{words}”" if words else where

    def _read_event(self, entity: Entity) -> None:
        incident = self.collector.type_of(entity.id) is EntityType.INCIDENT
        start, end = day(first(entity, "startDate", "date")), day(first(entity, "endDate"))
        if start or end:
            self._say(entity, "incidentDate" if incident else "eventDate", (entity.id, interval(start, end)))
        for kind in values(entity, "keywords"):
            if incident and kind in INCIDENT_TYPES:
                self._say(entity, "incidentType", (entity.id, kind))
        if incident:
            return
        for organiser in values(entity, "organizer"):
            self._say(entity, "organised", (organiser, entity.id))
        for person in values(entity, "involved"):
            if (person, entity.id) not in self._linked:
                self._say(entity, "attended", (person, entity.id))
        for place in values(entity, "addressEntity"):
            self._say(entity, "eventPlace", (entity.id, place))
        known = {first(e, "full") for p in values(entity, "addressEntity") if (e := self.entities.get(p))}
        for name in values(entity, "location"):
            if name not in known and self.collector.add(f"place:{name}", EntityType.PLACE, [name]):
                self._say(entity, "eventPlace", (entity.id, f"place:{name}"))

    def _read_occupancy(self, entity: Entity) -> None:
        for post in map(self.entities.get, values(entity, "post")):
            bodies = values(post, "organization") if post else []
            if not bodies:
                self.collector.left["Occupancy of a post in no organisation"] += 1
            for body in bodies:
                self.used.add(post.id if post else "")
                for holder in values(entity, "holder"):
                    self._say(entity, "holdsPost", (holder, body), first(post, "name") if post else "")

    def _read_link(self, entity: Entity) -> None:
        source, target, predicates = _LINKS[entity.schema]
        if entity.schema == "Ownership" and not is_majority(first(entity, "percentage")):
            self.collector.left["Ownership of no more than half, or of a share that is not told"] += 1
            return
        for subject in values(entity, source):
            for other in values(entity, target):
                self._read_ends(entity, (subject, other), predicates)

    def _read_ends(self, entity: Entity, ends: tuple[str, str], predicates: Sequence[str]) -> None:
        role = first(entity, "role")
        named = _ROLES.get(role.lower(), "")
        if entity.schema in {"UnknownLink", "Documentation", "ProjectParticipant"}:
            within = ["partOf", "subEventOf"] if role.lower() == "part of" else []
            options = [*([named] if named else within), *predicates]
            if named in _OF_INCIDENTS:
                ends = ends[1], ends[0]
            role = ""
        else:
            options = [*predicates]
        fitting = next((p for p in options if self.collector.fits(p, *ends)), "")
        if not fitting:
            shown = f" ({clean(first(entity, 'role'))[:40]})" if entity.schema == "UnknownLink" else ""
            self.collector.left[f"{entity.schema}{shown} that does not fit"] += 1
            return
        if fitting == "affiliatedWith":
            title = role or ("director" if entity.schema == "Directorship" else "")
            plain = entity.schema == "Membership" and title.lower() in _MEMBER_ROLES
            fitting, role = ("holdsPost", title) if title and not plain else (fitting, "")
        self._say(entity, fitting, ends, role if fitting == "holdsPost" else "")

    def count_left(self) -> None:
        """Count the entities that say nothing that is carried, of the others their further properties."""
        left = self.collector.left
        left.update(self.entities.left)
        for entity in self.entities.all:
            if entity.id in self.used:
                left.update(
                    f"{clean(name)[:60]} of {entity.schema}"
                    for name in entity.properties
                    if name not in _SILENT
                )
                if entity.schema in _LINKS or entity.schema == "Occupancy":
                    left[f"dates of {entity.schema}"] += bool(values(entity, "startDate", "endDate", "date"))
            elif entity.schema not in _TYPES and entity.schema not in _LINKS and entity.schema != "Occupancy":
                left[entity.schema] += 1
        self.collector.left = +left
