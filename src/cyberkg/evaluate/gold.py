"""Gold files as values: the facts that a careful reader finds in a document.

Two formats are read. JSON, one file a document, as ``tests/corpus/README.md`` describes it; a key means the
same thing in every file. And marked texts (``corpus/marked.py``), which carry their own text; there a key
means something only within its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from cyberkg.corpus import MarkedText, parse_marked
from cyberkg.corpus.marked import TYPES
from cyberkg.errors import InputError
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["Gold", "GoldEntity", "GoldFact", "gold_of_marked", "load_gold", "parse_gold"]

SECTIONS = ("facts", "optional", "planned", "denied")
_SECTION_OF_STATUS = {"asserted": "facts", "reported": "facts"}  # the others are sections themselves
_HELP = "tests/corpus/README.md has the format"


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing that a document speaks of, under all names that are right for it; an incident may have none."""

    type: EntityType
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact of the gold.

    :param object: the key of an entity; for a value its wordings that are equally good, with ``|`` between.
    :param title: the title of a post, with ``|`` between wordings; empty where any, or none, is right.
    :param sentence: the sentence that says it, where the gold tells it.
    :param implied: True for what another fact of the gold implies.
    """

    subject: str
    predicate: str
    object: str
    title: str = ""
    is_value: bool = False
    sentence: str = field(default="", compare=False)
    implied: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Gold:
    """What is to be found in one document.

    :param document: the document's name; for a marked text that of its file.
    :param facts: what must be found.
    :param optional: what may be found; counts neither way.
    :param planned: what the text announces, ``denied`` what it says is not so.
    :param path: the file that the gold is from.
    :param text: the document's own text, where the gold carries it.
    :param date: the day of the document as an ISO 8601 prefix, where the gold carries the text.
    :param shares_keys: True where a key means the same thing in all gold that shares keys.
    """

    document: str
    entities: Mapping[str, GoldEntity]
    facts: tuple[GoldFact, ...]
    optional: tuple[GoldFact, ...] = ()
    planned: tuple[GoldFact, ...] = ()
    denied: tuple[GoldFact, ...] = ()
    path: Path = Path()
    text: str | None = field(default=None, repr=False)
    date: str = ""
    shares_keys: bool = True

    @property
    def file_name(self) -> str:
        """What the document's file is called; one made for a marked text has its date before its name."""
        if self.text is None or not self.date or self.document.startswith(self.date):
            return self.document
        return f"{self.date}_{self.document}"


def load_gold(paths: Sequence[Path]) -> tuple[Gold, ...]:
    """Read gold files, and those in folders (not in folders within them), by the name of their document.

    A ``.txt`` in a folder that is the document of a ``.json`` beside it is no gold.

    :raises InputError: where there is no gold, a file is no sound gold, or two are for one document.
    """
    found: dict[str, Gold] = {}
    for path in dict.fromkeys(paths):
        for gold in _load(path):
            for name in (gold.document, gold.file_name):
                other = found.setdefault(name, gold)
                if other.path.resolve() != gold.path.resolve():
                    raise InputError(
                        f"is for {name}, as {other.path} is", str(gold.path), "keep one of the two"
                    )
    documents = {gold.document: gold for gold in found.values()}
    return tuple(documents[name] for name in sorted(documents))


def _load(path: Path) -> Iterator[Gold]:
    if not path.exists():
        raise InputError("there is no such file or folder", str(path), "check the path")
    if not path.is_dir():
        yield _parse(path)
        return
    files = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
    described = [_parse(p) for p in files if p.suffix == ".json"]
    documents = {gold.document for gold in described}
    marked = [_parse(p) for p in files if p.suffix == ".txt" and p.name not in documents]
    if not described and not marked:
        raise InputError(
            "there is no gold in this folder", str(path), "name .json files or marked .txt texts"
        )
    yield from (*described, *marked)


def _parse(path: Path) -> Gold:
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", str(path), "gold is text in UTF-8") from error
    if path.suffix == ".json":
        return parse_gold(source, path)
    return gold_of_marked(parse_marked(source, str(path)), path)


