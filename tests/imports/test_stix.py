"""STIX bundles built with the library of OASIS: what maps comes out as facts, the rest is counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import stix2
from stix2 import v21

from cyberkg.terms import Marking

Load = Callable[[str, "str | bytes"], Any]

BANK = v21.Identity(
    name="Orchid Bank",
    identity_class="organization",
    external_references=[{"source_name": "wikidata", "external_id": "Q77"}, {"source_name": "a blog", "url": "https://blog.example/"}],
)  # fmt: skip
DESK = v21.Identity(name="Cyber Desk", identity_class="organization", description="A unit.")
ADA = v21.Identity(name="Ada Tan", identity_class="individual")
SECTOR = v21.Identity(name="Finance", identity_class="class")
CERT = v21.Identity(name="Harbour CERT", identity_class="organization")
HERON = v21.ThreatActor(name="Grey Heron", aliases=["GH"])
LONER = v21.ThreatActor(name="Max Mole", resource_level="individual")
SET = v21.IntrusionSet(name="Reed Warbler")
LOCK = v21.Malware(name="LockBox", is_family=True)
FLAW = v21.Vulnerability(name="CVE-2024-0001")
ATTACK = v21.Incident(
    name="the attack on the bank", labels=["Data_Leak", "ransomware", "odd"], first_seen="2024-05-01T23:30:00Z", allow_custom=True,
)  # fmt: skip
RELATION = v21.Relationship


def bundle(*objects: Any) -> str:
    return str(v21.Bundle(*objects, allow_custom=True).serialize())


def relation(source: Any, kind: str, target: Any, **more: Any) -> Any:
    return v21.Relationship(source, kind, target, **more)


def test_an_incident_with_victim_attacker_and_tools(load: Load) -> None:
    found = load(
        "b.json",
        bundle(
            BANK, HERON, LOCK, FLAW, ATTACK,
            relation(ATTACK, "targets", BANK, confidence=80),
            relation(ATTACK, "attributed-to", HERON, labels=["reported"]),
            relation(ATTACK, "uses", LOCK),
            relation(ATTACK, "exploits", FLAW),
        ),
    )  # fmt: skip
    assert found.facts() == {
        "the attack on the bank incidentType data-breach",
        "the attack on the bank incidentType ransomware",
        "the attack on the bank incidentDate 2024-05-01",
        "the attack on the bank victim Orchid Bank",
        "the attack on the bank attacker Grey Heron (reported)",
        "the attack on the bank usedTool LockBox",
        "the attack on the bank usedTool CVE-2024-0001",
    }
    assert not found.left
    assert {c.confidence for c in found.readings[0].claims if c.predicate == "victim"} == {0.8}
    assert found.things()["Grey Heron"].names == ("Grey Heron", "GH")


def test_people_and_units_belong_to_organisations(load: Load) -> None:
    found = load(
        "b.json",
        bundle(
            BANK, DESK, ADA, CERT,
            relation(ADA, "employed-by", BANK),
            relation(ADA, "holds-post-at", CERT, description="Chair"),
            relation(DESK, "part-of", BANK),
            relation(BANK, "member-of", CERT),
        ),
    )  # fmt: skip
    assert found.facts() == {
        "Ada Tan affiliatedWith Orchid Bank",
        "Ada Tan holdsPost Harbour CERT (Chair)",
        "Cyber Desk partOf Orchid Bank",
        "Orchid Bank memberOf Harbour CERT",
    }
    assert found.left == {"description of identity": 1}


def test_ids_and_numbers_of_authorities_become_links(load: Load) -> None:
    things = load("b.json", bundle(BANK, DESK, relation(DESK, "part-of", BANK))).things()
    number = BANK["id"].partition("--")[2]
    assert things["Orchid Bank"].links == (f"urn:uuid:{number}", "http://www.wikidata.org/entity/Q77")


@pytest.mark.parametrize(
    ("what", "facts"),
    [
        (LOCK, {"LockBox seen at Cyber Desk usedTool LockBox", "LockBox seen at Cyber Desk incidentType malware"}),
        (HERON, {"Grey Heron seen at Cyber Desk attacker Grey Heron"}),
        (LONER, {"Max Mole seen at Cyber Desk attacker Max Mole"}),
        (FLAW, {"CVE-2024-0001 seen at Cyber Desk usedTool CVE-2024-0001", "CVE-2024-0001 seen at Cyber Desk incidentType vulnerability"}),
    ],
)  # fmt: skip
def test_a_sighting_at_somebodys_is_an_incident(load: Load, what: Any, facts: set[str]) -> None:
    seen = v21.Sighting(
        what,
        where_sighted_refs=[DESK["id"]],
        first_seen="2024-05-02T00:00:00Z",
        last_seen="2024-05-03T00:00:00Z",
    )
    name = f"{what['name']} seen at Cyber Desk"
    common = {f"{name} victim Cyber Desk", f"{name} incidentDate 2024-05-02/2024-05-03"}
    assert load("b.json", bundle(what, DESK, seen)).facts() == facts | common


def test_a_sighting_of_nothing_is_denied(load: Load) -> None:
    seen = v21.Sighting(LOCK, where_sighted_refs=[DESK["id"]], x_opencti_negative=True, allow_custom=True)
    facts = load("b.json", bundle(LOCK, DESK, seen)).facts()
    assert all(fact.endswith(" (denied)") for fact in facts)
    assert len(facts) == 3


def test_a_report_is_a_work_of_who_made_it(load: Load) -> None:
    report = v21.Report(
        name="Harbour threat report",
        published="2024-06-01T00:00:00Z",
        object_refs=[BANK["id"]],
        created_by_ref=CERT["id"],
    )
    assert load("b.json", bundle(report, CERT, BANK)).facts() == {
        "Harbour CERT published Harbour threat report"
    }


def test_a_note_on_what_is_carried_stands_in_its_evidence(load: Load) -> None:
    link = relation(ADA, "employed-by", BANK)
    note = v21.Note(content="Ms Tan of Orchid\nBank spoke.", object_refs=[link["id"]])
    found = load("b.json", bundle(ADA, BANK, link, note))
    assert found.readings[0].claims[0].evidence.quote == (
        f"Ada Tan is affiliated with Orchid Bank. [{link['id']}: “Ms Tan of Orchid Bank spoke.”]"
    )
    assert not found.left


def test_what_has_no_place_is_counted(load: Load) -> None:
    indicator = v21.Indicator(
        pattern="[file:name = 'x']", pattern_type="stix", valid_from="2024-01-01T00:00:00Z"
    )
    found = load(
        "b.json",
        bundle(
            BANK, SECTOR, HERON, SET, LOCK, ADA, indicator, v21.Location(country="SG"),
            relation(ADA, "employed-by", BANK),
            relation(HERON, "targets", SECTOR),
            relation(HERON, "uses", LOCK),
            v21.Sighting(indicator, where_sighted_refs=[BANK["id"]]),
            v21.Sighting(LOCK),
            relation(ADA, "knows", DESK),
        ),
    )  # fmt: skip
    assert found.left == {
        "Organisation of which nothing is said that fits": 2,
        "identity (class)": 1,
        "indicator": 1,
        "location": 1,
        "malware": 1,
        "relationship knows from identity to what is not in the file": 1,
        "relationship targets from threat-actor to identity": 1,
        "relationship uses from threat-actor to malware": 1,
        "sighting of indicator": 1,
        "sighting of malware, nobody tells where": 1,
    }


def test_markings_of_the_traffic_light_protocol_are_kept(load: Load) -> None:
    secret = relation(ADA, "employed-by", BANK, object_marking_refs=[stix2.TLP_AMBER])
    free = relation(DESK, "part-of", BANK, object_marking_refs=[stix2.TLP_WHITE])
    plain = relation(BANK, "member-of", CERT)
    found = load(
        "b.json", bundle(ADA, BANK, DESK, CERT, secret, free, plain, stix2.TLP_AMBER, stix2.TLP_WHITE)
    )
    ((document, (reading,)),) = found.found.documents
    told = {c.predicate: document.marking_at(c.evidence.start, c.evidence.end) for c in reading.claims}
    assert told == {"affiliatedWith": Marking.AMBER, "partOf": Marking.CLEAR, "memberOf": None}


def test_a_fact_is_marked_as_strictly_as_its_ends(load: Load) -> None:
    victim = v21.Identity(name="Kumo", identity_class="organization", object_marking_refs=[stix2.TLP_RED])
    ((document, (reading,)),) = load(
        "b.json", bundle(ADA, victim, relation(ADA, "employed-by", victim))
    ).found.documents
    (claim,) = reading.claims
    assert document.marking_at(claim.evidence.start, claim.evidence.end) is Marking.RED


def test_other_markings_are_told_of_for_no_fact_keeps_them(load: Load) -> None:
    ours = v21.MarkingDefinition(definition_type="statement", definition={"statement": "Not for export."})
    link = relation(ADA, "employed-by", BANK, object_marking_refs=[ours])
    assert load("b.json", bundle(ADA, BANK, link, ours)).left == {"marking that is no level of TLP": 1}


def test_revoked_and_old_versions_say_nothing(load: Load) -> None:
    link = relation(ADA, "employed-by", BANK)
    renamed = BANK.new_version(name="Orchid Bank plc")
    old = load("b.json", bundle(ADA, renamed, BANK, link))
    assert old.facts() == {"Ada Tan affiliatedWith Orchid Bank plc"}
    assert old.left == {"earlier version of an object": 1}
    gone = relation(DESK, "part-of", BANK).revoke()
    found = load("b.json", bundle(ADA, DESK, BANK, link, gone))
    assert found.facts() == {"Ada Tan affiliatedWith Orchid Bank"}
    assert found.left["revoked object"] == 1


def test_duplicates_are_one_thing(load: Load) -> None:
    same = v21.Identity(name="OB", identity_class="organization")
    third = v21.Identity(name="Orchid", identity_class="organization")
    found = load(
        "b.json",
        bundle(
            BANK, same, third, ADA, DESK,
            relation(same, "duplicate-of", BANK), relation(third, "duplicate-of", same),
            relation(BANK, "duplicate-of", third),
            relation(ADA, "employed-by", third), relation(DESK, "part-of", same),
        ),
    )  # fmt: skip
    assert {f.rpartition(" ")[2] for f in found.facts()} == {"Bank"}
    assert set(found.things()["Orchid Bank"].names) == {"Orchid Bank", "OB", "Orchid"}


def test_older_bundles_and_bare_lists_are_read(load: Load) -> None:
    link = relation(ADA, "employed-by", BANK)
    objects = [json.loads(one.serialize()) for one in (ADA, BANK, link)]
    for one in objects:
        one.pop("spec_version")
    found = load("b.json", json.dumps(objects))
    assert found.found.header.format == "STIX 2.0"
    assert found.facts() == {"Ada Tan affiliatedWith Orchid Bank"}


@pytest.mark.parametrize(
    "odd",
    [
        7, None, [], {}, {"type": "identity"}, {"type": 5, "id": "identity--" + "0" * 36},
        {"type": "relationship", "id": "relationship--" + "0" * 36, "source_ref": ["x"], "target_ref": {}, "relationship_type": 4},
        {"type": "sighting", "id": "sighting--" + "0" * 36, "where_sighted_refs": 5, "sighting_of_ref": []},
        {"type": "report", "id": "report--" + "0" * 36, "created_by_ref": [1], "name": {}},
        {"type": "incident", "id": "incident--" + "0" * 36, "labels": [1, {}], "extensions": {"a": [], "b": {"incident_types": {}}}},
        {"type": "note", "id": "note--" + "0" * 36, "object_refs": [{}], "content": 3},
        {"type": "identity", "id": "identity--" + "0" * 36, "name": ["x"], "external_references": [1, {"source_name": 3}], "object_marking_refs": 4},
    ],
)  # fmt: skip
def test_odd_objects_harm_nothing_else(load: Load, odd: Any) -> None:
    link = relation(ADA, "employed-by", BANK)
    whole = json.loads(bundle(ADA, BANK, link))
    whole["objects"].append(odd)
    assert load("b.json", json.dumps(whole)).facts() == {"Ada Tan affiliatedWith Orchid Bank"}
