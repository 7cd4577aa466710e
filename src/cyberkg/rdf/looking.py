"""Several parts of a graph validated in one run of the shapes, each as if it stood alone.

A run costs the same for three triples as for three thousand, and most briefings are short. So parts go into one graph
together, and each part's own nodes get other names there, so that no part tells anything of a node of another. Terms
that the shapes know by their names keep them; a part that says something of such a term is looked at alone. What is
plainly right is told beforehand (``plain``), and the shapes are run over the rest.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from cyberkg.model import Iri
from cyberkg.rdf import vocab
from cyberkg.rdf.plain import find_doubts
from cyberkg.rdf.resources import shapes_text

if TYPE_CHECKING:
    import rdflib

__all__ = ["Finding", "Part", "look", "look_packed", "pack"]

Part: TypeAlias = tuple[str, list[ox.Triple]]
_SH = vocab.PREFIXES["sh"]
_OWN = "urn:cyberkg:part:"  # begins the names that nodes have while they are looked at together


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A shape broken by a node.

    :param graph: the named graph of the briefing it was found in; empty where none is concerned.
    :param path: the property at fault, empty for a fault of the node as a whole.
    :param value: the value at fault, empty where one is missing.
    """

    graph: str
    rule: Iri
    focus: str
    path: str
    value: str


def pack(parts: Iterable[Part]) -> list[tuple[str, bytes]]:
    """Write parts down for another process, in which ``look_packed`` reads them."""
    return [(name, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"") for name, triples in parts]


def look_packed(packed: Iterable[tuple[str, bytes]]) -> list[Finding]:
    """Do as ``look`` does, with parts that were packed."""
    parts = [
        (name, [quad.triple for quad in ox.parse(told, format=ox.RdfFormat.N_TRIPLES)])
        for name, told in packed
    ]
    return list(look(parts))


def look(parts: Sequence[Part]) -> Iterator[Finding]:
    """Validate parts of a graph, each with its name and all that it is to be looked at with.

    :returns: what is found in each of them; the same may come twice.
    """
    whole: list[_Case] = []
    doubtful: list[_Case] = []
    for name, triples in parts:
        found = find_doubts(triples)
        if found is None:
            whole.append(_Case(name, triples))
        elif found.asked:
            doubtful.append(_Case(name, found.triples, found.asked))
    yield from _judge(whole)
    yield from _judge(doubtful)


@dataclass(frozen=True, slots=True)
class _Case:
    """What the shapes are to be run over: all nodes of a part, or some of them, each for a shape."""

    name: str
    triples: list[ox.Triple]
    asked: tuple[tuple[str, str], ...] = ()


def _judge(cases: Sequence[_Case]) -> Iterator[Finding]:
    """Run the shapes over cases, all of whole parts or none."""
    together = [case for case in cases if not _stands_alone(case.triples)]
    alone = [case for case in cases if _stands_alone(case.triples)] if len(together) < len(cases) else []
    if len(together) == 1:
        together, alone = [], list(cases)
    if together:
        shared = yield from _look_at(together)
        # A node that a part names and says nothing of has no name of its own by which to tell the part.
        alone += [case for case in together if shared and not shared.isdisjoint(_objects(case.triples))]
    for case in alone:
        yield from _look_at_one(case)


def _objects(triples: Iterable[ox.Triple]) -> set[rdflib.term.Node]:
    return {_term(triple.object) for triple in triples}


def _stands_alone(triples: Iterable[ox.Triple]) -> bool:
    """Tell whether a part speaks of a term that the shapes know, whose name therefore must stay."""
    known, forms = _known()
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(value, ox.NamedNode) and value.value.startswith(_OWN):
            return True
        if isinstance(subject, ox.NamedNode):
            iri = subject.value
            if iri in known or iri.startswith(_OWN) or any(form.search(iri) for form in forms):
                return True
    return False


