"""The names of a graph, indexed so that each stretch of a question can be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE, fold
from cyberkg.model import Iri
from cyberkg.query.engine import run
from cyberkg.query.names import Name, nearest_names
from cyberkg.query.results import Limits, Table
from cyberkg.rdf import vocab
from cyberkg.terms import EntityType

__all__ = ["EXACT", "PART", "KnownNames", "newest_day", "read_known_names"]

EXACT, PART = 2, 1
"""How well a text fits a name: it is the name, or whole words of it."""

_LIKE = 0.84  # of the characters agree, in order: one slip in a name of six letters, two in one of twelve
_RESEMBLES = 0.6
_NAMES = """SELECT ?type ?entity ?name WHERE {
  { SELECT ?type ?entity { VALUES ?type { %s } ?entity a ?type } }
  { SELECT ?entity ?name {
    { ?entity skos:prefLabel ?name } UNION { ?entity skos:altLabel ?name } UNION { ?entity ckg:acronym ?name }
  } }
}"""

_NEWEST = "SELECT (MAX(STR(?covered)) AS ?day) WHERE { ?briefing a ckg:Briefing ; schema:temporalCoverage ?covered }"


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of a graph by the type of what they name."""

    names: Mapping[EntityType, tuple[Name, ...]]
    _exact: dict[EntityType, set[str]] = field(default_factory=dict)
    _words: dict[EntityType, dict[str, list[str]]] = field(default_factory=dict)
    _fits: dict[tuple[str, tuple[EntityType, ...]], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind, names in self.names.items():
            folded = {fold(name.text) for name in names}
            self._exact[kind] = folded
            index = self._words.setdefault(kind, {})
            for name in sorted(folded):
                for word in set(_split(name)):
                    index.setdefault(word, []).append(f" {' '.join(_split(name))} ")

    def fit(self, text: str, kinds: Iterable[EntityType]) -> int:
        """Tell how well a text fits a name of some types: ``EXACT``, ``PART``, or 0 where nothing has it."""
        key = text, tuple(kinds)
        if key not in self._fits:
            self._fits[key] = self._fit(*key)
        return self._fits[key]

    def _fit(self, text: str, kinds: tuple[EntityType, ...]) -> int:
        folded = fold(text)
        words = _split(folded)
        if not words:
            return 0
        if any(folded in self._exact.get(kind, ()) for kind in kinds):
            return EXACT
        rarest = max(words, key=len)
        inside = f" {' '.join(words)} "
        if any(folded in names for names in self._exact.values()):
            return 0  # "Hong Kong" is a place, not a bank that has it in its name
        found = (name for kind in kinds for name in self._words.get(kind, {}).get(rarest, ()))
        return PART if any(inside in name for name in found) else 0

    def near(self, text: str, kinds: Iterable[EntityType]) -> tuple[str, ...]:
        """Give the names of some types that look most like a text, the likest first; none that is unlike."""
        names = nearest_names(text, [name for kind in kinds for name in self.names.get(kind, ())])
        return tuple(name for name in names if _likeness(text, name) >= _RESEMBLES)

    def mistyped(self, text: str, kinds: Iterable[EntityType]) -> str:
        """Give the one name that a text is, but for a slip of the keyboard; empty where there is none, or more.

        The numbers in both must be the same: another year is another event, not a slip.
        """
        like = [
            name
            for name in self.near(text, kinds)
            if re.findall(r"\d+", name) == re.findall(r"\d+", text) and _likeness(text, name) >= _LIKE
        ]
        return like[0] if len(like) == 1 else ""


def _likeness(text: str, name: str) -> float:
    return SequenceMatcher(None, fold(text), fold(name), autojunk=False).ratio()


def _split(folded: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in folded).split()


def read_known_names(store_path: Path, base: str = DEFAULT_BASE) -> KnownNames:
    """Read the names of all that a graph speaks of.

    :raises CyberkgError: as ``engine.run``.
    """
    classes = {f"{vocab.PREFIXES['ckg']}{kind}": kind for kind in EntityType}
    query = _NAMES % " ".join(f"<{iri}>" for iri in classes)
    table = run(store_path, query, limits=Limits(timeout=60, rows=0), base=base)
    found: dict[EntityType, set[Name]] = {}
    for kind, entity, name in table.rows if isinstance(table, Table) else ():
        if kind and entity and name:
            found.setdefault(classes[kind.value], set()).add(Name(name.value, Iri(entity.value)))
    return KnownNames({kind: tuple(sorted(names)) for kind, names in found.items()})


def newest_day(store_path: Path, base: str = DEFAULT_BASE) -> str:
    """Read the last day that a briefing of a graph covers, ISO 8601; empty where none tells its day.

    :raises CyberkgError: as ``engine.run``.
    """
    table = run(store_path, _NEWEST, base=base)
    days = [row["day"].rpartition("/")[2] for row in table.records()] if isinstance(table, Table) else []
    return days[0] if days and re.fullmatch(r"\d{4}-\d\d-\d\d", days[0]) else ""
