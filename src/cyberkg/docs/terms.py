"""The terms of the ontology with all that the page shows of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from cyberkg.docs.examples import example
from cyberkg.docs.model import Row, Section, Term
from cyberkg.docs.rules import Rules
from cyberkg.docs.source import CKG, Source, short
from cyberkg.ident import slug
from cyberkg.rdf.vocab import PREFIXES

__all__ = ["read_sections"]


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}"


_TYPE = _iri("rdf:type")
_LABEL, _COMMENT, _EXAMPLE = _iri("rdfs:label"), _iri("rdfs:comment"), _iri("skos:example")
_KINDS = {
    _iri("owl:Class"): "class",
    _iri("owl:ObjectProperty"): "object property",
    _iri("owl:DatatypeProperty"): "datatype property",
    _iri("owl:AnnotationProperty"): "annotation property",
    _iri("skos:ConceptScheme"): "concept scheme",
    _iri("skos:Concept"): "concept",
}
# What is said of a term, in plain words, in the order of the page; other properties follow by their names.
_ROWS = {
    "rdfs:domain": "said of",
    "schema:domainIncludes": "said of",
    "rdfs:range": "has values that are",
    "rdfs:subClassOf": "is a kind of",
    "rdfs:subPropertyOf": "is a kind of",
    "owl:inverseOf": "says backwards",
    "owl:disjointWith": "is never",
    "ckg:derives": "is written beside",
    "ckg:derivesInverse": "is written backwards beside",
    "ckg:givesRole": "gives the role",
    "ckg:edgeLabel": "in a sentence",
    "ckg:drawsAs": "is drawn as",
    "ckg:edgeDirected": "with an arrow",
    "skos:inScheme": "belongs to",
    "skos:notation": "is written",
    "skos:closeMatch": "is much the same as",
    "skos:broadMatch": "is a case of",
    "rdfs:seeAlso": "see also",
}
# The same from the other end: what the ontology says with a term.
_BACKWARDS = {
    "rdfs:subClassOf": "has the kinds",
    "rdfs:subPropertyOf": "has the kinds",
    "rdfs:domain": "has the properties",
    "schema:domainIncludes": "has the properties",
    "rdfs:range": "is a value of",
    "skos:inScheme": "has the concepts",
}
_UNSHOWN = frozenset(
    [
        _TYPE,
        _LABEL,
        _COMMENT,
        _EXAMPLE,
        *map(_iri, ("rdfs:isDefinedBy", "skos:topConceptOf", "skos:prefLabel")),
    ]
)


def read_sections(ontology: Source, rules: Rules) -> tuple[Section, ...]:
    """Read all terms, under the headings of the file and in its order."""
    headings = ontology.headings()
    backwards = _backwards(ontology)
    terms = [iri for iri in ontology.said if iri.startswith(CKG) and iri != CKG]
    return tuple(
        Section(heading, slug(heading), tuple(_term(iri, ontology, rules, backwards) for iri in members))
        for heading, members in groupby(terms, key=lambda iri: headings.get(iri, "Terms"))
    )


def _term(iri: str, ontology: Source, rules: Rules, backwards: dict[str, dict[str, list[str]]]) -> Term:
    name = iri.removeprefix(CKG)
    kind = next((_KINDS[t] for t in ontology.values(iri, _TYPE) if t in _KINDS), "term")
    return Term(
        name=name,
        short=short(iri),
        iri=iri,
        kind=kind,
        label=ontology.first(iri, _LABEL) or name,
        comment=ontology.first(iri, _COMMENT),
        example=ontology.first(iri, _EXAMPLE),
        rows=_joined((*_rows(iri, ontology), *_rows_back(ontology, backwards[iri]))),
        rules=rules.of(iri),
        query=example(name, kind, _annotated(iri, kind, ontology, backwards)),
    )


def _rows(iri: str, ontology: Source) -> Iterator[Row]:
    said = ontology.said[iri]
    known = [name for name in map(_iri, _ROWS) if name in said]
    for predicate in (*known, *sorted(said.keys() - set(known) - _UNSHOWN)):
        values = tuple(map(ontology.link, ontology.values(iri, predicate)))
        yield Row(_ROWS.get(short(predicate), short(predicate)), short(predicate), values)


def _joined(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Make one row of those that say the same in words."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.words, []).append(row)
    return tuple(
        Row(words, ", ".join(row.predicate for row in same), tuple(v for row in same for v in row.values))
        for words, same in found.items()
    )


def _backwards(ontology: Source) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, said in ontology.said.items():
        for predicate, values in said.items():
            for value in values:
                found[value.value][predicate].append(subject)
    return found


def _rows_back(ontology: Source, told: dict[str, list[str]]) -> Iterator[Row]:
    for name, words in _BACKWARDS.items():
        if subjects := told.get(_iri(name)):
            yield Row(words, f"{name} (backwards)", tuple(map(ontology.link, subjects)))


def _annotated(
    iri: str, kind: str, ontology: Source, backwards: dict[str, dict[str, list[str]]]
) -> list[tuple[str, str]]:
    """Give the properties that have an annotation, with its values as SPARQL; for a concept scheme its concepts."""
    if kind == "concept scheme":
        return [(short(concept), "") for concept in backwards[iri][_iri("skos:inScheme")]]
    if kind != "annotation property":
        return []
    return [
        (short(subject), short(str(value.value)) if str(value).startswith("<") else str(value))
        for subject, said in ontology.said.items()
        for value in said.get(iri, [])
        if subject.startswith(CKG)
    ]
