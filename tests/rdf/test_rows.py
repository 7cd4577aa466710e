from __future__ import annotations

import dataclasses
import json

import pytest

from cyberkg.errors import CyberkgError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge
from cyberkg.rdf.rows import entity_rows, fact_rows


def test_a_fact_row_has_the_fields_of_the_contract(sample: Knowledge) -> None:
    text = sample.documents[0].text
    assert fact_rows(sample) == [
        {
            "document": "issue-7.txt",
            "subject": "Harbour Forum",
            "subject_type": "Event",
            "subject_id": f"{DEFAULT_BASE}event/harbour-forum",
            "predicate": "eventDate",
            "object": "2024-05-03",
            "object_type": "date",
            "object_id": None,
            "qualifier": None,
            "status": "asserted",
            "quote": text,
            "start": 0,
            "end": 72,
            "confidence": 1.0,
        },
        {
            "document": "issue-7.txt",
            "subject": "Ada Tan",
            "subject_type": "Person",
            "subject_id": f"{DEFAULT_BASE}person/ada-tan",
            "predicate": "spokeAt",
            "object": "Harbour Forum",
            "object_type": "Event",
            "object_id": f"{DEFAULT_BASE}event/harbour-forum",
            "qualifier": "keynote",
            "status": "asserted",
            "quote": text,
            "start": 0,
            "end": 72,
            "confidence": 0.93,
        },
    ]


def test_an_entity_row_has_the_fields_of_the_contract(sample: Knowledge) -> None:
    assert entity_rows(sample)[2] == {
        "id": f"{DEFAULT_BASE}person/ada-tan",
        "type": "Person",
        "label": "Ada Tan",
        "aliases": ["Ms Ada Tan"],
        "documents": ["issue-7.txt"],
    }


def test_rows_are_sorted_and_ready_for_json(sample: Knowledge) -> None:
    shuffled = dataclasses.replace(sample, facts=sample.facts[::-1], entities=sample.entities[::-1])
    assert fact_rows(shuffled) == fact_rows(sample)
    assert entity_rows(shuffled) == entity_rows(sample)
    assert json.loads(json.dumps(fact_rows(sample))) == fact_rows(sample)
    assert json.loads(json.dumps(entity_rows(sample))) == entity_rows(sample)


def test_a_fact_about_nothing_known_is_refused(sample: Knowledge) -> None:
    with pytest.raises(CyberkgError, match="ada-tan: a fact speaks of something that is no entity"):
        fact_rows(dataclasses.replace(sample, entities=sample.entities[:2]))
