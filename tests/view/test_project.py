from __future__ import annotations

import copy
import random
from dataclasses import replace

import pytest

from cyberkg.errors import DamagedError
from cyberkg.model import Iri, Knowledge, Literal
from cyberkg.view import project


def test_every_entity_is_a_node_and_every_fact_is_kept(sample: Knowledge) -> None:
    graph = project(sample)
    literals = [fact for fact in sample.facts if isinstance(fact.object, Literal)]
    assert set(graph) == {entity.iri for entity in sample.entities}
    assert graph.number_of_edges() == len(sample.facts) - len(literals)
    assert sum(len(facts) for _, facts in graph.nodes(data="facts")) == len(literals)


def test_parallel_edges_are_kept(sample: Knowledge) -> None:
    graph = project(sample)
    ada = next(e.iri for e in sample.entities if e.label == "Ada Lorne")
    dialogue = next(e.iri for e in sample.entities if e.label == "National Cyber Dialogue 2024")
    said = graph.get_edge_data(ada, dialogue)
    assert sorted(fact["predicate"] for fact in said.values()) == ["attended", "spokeAt"]


def test_edges_carry_their_evidence(sample: Knowledge) -> None:
    texts = {document.name: document.text for document in sample.documents}
    for _, _, fact in project(sample).edges(data=True):
        assert texts[fact["document"]][fact["start"] : fact["end"]] == fact["quote"]
        assert 0 < fact["confidence"] <= 1


def test_knowledge_is_not_touched(sample: Knowledge) -> None:
    before = copy.deepcopy(sample)
    graph = project(sample)
    graph.clear()
    assert sample == before


def test_the_order_of_facts_makes_no_difference(sample: Knowledge) -> None:
    facts, entities = list(sample.facts), list(sample.entities)
    random.Random(1).shuffle(facts)
    random.Random(2).shuffle(entities)
    shuffled = project(replace(sample, facts=tuple(facts), entities=tuple(entities)))
    graph = project(sample)
    assert list(shuffled.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(shuffled.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_a_fact_about_an_unknown_entity_is_refused(sample: Knowledge) -> None:
    lost = replace(sample.facts[0], object=Iri("https://example.org/event/nowhere"))
    with pytest.raises(DamagedError, match="nowhere: a fact speaks of an entity"):
        project(replace(sample, facts=(lost,)))
