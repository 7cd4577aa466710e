"""A query made ready for a server that knows none of our prefixes."""

from __future__ import annotations

import pytest

from cyberkg.query.distant import declare

PREFIXES = {"ckg": "http://x/", "skos": "http://y/"}


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("ASK { ?s ?p ?o }", "ASK { ?s ?p ?o }"),
        (
            "ASK { ?s a ckg:A ; skos:b ?o }",
            "PREFIX ckg: <http://x/> PREFIX skos: <http://y/> ASK { ?s a ckg:A ; skos:b ?o }",
        ),
        ("PREFIX ckg: <http://own/>\nASK { ?s a ckg:A }", "PREFIX ckg: <http://own/>\nASK { ?s a ckg:A }"),
        ("ASK { ?s ?p 'ckg:A' } # skos:b", "ASK { ?s ?p 'ckg:A' } # skos:b"),
        ("ASK { ?s a other:A }", "ASK { ?s a other:A }"),
        ("ASK { <a> ?p <b> }", "BASE <http://z/> ASK { <a> ?p <b> }"),
        ("BASE <http://own/> ASK { <a> ?p ?o }", "BASE <http://own/> ASK { <a> ?p ?o }"),
    ],
)
def test_what_a_query_needs_is_declared_on_its_first_line(asked: str, sent: str) -> None:
    assert declare(asked, PREFIXES, "http://z/") == sent
