"""The five RDF forms: each says what the graph says, to readers that are not ours."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from cyberkg.export.jsonld import load_context
from cyberkg.export.model import Selection
from cyberkg.export.text import HIDDEN
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge
from cyberkg.rdf import vocab
from cyberkg.rdf.encode import encode
from cyberkg.rdf.turtle import read_turtle, write_turtle

Export = Callable[[Knowledge, str], bytes]
QUADS = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
TRIPLES = {"turtle": ox.RdfFormat.TURTLE, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}
XML_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], 0xFFFD)


@pytest.mark.parametrize("form", QUADS)
@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_nothing_is_lost_with_the_graphs(
    form: str, which: str, export: Export, request: pytest.FixtureRequest
) -> None:
    knowledge = request.getfixturevalue(which)
    assert set(ox.parse(export(knowledge, form), format=QUADS[form])) == set(encode(knowledge))


@pytest.mark.parametrize("form", TRIPLES)
def test_no_triple_is_lost_without_them(form: str, sample: Knowledge, export: Export) -> None:
    found = {quad.triple for quad in ox.parse(export(sample, form), format=TRIPLES[form])}
    assert found == {quad.triple for quad in encode(sample)}


@pytest.mark.parametrize(
    ("form", "name"), [("turtle", "turtle"), ("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld"), ("rdfxml", "xml")]
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_the_same(form: str, name: str, sample: Knowledge, export: Export) -> None:
    import rdflib

    found = rdflib.Dataset().parse(data=export(sample, form), format=name)
    statements = {(str(s), str(p), str(o)) for s, p, o, *_ in found}
    expected = {(q.subject.value, q.predicate.value, q.object.value) for q in encode(sample)}  # type: ignore[union-attr]
    assert statements == expected


@pytest.mark.parametrize("form", [("turtle", "turtle"), ("jsonld", "json-ld"), ("rdfxml", "xml")])
@pytest.mark.parametrize("kind", ["Graph", "Dataset"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_reader_of_one_graph_finds_the_facts_in_it(
    form: tuple[str, str], kind: str, sample: Knowledge, export: Export
) -> None:
    import rdflib

    graph = getattr(rdflib, kind)()
    graph.parse(data=export(sample, form[0]), format=form[1])
    asked = """PREFIX ckg: <https://w3id.org/cyberkg/> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?name ?document {
          ?who ckg:spokeAt ?event ; skos:prefLabel ?name . ?event skos:prefLabel "Harbour Forum" .
          ?claim rdf:subject ?who ; rdf:predicate ckg:spokeAt ; rdf:object ?event ;
            prov:wasQuotedFrom/dcterms:identifier ?document }"""
    found = {tuple(map(str, row)) for row in graph.query(asked)}
    assert {document for _, document in found} == {"one.md", "three.txt"}
    assert all(name.startswith("Ada Tan") for name, _ in found)


def test_what_is_written_as_jsonld_is_imported_again(sample: Knowledge, export: Export) -> None:
    from cyberkg.imports.own import read_own

    first, again = (read_own(quads, "jsonld") for quads in (list(encode(sample)), _parsed(sample, export)))
    assert again.parts == first.parts
    assert sum(len(part.statements) for part in again.parts) == len(sample.facts)


def _parsed(knowledge: Knowledge, export: Export) -> list[ox.Quad]:
    return list(ox.parse(export(knowledge, "jsonld"), format=ox.RdfFormat.JSON_LD))


def test_xml_that_may_not_hold_a_character_says_so(
    hostile: Knowledge, export: Export, losses: Callable[[Knowledge, str], tuple[str, ...]]
) -> None:
    found = {str(quad.triple) for quad in ox.parse(export(hostile, "rdfxml"), format=ox.RdfFormat.RDF_XML)}

    def legal(quad: ox.Quad) -> str:
        if not isinstance(quad.object, ox.Literal):
            return str(quad.triple)
        text = ox.Literal(quad.object.value.translate(XML_FORBIDDEN), datatype=quad.object.datatype)
        return str(ox.Triple(quad.subject, quad.predicate, text))

    assert found == {legal(quad) for quad in encode(hostile)}
    assert "texts, which XML may not hold (U+FFFD instead)" in losses(hostile, "rdfxml")[1]


@pytest.mark.parametrize("form", [*QUADS, *TRIPLES])
def test_no_hidden_character_stands_in_a_file(form: str, hostile: Knowledge, export: Export) -> None:
    assert HIDDEN.findall(export(hostile, form).decode()) == []


def test_turtle_is_that_of_the_graph_below_its_head(sample: Knowledge, export: Export) -> None:
    turtle = export(sample, "turtle")
    head, _, rest = turtle.partition(b"@base")
    assert b"@base" + rest == write_turtle(encode(sample))
    assert head.startswith(b"# TLP:RED, from 3 briefings, by cyberkg ")
    assert list(read_turtle(turtle)) == list(encode(sample))


def test_another_base_is_kept(sample: Knowledge) -> None:
    from cyberkg.export import write_format

    for base in ("https://graph.example/", "urn:x:"):
        ((_, pieces),) = write_format(Selection(sample, base), "jsonld").files
        found = set(ox.parse(b"".join(pieces), format=ox.RdfFormat.JSON_LD))
        assert {quad.triple for quad in found} == {quad.triple for quad in encode(sample, base)}


def test_the_context_knows_every_term_of_the_graph() -> None:
    known = {told["@id"] if isinstance(told, dict) else told for told in load_context().values()}
    constants = {iri for name, iri in vars(vocab).items() if name.isupper() and name != "PREFIXES"}
    annotations = {
        vocab.DERIVES, vocab.DERIVES_INVERSE, vocab.DRAWS_AS, vocab.EDGE_DIRECTED, vocab.EDGE_LABEL, vocab.GIVES_ROLE,
    }  # fmt: skip
    schemes = {vocab.INCIDENT_TYPES, vocab.MARKINGS, vocab.ROLES, vocab.STATUSES}
    unused = annotations | schemes | {vocab.RDF_TYPE, vocab.XSD_STRING}
    assert constants - known == unused


def test_the_context_shortens_what_people_read(sample: Knowledge, export: Export) -> None:
    told = export(sample, "jsonld").decode()
    assert '{"id": "person/ada-tan", "type": ["foafPerson", "Person"], "altLabel": "Ada Tan-Lim"' in told
    assert '"status": "status-denied"' in told
    assert '"predicate": "attacker"' in told
    assert '"marking": "marking-red"' in told
    assert f'"@base": "{DEFAULT_BASE}"' in told
