"""Lines that an import is made of (``cyberkg.imports.lines``): each checked, none believed because of where it is from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cyberkg.errors import InputError
from cyberkg.model import NOWHERE, Iri, Period, Referent
from cyberkg.sources.literals import find_fault
from cyberkg.sources.opening import shown
from cyberkg.sources.rows import check_fields, json_object
from cyberkg.sources.tlp import read_marking
from cyberkg.terms import EntityType, LiteralKind, Marking

__all__ = ["Header", "PartLines", "RowLine", "ThingLine", "read_header", "read_parts"]

_VERSION = 1
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MARK = r"(?:[^\s<>\"{}|\\^`%\[\]#]|%[0-9A-Fa-f]{2})*"
_LINK = re.compile(
    rf"https?://[\w.~-]{{1,253}}(?::[0-9]{{1,5}})?(?:[/?]{_MARK})?(?:#{_MARK})?"
    r"|urn:[a-z0-9][a-z0-9-]{1,31}:[A-Za-z0-9._:;,@/~$!*'()+-]+"
)
_LONGEST, _LONGEST_LINK = 1000, 500
_MOST_KINDS = 1000
_UNFIT = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_FIELDS = {"thing", "type", "id", "aliases", "acronyms", "links"}


@dataclass(frozen=True, slots=True)
class Header:
    """The first line: what the file was, and what of it was not carried.

    :param graph: True where the ids of things are their IRIs in a graph.
    """

    file: str
    format: str
    graph: bool
    left: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A thing that rows speak of by its id; the key of the referent is empty."""

    line: str
    id: str
    referent: Referent


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row as written, without the quote that is its evidence."""

    line: str
    where: str
    fields: dict[str, Any]
    quote: str


@dataclass(slots=True)
class PartLines:
    """The lines of one document, and what the first of them tells of it; ``name`` is empty for the whole file."""

    line: str
    name: str
    title: str
    date: Period | None
    source: str
    sha256: str
    marking: Marking | None
    things: list[ThingLine] = field(default_factory=list)
    rows: list[RowLine] = field(default_factory=list)


def read_header(line: str, name: str) -> Header:
    """Read the first line.

    :raises InputError: where it is none of an import.
    """
    where = f"{name}, line 1"
    value = json_object(line, where)
    left = value.get("left", {})
    if value.get("import") != _VERSION or not isinstance(left, dict) or len(left) > _MOST_KINDS:
        raise InputError("is no import that this version can read", where, "import the file again")
    counts = {_word(what, where): n for what, n in left.items() if isinstance(n, int) and n > 0}
    file, form = _word(value.get("file"), where), _word(value.get("format"), where)
    return Header(file or name, form or "import", value.get("graph") is True, counts)


def read_parts(text: str, name: str, left: Counter[str] | None) -> list[PartLines]:
    """Sort the lines below the first into the documents that they make up.

    :param left: where lines that break the contract are counted, by what is wrong; None to refuse them.
    :raises InputError: where a line is none of an import.
    """
    parts: list[PartLines] = []
    for number, line in enumerate(text.split("\n")[1:], 2):
        where = f"{name}, line {number}"
        if line.strip():
            value = json_object(line, where)
            try:
                _sort(value, line, where, parts)
            except InputError as error:
                if left is None:
                    raise
                left[error.what] += 1
    names = [part.name for part in parts]
    if len(set(names)) < len(names):
        raise InputError("has two documents of one name", name, "give each a name of its own")
    return parts


def _sort(value: dict[str, Any], line: str, where: str, parts: list[PartLines]) -> None:
    if "part" in value:
        parts.append(_part(value, line, where))
    elif not parts:
        raise InputError("stands before a document", where, 'put it behind a line {"part": ""}')
    elif "thing" in value:
        parts[-1].things.append(_thing(value, line, where))
    else:
        parts[-1].rows.append(_row(value, line, where))


def _part(value: Mapping[str, Any], line: str, where: str) -> PartLines:
    date, digest = _word(value.get("date"), where), _word(value.get("sha256"), where)
    if date and find_fault("", LiteralKind.DATE, date):
        raise InputError(f"{shown(date)} is no date", where, "write it as 2023-09-08")
    if digest and not _DIGEST.fullmatch(digest):
        raise InputError("has a sha256 that is none", where, "leave it out")
    start, _, end = date.partition("/")
    return PartLines(
        line,
        _word(value.get("part"), where),
        _word(value.get("title"), where),
        Period(start, end or start) if start else None,
        _word(value.get("source"), where),
        digest,
        read_marking(_word(value.get("marking"), where), where),
    )


def _thing(value: Mapping[str, Any], line: str, where: str) -> ThingLine:
    unknown = sorted(value.keys() - _FIELDS)
    if unknown:
        raise InputError(
            f"does not know the field {shown(unknown[0])}", where, f"use {', '.join(sorted(_FIELDS))}"
        )
    kind, label = value.get("type"), _word(value["thing"], where)
    if kind not in set(EntityType) or not label:
        raise InputError("has no name, or no type of the contract", where, f"write {' or '.join(EntityType)}")
    names, acronyms = tuple(_words(value, "aliases", where)), tuple(_words(value, "acronyms", where))
    type_, id_ = EntityType(kind), _word(value.get("id"), where)
    links = tuple(Iri(link) for link in _words(value, "links", where) if _is_link(link))
    referent = Referent("", type_, label, names, acronyms, (), links, Iri(id_) if _is_link(id_) else NOWHERE)
    return ThingLine(line, id_, referent)


def _is_link(text: str) -> bool:
    return len(text) <= _LONGEST_LINK and _LINK.fullmatch(text) is not None


def _row(value: dict[str, Any], line: str, where: str) -> RowLine:
    check_fields(list(value), where)
    quote = value.pop("quote", "")
    if not isinstance(quote, str) or not quote.strip():
        raise InputError("has no quote", where, "write the words that say it")
    return RowLine(line, where, value, _UNFIT.sub(" ", quote))


def _words(value: Mapping[str, Any], name: str, where: str) -> Iterator[str]:
    found = value.get(name, [])
    if not isinstance(found, list):
        raise InputError(f"has {name} that are no list", where, "write them in square brackets")
    yield from (word for one in found if (word := _word(one, where)))


def _word(value: object, where: str) -> str:
    """Read a name or a text of one line; empty where there is none."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
        raise InputError(
            "has a text that is none, is too long or has control characters", where, "type it again"
        )
    return " ".join(value.split())
