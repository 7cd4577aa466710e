"""The ontology, the names that programs call it by, and the contract it stands behind are kept in step."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

import cyberkg
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Knowledge,
    Literal,
    MarkedPart,
    Merge,
    Period,
    Span,
)
from cyberkg.rdf import derived, vocab
from cyberkg.rdf.claims import MARKING_CONCEPTS, STATUS_CONCEPTS
from cyberkg.rdf.encode import ENTITY_CLASSES, encode
from cyberkg.rdf.resources import ontology_text, shapes_text
from cyberkg.terms import INCIDENT_TYPES, PREDICATES, EntityType, LiteralKind, Marking, Status

CKG = vocab.PREFIXES["ckg"]
OWL, RDFS, SKOS = vocab.PREFIXES["owl"], vocab.PREFIXES["rdfs"], vocab.PREFIXES["skos"]
TRIPLES = [quad.triple for quad in ox.parse(ontology_text(), format=ox.RdfFormat.TURTLE)]
SAID: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
for triple in TRIPLES:
    if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
        SAID[triple.subject.value][triple.predicate.value].append(triple.object)
TERMS = sorted(set(SAID) - {CKG})
CONSTANTS = {name: value for name, value in vars(vocab).items() if name.isupper() and name != "PREFIXES"}
OWN = {name: value for name, value in CONSTANTS.items() if value.startswith(CKG)}
IN_PROSE = re.compile(r"\bckg:([A-Za-z][A-Za-z0-9-]*)")


def values(term: str, predicate: str) -> set[str]:
    return {value.value for value in SAID[term][predicate]}


def test_two_parsers_read_the_same_ontology() -> None:
    import rdflib

    assert len(rdflib.Graph().parse(data=ontology_text(), format="turtle")) == len(set(TRIPLES)) > 800


def test_there_are_no_blank_nodes() -> None:
    assert not [
        t for t in TRIPLES if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)
    ]


def test_the_ontology_tells_its_version_and_licence() -> None:
    assert values(CKG, f"{OWL}versionInfo") == {cyberkg.__version__}
    assert values(CKG, f"{vocab.PREFIXES['dcterms']}license") == {"https://opensource.org/license/mit"}


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_label_comment_example_and_home(term: str) -> None:
    for predicate in ("label", "comment"):
        (text,) = SAID[term][f"{RDFS}{predicate}"]
        assert isinstance(text, ox.Literal)
        assert text.language == "en"
        assert text.value
    (example,) = SAID[term][f"{SKOS}example"]
    assert example.value
    assert values(term, f"{RDFS}isDefinedBy") == {CKG}


def test_no_term_is_used_that_is_not_defined() -> None:
    ends = {end.value for t in TRIPLES for end in (t.predicate, t.object) if isinstance(end, ox.NamedNode)}
    assert {end for end in ends if end.startswith(CKG)} - {CKG} <= set(TERMS)


@pytest.mark.parametrize("text", [ontology_text(), shapes_text()], ids=["ontology", "shapes"])
def test_comments_and_shapes_speak_of_defined_terms_only(text: str) -> None:
    assert {CKG + name for name in IN_PROSE.findall(text)} <= set(TERMS)


def test_no_two_terms_differ_in_case_alone() -> None:
    assert len({term.casefold() for term in TERMS}) == len(TERMS)


def test_every_constant_is_a_term_and_every_term_a_constant() -> None:
    assert sorted(OWN.values()) == TERMS


def test_constants_are_named_after_their_terms() -> None:
    prefixes = {iri: prefix for prefix, iri in vocab.PREFIXES.items()}
    for name, iri in CONSTANTS.items():
        namespace = max((one for one in prefixes if iri.startswith(one)), key=len)
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", iri.removeprefix(namespace)).replace("-", "_").upper()
        prefix = "" if namespace == CKG else f"{prefixes[namespace].upper()}_"
        assert name.removesuffix("_PROPERTY") == prefix + words


def test_the_vocabulary_holds_nothing_else() -> None:
    assert sorted([*CONSTANTS, "PREFIXES"]) == sorted(vocab.__all__)


def test_public_terms_are_there_because_they_are_used() -> None:
    package = Path(cyberkg.__file__).parent
    source = "".join(
        path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name != "vocab.py"
    )
    unused = [name for name in CONSTANTS if name not in OWN and f"vocab.{name}" not in source]
    assert unused == []


CLASSES = {kind: classes[0] for kind, classes in ENTITY_CLASSES.items()}
AGENT = f"{vocab.PREFIXES['foaf']}Agent"
RANGES = {
    LiteralKind.DATE: f"{RDFS}Literal",
    LiteralKind.TEXT: vocab.XSD_STRING,
    LiteralKind.NUMBER: vocab.XSD_INTEGER,
    LiteralKind.MONEY: vocab.SCHEMA_MONETARY_AMOUNT,
    LiteralKind.QUANTITY: vocab.SCHEMA_QUANTITATIVE_VALUE,
}


def one_class(types: frozenset[EntityType]) -> str:
    return CLASSES[next(iter(types))] if len(types) == 1 else AGENT


@pytest.mark.parametrize("name", PREDICATES)
def test_a_predicate_of_the_contract_is_a_property(name: str) -> None:
    predicate, term = PREDICATES[name], CKG + name
    assert values(term, f"{RDFS}domain") == {one_class(predicate.domain)}
    assert values(term, f"{RDFS}range") == {
        RANGES[predicate.literal] if predicate.literal else one_class(predicate.range)
    }
    literal = predicate.literal not in (None, LiteralKind.MONEY, LiteralKind.QUANTITY)
    assert values(term, vocab.RDF_TYPE) == {f"{OWL}{'Datatype' if literal else 'Object'}Property"}


@pytest.mark.parametrize("name", PREDICATES)
def test_a_predicate_tells_how_it_is_drawn_and_worded(name: str) -> None:
    predicate, term = PREDICATES[name], CKG + name
    assert values(term, vocab.DRAWS_AS) == {"detail" if predicate.literal else "edge"}
    assert values(term, vocab.EDGE_LABEL) == {predicate.phrase}
    assert values(term, vocab.EDGE_DIRECTED) == (set() if predicate.literal else {"true"})


def test_people_and_organisations_are_the_agents() -> None:
    agents = {EntityType.PERSON, EntityType.ORGANISATION}
    assert {p.domain for p in PREDICATES.values() if len(p.domain) > 1} == {frozenset(agents)}
    assert {p.range for p in PREDICATES.values() if len(p.range) > 1} == {frozenset(agents)}


@pytest.mark.parametrize("kind", EntityType)
def test_a_type_of_the_contract_is_a_class_below_its_public_one(kind: EntityType) -> None:
    ours, public = ENTITY_CLASSES[kind]
    assert ours == CKG + kind
    assert values(ours, vocab.RDF_TYPE) == {f"{OWL}Class"}
    assert public in values(ours, f"{RDFS}subClassOf")


@pytest.mark.parametrize(
    ("scheme", "notations", "concepts"),
    [
        (vocab.STATUSES, {status.value for status in Status}, set(STATUS_CONCEPTS.values())),
        (vocab.MARKINGS, {marking.value for marking in Marking}, set(MARKING_CONCEPTS.values())),
        (vocab.INCIDENT_TYPES, set(INCIDENT_TYPES), set(derived.INCIDENT_CONCEPTS.values())),
        (
            vocab.ROLES,
            {"attendee", "speaker", "organiser", "supporter", "officiating guest"},
            set(derived.ROLES.values()),
        ),
    ],
)
def test_code_lists_are_those_of_the_contract(scheme: str, notations: set[str], concepts: set[str]) -> None:
    members = {term for term in TERMS if scheme in values(term, f"{SKOS}inScheme")}
    assert members == concepts
    assert {note for term in members for note in values(term, f"{SKOS}notation")} == notations
    for term in members:
        (label,) = values(term, vocab.SKOS_PREF_LABEL)
        assert label in values(term, f"{RDFS}label")


def test_what_is_derived_is_what_the_ontology_says() -> None:
    direct = {term: values(term, vocab.DERIVES) for term in TERMS if vocab.DERIVES in SAID[term]}
    inverse = {
        term: values(term, vocab.DERIVES_INVERSE) for term in TERMS if vocab.DERIVES_INVERSE in SAID[term]
    }
    roles = {term: values(term, vocab.GIVES_ROLE) for term in TERMS if vocab.GIVES_ROLE in SAID[term]}
    times = {
        vocab.SCHEMA_START_DATE,
        vocab.SCHEMA_END_DATE,
        vocab.SEM_HAS_EARLIEST_BEGIN_TIME_STAMP,
        vocab.SEM_HAS_LATEST_END_TIME_STAMP,
    }
    assert direct == {
        **{term: {public} for term, public in derived.DIRECT.items()},
        **dict.fromkeys(derived.DATED, times),
        vocab.INCIDENT_TYPE: {vocab.SEM_EVENT_TYPE},
    }
    assert inverse == {term: {public} for term, public in derived.INVERSE.items()}
    assert roles == {term: {role} for term, role in derived.ROLES.items()}


def everything() -> Knowledge:
    """Give knowledge that uses each predicate, status, kind of incident and property of an entity."""
    name, thing = "a.txt", Iri(f"{DEFAULT_BASE}person/a")
    place = Evidence(name, 0, 1, "A")
    samples = {
        LiteralKind.DATE: ["2024", "2024-05", "2024-05-03", "2024-05-03/2024-05-05", "soon"],
        LiteralKind.MONEY: ["5 USD", "six-figure"],
        LiteralKind.QUANTITY: ["400 GB"],
        LiteralKind.NUMBER: ["7"],
        LiteralKind.TEXT: [*INCIDENT_TYPES],
    }
    facts = []
    for predicate in PREDICATES.values():
        kind = predicate.literal
        for value in [Literal(v, kind) for v in samples[kind]] if kind else [thing]:
            facts.append(Fact(thing, predicate.name, value, place, "r", qualifier="q", represents=thing))
    facts += [dataclasses.replace(facts[0], status=status) for status in Status]
    entities = tuple(
        Entity(Iri(f"{DEFAULT_BASE}{kind}/a"), kind, "A", ("B",), ("C",), (name,), (thing,), (thing,))
        for kind in EntityType
    )
    document = Document(
        name,
        "A",
        title="A",
        date=Period("2024", "2024"),
        source="https://a.example",
        sha256="0",
        marking=Marking.GREEN,
        parts=tuple(MarkedPart(Span(at, at + 1), marking) for at, marking in enumerate(Marking)),
    )
    merge = Merge(thing, name, "A", "B", "same", 1.0, "reason")
    return Knowledge((document,), entities, tuple(facts), (merge,))


def test_no_term_of_ours_is_idle() -> None:
    quads = list(encode(everything()))
    used = {end.value for q in quads for end in (q.predicate, q.object) if isinstance(end, ox.NamedNode)}
    annotations = {term for term in TERMS if f"{OWL}AnnotationProperty" in values(term, vocab.RDF_TYPE)}
    schemes = {vocab.ROLES, vocab.STATUSES, vocab.INCIDENT_TYPES, vocab.MARKINGS}
    assert {iri for iri in used if iri.startswith(CKG) and not iri.startswith(DEFAULT_BASE)} <= set(TERMS)
    assert set(TERMS) - used == annotations | schemes
    assert annotations <= {t.predicate.value for t in TRIPLES}


def test_every_own_term_in_the_graph_has_its_domain() -> None:
    quads = list(encode(everything()))
    types: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate.value == vocab.RDF_TYPE:
            types[quad.subject.value].add(quad.object.value)  # type: ignore[union-attr]
    structural = {
        vocab.CLAIM,
        vocab.PARTICIPATION,
        vocab.TENURE,
        vocab.BRIEFING,
        vocab.IDENTITY_DECISION,
        vocab.MARKED_PART,
    }
    for quad in quads:
        term = quad.predicate.value
        domains = values(term, f"{RDFS}domain") | values(term, f"{vocab.PREFIXES['schema']}domainIncludes")
        if domains & structural:
            assert types[quad.subject.value] & domains, term  # type: ignore[union-attr]
