from __future__ import annotations

from dataclasses import replace

from cyberkg.model import Knowledge
from cyberkg.terms import EntityType, Status
from cyberkg.view import page_data, project
from cyberkg.view.ties import CROWD, VIEWS, strongest, ties_of


def found(knowledge: Knowledge, view: str) -> dict[frozenset[str], int]:
    rows = page_data(project(knowledge))
    ties = ties_of(VIEWS[view], rows["nodes"], rows["edges"])
    name = [node["label"] for node in rows["nodes"]]
    return {frozenset((name[a], name[b])): weight for (a, b), weight in ties.items()}


def test_people_are_tied_by_the_events_both_were_at(sample: Knowledge) -> None:
    ties = found(sample, "encounters")
    assert ties[frozenset({"Ada Lorne", "Rosa Bianchi"})] == 6
    assert frozenset({"Otis Greer", "Esme Harcourt"}) not in ties


def test_who_is_denied_to_have_been_there_met_nobody_there(sample: Knowledge) -> None:
    both = frozenset({"Vera Kowalski", "Grace Imani"})
    assert found(sample, "encounters")[both] == 1
    came = tuple(replace(fact, status=Status.ASSERTED) for fact in sample.facts)
    assert found(replace(sample, facts=came), "encounters")[both] == 2


def test_who_only_organised_or_supported_was_not_seen_there(sample: Knowledge) -> None:
    facts = tuple(
        replace(fact, predicate="organised" if fact.predicate == "attended" else fact.predicate)
        for fact in sample.facts
        if fact.predicate != "spokeAt"
    )
    assert found(replace(sample, facts=facts), "encounters") == {}


def test_organisations_are_tied_by_people_of_both(sample: Knowledge) -> None:
    post = next(f for f in sample.facts if f.predicate == "holdsPost")
    other = next(e for e in sample.entities if e.type == EntityType.ORGANISATION and e.iri != post.object)
    both = replace(sample, facts=(*sample.facts, replace(post, object=other.iri)))
    assert found(sample, "organisations") == {}
    [(pair, weight)] = found(both, "organisations").items()
    assert other.label in pair
    assert weight == 1


def test_a_crowd_ties_nobody() -> None:
    nodes = [{"id": 0, "type": "Event"}, *({"id": i, "type": "Person"} for i in range(1, CROWD + 2))]
    edges = [{"from": i, "to": 0, "predicate": "attended", "status": "asserted"} for i in range(1, CROWD + 2)]
    assert ties_of(VIEWS["encounters"], nodes, edges) == {}
    assert len(ties_of(VIEWS["encounters"], nodes, edges[1:])) == CROWD * (CROWD - 1) // 2


def test_the_strongest_ties_of_each_are_kept() -> None:
    assert strongest({(0, 1): 3, (0, 2): 1, (1, 2): 2}, 1) == [(0, 1), (1, 2)]


def test_nobody_is_in_a_view_who_is_not_tied(sample: Knowledge) -> None:
    rows = page_data(project(sample))
    view = next(each for each in rows["placing"]["views"] if each["name"] == "encounters")
    tied = {node for pair in ties_of(VIEWS["encounters"], rows["nodes"], rows["edges"]) for node in pair}
    assert {node for node, *_ in view["at"]} == tied
    assert len({(x, y) for _, x, y, _ in view["at"]}) == len(tied)
