"""What the page shows: terms, their facts in words, the rules on them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Link", "Row", "Rule", "Section", "Term"]


@dataclass(frozen=True, slots=True)
class Link:
    """A value: its words, and where it leads: an anchor of the page, an address, or nowhere (empty)."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of a term with one property: in plain words, the property in short, the values."""

    words: str
    predicate: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape asks for.

    :param on: the property that it looks at, or the node as a whole.
    :param words: what must hold.
    :param message: how ``cyberkg validate`` tells a fault.
    :param severity: ``violation``, ``warning`` or ``info``.
    """

    on: Link
    words: str
    message: str
    severity: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property, concept scheme or concept of the ontology.

    :param name: its local name, which is also its anchor; ``short`` is it with the prefix.
    :param query: an example in SPARQL.
    """

    name: str
    short: str
    iri: str
    kind: str
    label: str
    comment: str
    example: str
    rows: tuple[Row, ...]
    rules: tuple[Rule, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Section:
    """Terms under one heading of the ontology's file."""

    heading: str
    anchor: str
    terms: tuple[Term, ...]
