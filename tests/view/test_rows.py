from __future__ import annotations

import copy
from dataclasses import replace

from cyberkg.model import Evidence, Knowledge, Literal
from cyberkg.terms import LiteralKind, Status
from cyberkg.view import page_data, project


def test_the_graph_is_not_touched(sample: Knowledge) -> None:
    graph = project(sample)
    before = copy.deepcopy(graph)
    page_data(graph)
    assert list(graph.nodes(data=True)) == list(before.nodes(data=True))
    assert list(graph.edges(keys=True, data=True)) == list(before.edges(keys=True, data=True))


def test_the_same_fact_in_two_documents_is_one_line_with_two_sentences(sample: Knowledge) -> None:
    fact = next(fact for fact in sample.facts if fact.predicate == "spokeAt")
    again = replace(fact, evidence=Evidence("other.txt", 0, 9, "So it is."))
    rows = page_data(project(replace(sample, facts=(fact, again))))
    assert len(rows["edges"]) == 1
    quotes = {rows["sentences"][number][3] for number, _, _ in rows["edges"][0]["evidence"]}
    assert quotes == {fact.evidence.quote, "So it is."}


def test_facts_of_another_status_or_qualifier_are_lines_of_their_own(sample: Knowledge) -> None:
    fact = next(fact for fact in sample.facts if fact.predicate == "spokeAt")
    facts = (fact, replace(fact, status=Status.DENIED), replace(fact, qualifier="keynote"))
    assert len(page_data(project(replace(sample, facts=facts)))["edges"]) == 3


def test_a_sentence_that_says_many_facts_is_there_once(sample: Knowledge) -> None:
    rows = page_data(project(sample))
    sentences = [tuple(sentence) for sentence in rows["sentences"]]
    assert len(sentences) == len(set(sentences)) < len(sample.facts)


def test_an_event_has_the_days_of_its_dates_but_not_of_denied_ones(sample: Knowledge) -> None:
    dated = next(fact for fact in sample.facts if fact.predicate == "eventDate")
    denied = replace(dated, object=Literal("2031", LiteralKind.DATE), status=Status.DENIED)
    rows = page_data(project(replace(sample, facts=(dated, denied))))
    whens = [node["when"] for node in rows["nodes"] if "when" in node]
    assert whens == [["2023-09-13", "2023-09-14"]]


def test_of_too_many_nodes_the_best_connected_stay_and_the_rest_is_counted(sample: Knowledge) -> None:
    graph = project(sample)
    rows = page_data(graph, most=20)
    assert len(rows["nodes"]) == 20
    assert "National Cyber Dialogue 2024" in {node["label"] for node in rows["nodes"]}
    assert rows["leftOut"]["nodes"] == graph.number_of_nodes() - 20
    assert len(rows["edges"]) + rows["leftOut"]["links"] == len(page_data(graph)["edges"])


def test_the_base_is_what_most_iris_share(sample: Knowledge) -> None:
    rows = page_data(project(sample))
    assert rows["base"] == "https://w3id.org/cyberkg/id/"
    assert {rows["base"] + node["iri"] for node in rows["nodes"]} == {e.iri for e in sample.entities}


def test_nothing_known_gives_no_rows() -> None:
    rows = page_data(project(Knowledge()))
    assert rows["nodes"] == rows["edges"] == rows["types"] == []
