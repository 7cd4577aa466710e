"""What comes out of an imported file: things, what is said of them, and how much could not be carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyberkg.terms import EntityType, Marking, Status

__all__ = ["Imported", "Part", "Statement", "Thing"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A person, organisation, event and so on.

    :param id: what tells it from all others of the file.
    :param aliases: its other names; ``acronyms`` those of them that are abbreviations.
    :param links: IRIs of the same thing elsewhere.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact of the contract.

    :param subject: id of a thing; ``object`` too, but for a predicate with a literal, where it is the value.
    :param line: the words that say so, its evidence.
    :param represents: id of an organisation; empty where none is told.
    :param reader: who read it out of a text; empty where it was written as it stands here.
    :param marking: how far it may be passed on; None where nothing tells.
    """

    subject: str
    predicate: str
    object: str
    line: str
    qualifier: str = ""
    represents: str = ""
    status: Status = Status.ASSERTED
    confidence: float = 1.0
    reader: str = ""
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A document: what the file says as a whole, or what a graph says that one briefing says.

    :param name: the name of that briefing; empty for the whole.
    :param date: ISO 8601 prefix or interval; empty where none is told.
    :param source: who published it, a name or an IRI.
    :param sha256: digest of the briefing's file; empty where none is told.
    :param marking: how far it may be passed on as a whole; None where nothing tells.
    """

    things: tuple[Thing, ...]
    statements: tuple[Statement, ...]
    name: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    sha256: str = ""
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """All that could be carried, and how much could not.

    :param format: what the file is, as people call it.
    :param graph: True where the ids of things are IRIs of a graph of cyberkg: what has two there is two things.
    :param left: what was not carried, in words, and how often.
    """

    format: str
    parts: tuple[Part, ...]
    left: Mapping[str, int]
    graph: bool = False
