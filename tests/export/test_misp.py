"""The MISP event, held to what MISP asks of one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.export.misp_objects import TEMPLATES
from cyberkg.model import Knowledge

Export = Callable[[Knowledge, str], bytes]
# Of the attributes that an export writes: in which category MISP allows each, and in which relation of a template.
CATEGORIES = {
    "comment": {"Other"},
    "datetime": {"Other"},
    "full-name": {"Person", "Other"},
    "malware-type": {"Payload delivery"},
    "target-org": {"Targeting data"},
    "text": {"Other", "External analysis"},
    "threat-actor": {"Attribution"},
    "vulnerability": {"External analysis"},
}
RELATIONS = {
    "person": {"full-name", "alias"},
    "organization": {"name", "alias"},
    "event": {
        "name",
        "status",
        "description",
        "start_time",
        "end_time",
        "start_time_fidelity",
        "end_time_fidelity",
    },
    "incident": {"name", "incident_type", "description"},
    "geolocation": {"text", "country", "region"},
    "publication": {"title"},
}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture(params=["sample", "hostile"])
def event(request: pytest.FixtureRequest, export: Export) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export(request.getfixturevalue(request.param), "misp"))["Event"]
    return found


@pytest.fixture
def plain(sample: Knowledge, export: Export) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export(sample, "misp"))["Event"]
    return found


def attributes(event: dict[str, Any]) -> list[dict[str, Any]]:
    return [*event["Attribute"], *(one for thing in event["Object"] for one in thing["Attribute"])]


def test_attributes_are_of_types_and_categories_that_misp_has(event: dict[str, Any]) -> None:
    for one in attributes(event):
        assert one["category"] in CATEGORIES[one["type"]], one
        assert one["value"]
        assert one["to_ids"] is False
        assert "\n" not in one["value"]


def test_objects_follow_their_templates(event: dict[str, Any]) -> None:
    templates = {name: (uuid, version) for name, uuid, version in TEMPLATES.values()}
    for thing in event["Object"]:
        assert (thing["template_uuid"], thing["template_version"]) == templates[thing["name"]]
        assert {one["object_relation"] for one in thing["Attribute"]} <= RELATIONS[thing["name"]]
        assert thing["Attribute"]


def test_identifiers_are_unique_and_references_lead_somewhere(event: dict[str, Any]) -> None:
    things = [*attributes(event), *event["Object"], *event["EventReport"]]
    ids = [one["uuid"] for one in things]
    assert len(set(ids)) == len(ids)
    assert all(UUID.fullmatch(one) for one in [event["uuid"], *ids])
    for thing in event["Object"]:
        for reference in thing.get("ObjectReference", ()):
            assert reference["object_uuid"] == thing["uuid"]
            assert reference["referenced_uuid"] in ids


def named(event: dict[str, Any], name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [t for t in event["Object"] if t["Attribute"][0]["value"] == name]
    assert len(found) == 1
    return found[0]


def test_an_incident_refers_to_victim_attacker_and_tools_with_the_sentence(plain: dict[str, Any]) -> None:
    names = {one["uuid"]: one["value"] for one in plain["Attribute"]}
    names |= {thing["uuid"]: thing["Attribute"][0]["value"] for thing in plain["Object"]}
    references = named(plain, "Ransomware attack on Orchid Bank, April 2024")["ObjectReference"]
    found = {(one["relationship_type"], names[one["referenced_uuid"]]) for one in references}
    assert found == {
        ("targets", "Orchid Bank"),
        ("attributed-to", "Grey Heron"),
        ("uses", "HeronLock"),
        ("uses", "CVE-2024-0001"),
        ("investigated-by", "Data Office"),
    }
    (claimed,) = [one["comment"] for one in references if one["relationship_type"] == "attributed-to"]
    assert claimed.startswith("[reported] “The Grey Heron gang claimed to have taken 400 GB")


def test_what_misp_correlates_is_an_attribute_of_the_event(plain: dict[str, Any]) -> None:
    found = {(one["type"], one["value"]) for one in plain["Attribute"] if one["type"] != "comment"}
    assert found == {
        ("threat-actor", "Grey Heron"),
        ("target-org", "Orchid Bank"),
        ("malware-type", "HeronLock"),
        ("vulnerability", "CVE-2024-0001"),
    }


def test_the_event_is_for_ones_own_organisation_and_marked(plain: dict[str, Any]) -> None:
    assert (plain["distribution"], plain["published"], plain["date"]) == ("0", False, "2024-06-30")
    assert plain["Tag"] == [{"name": "tlp:red"}]
    assert named(plain, "Harbour Association")["Attribute"][0]["Tag"] == [{"name": "tlp:green"}]


def test_a_report_quotes_each_sentence_and_no_word_is_markup(event: dict[str, Any]) -> None:
    for report in event["EventReport"]:
        assert not re.search(r"(?<!\\)[<\[`@]", report["content"])
        assert "> " in report["content"]


def test_a_denial_is_in_the_report_alone(plain: dict[str, Any]) -> None:
    assert "ObjectReference" not in named(plain, "Silver Fern")
    two = next(one for one in plain["EventReport"] if one["name"] == "Issue 2, with Ada Tan")
    assert r"was carried out by Silver Fern \[denied\]" in two["content"]
