"""STIX as the OASIS library reads it, which refuses what the standard does not allow."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.export.countries import CODES, country_code
from cyberkg.export.stix_tools import tool_fields
from cyberkg.identity.lexicon import aliases
from cyberkg.model import Knowledge

Export = Callable[[Knowledge, str], bytes]
Losses = Callable[[Knowledge, str], tuple[str, ...]]
REGIONS = {
    "europe",
    "asia",
    "asia-pacific",
    "africa",
    "latin america",
    "middle east",
    "greater bay area",
    "kosovo",
}


@pytest.fixture
def bundle(sample: Knowledge, export: Export) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(export(sample, "stix"))["objects"]}


def named(bundle: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    (found,) = [one for one in bundle.values() if one.get("name") == name]
    return found


def related(bundle: dict[str, dict[str, Any]], name: str) -> set[tuple[str, str, str]]:
    """What a thing is related to: the kind, the other end, how it is stated."""
    source = named(bundle, name)["id"]
    return {
        (one["relationship_type"], bundle[one["target_ref"]]["name"], one["labels"][0])
        for one in bundle.values()
        if one["type"] == "relationship" and one["source_ref"] == source
    }


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_the_oasis_library_accepts_it(which: str, export: Export, request: pytest.FixtureRequest) -> None:
    import stix2

    data = export(request.getfixturevalue(which), "stix").decode()
    parsed = stix2.parse(data, allow_custom=False, version="2.1")
    raw = json.loads(data)["objects"]
    assert [one["id"] for one in parsed.objects] == [one["id"] for one in raw]
    assert len({one["id"] for one in raw}) == len(raw)


def test_every_reference_leads_to_an_object_of_the_bundle(bundle: dict[str, dict[str, Any]]) -> None:
    for one in bundle.values():
        refs = [*one.get("object_refs", ()), *one.get("object_marking_refs", ())]
        refs += [value for key, value in one.items() if key.endswith("_ref")]
        assert set(refs) <= set(bundle)


def test_an_incident_has_its_victim_its_attacker_and_its_tools(bundle: dict[str, dict[str, Any]]) -> None:
    name = "Ransomware attack on Orchid Bank, April 2024"
    assert related(bundle, name) == {
        ("targets", "Orchid Bank", "asserted"),
        ("attributed-to", "Grey Heron", "reported"),
        ("uses", "HeronLock", "reported"),
        ("exploits", "CVE-2024-0001", "reported"),
        ("investigated-by", "Data Office", "asserted"),
    }
    incident = named(bundle, name)
    assert incident["labels"] == ["ransomware"]
    assert "It affected 13000." in incident["description"]
    assert "It involved data of 400 GB (reported)." in incident["description"]
    assert [named(bundle, n)["type"] for n in ("Grey Heron", "HeronLock", "CVE-2024-0001", "Singapore")] == [
        "threat-actor", "malware", "vulnerability", "location",
    ]  # fmt: skip
    assert named(bundle, "CVE-2024-0001")["external_references"] == [
        {"source_name": "cve", "external_id": "CVE-2024-0001"}
    ]


def test_who_was_said_not_to_have_done_it_is_no_attacker(bundle: dict[str, dict[str, Any]]) -> None:
    fern = named(bundle, "Silver Fern")
    assert fern["type"] == "identity"
    (note,) = [one for one in bundle.values() if one["type"] == "note" and fern["id"] in one["object_refs"]]
    assert note["content"] == "Okafor denied that Silver Fern had anything to do with it."
    assert note["abstract"].endswith("was carried out by Silver Fern [denied]")


def test_attendance_travels_in_notes(
    bundle: dict[str, dict[str, Any]], sample: Knowledge, losses: Losses
) -> None:
    ada = named(bundle, "Ada Tan")["id"]
    notes = [one for one in bundle.values() if one["type"] == "note" and ada in one["object_refs"]]
    note = next(one for one in notes if one["content"].startswith("Ms Ada Tan of Orchid Bank"))
    assert "Ada Tan spoke at Harbour Forum, representing Orchid Bank" in note["abstract"]
    assert note["external_references"][0]["description"] == "one.md, characters 0 to 85"
    assert note["external_references"][0]["url"] == "https://example.org/issues/1"
    assert losses(sample, "stix")[0] == (
        "2 events as objects, which STIX has none for; notes tell of them in words"
    )


def test_times_are_the_days_of_the_briefings(bundle: dict[str, dict[str, Any]]) -> None:
    bank = named(bundle, "Orchid Bank")
    assert (bank["created"], bank["modified"]) == ("2024-05-10T00:00:00.000Z", "2024-06-30T00:00:00.000Z")
    assert named(bundle, "Issue 1")["published"] == "2024-05-10T00:00:00.000Z"


def test_markings_are_those_that_oasis_published(bundle: dict[str, dict[str, Any]]) -> None:
    import stix2

    def marking(one: dict[str, Any]) -> str:
        return str(bundle[one["object_marking_refs"][0]]["name"])

    notes = {one["content"]: one for one in bundle.values() if one["type"] == "note"}
    assert marking(notes["Okafor denied that Silver Fern had anything to do with it."]) == "TLP:AMBER"
    assert marking(next(n for text, n in notes.items() if "secret helper" in text)) == "TLP:RED"
    assert "object_marking_refs" not in notes["Harbour Forum heard Ada Tan."]
    assert marking(named(bundle, "Mole Ltd")) == "TLP:RED"
    known = {getattr(stix2, name)["id"] for name in ("TLP_RED", "TLP_GREEN") if hasattr(stix2, name)}
    assert not known & set(bundle)  # those are of the Traffic Light Protocol 1.0


def test_the_same_graph_is_the_same_bundle(sample: Knowledge, export: Export) -> None:
    assert export(sample, "stix") == export(sample, "stix")
    ids = [one["id"] for one in json.loads(export(sample, "stix"))["objects"]]
    assert all(one.split("--")[1][14] in "54" for one in ids)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cve-2021-44228", "vulnerability"),
        ("Cobalt Strike", "tool"),
        ("credential stuffing", "attack-pattern"),
        ("brute force", "attack-pattern"),
        ("Rhysida", "malware"),
    ],
)
def test_tools_are_told_apart(name: str, kind: str) -> None:
    assert tool_fields(name)[0] == kind


def test_every_country_of_the_list_has_its_code() -> None:
    countries = {name for name, *_ in aliases("places")} - REGIONS
    assert countries == set(CODES)
    assert len(set(CODES.values())) == len(CODES)
    assert (country_code("Fuzhou"), country_code("Harbour Hall")) == ("CN", None)
