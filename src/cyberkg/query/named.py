"""Queries with a name: those that come with cyberkg, and those of the user, which take precedence.

A file ``NAME.rq`` is SPARQL that any engine runs, with a head of comments that says what it is for:

    # title: Attendance
    # description: Who took part in which event.
    # note: What whoever reads an answer must know to take it rightly.
    # parameter: person | Person | | Only these people: a name, or a part of one
    # phrasing: who spoke at {event} | role=speaker

A parameter has a name, a type, a default and a line of help. In the query it is ``VALUES ?name { UNDEF }``.
A phrasing is a question that the query answers: words, parameters in braces, what may be missing in round
brackets, and behind a bar the values that the words themselves stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cyberkg.errors import UsageError
from cyberkg.query.lexer import tokens
from cyberkg.terms import EntityType

__all__ = [
    "NamedQuery",
    "Parameter",
    "Phrasing",
    "find_query",
    "is_name",
    "named_queries",
    "parse_query",
    "user_folder",
]

LIBRARY = Path(__file__).with_name("library")
_FIELD = re.compile(r"#\s*(title|description|note|parameter|phrasing):\s*(.*)")
_NAME = re.compile(r"\w+")
_SLOT = re.compile(r"\{(\w+)\}")
_PIECE = re.compile(r"[\w',?-]+|\{\w+\}|\((?:[\w' -]|\{\w+\})+\)|\s+")
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
class Phrasing:
    """A question in plain words that a query answers.

    :param text: words, ``{parameter}``, and in round brackets what may be missing.
    :param values: parameters and what the words make of them, as in ``who spoke at {event}``: role, speaker.
    """

    text: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        """The parameters that the question names, in order."""
        return tuple(_SLOT.findall(self.text))


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its name, what it is for, what it can be told, and the questions that it answers.

    :param note: what whoever reads an answer must know to take it rightly; may be empty.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str
    phrasings: tuple[Phrasing, ...] = ()
    note: str = ""

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
    from difflib import get_close_matches

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
    :raises UsageError: where a parameter or a phrasing is malformed, names its line.
    """
    fields = {"title": name, "description": "", "note": ""}
    parameters = []
    phrasings = []
    for number, field, value in _head(text):
        line = f"{where or name}, line {number}"
        if field == "parameter":
            parameters.append(_parameter(value, line))
        elif field == "phrasing":
            phrasings.append((_phrasing(value, line), line))
        else:
            fields[field] = value
    query = NamedQuery(
        name,
        fields["title"],
        fields["description"],
        tuple(parameters),
        text,
        tuple(p for p, _ in phrasings),
        fields["note"],
    )
    for phrasing, line in phrasings:
        _check_phrasing(query, phrasing, line)
    return query


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


def _phrasing(value: str, where: str) -> Phrasing:
    text, _, rest = (part.strip() for part in value.partition("|"))
    pairs = [tuple(word.strip() for word in pair.split("=", 1)) for pair in rest.split(",") if pair.strip()]
    if not text or _PIECE.sub("", text) or not all(len(pair) == 2 and all(pair) for pair in pairs):
        raise UsageError(
            "a phrasing is malformed",
            where=where,
            hint="write: # phrasing: who (ever) spoke at {event} | role=speaker",
        )
    return Phrasing(text, tuple((pair[0], pair[1]) for pair in pairs))


def _check_phrasing(query: NamedQuery, phrasing: Phrasing, where: str) -> None:
    """Hold a phrasing to the parameters of its query.

    :raises UsageError: where it names one twice, one that is not there, or a word that is none of its choices.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    named = [*phrasing.slots, *(name for name, _ in phrasing.values)]
    for name in named:
        if name not in known:
            raise UsageError(
                f"a phrasing speaks of {name}, which is no parameter",
                where=where,
                hint=f"the query has {', '.join(known) or 'none at all'}",
            )
        if named.count(name) > 1:
            raise UsageError(f"a phrasing gives {name} twice", where=where, hint="name it once")
    for name, value in phrasing.values:
        choices = known[name].choices
        if choices and value not in choices:
            raise UsageError(
                f"a phrasing makes {name} {value!r}", where=where, hint=f"use {', '.join(choices)}"
            )
