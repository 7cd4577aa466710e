"""The things of a graph as STIX objects, so far as STIX has any for them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from cyberkg.export.countries import country_code
from cyberkg.export.marks import Marks, strictest
from cyberkg.export.stix_objects import Days, StixObject, make, stix_id
from cyberkg.export.stix_tools import tool_fields
from cyberkg.export.told import Told
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal
from cyberkg.terms import PREDICATES, EntityType, Group, Status

__all__ = ["Things"]

_VALUES = tuple(
    name
    for name, term in PREDICATES.items()
    if term.group is Group.INCIDENTS and term.literal and name != "usedTool"
)
_CLASSES = {EntityType.PERSON: "individual", EntityType.ORGANISATION: "organization"}
_NAMELESS = "(no name)"


class Things:
    """The objects of entities and tools, and which is whose.

    ``missing`` are the entities that STIX has no object for.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._marks, self._told, self.days = Marks(knowledge), Told(knowledge), Days(knowledge)
        self._refs: dict[tuple[str, str], str] = {}
        self.objects: list[StixObject] = []
        self.missing: list[Entity] = []
        attackers = {
            fact.object
            for fact in knowledge.facts
            if fact.predicate == "attacker" and fact.status is not Status.DENIED
        }
        for entity in sorted(knowledge.entities, key=lambda e: e.iri):
            self._add(entity, attacks=entity.iri in attackers)
        tools: dict[str, list[Fact]] = defaultdict(list)
        for fact in knowledge.facts:
            if fact.predicate == "usedTool" and isinstance(fact.object, Literal):
                tools[fact.object.value].append(fact)
        for name, facts in sorted(tools.items()):
            self._add_tool(name, facts)

    def ref(self, end: Iri | Literal | None) -> str | None:
        """Find the object that an end of a fact became; None where it became none."""
        if isinstance(end, Literal):
            return self._refs.get(("tool", end.value))
        return self._refs.get(("entity", end)) if end else None

    def refs(self, fact: Fact) -> tuple[str, ...]:
        """Find the objects that a fact speaks of, in the order of its ends."""
        tool = fact.object if fact.predicate == "usedTool" or not isinstance(fact.object, Literal) else None
        return tuple(filter(None, map(self.ref, (fact.subject, tool, fact.represents))))

    def _add(self, entity: Entity, *, attacks: bool) -> None:
        found = self._describe(entity, attacks=attacks)
        if found is None:
            self.missing.append(entity)
            return
        kind, fields = found
        references = [{"source_name": "cyberkg", "url": entity.iri}]
        references += [{"source_name": "same as", "url": link} for link in entity.links]
        common = {"name": entity.label or _NAMELESS, **fields, "external_references": references}
        self._keep(("entity", entity.iri), make(
            stix_id(kind, entity.iri), self.days.of(entity.documents), self._marks.entity(entity), common
        ))  # fmt: skip

    def _describe(self, entity: Entity, *, attacks: bool) -> tuple[str, dict[str, Any]] | None:
        also = f"Also called {', '.join(entity.aliases)}." if entity.aliases else ""
        if entity.type in _CLASSES:
            if attacks:
                return "threat-actor", {"aliases": list(entity.aliases)}
            return "identity", {"description": also, "identity_class": _CLASSES[entity.type]}
        if entity.type is EntityType.INCIDENT:
            told = ((name, self._told.of(entity.iri, name)) for name in _VALUES)
            said = " ".join(f"It {PREDICATES[name].phrase} {value}." for name, value in told if value)
            kinds = [
                kind
                for kind, status in self._told.values(entity.iri, "incidentType").items()
                if status is not Status.DENIED
            ]
            return "incident", {"description": f"{also} {said}".strip(), "labels": kinds}
        if entity.type is EntityType.PLACE and (code := country_code(entity.label)):
            return "location", {"description": also, "country": code}
        return None

    def _add_tool(self, name: str, facts: list[Fact]) -> None:
        kind, fields = tool_fields(name)
        marking = strictest(map(self._marks.fact, facts))
        days = self.days.of(fact.evidence.document for fact in facts)
        self._keep(
            ("tool", name), make(stix_id(kind, name), days, marking, {"name": name or _NAMELESS, **fields})
        )

    def _keep(self, key: tuple[str, str], made: StixObject) -> None:
        self._refs[key] = made["id"]
        self.objects.append(made)
