"""A value given to a query stays a value, whatever it is made of."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.errors import UsageError
from cyberkg.query.engine import run
from cyberkg.query.results import Table, Term
from cyberkg.query.slots import fill, write_term

QUERY = "SELECT ?p {\n  VALUES ?name { UNDEF }  # VALUES ?name { UNDEF }\n  ?p skos:prefLabel ?name }"
VALID = st.text(st.characters(exclude_categories=["Cs"]))


def read_object(term: str) -> object:
    (quad,) = ox.parse(f"<a:s> <a:p> {term} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    return quad.object


@given(VALID)
def test_any_text_is_written_as_the_literal_it_is(text: str) -> None:
    assert read_object(write_term(Term(text))) == ox.Literal(text)


@given(VALID)
def test_any_text_stays_within_an_iri(text: str) -> None:
    assert isinstance(read_object(write_term(Term(f"https://example.org/{text}", "iri"))), ox.NamedNode)


def test_half_a_surrogate_pair_is_written_as_a_question_mark() -> None:
    assert write_term(Term("a\ud800b")) == '"a?b"'


def test_types_and_languages_are_kept() -> None:
    assert write_term(Term("1", datatype="http://www.w3.org/2001/XMLSchema#integer")) == (
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    )
    assert write_term(Term("Wien", language="de")) == '"Wien"@de'


@pytest.mark.parametrize(
    "term", [Term("x", "blank"), Term("x", "triple"), Term("x", language='de> . "'), Term("x", "iri")]
)
def test_what_cannot_be_a_parameter_is_refused(term: Term) -> None:
    with pytest.raises(UsageError):
        write_term(term)


def test_a_slot_takes_values_and_keeps_its_line() -> None:
    filled = fill(QUERY, {"name": [Term("Ada Tan"), Term("x")]})
    assert filled == QUERY.replace("UNDEF", '"Ada Tan" "x"', 1)


def test_a_slot_without_values_goes() -> None:
    assert fill(QUERY, {}) == fill(QUERY, {"name": ()}) == QUERY.replace("VALUES ?name { UNDEF }", "", 1)


def test_a_parameter_without_a_slot_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        fill("SELECT * { ?person ?p 'VALUES ?person { UNDEF }' }", {"person": [Term("x")]})
    assert str(caught.value) == (
        "the query has no place for the parameter person; write VALUES ?person { UNDEF } where it belongs"
    )


ONLY = """SELECT * {
  # only with: name, person
  { ?person ?p ?name }
  # end
  VALUES ?name { UNDEF } VALUES ?person { UNDEF } VALUES ?p { UNDEF }
}"""


def test_lines_that_serve_a_parameter_go_where_it_is_not_given() -> None:
    filled = fill(ONLY, {"p": [Term("a:p", "iri")], "name": ()})
    assert filled.splitlines()[:4] == ["SELECT * {", "", "", ""]
    assert "<a:p>" in filled.splitlines()[4]


@pytest.mark.parametrize("name", ["name", "person"])
def test_lines_that_serve_a_parameter_stay_where_one_of_theirs_is_given(name: str) -> None:
    assert fill(ONLY, {name: [Term("x")]}).splitlines()[2] == "  { ?person ?p ?name }"


@pytest.mark.parametrize(
    "name", ['Alice" } UNION { ?p ?o ?name', "x\\", "'; DROP ALL", "?name", "> <", "\\u0022 } UNION {"]
)
def test_a_hostile_value_finds_nobody(store: Path, name: str) -> None:
    table = run(store, QUERY, bindings={"name": [Term(name), Term(f"a:{name}", "iri")]})
    assert table == Table(("p",), ())


def test_a_value_finds_its_like(store: Path) -> None:
    for name in ("Ada Tan", 'two\nlines, a "quote"\tand a tab', "\x1b[31mRed\x1b[0m\u202etfel"):
        table = run(store, QUERY, bindings={"name": [Term(name)]})
        assert isinstance(table, Table)
        assert len(table.rows) == 1
    everybody = run(store, QUERY)
    assert isinstance(everybody, Table)
    assert len(everybody.rows) == 7