def _look_at(cases: Sequence[_Case]) -> Generator[Finding, None, set[rdflib.term.Node]]:
    """Look at cases together; gives back the nodes at fault of which no part can be told."""
    import rdflib

    data = rdflib.Graph()
    owners: dict[rdflib.term.Node, tuple[str, str]] = {}
    asked: list[tuple[str, rdflib.term.Node]] = []
    for number, case in enumerate(cases):
        own: dict[str, rdflib.term.Node] = {}
        for subject in {triple.subject for triple in case.triples}:
            term = _term(subject)
            blank = isinstance(term, rdflib.BNode)
            renamed = (rdflib.BNode if blank else rdflib.URIRef)(f"{_OWN}{number}:{term}")
            own[_key(subject)] = renamed
            owners[renamed] = (case.name, "" if blank else str(term))
        for triple in case.triples:
            value = own.get(_key(triple.object)) or _term(triple.object)
            data.add((own[_key(triple.subject)], _term(triple.predicate), value))
        asked += [(shape, own[f"<{node}>"]) for shape, node in case.asked]
    shared: set[rdflib.term.Node] = set()
    for rule, focus, path, wrong in _results(data, asked):
        if focus in owners:
            name, iri = owners[focus]
            there = owners[wrong][1] if wrong in owners else _said(wrong)
            yield Finding(name, Iri(_said(rule)), iri, _said(path), there)
        elif focus is not None:
            shared.add(focus)
    return shared


def _look_at_one(case: _Case) -> Iterator[Finding]:
    import rdflib

    data = rdflib.Graph()
    for triple in case.triples:
        data.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    asked = [(shape, rdflib.URIRef(node)) for shape, node in case.asked]
    for rule, focus, path, value in _results(data, asked):
        yield Finding(case.name, Iri(_said(rule)), _said(focus), _said(path), _said(value))


def _said(term: rdflib.term.Node | None) -> str:
    import rdflib

    return "" if isinstance(term, rdflib.BNode | None) else str(term)


def _results(
    data: rdflib.Graph, asked: Sequence[tuple[str, rdflib.term.Node]]
) -> Iterator[tuple[rdflib.term.Node | None, ...]]:
    """Run the shapes over all of a graph, or each over the nodes that it is asked of; give rule, focus, path and value."""
    import pyshacl
    import rdflib

    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=_shapes_for(asked) if asked else _shapes(), inplace=True
    )
    if conforms:
        return
    sh = rdflib.Namespace(_SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        yield tuple(
            report.value(result, sh[part]) for part in ("sourceShape", "focusNode", "resultPath", "value")
        )


@functools.cache
def _shapes() -> rdflib.Graph:
    """Read the shapes, each property told the targets of its node shape: so it is looked at once for all nodes.

    As a property of a node shape it is begun anew for each node, which takes most of the time.
    """
    import rdflib

    shapes = rdflib.Graph().parse(data=shapes_text(), format="turtle")
    sh = rdflib.Namespace(_SH)
    for whole, _, part in list(shapes.triples((None, sh.property, None))):
        for target in (sh.targetClass, sh.targetNode, sh.targetObjectsOf, sh.targetSubjectsOf):
            for found in list(shapes.objects(whole, target)):
                shapes.add((part, target, found))
        shapes.remove((whole, sh.property, part))
    return shapes


def _shapes_for(asked: Iterable[tuple[str, rdflib.term.Node]]) -> rdflib.Graph:
    """Give the shapes with no targets but these."""
    import rdflib

    sh = rdflib.Namespace(_SH)
    shapes = rdflib.Graph()
    for triple in _shapes():
        if triple[1] not in (sh.targetClass, sh.targetNode, sh.targetObjectsOf, sh.targetSubjectsOf):
            shapes.add(triple)
    for shape, node in asked:
        shapes.add((rdflib.URIRef(shape), sh.targetNode, node))
    return shapes


@functools.cache
def _known() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Give the IRIs that the shapes name, and the forms that they hold others to."""
    names: set[str] = set()
    forms: set[str] = set()
    for triple in ox.parse(shapes_text(), format=ox.RdfFormat.TURTLE):
        ends = (triple.subject, triple.predicate, triple.object)
        names |= {end.value for end in ends if isinstance(end, ox.NamedNode)}
        if triple.predicate.value == f"{_SH}pattern" and isinstance(triple.object, ox.Literal):
            forms.add(triple.object.value)
    return frozenset(names), tuple(re.compile(form) for form in sorted(forms))


def _key(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return f"<{term.value}>" if isinstance(term, ox.NamedNode) else str(term)


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        # rdflib tells "x" and "x"^^xsd:string apart, RDF does not.
        plain = term.language or term.datatype.value == vocab.XSD_STRING
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.BNode(str(term))
