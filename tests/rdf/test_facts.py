from __future__ import annotations

import dataclasses

import pytest

from cyberkg.errors import DamagedError
from cyberkg.model import Knowledge, Span
from cyberkg.rdf import vocab
from cyberkg.rdf.encode import encode
from cyberkg.rdf.facts import Facts, read_span
from cyberkg.rdf.graph import Graph, Node


def test_facts_are_read_from_their_claims(sample: Knowledge) -> None:
    graph = Graph(encode(sample))
    facts = Facts(graph)
    assert {facts.read(claim) for claim in graph.of_type(vocab.CLAIM)} == set(sample.facts)


def test_facts_of_one_sentence_share_it(sample: Knowledge) -> None:
    fact = sample.facts[0]
    denied = dataclasses.replace(fact, qualifier="said to be so")
    graph = Graph(encode(dataclasses.replace(sample, facts=(fact, denied))))
    facts = Facts(graph)
    one, two = (facts.read(claim) for claim in graph.of_type(vocab.CLAIM))
    assert one.evidence is two.evidence
    assert one.reader is two.reader


def test_a_sentence_is_read_anew_for_another_briefing(sample: Knowledge) -> None:
    graph = Graph(encode(sample))
    facts = Facts(graph)
    claim = graph.of_type(vocab.CLAIM)[0]
    assert facts.read(claim).evidence.document == sample.documents[0].name
    claim.values[vocab.PROV_WAS_QUOTED_FROM] = "http://x/other"
    with pytest.raises(DamagedError, match="http://x/other has no"):
        facts.read(claim)


def test_a_place_runs_forward() -> None:
    place = Node("http://x/a;position", {vocab.OA_START: "3", vocab.OA_END: "5"})
    assert read_span("http://x/a", place) == Span(3, 5)
    place.values[vocab.OA_END] = "2"
    with pytest.raises(DamagedError, match="http://x/a runs from 3 to 2"):
        read_span("http://x/a", place)
