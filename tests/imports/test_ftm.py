"""FollowTheMoney entities, a JSON object a line: what maps comes out as facts, the rest is counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.terms import Marking

Load = Callable[[str, "str | bytes"], Any]


def entity(id_: str, schema: str, **properties: Any) -> dict[str, Any]:
    told = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": id_, "schema": schema, "properties": told}


ADA = entity("Q11", "Person", name="Ada Tan", alias=["A. Tan"])
BANK = entity("c1", "Company", name="Orchid Bank", leiCode="5493001KJTIIGC8Y1R12", wikidataId="Q77")
CARDS = entity("c2", "Company", name="Orchid Cards")
BODY = entity("o1", "PublicBody", name="Harbour Authority")


def lines(*entities: dict[str, Any]) -> str:
    return "\n".join(json.dumps(one) for one in entities)


@pytest.mark.parametrize(
    ("link", "fact"),
    [
        (entity("l", "Employment", employee="Q11", employer="c1"), "Ada Tan affiliatedWith Orchid Bank"),
        (entity("l", "Employment", employee="Q11", employer="c1", role="CRO"), "Ada Tan holdsPost Orchid Bank (CRO)"),
        (entity("l", "Directorship", director="Q11", organization="c1"), "Ada Tan holdsPost Orchid Bank (director)"),
        (entity("l", "Post", holder="Q11", organization="o1", role="Chair"), "Ada Tan holdsPost Harbour Authority (Chair)"),
        (entity("l", "Membership", member="Q11", organization="o1", role="Member"), "Ada Tan affiliatedWith Harbour Authority"),
        (entity("l", "Membership", member="c1", organization="o1"), "Orchid Bank memberOf Harbour Authority"),
        (entity("l", "Ownership", owner="c1", asset="c2", percentage="75%"), "Orchid Cards partOf Orchid Bank"),
        (entity("l", "UnknownLink", subject="c1", object="o1", role="part of"), "Orchid Bank partOf Harbour Authority"),
        (entity("l", "Employment", employee="Q11", employer="c1", status="denied"), "Ada Tan affiliatedWith Orchid Bank (denied)"),
        (entity("l", "Company", name="Orchid Life", parent="c1"), "Orchid Life partOf Orchid Bank"),
    ],
)  # fmt: skip
def test_links_are_facts(load: Load, link: dict[str, Any], fact: str) -> None:
    assert load("x.ftm.json", lines(ADA, BANK, CARDS, BODY, link)).facts() == {fact}


def test_an_occupancy_is_a_post_in_the_organisation_of_its_position(load: Load) -> None:
    post = entity("p", "Position", name="Chair", organization="o1")
    holding = entity("h", "Occupancy", holder="Q11", post=post, startDate="2020", status="ended")
    found = load("x.json", lines(ADA, BODY, holding))
    assert found.facts() == {"Ada Tan holdsPost Harbour Authority (Chair)"}
    assert found.left == {"dates of Occupancy": 1}


def test_an_event_with_those_who_were_there(load: Load) -> None:
    event = entity(
        "e", "Event", name="Harbour Forum", startDate="2024-05-03T10:00:00", endDate="2024-05-05", location="Singapore",
        addressEntity=entity("a", "Address", full="Harbour Hall"), organizer="o1", involved=["Q11", "c1"], summary="Nice.",
    )  # fmt: skip
    speech = entity("l", "UnknownLink", subject="Q11", object="e", role="speaker")
    found = load("x.json", lines(ADA, BANK, BODY, event, speech))
    assert found.facts() == {
        "Harbour Forum eventDate 2024-05-03/2024-05-05",
        "Harbour Forum eventPlace Singapore",
        "Harbour Forum eventPlace Harbour Hall",
        "Harbour Authority organised Harbour Forum",
        "Ada Tan spokeAt Harbour Forum",
        "Orchid Bank attended Harbour Forum",
    }
    assert found.left == {"summary of Event": 1}


def test_an_event_with_a_victim_is_an_incident(load: Load) -> None:
    attack = entity("e", "Event", name="the attack", date="2024-05", keywords=["ransomware"])
    hit = entity("l1", "UnknownLink", subject="c1", object="e", role="victim")
    found = load("x.json", lines(BANK, attack, hit))
    assert found.facts() == {
        "the attack incidentDate 2024-05",
        "the attack incidentType ransomware",
        "the attack victim Orchid Bank",
    }


def test_works_and_programmes(load: Load) -> None:
    guide, plan = entity("d", "Document", title="Guide"), entity("p", "Project", name="Clean Cloud")
    links = (
        entity("l1", "Documentation", entity="c1", document="d"),
        entity("l2", "Documentation", entity="c2", document="d", role="signatory"),
        entity("l3", "ProjectParticipant", participant="c1", project="p", role="founder"),
        entity("l4", "ProjectParticipant", participant="c2", project="p", role="participant"),
    )
    assert load("x.json", lines(BANK, CARDS, guide, plan, *links)).facts() == {
        "Orchid Bank published Guide",
        "Orchid Cards signed Guide",
        "Orchid Bank launched Clean Cloud",
        "Orchid Cards joined Clean Cloud",
    }


def test_numbers_become_links_and_words_evidence(load: Load) -> None:
    proof = entity("doc", "Document", fileName="issue-7.txt")
    link = entity(
        "l", "Employment", employee="Q11", employer="c1", description="Ms Tan of\nOrchid Bank.", proof="doc"
    )
    found = load("x.json", lines(ADA, BANK, proof, link))
    things = found.things()
    assert things["Ada Tan"].links == ("http://www.wikidata.org/entity/Q11",)
    assert things["Orchid Bank"].links == (
        "http://www.wikidata.org/entity/Q77",
        "https://search.gleif.org/#/record/5493001KJTIIGC8Y1R12",
    )
    assert found.readings[0].claims[0].evidence.quote == (
        "Ada Tan is affiliated with Orchid Bank. [l, issue-7.txt: “Ms Tan of Orchid Bank.”]"
    )


def test_markings_among_the_keywords_are_kept(load: Load) -> None:
    proof = entity("doc", "Document", fileName="issue-7.txt", keywords=["TLP:AMBER+STRICT"])
    told = entity("l1", "Employment", employee="Q11", employer="c1", proof="doc")
    free = entity("l2", "Employment", employee="Q11", employer="c2", keywords=["tlp:green"])
    ((document, (reading,)),) = load("x.json", lines(ADA, BANK, CARDS, proof, told, free)).found.documents
    marks = [document.marking_at(c.evidence.start, c.evidence.end) for c in reading.claims]
    assert marks == [Marking.AMBER_STRICT, Marking.GREEN]


def test_what_has_no_place_is_counted(load: Load) -> None:
    found = load(
        "x.json",
        lines(
            {**ADA, "properties": {**ADA["properties"], "birthDate": ["1970"]}, "datasets": ["demo"]},
            BANK, CARDS, entity("v", "Vessel", name="Sea Star"),
            entity("l1", "Ownership", owner="c1", asset="c2"),
            entity("l2", "Ownership", owner="c1", asset="c2", percentage="50"),
            entity("l3", "UnknownLink", subject="Q11", object="c1", role="friend"),
            entity("l4", "Employment", employee="Q11", employer="c1", startDate="2020"),
            entity("n", "Person", alias=[]),
        ),
    )  # fmt: skip
    assert found.facts() == {"Ada Tan affiliatedWith Orchid Bank"}
    assert found.left == {
        "Organisation of which nothing is said that fits": 1,
        "Ownership of no more than half, or of a share that is not told": 2,
        "Person without a name": 1,
        "UnknownLink (friend) that does not fit": 1,
        "Vessel": 1,
        "birthDate of Person": 1,
        "dates of Employment": 1,
    }
    assert found.found.documents[0][0].source == "demo"


def test_lines_under_the_name_of_facts_are_told_apart(load: Load) -> None:
    link = entity("l", "Employment", employee="Q11", employer="c1")
    assert load("x.jsonl", lines(ADA, BANK, link)).facts() == {"Ada Tan affiliatedWith Orchid Bank"}
    assert load("x.json", json.dumps([ADA, BANK, link])).facts() == {"Ada Tan affiliatedWith Orchid Bank"}


def test_a_broken_line_is_refused(refusal: Callable[[str, str], str]) -> None:
    line = refusal("x.jsonl", lines(ADA, BANK) + "\n{oops")
    assert line.startswith("InputError: x.jsonl: is no valid JSON (")


@pytest.mark.parametrize(
    "odd",
    [
        7, [], {"id": 5, "schema": "Person", "properties": {}}, {"id": "x", "schema": "P;x", "properties": {}},
        {"id": "x", "schema": "Person", "properties": {"name": {"a": {"b": []}}}},
        {"id": "x", "schema": "Employment", "properties": {"employee": [{}, [], None, 5], "employer": "c1"}},
        {"id": "x", "schema": "Event", "properties": {"name": ["E"], "startDate": [{}], "involved": ["x", "zz"]}},
    ],
)  # fmt: skip
def test_odd_entities_harm_nothing_else(load: Load, odd: Any) -> None:
    link = entity("l", "Employment", employee="Q11", employer="c1")
    text = lines(ADA, BANK, link) + "\n" + json.dumps(odd)
    assert load("x.json", text).facts() == {"Ada Tan affiliatedWith Orchid Bank"}


def test_entities_within_themselves_come_to_an_end(load: Load) -> None:
    inner: dict[str, Any] = entity("x0", "Company", name="X")
    for n in range(1, 30):
        inner = entity(f"x{n}", "Company", name=f"X{n}", parent=inner)
    facts = load("x.json", json.dumps([inner])).facts()
    assert facts == {f"X{n} partOf X{n - 1}" for n in range(26, 30)}
