"""Rows of the contract become values, document by document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cyberkg.evaluate.found import find_by_document
from cyberkg.terms import Status

MakeRows = Callable[..., list[dict[str, Any]]]


def test_rows_are_sorted_by_the_file_name_of_their_document(make_rows: MakeRows) -> None:
    rows = [*make_rows("doe attended forum"), *make_rows("roe attended forum", document="folder/b.txt")]
    assert sorted(find_by_document(rows, [])) == ["a.txt", "b.txt"]


def test_a_row_keeps_what_it_says(make_rows: MakeRows) -> None:
    found = find_by_document(make_rows("? doe holdsPost office =Head"), [])["a.txt"]
    fact = found.facts[0]
    assert (fact.subject, fact.object, fact.title, fact.is_value) == ("id:doe", "id:office", "Head", False)
    assert (fact.status, fact.confidence, fact.start, fact.end) == (Status.PLANNED, 0.8, 0, 1)
    assert found.labels == {"id:doe": "Jane Doe", "id:office": "Digital Office"}
    assert found.types == {"id:doe": "Person", "id:office": "Organisation"}


def test_a_value_is_no_entity(make_rows: MakeRows) -> None:
    found = find_by_document(make_rows("forum eventDate =2024"), [])["a.txt"]
    assert found.facts[0].is_value
    assert set(found.names) == {"id:forum"}


def test_names_are_those_of_rows_and_entities(make_rows: MakeRows) -> None:
    entity = {"id": "id:doe", "type": "Person", "label": "J. Doe", "aliases": ["Doe"], "documents": []}
    found = find_by_document(make_rows("doe attended forum"), [entity])["a.txt"]
    assert found.names["id:doe"] == {"Jane Doe", "J. Doe", "Doe"}


def test_predicates_outside_the_contract_are_left_out(make_rows: MakeRows) -> None:
    assert find_by_document(make_rows("doe met roe"), []) == {}


def test_status_and_confidence_may_be_missing(make_rows: MakeRows) -> None:
    rows = make_rows("doe attended forum")
    for name in ("status", "confidence", "qualifier", "quote", "start", "end"):
        del rows[0][name]
    fact = find_by_document(rows, [])["a.txt"].facts[0]
    assert (fact.status, fact.confidence, fact.title, fact.quote) == (Status.ASSERTED, None, "", "")
