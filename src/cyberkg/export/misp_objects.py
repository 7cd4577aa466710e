"""Things as objects of MISP, by its templates, and tools and attackers as attributes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from cyberkg.export.countries import country_code
from cyberkg.export.marks import Marks, strictest
from cyberkg.export.stix_tools import tool_fields
from cyberkg.export.told import Told
from cyberkg.ident import digest
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal
from cyberkg.rdf.values import day_bounds
from cyberkg.terms import PREDICATES, EntityType, Group, Marking, Status

__all__ = ["DISTRIBUTION_INHERITED", "DISTRIBUTION_OWN", "TEMPLATES", "Maker", "misp_uuid"]

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://w3id.org/cyberkg/misp")
DISTRIBUTION_OWN = "0"
"""Your organisation only."""
DISTRIBUTION_INHERITED = "5"
"""As far as the event goes."""

TEMPLATES = {
    EntityType.PERSON: ("person", "a15b0477-e9d1-4b9c-9546-abe78a4f4248", "8"),
    EntityType.ORGANISATION: ("organization", "f750e12b-127a-432c-b022-b3f9153c4e2a", "3"),
    EntityType.EVENT: ("event", "3853b726-6a9c-43b3-8ffb-23839b07d5a9", "1"),
    EntityType.INCIDENT: ("incident", "38597424-f9bb-4865-9b4b-819172df0334", "1"),
    # a digit short, and published so
    EntityType.PLACE: ("geolocation", "fdd30d5f-6752-45ed-bef2-25e8ce4d8a3", "3"),
    EntityType.WORK: ("publication", "8a86b056-7f2c-4c1b-b04e-a6bac4443068", "2"),
}
"""Name, identifier and version of the template of each type."""

_VALUES = tuple(
    name
    for name, term in PREDICATES.items()
    if term.literal and term.group is Group.INCIDENTS and name not in {"incidentType", "usedTool"}
)
_TOOLS = {
    "vulnerability": ("External analysis", "vulnerability"),
    "malware": ("Payload delivery", "malware-type"),
}
_OTHER_TOOL = ("External analysis", "text")


def misp_uuid(kind: str, *parts: str) -> str:
    """Name a thing by what identifies it: the same on every machine (UUID version 5)."""
    return str(uuid.uuid5(_NAMESPACE, digest(kind, *parts, length=64)))


class Maker:
    """Makes objects and attributes.

    :param moment: seconds since 1970 that all is dated with.

    ``attributes`` are those of the event itself: attackers, victims, tools and weaknesses.
    """

    def __init__(self, knowledge: Knowledge, moment: str) -> None:
        self._moment = moment
        self._marks, self._told = Marks(knowledge), Told(knowledge)
        self._known = {entity.iri: entity for entity in knowledge.entities}
        self.attributes: list[dict[str, Any]] = []
        self._tools: dict[str, str] = {}
        self._add_tools(knowledge.facts)
        self._add_actors(knowledge.facts)

    @staticmethod
    def uuid(entity: Iri) -> str:
        """Name the object of an entity."""
        return misp_uuid("object", entity)

    def tool(self, fact: Fact) -> str | None:
        """Find the attribute of the tool that a fact speaks of."""
        return self._tools.get(fact.object.value) if isinstance(fact.object, Literal) else None

    def attribute(
        self, category: str, kind: str, value: str, marking: Marking | None, *identity: str
    ) -> dict[str, Any]:
        """Make an attribute; its value stands on one line.

        :param identity: what tells it from other attributes.
        """
        made: dict[str, Any] = {
            "uuid": misp_uuid("attribute", *identity),
            "type": kind,
            "category": category,
            "value": " ".join(value.split()) or "(no words)",
            "to_ids": False,
            "distribution": DISTRIBUTION_INHERITED,
            "timestamp": self._moment,
        }
        if marking:
            made["Tag"] = [{"name": f"tlp:{marking.value}"}]
        return made

    def thing(self, entity: Entity) -> dict[str, Any]:
        """Make the object of an entity."""
        name, template, version = TEMPLATES[entity.type]
        marking = self._marks.entity(entity)
        attributes = [
            {
                **self.attribute("Other", kind, value, marking, entity.iri, relation, value),
                "object_relation": relation,
            }
            for relation, kind, value in self._describe(entity)
            if value
        ]
        return {
            "uuid": self.uuid(entity.iri),
            "name": name,
            "meta-category": "misc",
            "template_uuid": template,
            "template_version": version,
            "timestamp": self._moment,
            "distribution": DISTRIBUTION_INHERITED,
            "comment": entity.iri,
            "Attribute": attributes,
        }

    def _describe(self, entity: Entity) -> Iterable[tuple[str, str, str]]:
        """Give relation, type and value of each attribute of an object, as its template has them."""
        label = entity.label or "(no name)"
        if entity.type is EntityType.PERSON:
            yield "full-name", "full-name", label
        elif entity.type is EntityType.PLACE:
            code = country_code(entity.label)
            yield "text", "text", label
            yield ("country", "text", code) if code else ("region", "text", label)
        elif entity.type is EntityType.WORK:
            yield "title", "text", label
        else:
            yield "name", "text", label
        if entity.type in {EntityType.PERSON, EntityType.ORGANISATION}:
            for alias in entity.aliases:
                yield "alias", "text", alias
        elif entity.type is EntityType.EVENT:
            yield from self._event(entity)
        elif entity.type is EntityType.INCIDENT:
            told = ((name, self._told.of(entity.iri, name)) for name in _VALUES)
            for kind in self._stated(entity.iri, "incidentType"):
                yield "incident_type", "text", kind
            yield "description", "text", " ".join(f"It {PREDICATES[n].phrase} {v}." for n, v in told if v)

    def _event(self, entity: Entity) -> Iterable[tuple[str, str, str]]:
        statuses = self._told.values(entity.iri, "eventDate")
        planned = bool(statuses) and all(status is Status.PLANNED for status in statuses.values())
        yield "status", "text", "pending" if planned else "occurred"
        yield "description", "text", self._told.of(entity.iri, "eventTheme")
        for date in self._stated(entity.iri, "eventDate")[:1]:
            bounds = day_bounds(date)
            if bounds:
                yield "start_time", "datetime", f"{bounds[0]}T00:00:00+00:00"
                yield "end_time", "datetime", f"{bounds[1]}T23:59:59+00:00"
                fidelity = {4: "year", 7: "month"}.get(len(date.partition("/")[0]), "day")
                yield "start_time_fidelity", "text", fidelity
                yield "end_time_fidelity", "text", fidelity

    def _stated(self, subject: Iri, predicate: str) -> list[str]:
        found = self._told.values(subject, predicate)
        return [value for value, status in found.items() if status is not Status.DENIED]

    def _add_tools(self, facts: Iterable[Fact]) -> None:
        named: dict[str, list[Fact]] = {}
        for fact in facts:
            if (
                fact.predicate == "usedTool"
                and isinstance(fact.object, Literal)
                and fact.status is not Status.DENIED
            ):
                named.setdefault(fact.object.value, []).append(fact)
        for name, told in sorted(named.items()):
            category, kind = _TOOLS.get(tool_fields(name)[0], _OTHER_TOOL)
            made = self.attribute(category, kind, name, strictest(map(self._marks.fact, told)), "tool", name)
            self._tools[name] = made["uuid"]
            self.attributes.append(made)

    def _add_actors(self, facts: Iterable[Fact]) -> None:
        """Add attackers and victims as the attributes that MISP correlates."""
        kinds = {"attacker": ("Attribution", "threat-actor"), "victim": ("Targeting data", "target-org")}
        found: dict[tuple[str, Iri], list[Fact]] = {}
        for fact in facts:
            if (
                fact.predicate in kinds
                and fact.status is not Status.DENIED
                and not isinstance(fact.object, Literal)
            ):
                found.setdefault((fact.predicate, fact.object), []).append(fact)
        for (predicate, iri), told in sorted(found.items()):
            entity = self._known[iri]
            if predicate == "attacker" or entity.type is EntityType.ORGANISATION:
                marking = strictest(map(self._marks.fact, told))
                self.attributes.append(
                    self.attribute(*kinds[predicate], entity.label, marking, predicate, iri)
                )
