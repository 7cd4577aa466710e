"""What all STIX objects have in common: identifiers made of what they name, times, markings, references."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from cyberkg.export.dates import EPOCH, day_of, timestamp
from cyberkg.export.stix_markings import MARKING_IDS
from cyberkg.ident import digest
from cyberkg.model import Document, Evidence, Knowledge
from cyberkg.terms import Marking

__all__ = ["PRODUCER", "Days", "StixObject", "cite", "make", "stix_id"]

StixObject = dict[str, Any]
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://w3id.org/cyberkg/stix")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def stix_id(kind: str, *parts: str) -> str:
    """Name an object by its type and what identifies it: the same on every machine (UUID version 5).

    >>> stix_id("identity", "cyberkg")
    'identity--75c1a6cc-eee2-5cb0-a655-dcd1dda3df27'
    """
    return f"{kind}--{uuid.uuid5(_NAMESPACE, digest(kind, *parts, length=64))}"


PRODUCER = stix_id("identity", "cyberkg")


class Days:
    """The days of briefings; those of a thing are the first and the last of its briefings."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._days = {document.name: day_of(document) for document in knowledge.documents}
        self.undated = sum(day is None for day in self._days.values())

    def of(self, names: Iterable[str]) -> tuple[datetime.date, datetime.date]:
        """Give the first and the last day of briefings; 1980-01-01 stands for a day that nothing tells."""
        found = sorted(filter(None, (self._days.get(name) for name in names))) or [EPOCH]
        return found[0], found[-1]


def make(
    identifier: str,
    days: tuple[datetime.date, datetime.date],
    marking: Marking | None,
    fields: Mapping[str, Any],
) -> StixObject:
    """Make an object of its own fields and those that all objects have; empty lists and texts are left out."""
    return {
        "type": identifier.partition("--")[0],
        "spec_version": "2.1",
        "id": identifier,
        "created_by_ref": PRODUCER,
        "created": timestamp(days[0]),
        "modified": timestamp(days[1]),
        **{key: value for key, value in fields.items() if value not in ("", [], None)},
        **({"object_marking_refs": [MARKING_IDS[marking]]} if marking else {}),
    }


def cite(document: Document, place: Evidence | None = None) -> StixObject:
    """Refer to a briefing, or to a sentence in it."""
    where = f", characters {place.start} to {place.end}" if place else ""
    cited: StixObject = {"source_name": "briefing", "description": f"{document.name}{where}"}
    if document.source.startswith(("http://", "https://")):
        cited["url"] = document.source
    if _SHA256.fullmatch(document.sha256):
        cited["hashes"] = {"SHA-256": document.sha256}
    return cited
