"""The triples of ``ontology.ttl`` and ``shapes.ttl`` by subject, in the order of the file, and short names for IRIs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from cyberkg.docs.model import Link
from cyberkg.rdf.vocab import PREFIXES

__all__ = ["CKG", "Said", "Source", "short"]

CKG = PREFIXES["ckg"]
Said = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]
_HEADING = re.compile(r"# ([A-Z].{1,120})")
_BEGIN = re.compile(r"ckg:([A-Za-z][\w-]*) a ")


def short(iri: str) -> str:
    """Write an IRI with its prefix, or leave it as it is.

    >>> short("https://schema.org/attendee")
    'schema:attendee'
    """
    found = max((ns for ns in PREFIXES.values() if iri.startswith(ns)), key=len, default="")
    prefix = next((name for name, ns in PREFIXES.items() if ns == found), "")
    return f"{prefix}:{iri[len(found) :]}" if found and iri != found else iri


class Source:
    """What a file of Turtle says of each subject; blank nodes are found by their labels."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.said: dict[str, Said] = {}
        for subject, predicate, value, _ in ox.parse(text, format=ox.RdfFormat.TURTLE):
            if not isinstance(subject, ox.Triple) and not isinstance(value, ox.Triple):
                self.said.setdefault(str(subject.value), {}).setdefault(predicate.value, []).append(value)

    def values(self, subject: str, predicate: str) -> list[str]:
        """Give the values of a property as texts."""
        return [value.value for value in self.said.get(subject, {}).get(predicate, [])]

    def first(self, subject: str, predicate: str) -> str:
        """Give the first value; empty where there is none."""
        return next(iter(self.values(subject, predicate)), "")

    def listed(self, head: str) -> Iterator[str]:
        """Go through the members of an RDF list."""
        first, rest, nil = (f"{PREFIXES['rdf']}{name}" for name in ("first", "rest", "nil"))
        while head and head != nil:
            yield from self.values(head, first)
            head = self.first(head, rest)

    def link(self, iri: str) -> Link:
        """Point to a term: on the page where it is one of the file, else at its own address."""
        if iri.startswith(CKG) and iri in self.said:
            return Link(short(iri), f"#{iri.removeprefix(CKG)}")
        return Link(short(iri), iri if iri.startswith(("https://", "http://")) else "")

    def headings(self) -> dict[str, str]:
        """Tell under which heading each term stands: the last comment line that is alone in its paragraph."""
        found, heading = {}, "Terms"
        lines = ["", *self._text.split("\n"), ""]
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
            told = _HEADING.fullmatch(line)
            if told and not before and not after:
                heading = told[1]
            if begins := _BEGIN.match(line):
                found[f"{CKG}{begins[1]}"] = heading
        return found

    def preface(self) -> str:
        """Give the comment that the file begins with."""
        lines = []
        for line in self._text.split("\n"):
            if not line.startswith("#"):
                break
            lines.append(line.removeprefix("#").removeprefix(" "))
        return "\n".join(lines)
