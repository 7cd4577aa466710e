"""What a foreign graph says, by subject: values with their languages, blank nodes numbered as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from cyberkg.imports.names import normal_iri

__all__ = ["Graph", "Value"]


@dataclass(frozen=True, slots=True)
class Value:
    """An object: the id of a node, or the words of a literal."""

    text: str
    node: bool
    language: str = ""


class Graph:
    """Triples by subject and property, each in the order of the file; graphs are laid together.

    Terms of schema.org are found under https, however they are written.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._blank: dict[str, str] = {}
        self.subjects: dict[str, dict[str, dict[Value, None]]] = {}
        self.quoted = 0
        for subject, predicate, value, _ in quads:
            if not isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal) or isinstance(
                subject, ox.Triple
            ):
                self.quoted += 1
                continue
            said = self.subjects.setdefault(self._id(subject), {})
            said.setdefault(normal_iri(predicate.value), {})[self._value(value)] = None

    def _id(self, term: ox.NamedNode | ox.BlankNode) -> str:
        if isinstance(term, ox.NamedNode):
            return term.value
        # The library makes up other labels each time.
        return self._blank.setdefault(term.value, f"_:b{len(self._blank) + 1}")

    def _value(self, term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Value:
        if isinstance(term, ox.Literal):
            return Value(term.value, node=False, language=term.language or "")
        return Value(self._id(term), node=True)

    def all(self, subject: str, *properties: str) -> list[Value]:
        """Give the values of some properties of a node, in the order of these."""
        said = self.subjects.get(subject)
        return [value for name in properties if name in said for value in said[name]] if said else []

    def nodes(self, subject: str, *properties: str) -> list[str]:
        """Give the nodes among the values."""
        return [value.text for value in self.all(subject, *properties) if value.node]

    def texts(self, subject: str, *properties: str) -> list[str]:
        """Give the literals among the values, English ones and those of no language first."""
        found = [value for value in self.all(subject, *properties) if not value.node]
        if len(found) > 1:
            found.sort(key=lambda v: v.language.split("-")[0].lower() not in {"", "en"})
        return [value.text for value in found]

    def first(self, subject: str, *properties: str) -> str:
        """Give the first literal; empty where there is none."""
        return next(iter(self.texts(subject, *properties)), "")

    def triples(self) -> Iterator[tuple[str, str, Value]]:
        """Go through all of it."""
        for subject, said in self.subjects.items():
            for name, values in said.items():
                for value in values:
                    yield subject, name, value
