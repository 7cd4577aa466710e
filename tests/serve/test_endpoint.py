"""The endpoint as a client of HTTP meets it: formats, datasets, limits and errors."""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.query import Result
from starlette.testclient import TestClient

from cyberkg.query.results import Limits
from cyberkg.serve import endpoint
from cyberkg.serve.app import make_app
from cyberkg.serve.current import Current

ID = "https://w3id.org/cyberkg/id/"
NAMES = "SELECT ?name WHERE { ?p a ckg:Person ; skos:prefLabel ?name } ORDER BY ?name"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DIRECT = {"content-type": "application/sparql-query"}


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("", "application/sparql-results+json", "json"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "xml"),
        ("text/csv", "text/csv; charset=utf-8", "csv"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "tsv"),
    ],
)
def test_tables_are_read_by_another_library(client: TestClient, accept: str, kind: str, form: str) -> None:
    response = client.get("/sparql", params={"query": NAMES}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == kind
    assert response.headers["vary"] == "Accept"
    found = [str(row[0]) for row in Result.parse(io.BytesIO(response.content), format=form)]  # type: ignore[index]
    assert len(found) == 5
    assert {"Ada Tan", "José Ødegård", "<script>alert(1)</script>"} <= set(found)


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
    ],
)
@pytest.mark.parametrize(
    "query", ["DESCRIBE <event/harbour-forum>", "CONSTRUCT WHERE { <event/harbour-forum> ?p ?o }"]
)
def test_graphs_are_read_by_another_library(
    client: TestClient, accept: str, kind: str, form: str, query: str
) -> None:
    response = client.post("/sparql", content=query, headers={**DIRECT, "accept": accept})
    assert response.headers["content-type"] == kind
    found = rdflib.Graph().parse(data=response.content, format=form)
    event = rdflib.URIRef(f"{ID}event/harbour-forum")
    assert found.value(event, rdflib.SKOS.prefLabel) == rdflib.Literal("Harbour Forum")


def test_the_address_may_say_the_format(client: TestClient) -> None:
    for name, start in (("csv", b"name\r\n"), ("json", b"{"), ("xml", b"<?xml"), ("unknown", b"{")):
        body = client.get("/sparql", params={"query": NAMES, "format": name}).content
        assert body.startswith(start)
    triples = client.get("/sparql", params={"query": "DESCRIBE <event/harbour-forum>", "format": "xml"})
    assert triples.headers["content-type"] == "application/rdf+xml"


@pytest.mark.parametrize(
    ("query", "accept", "message"),
    [
        (
            NAMES,
            "text/turtle",
            "the answer is a table, in none of the types that are accepted; accept application/",
        ),
        ("ASK {}", "image/png", "the answer is yes or no"),
        ("DESCRIBE <x>", "text/csv", "the answer is a set of triples"),
    ],
)
def test_what_the_client_cannot_take_is_not_acceptable(
    client: TestClient, query: str, accept: str, message: str
) -> None:
    response = client.post("/sparql", content=query, headers={**DIRECT, "accept": accept})
    assert response.status_code == 406
    assert message in response.json()["detail"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "application/sparql-results+json"),
        ("text/csv, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
    ],
)
def test_yes_or_no_is_told_in_a_format_that_can(client: TestClient, accept: str, kind: str) -> None:
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": accept})
    assert response.headers["content-type"] == kind


def test_a_browser_is_led_to_the_editor(client: TestClient) -> None:
    page = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    response = client.get("/sparql", params={"query": "ASK {}"}, headers=page)
    assert (response.status_code, response.headers["location"]) == (303, "/query?query=ASK+%7B%7D")
    assert client.get("/sparql", headers=page).headers["location"] == "/query?"


