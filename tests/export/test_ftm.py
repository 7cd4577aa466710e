"""FollowTheMoney entities, held to the schemata that the model has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.export.ftm_schema import SCHEMATA
from cyberkg.model import Knowledge, Literal

Export = Callable[[Knowledge, str], bytes]
Entities = dict[str, dict[str, Any]]
ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def read(data: bytes) -> Entities:
    rows = [json.loads(line) for line in data.decode().splitlines()]
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.fixture
def entities(sample: Knowledge, export: Export) -> Entities:
    return read(export(sample, "ftm"))


def named(entities: Entities, name: str) -> dict[str, Any]:
    (found,) = [e for e in entities.values() if name in e["properties"].get("name", ())]
    return found


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_entities_have_what_their_schema_allows_and_asks(
    which: str, export: Export, request: pytest.FixtureRequest
) -> None:
    found = read(export(request.getfixturevalue(which), "ftm"))
    for one in found.values():
        schema, properties = SCHEMATA[one["schema"]], one["properties"]
        assert ID.fullmatch(one["id"])
        assert set(properties) <= schema.properties, one
        assert schema.required <= set(properties), one
        for name, values in properties.items():
            assert values
            assert len(set(values)) == len(values)
            assert all(isinstance(value, str) and value for value in values)
            for value in values if name in schema.entities else ():
                assert found[value]["schema"] in schema.entities[name], (one, name)
            if name in {"startDate", "endDate"} and which == "sample":
                assert all(DATE.fullmatch(value) for value in values)


def test_people_work_for_organisations_and_these_are_members(entities: Entities) -> None:
    ben, bank, association = (
        named(entities, n) for n in ("Ben Okafor", "Orchid Bank", "Harbour Association")
    )
    (job,) = [e for e in entities.values() if ben["id"] in e["properties"].get("employee", ())]
    assert (job["schema"], job["properties"]["employer"]) == ("Employment", [bank["id"]])
    assert job["properties"]["role"] == ["Chief Risk Officer"]
    assert job["properties"]["description"] == [
        "Mr Ben Okafor, Chief Risk Officer of Orchid Bank, was there too."
    ]
    assert entities[job["properties"]["proof"][0]]["properties"]["fileName"] == ["one.md"]
    assert job["properties"]["recordId"][0].startswith("one.md#char=")  # the same where ties have no proof
    (member,) = [e for e in entities.values() if e["schema"] == "Membership"]
    assert (member["properties"]["member"], member["properties"]["organization"]) == (
        [bank["id"]],
        [association["id"]],
    )


def test_an_event_has_its_day_its_place_and_who_was_there(entities: Entities) -> None:
    forum = named(entities, "Harbour Forum")["properties"]
    ids = {name: named(entities, name)["id"] for name in ("Ada Tan", "Ben Okafor", "Harbour Association")}
    assert (forum["startDate"], forum["location"], forum["summary"]) == (
        ["2024-05-03"],
        ["Singapore"],
        ["Trust and Tide"],
    )
    assert forum["organizer"] == [ids["Harbour Association"]]
    assert set(forum["involved"]) == {ids["Ada Tan"], ids["Ben Okafor"]}
    planned = named(entities, "Harbour Forum 2025")
    assert "involved" not in planned["properties"]
    (link,) = [e for e in entities.values() if planned["id"] in e["properties"].get("object", ())]
    assert (link["properties"]["role"], link["properties"]["status"]) == (["attendee"], ["planned"])


def test_an_incident_is_an_event_with_its_parties(entities: Entities) -> None:
    attack = named(entities, "Ransomware attack on Orchid Bank, April 2024")
    assert attack["properties"]["startDate"] == ["2024-04-28"]
    assert "It involved data of 400 GB (reported)." in attack["properties"]["notes"]
    links = [e["properties"] for e in entities.values() if attack["id"] in e["properties"].get("object", ())]
    roles = {(entities[link["subject"][0]]["properties"]["name"][0], link["role"][0]) for link in links}
    assert roles == {("Orchid Bank", "victim"), ("Grey Heron", "attacker"), ("Data Office", "investigator")}


def test_what_is_not_carried_is_told(
    sample: Knowledge, losses: Callable[[Knowledge, str], tuple[str, ...]]
) -> None:
    values = sum(isinstance(fact.object, Literal) for fact in sample.facts)
    assert losses(sample, "ftm")[:2] == (
        "1 denied fact, which a reader of links would take for so",
        f"the sentences behind {values} facts with a value (a date, a count)",
    )
    assert any("ties have no proof" in loss for loss in losses(sample, "ftm"))
