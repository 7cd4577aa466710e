"""Nodes of a file that says all of one subject before it goes on to the next, as ours do: in few bytes each.

A graph of a hundred thousand briefings has some three million subjects. A dict for each takes gigabytes; here what is
wanted of one is a row, and rows with the same properties have these in common. Nobody asks for a claim or a decision by
its name, so what is nothing else stands in no index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from cyberkg.rdf import vocab
from cyberkg.rdf.graph import Node

__all__ = ["Runs", "ScatteredError"]

_NAMELESS = frozenset({vocab.CLAIM, vocab.IDENTITY_DECISION})
_SHORT = 9  # characters; numbers and verdicts of less come again and again
_Row = tuple[Any, ...]  # the properties, the IRI, for each property its value or values


class ScatteredError(ValueError):
    """What is said of a subject does not stand in one place."""


class Runs:
    """The nodes of quads that come subject by subject; asked as a ``Graph`` is, but for each type once.

    :param wanted: the properties that are read; all others are passed over, as are blank nodes.
    :param listed: the types that ``of_type`` is asked for.
    :param unread: the types of which no node is read that has no other.
    :raises ScatteredError: where a subject comes again. Of a claim or a decision that is noted only where it comes without
        its type the second time; with it, it is another one, which lacks what the first one has.
    """

    def __init__(
        self,
        quads: Iterable[ox.Quad],
        wanted: Collection[str],
        listed: Collection[str],
        unread: Collection[str],
    ) -> None:
        self._index: dict[str, _Row] = {}
        self._types: dict[str, list[_Row]] = {name: [] for name in listed}
        shared: dict[str, str] = {}  # IRIs and short texts, each in one copy however often it is said
        shapes: dict[tuple[str, ...], tuple[str, ...]] = {}
        for said in _cut(quads, {name: name for name in wanted}, shared):
            types = said.all(vocab.RDF_TYPE)
            if not types or said.iri in self._index:
                raise ScatteredError(said.iri)
            if not all(name in unread for name in types):
                shape, iri = tuple(said.values), shared.get(said.iri, said.iri)
                row = (shapes.setdefault(shape, shape), iri, *said.values.values())
                for name in types:
                    if name in self._types:
                        self._types[name].append(row)
                if not all(name in _NAMELESS for name in types):
                    self._index[iri] = row

    def at(self, iri: str) -> Node:
        """Find a node by its name; one of which nothing was read is empty."""
        row = self._index.get(iri)
        return Node(iri) if row is None else _node(row)

    def of_type(self, name: str) -> Iterator[Node]:
        """Give the nodes of a type, in the order of the quads, and let go of them: the next time there are none."""
        rows = self._types.get(name, [])
        rows.reverse()
        while rows:
            yield _node(rows.pop())


def _cut(quads: Iterable[ox.Quad], wanted: Mapping[str, str], shared: dict[str, str]) -> Iterator[Node]:
    """Give each subject of which something wanted is said."""
    node = Node("")
    for quad in quads:
        name = wanted.get(quad.predicate.value)
        if name is None:
            continue
        subject, value = quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
            continue
        said = value.value
        if len(said) < _SHORT or isinstance(value, ox.NamedNode):
            said = shared.setdefault(said, said)
        if subject.value != node.iri:
            if node.values:
                yield node
            node = Node(subject.value)
        node.add(name, said)
    if node.values:
        yield node


def _node(row: _Row) -> Node:
    names, iri, *values = row
    return Node(iri, dict(zip(names, values, strict=True)))
