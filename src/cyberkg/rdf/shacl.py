"""The shapes run over a graph, one briefing at a time, so that the cost grows with the briefings alone.

A briefing is looked at together with what the graph knows of the entities it speaks of: their types and
names, and the few traits that a shape asks for wherever they are told (the date of an event, the victim of an
incident, the post of a person).

Source: Shapes Constraint Language, https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from cyberkg.model import Iri
from cyberkg.rdf import vocab
from cyberkg.rdf.resources import shapes_text

if TYPE_CHECKING:
    import rdflib

__all__ = ["SHAPES", "Finding", "Rule", "load_rules", "run_shapes"]

SHAPES = Iri("https://w3id.org/cyberkg/shapes#")
_SH = vocab.PREFIXES["sh"]
_TRAITS = frozenset(
    {
        vocab.AFFILIATED_WITH,
        vocab.EVENT_DATE,
        vocab.HOLDS_POST,
        vocab.INCIDENT_TYPE,
        vocab.SEM_HAS_EARLIEST_BEGIN_TIME_STAMP,
        vocab.SEM_HAS_LATEST_END_TIME_STAMP,
        vocab.VICTIM,
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape: what is wrong where it is broken, and how bad that is: Violation, Warning or Info."""

    message: str
    severity: str


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


def load_rules() -> dict[Iri, Rule]:
    """Read message and severity of each rule of ``shapes.ttl``, those that are checked elsewhere included."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value, _ in ox.parse(shapes_text(), format=ox.RdfFormat.TURTLE):
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            told[subject.value][predicate.value] = value.value
    return {
        Iri(iri): Rule(said[f"{_SH}message"], said.get(f"{_SH}severity", f"{_SH}Violation").removeprefix(_SH))
        for iri, said in told.items()
        if f"{_SH}message" in said
    }


def run_shapes(quads: Iterable[ox.Quad]) -> tuple[Finding, ...]:
    """Validate each briefing's graph with what is known of the entities in it, then all that is in none.

    :returns: the findings, sorted; a node that breaks a rule in the same way in several graphs is found in
        the first of them.
    """
    found: dict[tuple[str, str, str, str], Finding] = {}
    for name, triples in sorted(_parts(quads).items()):
        for finding in _validate(name, triples):
            found.setdefault((finding.rule, finding.focus, finding.path, finding.value), finding)
    return tuple(sorted(found.values()))


def _parts(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Triple]]:
    """Cut the graph into one part for each briefing and one, without a name, for what none speaks of."""
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    briefings: set[str] = set()
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        graphs[name].append(quad.triple)
        if quad.predicate.value == vocab.RDF_TYPE and quad.object == ox.NamedNode(vocab.BRIEFING):
            briefings.add(name)
    told = _nodes(triple for name in briefings for triple in graphs[name])
    rest = [
        t for name in sorted(graphs.keys() - briefings) for t in graphs[name] if _key(t.subject) not in told
    ]
    known: dict[str, list[ox.Triple]] = defaultdict(list)
    for name, triples in graphs.items():
        for triple in triples:
            if name not in briefings or triple.predicate.value in _TRAITS:
                known[_key(triple.subject)].append(triple)
    return {"": rest, **{name: list(_with_context(graphs[name], known)) for name in briefings}}


def _key(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _with_context(triples: list[ox.Triple], known: Mapping[str, list[ox.Triple]]) -> Iterator[ox.Triple]:
    """Add what is known of each node that a triple touches, and of the nodes that this touches in turn.

    The way is short: traits lead from an incident to a person, from a person to an organisation, no further.
    """
    yield from triples
    seen: set[str] = set()
    touched = _nodes(triples)
    while touched:
        seen |= touched
        context = [triple for iri in touched for triple in known.get(iri, ())]
        yield from context
        touched = _nodes(context) - seen


def _nodes(triples: Iterable[ox.Triple]) -> set[str]:
    return {end.value for t in triples for end in (t.subject, t.object) if isinstance(end, ox.NamedNode)}


def _validate(name: str, triples: Iterable[ox.Triple]) -> Iterator[Finding]:
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    for triple in triples:
        data.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inplace=True)
    if conforms:
        return
    sh = rdflib.Namespace(_SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        told = [
            report.value(result, sh[part]) for part in ("sourceShape", "focusNode", "resultPath", "value")
        ]
        rule, focus, path, value = (
            "" if isinstance(term, rdflib.BNode | None) else str(term) for term in told
        )
        yield Finding(name, Iri(rule), focus, path, value)


@functools.cache
def _shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=shapes_text(), format="turtle")


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
