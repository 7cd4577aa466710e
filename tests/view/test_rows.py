from __future__ import annotations

import copy
import json
from collections import Counter
from dataclasses import replace

import pytest

from cyberkg.model import Document, Entity, Evidence, Iri, Knowledge, Literal
from cyberkg.terms import EntityType, LiteralKind, Status
from cyberkg.view import Part, Wish, page_data, project
from cyberkg.view import rows as page_rows
from cyberkg.view.rows import PageData


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


def test_a_page_that_would_weigh_too_much_for_a_mail_leaves_the_worst_connected_out(
    sample: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = project(sample)
    whole = page_data(graph)
    for share in (0.7, 0.4):
        limit = int(weigh(whole) * share)
        monkeypatch.setattr(page_rows, "MOST_BYTES", limit)
        found = page_data(graph)
        assert limit / 2 < weigh(found) < 1.1 * limit
        assert found["leftOut"]["nodes"] == len(whole["nodes"]) - len(found["nodes"]) > 0
    links = Counter(end for edge in whole["edges"] for end in (edge["from"], edge["to"]))
    shown = {node["iri"] for node in found["nodes"]}
    kept = [links[node["id"]] for node in whole["nodes"] if node["iri"] in shown]
    left = [links[node["id"]] for node in whole["nodes"] if node["iri"] not in shown]
    assert sum(kept) / len(kept) > sum(left) / len(left)


def test_what_many_briefings_name_weighs_as_much_as_they_do(
    sample: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = tuple(Document(f"{n}.txt", "Zembla", title=f"Number {n}") for n in range(300))
    names = tuple(document.name for document in more)
    country = Entity(
        Iri("https://w3id.org/cyberkg/id/place/zembla"), EntityType.PLACE, "Zembla", documents=names
    )
    whole = replace(sample, documents=sample.documents + more, entities=(*sample.entities, country))
    limit = int(weigh(page_data(project(sample))) * 1.1) + 4000
    monkeypatch.setattr(page_rows, "MOST_BYTES", limit)
    found = page_data(project(whole))
    assert weigh(found) < limit
    assert found["leftOut"]["nodes"] == 1


def test_what_a_page_is_about_is_on_it_whatever_it_weighs(
    sample: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = project(sample)
    focus = tuple(sorted(graph))[-2:]
    monkeypatch.setattr(page_rows, "MOST_BYTES", 1)
    found = page_data(graph, wish=Wish(Part(focus=focus, hops=2)))
    assert {found["base"] + node["iri"] for node in found["nodes"]} == set(focus)


def weigh(content: PageData) -> int:
    """Bytes of the rows of the page: all but what is the same on every page, and where things are placed."""
    told = (content["nodes"], content["edges"], content["sentences"], content["documents"])
    return len(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def test_the_base_is_what_most_iris_share(sample: Knowledge) -> None:
    rows = page_data(project(sample))
    assert rows["base"] == "https://w3id.org/cyberkg/id/"
    assert {rows["base"] + node["iri"] for node in rows["nodes"]} == {e.iri for e in sample.entities}


def test_nothing_known_gives_no_rows() -> None:
    rows = page_data(project(Knowledge()))
    assert rows["nodes"] == rows["edges"] == rows["types"] == []
