"""Which format a client gets, by what it says that it likes."""

from __future__ import annotations

import pytest

from cyberkg.serve.media import DESCRIPTIONS, GRAPHS, TABLES, choose, find

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "html"),
        ("*/*", "html"),
        (CHROME, "html"),
        ("text/turtle", "ttl"),
        ("TEXT/Turtle;q=1", "ttl"),
        ("application/ld+json, text/html;q=0.5", "jsonld"),
        ("text/html;q=0.1, application/n-triples", "nt"),
        ("application/rdf+xml;q=0.9, */*;q=0.1", "rdf"),
        ("application/*", "jsonld"),
        ("text/html;q=0, */*", "ttl"),
        ("text/html;q=x, text/turtle;q=0.2", "ttl"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("nonsense", None),
    ],
)
def test_the_best_liked_of_descriptions(accept: str, name: str | None) -> None:
    found = choose(accept, DESCRIPTIONS)
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("*/*", "json", "ttl"),
        ("application/sparql-results+xml", "xml", None),
        ("application/xml", "xml", "rdf"),
        ("application/json", "json", "jsonld"),
        ("text/csv;q=0.3, text/tab-separated-values;q=0.4", "tsv", None),
        ("text/turtle, application/sparql-results+json", "json", "ttl"),
    ],
)
def test_the_best_liked_of_answers(accept: str, table: str | None, graph: str | None) -> None:
    found = choose(accept, TABLES), choose(accept, GRAPHS)
    assert tuple(each and each.name for each in found) == (table, graph)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("TTL", "ttl"), ("turtle", "ttl"), ("json", "jsonld"), ("text/html", "html"), ("pdf", None)],
)
def test_a_format_by_any_of_its_names(name: str, wanted: str | None) -> None:
    found = find(name, DESCRIPTIONS)
    assert (found and found.name) == wanted
