"""The check of a text knows a keyword from a name."""

from __future__ import annotations

import time

import pytest

from cyberkg.errors import NetworkError, UsageError
from cyberkg.query.guard import check
from cyberkg.query.lexer import tokens


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service ?load { ?service ?load $service }",
        "SELECT * { ?s <https://a.test/SERVICE> 'SERVICE <x>' } # SERVICE <x>",
        'SELECT * { ?s a:service service:x , """ SERVICE " <x> """ , "a"@service }',
        "SELECT (1 < 2 AS ?drop) { ?s ?p 'it\\'s SERVICE' }",
        "PREFIX insert: <https://a.test/> SELECT * { ?s insert:data ?o }",
        "BASE <https://a.test/load> ASK { ?s ?p 'DROP ALL' }",
    ],
)
def test_names_comments_and_strings_are_no_keywords(sparql: str) -> None:
    check(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { \\u0053ERVICE <https://a.test/> { ?s ?p ?o } }",
        "SELECT * { 'a' SERVICE <https://a.test/> {} }",
        "SELECT * { ?s ?p ?o}SERVICE<https://a.test/>{}",
    ],
)
def test_a_keyword_is_found_in_any_dress(sparql: str) -> None:
    with pytest.raises(NetworkError):
        check(sparql)


@pytest.mark.parametrize("sparql", ["", " \n# only a comment"])
def test_a_query_without_words_is_empty(sparql: str) -> None:
    with pytest.raises(UsageError, match="the query is empty"):
        check(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "'" * 200_001,
        '"' * 200_001,
        "<" * 200_001,
        "\\u" * 99_999,
        "#" * 200_001,
        "a-" * 99_999,
        "a." * 99_999,
    ],
)
def test_words_are_found_in_linear_time(sparql: str) -> None:
    began = time.process_time()
    assert sum(1 for _ in tokens(sparql)) <= len(sparql)
    assert time.process_time() - began < 5
