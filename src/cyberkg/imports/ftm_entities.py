"""Entities of FollowTheMoney by id: their properties as texts, those that stand within others taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cyberkg.imports.words import clean

__all__ = ["Entities", "Entity", "first", "is_majority", "known_links", "values"]

_ITEM = re.compile(r"Q[1-9][0-9]*")
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_SCHEMA = re.compile(r"[A-Z][A-Za-z]{1,39}")
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,9})?)\s*%?")
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity: its properties without what is no text and no other entity."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]


class Entities:
    """Entities in the order of the file; what has one id is one, the properties put together.

    ``left`` counts entries that are none, ``datasets`` are those that the file names.
    """

    def __init__(self, entries: Iterable[Any]) -> None:
        self.left: Counter[str] = Counter()
        self._found: dict[str, Entity] = {}
        self.datasets: dict[str, None] = {}
        for entry in entries:
            if not self._add(entry, _DEEPEST):
                self.left["entry that is no entity"] += 1
        self.all = list(self._found.values())

    def get(self, id_: str) -> Entity | None:
        """Find an entity; None where the file does not have it."""
        return self._found.get(id_)

    def _add(self, entry: Any, depth: int) -> str:
        """Add an entry and those within it; give its id, empty where it is none."""
        told = entry.get("properties") if isinstance(entry, dict) else None
        id_, schema = (
            (clean(entry.get(key)) for key in ("id", "schema")) if isinstance(told, dict) else ("", "")
        )
        if not id_ or not _SCHEMA.fullmatch(schema) or not isinstance(told, dict) or depth == 0:
            return ""
        known = self._found.get(id_)
        properties = {name: [*texts] for name, texts in known.properties.items()} if known else {}
        self._found[id_] = Entity(id_, known.schema if known else schema, {})
        for name, given in told.items():
            many = given if isinstance(given, list) else [given]
            texts = [self._add(one, depth - 1) if isinstance(one, dict) else clean(one) for one in many]
            properties.setdefault(name, []).extend(filter(None, texts))
        kept = {name: tuple(dict.fromkeys(texts)) for name, texts in properties.items() if texts}
        self._found[id_] = Entity(id_, known.schema if known else schema, kept)
        datasets = entry.get("datasets")
        self.datasets.update(
            dict.fromkeys(filter(None, map(clean, datasets if isinstance(datasets, list) else [])))
        )
        return id_


def values(entity: Entity, *names: str) -> list[str]:
    """Give the values of some properties, in the order of these."""
    return [value for name in names for value in entity.properties.get(name, ())]


def first(entity: Entity, *names: str) -> str:
    """Give the first value; empty where there is none."""
    return next(iter(values(entity, *names)), "")


def known_links(entity: Entity) -> list[str]:
    """Give the IRIs that the numbers of an entity lead to: of Wikidata, of the Global LEI Index, of OpenCorporates."""
    items = [item for item in (*values(entity, "wikidataId"), entity.id) if _ITEM.fullmatch(item)]
    return [
        *(f"http://www.wikidata.org/entity/{item}" for item in items),
        *(
            f"https://search.gleif.org/#/record/{lei}"
            for lei in values(entity, "leiCode")
            if _LEI.fullmatch(lei)
        ),
        *values(entity, "opencorporatesUrl"),
    ]


def is_majority(percentage: str) -> bool:
    """Tell whether a share is told and is more than half.

    >>> is_majority("51.5 %"), is_majority("50"), is_majority("")
    (True, False, False)
    """
    found = _PERCENT.fullmatch(percentage)
    return found is not None and 50 < float(found[1].replace(",", ".")) <= 100
