from __future__ import annotations

from dataclasses import replace

import pytest

from cyberkg.errors import UsageError
from cyberkg.model import Knowledge, Literal
from cyberkg.terms import EntityType, LiteralKind
from cyberkg.view import Part, Wish, page_data, project
from cyberkg.view.part import part_of


def iri(sample: Knowledge, label: str) -> str:
    return next(entity.iri for entity in sample.entities if entity.label == label)


def labels(sample: Knowledge, part: Part) -> set[str]:
    graph = part_of(project(sample), part)
    return {label for _, label in graph.nodes(data="label")}


def test_one_step_around_a_thing_is_what_it_is_linked_with(sample: Knowledge) -> None:
    found = labels(sample, Part((iri(sample, "Otis Greer"),)))
    assert found == {"Otis Greer", "Northgate Water", "Water and Power Tabletop"}


def test_more_steps_lead_further_and_keep_all_links_between(sample: Knowledge) -> None:
    centre = (iri(sample, "Otis Greer"),)
    one, two = (part_of(project(sample), Part(centre, hops)) for hops in (1, 2))
    assert set(one) < set(two)
    whole = project(sample)
    assert set(two.edges(keys=True)) == {
        edge for edge in whole.edges(keys=True) if edge[0] in two and edge[1] in two
    }
    assert "National Response Centre" in {label for _, label in two.nodes(data="label")}


def test_types_are_kept_and_so_is_the_middle(sample: Knowledge) -> None:
    centre = (iri(sample, "Health Data Clinic"),)
    found = part_of(project(sample), Part(centre, types=frozenset({EntityType.PERSON})))
    assert {kind for node, kind in found.nodes(data="type") if node not in centre} == {"Person"}
    assert set(centre) < set(found)


def test_a_stretch_of_time_has_its_events_and_incidents_and_whom_they_concern(sample: Knowledge) -> None:
    graph = part_of(project(sample), Part(start="2024-01", end="2024-02"))
    named = {kind: set() for kind in EntityType}  # type: dict[str, set[str]]
    for _, node in graph.nodes(data=True):
        named[node["type"]].add(node["label"])
    assert named[EntityType.EVENT] == {"Reverse Engineering Workshop", "Water and Power Tabletop"}
    assert named[EntityType.INCIDENT] == {
        "Denial of service on Meridian Port Authority",
        "Leak at Northgate Water",
    }
    assert "Otis Greer" in named[EntityType.PERSON]
    assert "Ines Duarte" not in named[EntityType.PERSON]
    posts = {(graph.nodes[a]["label"], fact["qualifier"]) for a, _, fact in graph.edges(data=True)}
    assert ("Otis Greer", "Plant Engineer") in posts  # undated, between two that are there


def test_the_ends_of_a_stretch_of_time_belong_to_it_and_may_be_open(sample: Knowledge) -> None:
    events = {"Maritime Security Roundtable", "Harbour Cyber Resilience Forum 2024"}
    assert labels(sample, Part(end="2023-02-21")) >= {"Maritime Security Roundtable"}
    assert not labels(sample, Part(end="2023-02-20")) & events
    assert labels(sample, Part(start="2024-09-30")) & events == {"Harbour Cyber Resilience Forum 2024"}


@pytest.mark.parametrize(
    ("part", "what"),
    [
        (Part(start="2023-13"), "no date"),
        (Part(start="yesterday"), "no date"),
        (Part(end="2023/2024"), "no date"),
        (Part(start="2024", end="2023-12"), "is none"),
        (Part(start="2099"), "nothing in this graph"),
    ],
)
def test_what_means_nothing_is_refused_in_words(sample: Knowledge, part: Part, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        part_of(project(sample), part)


def test_a_year_that_no_calendar_has_hides_nothing(sample: Knowledge) -> None:
    dated = next(fact for fact in sample.facts if fact.predicate == "eventDate")
    odd = replace(dated, object=Literal("9999-12", LiteralKind.DATE))
    knowledge = replace(sample, facts=(*sample.facts, odd))
    assert labels(knowledge, Part(start="9999"))


def test_rows_tell_the_part_what_is_left_out_and_where_to_open(sample: Knowledge) -> None:
    centre = iri(sample, "Otis Greer")
    part = Part((centre,), 2, frozenset({EntityType.PERSON, EntityType.EVENT}), "2023", "")
    rows = page_data(project(sample), wish=Wish(part))
    assert rows["part"] == "around Otis Greer, 2 steps; people and events; from 2023"
    assert rows["opening"] == "node=person/otis-greer&hops=2"
    whole = page_data(project(sample))
    assert rows["leftOut"] == {
        "nodes": len(whole["nodes"]) - len(rows["nodes"]),
        "links": len(whole["edges"]) - len(rows["edges"]),
    }
    assert whole["part"] == whole["opening"] == ""
    assert whole["leftOut"] == {"nodes": 0, "links": 0}


def test_the_graph_is_not_touched(sample: Knowledge) -> None:
    graph = project(sample)
    before = (list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True)))
    part_of(graph, Part((iri(sample, "Otis Greer"),), 3)).clear()
    assert (list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))) == before
