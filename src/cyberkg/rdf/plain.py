"""What is plainly right by the shapes, told without running them; what is left is for their engine to judge.

Nearly all of a graph is right, and an engine for shapes of any kind takes twenty times as long to say so as a few
comparisons do. Here each shape is asked of each of its nodes, and the answer is yes, no or don't know. Whatever is not
answered by yes is for the engine, and so is all of a part that is out of the ordinary. So nothing is found at fault here,
and what cannot be told for certain need not be.

Source: Shapes Constraint Language, https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from cyberkg.rdf import vocab
from cyberkg.rdf.asking import Ask, Nodes, Said, read_ask
from cyberkg.rdf.resources import shapes_text

__all__ = ["Doubts", "find_doubts"]

_SH = vocab.PREFIXES["sh"]
_SUBCLASS = f"{vocab.PREFIXES['rdfs']}subClassOf"


@dataclass(frozen=True, slots=True)
class Doubts:
    """What of a part of a graph is to be judged.

    :param asked: IRIs of a shape and of a node, each.
    :param triples: all that these nodes say, and the types of what they name: as far as the shapes look.
    """

    asked: tuple[tuple[str, str], ...]
    triples: list[ox.Triple]


def find_doubts(triples: Collection[ox.Triple]) -> Doubts | None:
    """Find what of a part is not plainly right.

    :returns: None where the part as a whole is to be judged: it has blank nodes, or classes of its own, or something
        is to be asked of a node of which it says nothing, or that cannot be asked here.
    """
    nodes: Nodes = {}
    for triple in triples:
        subject, name, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or name == _SUBCLASS:
            return None
        if isinstance(value, ox.NamedNode):
            nodes.setdefault(subject.value, {}).setdefault(name, set()).add(value.value)
        elif isinstance(value, ox.Literal):
            nodes.setdefault(subject.value, {}).setdefault(name, set()).add(value)
        else:
            return None
    asked: list[tuple[str, str]] = []
    for shape, iri in _targets(nodes):
        ask = _shapes().asks[shape]
        if ask is None or iri not in nodes:
            return None
        if ask(iri, nodes) is not True:
            asked.append((shape, iri))
    return Doubts(tuple(asked), _around({iri for _, iri in asked}, triples, nodes))


def _targets(nodes: Nodes) -> set[tuple[str, str]]:
    """Give each shape with each of its nodes; a literal by the empty text, of which nothing is said."""
    shapes = _shapes()
    found: set[tuple[str, str]] = set()
    for iri, said in nodes.items():
        for kind in said.get(vocab.RDF_TYPE, ()):
            if isinstance(kind, str):
                found.update((shape, iri) for shape in shapes.of_class.get(kind, ()))
        for name, values in said.items():
            found.update((shape, iri) for shape in shapes.of_subjects.get(name, ()))
            for shape in shapes.of_objects.get(name, ()):
                found.update((shape, value if isinstance(value, str) else "") for value in values)
    return found


def _around(foci: Collection[str], triples: Iterable[ox.Triple], nodes: Nodes) -> list[ox.Triple]:
    if not foci:
        return []
    named = {
        value for iri in foci for values in nodes[iri].values() for value in values if isinstance(value, str)
    }
    return [
        triple
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode)
        and (
            triple.subject.value in foci
            or (triple.predicate.value == vocab.RDF_TYPE and triple.subject.value in named)
        )
    ]


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The shapes by what they are for, and how to ask each; None for one that cannot be asked here."""

    asks: dict[str, Ask | None]
    of_class: dict[str, list[str]]
    of_subjects: dict[str, list[str]]
    of_objects: dict[str, list[str]]


@functools.cache
def _shapes() -> _Shapes:
    told: Said = {}
    for triple in ox.parse(shapes_text(), format=ox.RdfFormat.TURTLE):
        told.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    shapes = _Shapes({}, {}, {}, {})
    for node, said in told.items():
        targets = (
            (shapes.of_class, said.get(f"{_SH}targetClass", ())),
            (shapes.of_subjects, said.get(f"{_SH}targetSubjectsOf", ())),
            (shapes.of_objects, said.get(f"{_SH}targetObjectsOf", ())),
        )
        if not any(names for _, names in targets):
            continue
        # A property is asked of the nodes of its node shape, as the engine is made to do.
        for shape in (node, *said.get(f"{_SH}property", ())):
            shapes.asks[shape.value] = read_ask(shape, told)
            for index, names in targets:
                for name in names:
                    index.setdefault(name.value, []).append(shape.value)
    return shapes
