"""Quads by subject: what one node says, whichever graphs it says it in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import pyoxigraph as ox

from cyberkg.errors import DamagedError
from cyberkg.rdf import vocab

__all__ = ["Graph", "Node"]

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Node:
    """What the graph says of one subject, IRIs and literals alike as texts.

    :param values: for each property its value, or the list of its values.
    """

    __slots__ = ("iri", "values")

    def __init__(self, iri: str, values: dict[str, str | list[str]] | None = None) -> None:
        self.iri = iri
        self.values: dict[str, str | list[str]] = {} if values is None else values

    def add(self, predicate: str, value: str) -> None:
        """Add a value to those of a property."""
        known = self.values.get(predicate)
        if known is None:
            self.values[predicate] = value
        elif isinstance(known, str):
            self.values[predicate] = [known, value]
        else:
            known.append(value)

    def all(self, predicate: str) -> tuple[str, ...]:
        """Give all values of a property, sorted, each once."""
        known = self.values.get(predicate, ())
        return (known,) if isinstance(known, str) else tuple(sorted(set(known)))

    def find(self, predicate: str) -> str | None:
        """Find the value of a property that has one at most.

        :raises DamagedError: where it has several.
        """
        known = self.values.get(predicate)
        if known is None or isinstance(known, str):
            return known
        found = self.all(predicate)
        if len(found) > 1:
            raise DamagedError(f"{self.iri} has {len(found)} values of {predicate}, not one")
        return found[0]

    def one(self, predicate: str) -> str:
        """Give the value of a property that has exactly one.

        :raises DamagedError: where it has none or several.
        """
        found = self.find(predicate)
        if found is None:
            raise DamagedError(f"{self.iri} has no {predicate}")
        return found

    def number(self, predicate: str) -> float:
        """Give the value of a property that has exactly one, a number.

        :raises DamagedError: where it has none or several, or no number.
        """
        found = self.one(predicate)
        number = float(found) if _NUMBER.fullmatch(found) else math.inf
        if not math.isfinite(number):  # digits by the hundred are beyond all numbers, too
            raise DamagedError(f"{self.iri} has {found!a:.80} where {predicate} is a number")
        return number


class Graph:
    """The nodes of all quads, found by IRI or by type; blank nodes are passed over."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._nodes: dict[str, Node] = {}
        iris: dict[str, str] = {}  # each in one copy, however often it is said
        for subject, predicate, value, _ in quads:
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                iri = iris.setdefault(subject.value, subject.value)
                node = self._nodes.get(iri)
                if node is None:
                    node = self._nodes[iri] = Node(iri)
                name, said = predicate.value, value.value
                if isinstance(value, ox.NamedNode):
                    said = iris.setdefault(said, said)
                node.add(iris.setdefault(name, name), said)
        self._types: dict[str, list[Node]] = {}
        for node in self._nodes.values():
            for name in node.all(vocab.RDF_TYPE):
                self._types.setdefault(name, []).append(node)

    def at(self, iri: str) -> Node:
        """Find a node; one without any triple is empty."""
        return self._nodes.get(iri) or Node(iri)

    def of_type(self, name: str) -> list[Node]:
        """Give the nodes of a type, in the order of the quads."""
        return self._types.get(name, [])
