"""STIX 2.1 bundles: incidents with who was hit, who did it and by what, and who belongs to whom.

Source: https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html; relationships that STIX has no word for are read by
the words of OpenCTI and of ``cyberkg export``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cyberkg.imports.collector import Collector
from cyberkg.imports.model import Imported, Statement
from cyberkg.imports.stix_objects import (
    Bundle,
    StixObject,
    incident_types,
    known_links,
    known_names,
    text_of,
    texts_of,
)
from cyberkg.imports.words import clean, day, interval, link, strictest
from cyberkg.terms import EntityType, Status

__all__ = ["read_stix"]

_PERSON, _ORGANISATION = EntityType.PERSON, EntityType.ORGANISATION
# What an attack is told to have been done with; the contract has it as words.
_TOOLS = frozenset(["malware", "tool", "vulnerability", "attack-pattern"])
# relationship: the predicates it may be, of which the first that fits the two ends is taken
_RELATIONSHIPS = {
    "targets": ("victim",),
    "impacts": ("victim",),
    "attributed-to": ("attacker",),
    "uses": ("usedTool",),
    "exploits": ("usedTool",),
    "reported-to": ("reportedTo",),
    "investigated-by": ("investigatedBy",),
    "holds-post-at": ("holdsPost",),
    "affiliated-with": ("affiliatedWith", "memberOf"),
    "employed-by": ("affiliatedWith",),
    "works-for": ("affiliatedWith",),
    "member-of": ("affiliatedWith", "memberOf"),
    "part-of": ("affiliatedWith", "partOf"),
    "subsidiary-of": ("partOf",),
}
_ACTORS = frozenset(["threat-actor", "intrusion-set"])
_LONGEST_NOTE = 500
# Objects that are counted as what they are about, or tell nothing of the world.
_TOLD_ELSEWHERE = frozenset(
    ["relationship", "sighting", "marking-definition", "extension-definition", "language-content"]
)
# Properties that are carried, or that tell nothing but how the object came about.
_UNCOUNTED = """
    type id spec_version created modified created_by_ref revoked name aliases x_opencti_aliases x_mitre_aliases
    identity_class resource_level confidence lang external_references object_marking_refs source_ref target_ref
    relationship_type sighting_of_ref where_sighted_refs first_seen last_seen summary labels incident_type is_family
    object_refs report_types published content granular_markings x_opencti_negative x_opencti_id x_opencti_type"""
_SILENT = frozenset(_UNCOUNTED.split())


def read_stix(objects: Iterable[Any]) -> Imported:
    """Read the objects of a bundle."""
    reader = _Reader(Bundle(objects))
    for found in reader.bundle.objects:
        reader.add(found)
    for found in reader.bundle.objects:
        reader.read(found)
    reader.count_left()
    form = "STIX 2.1" if any(o.get("spec_version") == "2.1" for o in reader.bundle.objects) else "STIX 2.0"
    days = [d for o in reader.bundle.objects if (d := day(text_of(o, "modified") or text_of(o, "created")))]
    return reader.collector.imported(form, date=max(days, default=""))


class _Reader:
    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.collector = Collector()
        self.used: set[str] = set()

    def add(self, found: StixObject) -> None:
        """Note an object that is a thing of the contract."""
        kind = _type_of(found)
        if kind is None:
            return
        names = known_names(found) or ([found["id"]] if kind is EntityType.INCIDENT else [])
        if not self.collector.add(self.bundle.find(found["id"]), kind, names, map(link, known_links(found))):
            self.collector.left[f"{found['type']} without a name"] += 1

    def read(self, found: StixObject) -> None:
        """Read what an object says."""
        kind = found["type"]
        if kind == "relationship":
            self._read_relationship(found)
        elif kind == "sighting":
            self._read_sighting(found)
        elif kind == "incident":
            self._read_incident(found)
        elif kind == "report" and self.collector.type_of(self.bundle.find(found.get("created_by_ref"))):
            self._say(found, "published", (found["created_by_ref"], found["id"]))

    def _say(
        self,
        found: StixObject,
        predicate: str,
        ends: tuple[str, str],
        status: Status = Status.ASSERTED,
        title: str = "",
    ) -> None:
        """State a fact between two objects, or an object and a value, that an object tells."""
        subject, target = self.bundle.find(ends[0]), self.bundle.find(ends[1])
        told = found.get("confidence")
        sure = told / 100 if isinstance(told, int) and 0 < told <= 100 else 1.0
        about = (found, *(o for end in ends if (o := self.bundle.get(end))))
        marking = strictest(map(self.bundle.marking, about))
        statement = Statement(subject, predicate, target, "", title, "", status, sure, "", marking)
        if self.collector.say(statement, self._origin(found["id"]), f"{found['type']} that does not fit"):
            self.used |= {found["id"], *ends}

    def _origin(self, id_: str) -> str:
        """Tell which object says so, with the words of a note on it."""
        note = self.bundle.notes.get(id_)
        words = clean(text_of(note, "content"))[:_LONGEST_NOTE] if note else ""
        if note and words:
            self.used.add(note["id"])
        return f"{id_}: “{words}”" if words else id_

    def _read_relationship(self, found: StixObject) -> None:
        kind = text_of(found, "relationship_type")
        source, target = self.bundle.get(found.get("source_ref")), self.bundle.get(found.get("target_ref"))
        shown = " to ".join(o["type"] if o else "what is not in the file" for o in (source, target))
        why = f"relationship {clean(kind)[:60]} from {shown}"
        if source is None or target is None:
            self.collector.left[why] += 1
            return
        if kind == "duplicate-of":
            self.used.add(found["id"])
            return
        tool = clean(text_of(target, "name")) if target["type"] in _TOOLS else ""
        ends = self.bundle.find(source["id"]), self.bundle.find(target["id"])
        predicates = [p for p in _RELATIONSHIPS.get(kind, ()) if (p == "usedTool") == bool(tool)]
        fitting = next((p for p in predicates if self.collector.fits(p, *ends)), "")
        if not fitting:
            self.collector.left[why] += 1
            return
        self.used |= {source["id"], target["id"]}
        told = next((word for word in texts_of(found, "labels") if word in set(Status)), Status.ASSERTED)
        title = text_of(found, "description") if fitting == "holdsPost" else ""
        self._say(found, fitting, (ends[0], tool or ends[1]), Status(told), title)

    def _read_incident(self, found: StixObject) -> None:
        for kind in incident_types(found):
            self._say(found, "incidentType", (found["id"], kind))
        start = day(text_of(found, "first_seen"))
        if start:
            self._say(found, "incidentDate", (found["id"], start))

    def _read_sighting(self, found: StixObject) -> None:
        """Read a sighting at somebody's as an incident of theirs; one of an incident tells whom that hit."""
        what = self.bundle.get(found.get("sighting_of_ref"))
        places = [o for ref in texts_of(found, "where_sighted_refs") if (o := self.bundle.get(ref))]
        kind = what["type"] if what else "what is not in the file"
        if what is None or not places or kind not in (*_TOOLS, *_ACTORS, "incident"):
            self.collector.left[f"sighting of {kind}{'' if places else ', nobody tells where'}"] += 1
            return
        name = clean(text_of(what, "name"))
        status = Status.DENIED if found.get("x_opencti_negative") is True else Status.ASSERTED
        incident = what["id"] if kind == "incident" else found["id"]
        if kind != "incident":
            where = " and ".join(filter(None, (clean(text_of(place, "name")) for place in places)))
            self.collector.add(incident, EntityType.INCIDENT, [f"{name or kind} seen at {where}"])
        self.used |= {found["id"], what["id"]}
        told = [("victim", place["id"]) for place in places]
        told += [("attacker", what["id"])] if kind in _ACTORS else []
        told += [("usedTool", name)] if kind in _TOOLS and name else []
        told += [("incidentType", kind)] if kind in {"malware", "vulnerability"} else []
        when = interval(day(text_of(found, "first_seen")), day(text_of(found, "last_seen")))
        told += [("incidentDate", when)] if when else []
        for predicate, target in told:
            self._say(found, predicate, (incident, target), status)

    def count_left(self) -> None:
        """Count what says nothing that is carried: objects by type, of the others further properties and markings."""
        left = self.collector.left
        left.update(self.bundle.left)
        for found in self.bundle.objects:
            kind = found["type"]
            if found["id"] in self.used:
                left["marking that is no level of TLP"] += self.bundle.other_markings(found)
                title = text_of(found, "relationship_type") == "holds-post-at"
                others = [
                    name for name in found if name not in _SILENT and not (title and name == "description")
                ]
                left.update(f"{clean(name)[:60]} of {kind[:60]}" for name in others)
            elif kind not in _TOLD_ELSEWHERE and _type_of(found) is None:
                shown = text_of(found, "identity_class")[:60]
                left[f"{kind[:60]} ({clean(shown)})" if shown else kind[:60]] += 1
        self.collector.left = +left


def _type_of(found: StixObject) -> EntityType | None:
    kind = found["type"]
    if kind == "identity":
        role = text_of(found, "identity_class")
        return _PERSON if role == "individual" else None if role in {"class", "system"} else _ORGANISATION
    if kind in _ACTORS:
        return _PERSON if text_of(found, "resource_level") == "individual" else _ORGANISATION
    return {"incident": EntityType.INCIDENT, "report": EntityType.WORK}.get(kind)
