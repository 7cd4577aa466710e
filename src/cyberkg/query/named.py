"""Queries with a name: those that come with cyberkg, and those of the user, which take precedence.

A file ``NAME.rq`` is SPARQL that any engine runs, with a head of comments that says what it is for:

    # title: Attendance
    # description: Who took part in which event.
    # parameter: person | Person | | Only these people: a name, or a part of one

A parameter has a name, a type, a default and a line of help. In the query it is ``VALUES ?name { UNDEF }``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

from cyberkg.errors import UsageError
from cyberkg.query.lexer import tokens
from cyberkg.terms import EntityType

__all__ = [
    "NamedQuery",
    "Parameter",
    "find_query",
    "is_name",
    "named_queries",
    "parse_query",
    "user_folder",
]

LIBRARY = Path(__file__).with_name("library")
_FIELD = re.compile(r"#\s*(title|description|parameter):\s*(.*)")
_NAME = re.compile(r"\w+")
_MAX_FILE = 1 << 20
SIMPLE_TYPES = ("text", "number", "date", "iri")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be told.

    :param type: ``text``, ``number``, ``date`` (ISO 8601 prefix), ``iri``, the types of entity that a name
        may mean (``Person``, ``Person or Organisation``), or the words to choose from (``planned, denied``).
    :param default: its value where none is given; empty means anything.
    """

    name: str
    type: str
    default: str
    help: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from; empty for other types."""
        return tuple(word.strip() for word in self.type.split(",")) if "," in self.type else ()

    @property
    def entity_types(self) -> tuple[EntityType, ...]:
        """The types of entity that a name may mean; empty for other types."""
        words = [word.strip() for word in self.type.split(" or ")]
        return tuple(kind for kind in EntityType if kind.value in words)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its name, what it is for, and what it can be told."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def ordered(self) -> bool:
        """Whether the query itself puts its rows in order."""
        words = [token.keyword for token in tokens(self.sparql)]
        return ("ORDER", "BY") in pairwise(words)

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by its name.

        :raises UsageError: where the query has none of that name; says which it has.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters) or "none at all"
        raise UsageError(f"the query {self.name} has no parameter {name}", hint=f"it has {known}")


def is_name(text: str) -> bool:
    """Tell whether a text can name a query: one word, which no SPARQL ever is.

    >>> is_name("attendance"), is_name("ASK { ?s ?p ?o }")
    (True, False)
    """
    return re.fullmatch(r"\w[\w-]*", text) is not None


def user_folder(graph: Path) -> Path:
    """Give the folder in which the user's own queries lie: ``queries``, beside the graph's folder."""
    return graph.absolute().parent / "queries"


def named_queries(folder: Path | None = None) -> tuple[NamedQuery, ...]:
    """Read all queries, sorted by name.

    :param folder: the user's own, which take the place of those of the same name.
    :raises UsageError: where a file cannot be read or its head is malformed.
    """
    return tuple(_read(path) for _, path in sorted(_files(folder).items()))


def find_query(name: str, folder: Path | None = None) -> NamedQuery:
    """Find a query by its name, or by the path of its file (anything that ends in ``.rq``).

    :raises UsageError: where there is none; names the nearest.
    """
    if name.endswith(".rq"):
        return _read(Path(name))
    files = _files(folder)
    if name in files:
        return _read(files[name])
    near = get_close_matches(name, files, n=3, cutoff=0.5) or sorted(files)
    raise UsageError(f"no query is called {name}", hint=f"try {', '.join(near)}, or the path of a .rq file")


def _files(folder: Path | None) -> dict[str, Path]:
    folders = [LIBRARY, folder] if folder and folder.is_dir() else [LIBRARY]
    return {path.stem: path for place in folders for path in sorted(place.glob("*.rq"))}


def _read(path: Path) -> NamedQuery:
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_FILE + 1)
        if len(raw) > _MAX_FILE:
            raise UsageError("is larger than 1 MB, too large for a query", where=str(path))
        return parse_query(path.stem, raw.decode("utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError("the query cannot be read", where=str(path), hint=str(reason)) from error


def parse_query(name: str, text: str, where: str = "") -> NamedQuery:
    """Read a query with its head; a title that is missing is the name.

    :param where: the file, for errors.
    :raises UsageError: where a parameter is malformed, names its line.
    """
    fields = {"title": name, "description": ""}
    parameters = []
    for number, field, value in _head(text):
        if field == "parameter":
            parameters.append(_parameter(value, f"{where or name}, line {number}"))
        else:
            fields[field] = value
    return NamedQuery(name, fields["title"], fields["description"], tuple(parameters), text)


def _head(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield number of the line, name and value of each field in the comments on top."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            return
        if match := _FIELD.match(line):
            yield number, match[1], match[2].strip()


def _parameter(value: str, where: str) -> Parameter:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) != 4 or not _NAME.fullmatch(parts[0]):
        raise UsageError(
            "a parameter is malformed", where=where, hint="write: # parameter: name | type | default | help"
        )
    parameter = Parameter(*parts)
    if not (parameter.type in SIMPLE_TYPES or parameter.choices or parameter.entity_types):
        kinds = ", ".join([*SIMPLE_TYPES, *(kind.value for kind in EntityType)])
        raise UsageError(
            f"{parameter.type!r} is no type of a parameter",
            where=where,
            hint=f"use one of {kinds}, or words to choose from",
        )
    return parameter