def test_a_dataset_of_the_request_is_what_the_query_sees(client: TestClient) -> None:
    ask = f"ASK {{ <{ID}event/winter-clinic> ckg:eventDate|^rdf:subject ?any }}"
    for names, answer in (
        ([], True),
        (["document/june-txt"], True),
        (["document/may-txt"], False),
        (["x"], False),
    ):
        params: Any = [("query", ask), *(("default-graph-uri", f"{ID}{name}") for name in names)]
        assert client.get("/sparql", params=params).json()["boolean"] is answer
    named: Any = [("query", "ASK { GRAPH ?g { ?s ?p ?o } }"), ("named-graph-uri", f"{ID}document/june-txt")]
    assert client.get("/sparql", params=named).json()["boolean"] is True
    named[0] = ("query", "ASK { ?s ?p ?o }")
    assert client.get("/sparql", params=named).json()["boolean"] is False


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        (
            "SELECT ?s WHERE {\n ?s ?p )\n}",
            400,
            "line 3, column 1: the query is no SPARQL here or just before",
        ),
        ("", 400, "the query is empty"),
        (
            "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            400,
            "the query asks another server (SERVICE)",
        ),
        ("DROP ALL", 400, "a query only reads, and DROP changes the graph"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, 503, "the query is nested too deeply"),
        ("ASK { ?s ?p '" + "x" * 1_000_001 + "' }", 413, "a query may have 1,000,000 characters at most"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(
    client: TestClient, query: str, status: int, message: str
) -> None:
    response = client.post("/sparql", content=query, headers=DIRECT)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert message in told["detail"]
    assert told["status"] == status
    assert (told.get("line"), told.get("column")) == (
        (3, 1) if ")" in query and status == 400 and "\n" in query else (None, None)
    )


def test_an_answer_is_whole_or_it_is_said(client: TestClient) -> None:
    """Sixty rows are the most that this server gives."""
    everything = "SELECT * WHERE { ?s ?p ?o }"
    refused = client.get("/sparql", params={"query": everything})
    assert refused.status_code == 400
    assert refused.json()["detail"].startswith("the answer has more than 60 rows; add LIMIT")
    content = client.get("/sparql", params={"query": everything, "rows": 7})
    assert len(content.json()["results"]["bindings"]) == 7
    assert content.headers[endpoint.TRUNCATED] == "true"
    assert (
        len(client.get("/sparql", params={"query": everything, "rows": 700}).json()["results"]["bindings"])
        == 60
    )
    whole = client.get("/sparql", params={"query": f"{everything} LIMIT 7", "rows": 7})
    assert endpoint.TRUNCATED not in whole.headers


def test_a_query_ends_at_its_deadline(current: Current) -> None:
    client = TestClient(make_app(current, Limits(timeout=0.5)), base_url="http://127.0.0.1")
    response = client.post("/sparql", content=ENDLESS, headers=DIRECT)
    assert response.status_code == 503
    assert "ran longer than 0.5 s" in response.json()["detail"]


def test_too_many_queries_are_asked_to_come_again(current: Current, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_RUNNING", 1)
    monkeypatch.setattr(endpoint, "_WAITING", 1)
    client = TestClient(make_app(current, Limits(timeout=4)), base_url="http://127.0.0.1")
    statuses: list[tuple[int, str]] = []

    def ask() -> None:
        response = client.post("/sparql", content=ENDLESS, headers=DIRECT)
        statuses.append((response.status_code, response.headers.get("retry-after", "")))

    with client:
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
            time.sleep(0.3)
        for thread in threads:
            thread.join()
    assert sorted(statuses) == [(503, ""), (503, ""), (503, "1"), (503, "1")]


def test_the_endpoint_describes_itself(client: TestClient) -> None:
    response = client.get("/sparql", headers={"accept": "text/turtle"})
    found = rdflib.Graph().parse(data=response.content, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (address,) = found.subjects(rdflib.RDF.type, sd.Service)
    assert str(address) == "http://127.0.0.1:8765/sparql"
    assert (address, sd.endpoint, address) in found
    assert (address, sd.supportedLanguage, sd.SPARQL11Query) in found
    assert len(list(found.objects(address, sd.resultFormat))) == 8
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 406


def test_a_query_that_passes_the_check_stays_in_its_worker(client: TestClient, graph: Path) -> None:
    before = {path: path.read_bytes() for path in graph.rglob("*") if path.is_file()}
    secret: Any = client.get("/sparql", params={"query": "ASK FROM <file:///etc/passwd> { ?s ?p ?o }"})
    assert secret.json()["boolean"] is False
    assert {path: path.read_bytes() for path in graph.rglob("*") if path.is_file()} == before
