"""The objects of a STIX bundle: the latest version of each by its id, and what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cyberkg.imports.words import marking_of, strictest
from cyberkg.terms import INCIDENT_TYPES, Marking

__all__ = ["Bundle", "StixObject", "incident_types", "known_links", "known_names", "text_of", "texts_of"]

StixObject = Mapping[str, Any]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,60}--[0-9a-fA-F-]{32,40}")
_ALIASES = ("aliases", "x_opencti_aliases", "x_mitre_aliases")
# Sources of references that give things numbers, not texts about them.
_AUTHORITIES = re.compile(r"mitre-[a-z-]{1,30}|wikidata|same as")
# Words of open vocabularies and of OpenCTI for kinds of incidents that the contract calls otherwise.
_KINDS = {
    "data-leak": "data-breach", "data-theft": "data-breach", "data-loss": "data-breach", "information-leak": "data-breach",
    "denial-of-service": "ddos", "dos": "ddos", "compromise": "intrusion", "unauthorised-access": "intrusion",
    "unauthorized-access": "intrusion", "compromised-system": "intrusion", "malicious-code": "malware",
    "extortion": "ransomware", "spear-phishing": "phishing", "website-defacement": "defacement", "supply-chain-attack": "supply-chain",
    "cyber-espionage": "espionage", "service-outage": "outage",
}  # fmt: skip
# The definitions that STIX 2.1 and OASIS have published for the Traffic Light Protocol.
_STANDARD_MARKINGS = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "WHITE",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "GREEN",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "AMBER",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "RED",
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": "CLEAR",
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "GREEN",
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": "AMBER",
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": "AMBER+STRICT",
    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": "RED",
}


class Bundle:
    """Objects by id.

    ``objects`` are in the order of the file, without what was revoked, what has no id or type, and the earlier
    versions of what stands there twice; ``left`` counts these. ``notes`` gives the one note on an object.
    """

    def __init__(self, objects: Iterable[Any]) -> None:
        self.left: Counter[str] = Counter()
        found: dict[str, StixObject] = {}
        for one in objects:
            if not isinstance(one, dict) or not _ID.fullmatch(text_of(one, "id")) or not text_of(one, "type"):
                self.left["entry that is no STIX object"] += 1
            elif one["id"] in found and text_of(one, "modified") <= text_of(found[one["id"]], "modified"):
                self.left["earlier version of an object"] += 1
            else:
                self.left["earlier version of an object"] += one["id"] in found
                found[one["id"]] = one
        self.left["revoked object"] = sum(one.get("revoked") is True for one in found.values())
        self._found = {id_: one for id_, one in found.items() if one.get("revoked") is not True}
        self.objects = list(self._found.values())
        self._same = self._duplicates()
        self.notes = self._notes()

    def get(self, id_: object) -> StixObject | None:
        """Find an object; None where it is not in the bundle."""
        return self._found.get(id_) if isinstance(id_, str) else None

    def find(self, id_: object) -> str:
        """Give the id that stands for an object and all that are told to be its duplicates."""
        known = id_ if isinstance(id_, str) else ""
        return self._same.get(known, known)

    def _duplicates(self) -> dict[str, str]:
        same: dict[str, str] = {}
        for one in self.objects:
            source, target = self.get(one.get("source_ref")), self.get(one.get("target_ref"))
            if one.get("relationship_type") == "duplicate-of" and source and target:
                copy, root = str(source["id"]), same.get(target["id"], str(target["id"]))
                if copy not in (root, *same):
                    same |= {id_: root for id_, above in same.items() if above == copy}
                    same[copy] = root
        return same

    def _notes(self) -> dict[str, StixObject]:
        several: dict[str, list[StixObject]] = {}
        for one in self.objects:
            if one["type"] == "note":
                for ref in texts_of(one, "object_refs"):
                    several.setdefault(ref, []).append(one)
        return {ref: notes[0] for ref, notes in several.items() if len(notes) == 1}

    def marking(self, found: StixObject) -> Marking | None:
        """Give the strictest marking of the Traffic Light Protocol that an object has; None where it has none."""
        return strictest(marking_of(label) for label in self._labels(found))

    def other_markings(self, found: StixObject) -> int:
        """Count the markings of an object, or of parts of it, that are of no level of that protocol."""
        parts = found.get("granular_markings")
        others = sum(marking_of(label) is None for label in self._labels(found))
        return others + (len(parts) if isinstance(parts, list) else 0)

    def _labels(self, found: StixObject) -> Iterator[str]:
        for ref in texts_of(found, "object_marking_refs"):
            definition = self.get(ref) or {}
            told = definition.get("definition")
            level = text_of(told, "tlp") if isinstance(told, dict) else ""
            yield _STANDARD_MARKINGS.get(ref) or text_of(definition, "name") or level


def text_of(found: StixObject, name: str) -> str:
    """Read a property that is a text; empty where it is none."""
    value = found.get(name)
    return value if isinstance(value, str) else ""


def texts_of(found: StixObject, name: str) -> list[str]:
    """Read a property that is a list of texts, or one text; what is none is passed over."""
    value = found.get(name)
    many = value if isinstance(value, list) else [value]
    return [one for one in many if isinstance(one, str)]


def known_names(found: StixObject) -> list[str]:
    """Give what an object is called, its name first."""
    return [
        name
        for name in (text_of(found, "name"), *(a for key in _ALIASES for a in texts_of(found, key)))
        if name
    ]


def known_links(found: StixObject) -> list[str]:
    """Give the IRIs of an object: by its own number, and by those of authorities such as Wikidata."""
    links = [f"urn:uuid:{found['id'].rpartition('--')[2].lower()}"]
    references = found.get("external_references")
    for reference in references if isinstance(references, list) else []:
        if isinstance(reference, dict) and _AUTHORITIES.fullmatch(text_of(reference, "source_name")):
            item = text_of(reference, "external_id")
            wikidata = (
                f"http://www.wikidata.org/entity/{item}"
                if reference["source_name"] == "wikidata" and item
                else ""
            )
            links.append(wikidata or text_of(reference, "url"))
    return links


def incident_types(found: StixObject) -> list[str]:
    """Give the kinds of an incident as the contract calls them, told by labels or by extensions."""
    inner = found.get("extensions")
    more = [v for v in inner.values() if isinstance(v, dict)] if isinstance(inner, dict) else []
    told = [
        w
        for one in (found, *more)
        for key in ("incident_type", "incident_types", "labels")
        for w in texts_of(one, key)
    ]
    words = ["-".join(word.lower().replace("_", " ").replace("-", " ").split()) for word in told]
    kinds = [_KINDS.get(word, word) for word in words]
    return list(dict.fromkeys(kind for kind in kinds if kind in INCIDENT_TYPES))