def parse_gold(source: str, path: Path) -> Gold:
    """Read gold in JSON.

    :param path: the file it is from, for errors and for finding the document.
    :raises InputError: where it is no JSON, or breaks the format; names the row.
    """
    try:
        content = json.loads(source)
    except json.JSONDecodeError as error:
        raise InputError(f"is no JSON ({error.msg})", f"{path}, line {error.lineno}", _HELP) from error
    except RecursionError as error:
        raise InputError("is nested too deeply", str(path), _HELP) from error
    except ValueError as error:  # a number of thousands of digits
        raise InputError("holds a number that cannot be read", str(path), _HELP) from error
    document = content.get("document") if isinstance(content, dict) else None
    if not isinstance(document, str) or not document or PurePath(document).name != document:
        raise InputError("names no document", str(path), _HELP)
    entities = dict(_entities(content.get("entities"), path))
    if "facts" not in content:
        raise InputError("has no facts", str(path), _HELP)
    facts, optional, planned, denied = (
        tuple(_facts(content.get(name, []), name, entities, path)) for name in SECTIONS
    )
    return Gold(document, entities, facts, optional, planned, denied, path)


def _entities(content: Any, path: Path) -> Iterator[tuple[str, GoldEntity]]:
    if not isinstance(content, dict):
        raise InputError("has no entities", str(path), _HELP)
    for key, entity in content.items():
        names = entity.get("names", []) if isinstance(entity, dict) else None
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise InputError(f"entity {key} has no list of names", str(path), _HELP)
        if entity.get("type") not in set(EntityType):
            raise InputError(f"entity {key} has no type", str(path), f"use {', '.join(EntityType)}")
        yield key, GoldEntity(EntityType(entity["type"]), tuple(names))


def _facts(content: Any, section: str, entities: Mapping[str, GoldEntity], path: Path) -> Iterator[GoldFact]:
    if not isinstance(content, list):
        raise InputError(f"{section} is no list", str(path), _HELP)
    for number, row in enumerate(content, start=1):
        problem = _problem(row, entities)
        if problem:
            raise InputError(problem, f"{path}, row {number} of {section}", _HELP)
        subject, predicate, target, title = (*row, "")[:4]
        is_value = not target.startswith("@")
        yield GoldFact(subject, predicate, target if is_value else target[1:], title, is_value)


def _problem(row: Any, entities: Mapping[str, GoldEntity]) -> str:
    """Say what is wrong with a row; nothing where it is sound."""
    if not isinstance(row, list) or len(row) not in {3, 4} or not all(isinstance(cell, str) for cell in row):
        return "is not [subject, predicate, object] or [subject, predicate, object, title]"
    subject, name, target = row[:3]
    predicate = PREDICATES.get(name)
    if predicate is None:
        return f"there is no predicate {name}"
    if subject not in entities:
        return f"there is no entity {subject}"
    if target.startswith("@") and target[1:] not in entities:
        return f"there is no entity {target[1:]}"
    if target.startswith("@") != (predicate.literal is None):
        return f"the object of {name} is {'an entity: @key' if predicate.literal is None else 'a value, without @'}"
    return ""


def gold_of_marked(marked: MarkedText, path: Path) -> Gold:
    """Take a marked text as gold: its tools become values, what only refers to an incident is no name of it."""
    keys = {m.key for m in marked.mentions if not m.key.startswith("=")}
    keys |= {end for f in marked.facts for end in (f.subject, f.object) if end.startswith("i.")}
    entities = {}
    for key in sorted(keys):
        kind = TYPES[key[0]]
        if kind is not None:
            entities[key] = GoldEntity(kind, _names(marked, key, kind))
    sections: dict[str, list[GoldFact]] = {name: [] for name in SECTIONS}
    for fact in marked.facts:
        target, is_value = _target(marked, fact.object)
        sentence = marked.text[fact.start : fact.end]
        row = GoldFact(fact.subject, fact.predicate, target, fact.title, is_value, sentence)
        sections[_SECTION_OF_STATUS.get(fact.status, fact.status)].append(row)
    facts, optional, planned, denied = (tuple(dict.fromkeys(sections[name])) for name in SECTIONS)
    date = marked.head.get("date", "")
    if date and not _is_day(date):
        raise InputError(f"{date!r} is no date", str(path), "write '# date: 2023-09-19'")
    return Gold(
        path.name, entities, facts, optional, planned, denied, path, marked.text, date, shares_keys=False
    )


def _names(marked: MarkedText, key: str, kind: EntityType) -> tuple[str, ...]:
    if kind is EntityType.INCIDENT:
        return _distinct(marked.text[m.start : m.end] for m in marked.mentions if m.key == key and m.is_name)
    return marked.names(key)


def _target(marked: MarkedText, thing: str) -> tuple[str, bool]:
    """Give the object of a fact, and whether it is a value: a tool is one, under each of its names."""
    if thing.startswith("="):
        return thing[1:], True
    if TYPES[thing[0]] is None:
        return "|".join(marked.names(thing)), True
    return thing, False


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return len(text) in {4, 7, 10}
