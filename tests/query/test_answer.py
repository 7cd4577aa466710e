"""Answers for a protocol: any kind of query, a dataset from outside, nobody who waits any more."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from cyberkg.errors import LimitError, UsageError
from cyberkg.query.engine import answer
from cyberkg.query.results import Dataset, Limits

ID = "https://w3id.org/cyberkg/id/"
FORMATS = {"table": "csv", "boolean": "json", "triples": "nt"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def said(store: Path, sparql: str, dataset: Dataset | None = None, **formats: str) -> tuple[str, bytes]:
    outcome, body = answer(store, sparql, {**FORMATS, **formats}, dataset=dataset)
    with body:
        return outcome.kind, body.read()


@pytest.mark.parametrize(
    ("sparql", "kind", "start"),
    [
        ("SELECT ?s { ?s ckg:score 7 }", "table", b"s\r\n"),
        ("ASK { ?s ckg:score 7 }", "boolean", b'{"head":{},"boolean":true}'),
        ("CONSTRUCT WHERE { ?s ckg:score 7 }", "triples", b"<https://w3id.org/cyberkg/id/node/7> "),
    ],
)
def test_each_kind_has_its_format(store: Path, sparql: str, kind: str, start: bytes) -> None:
    found, body = said(store, sparql)
    assert found == kind
    assert body.startswith(start)


@pytest.mark.parametrize(
    ("dataset", "everywhere", "in_graphs"),
    [
        (None, 7, 8),
        (Dataset(), 0, 0),
        (Dataset((f"{ID}document/b",)), 4, 0),
        (Dataset((f"{ID}document/a", f"{ID}document/b")), 7, 0),
        (Dataset((), (f"{ID}document/a",)), 0, 4),
        (Dataset((f"{ID}document/a", f"{ID}document/b"), (f"{ID}document/b", f"{ID}document/none")), 7, 4),
        (Dataset((f"{ID}document/none",), (f"{ID}document/none",)), 0, 0),
    ],
)
def test_a_dataset_says_what_is_seen(
    store: Path, dataset: Dataset | None, everywhere: int, in_graphs: int
) -> None:
    counts = [
        said(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", dataset)[1].split()[1]
        for pattern in ("?s skos:prefLabel ?o", "GRAPH ?g { ?s skos:prefLabel ?o }")
    ]
    assert counts == [str(everywhere).encode(), str(in_graphs).encode()]


def test_a_graph_that_is_no_iri_is_a_wrong_call(store: Path) -> None:
    with pytest.raises(UsageError, match="cannot be answered"):
        said(store, "ASK {}", Dataset(("no iri",)))


def test_relative_iris_begin_at_the_base(store: Path) -> None:
    assert said(store, 'ASK { <person/0> skos:prefLabel "Ada Tan" }')[1] == b'{"head":{},"boolean":true}'


@pytest.mark.parametrize(("wanted", "suffix"), [("rdf", "xml"), ("jsonld", "json-ld")])
def test_triples_are_read_back_by_another_library(store: Path, wanted: str, suffix: str) -> None:
    import rdflib

    _, body = said(store, "CONSTRUCT WHERE { ?s skos:prefLabel ?o }", triples=wanted)
    texts = {str(o) for _, _, o in rdflib.Graph().parse(io.BytesIO(body), format=suffix)}
    assert len(texts) == 7
    assert {"Wien", 'two\nlines, a "quote"\tand a tab', "<script>alert(1)</script>"} <= texts


def test_rdf_xml_says_so_where_it_has_no_word(store: Path) -> None:
    sparql = "CONSTRUCT { ckgd:x <https://example.org/1> 2 } {}"
    assert said(store, sparql)[1].count(b"\n") == 1
    with pytest.raises(
        UsageError, match=r"RDF/XML has no way to write the property <https://example\.org/1>"
    ):
        said(store, sparql, triples="rdf")


def test_a_query_ends_when_nobody_waits_for_it(store: Path) -> None:
    start = time.monotonic()
    with pytest.raises(LimitError, match="nobody waits"):
        answer(store, ENDLESS, FORMATS, limits=Limits(timeout=60), is_awaited=lambda: False)
    assert time.monotonic() - start < 10
