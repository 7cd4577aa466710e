"""Graphs in public vocabularies: what they say comes out as facts of the contract, the rest is counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.imports.alignment import PROPERTIES, type_of_class
from cyberkg.rdf.derived import DIRECT, INVERSE
from cyberkg.rdf.encode import ENTITY_CLASSES
from cyberkg.rdf.vocab import PREFIXES, SEM_HAS_ACTOR

Load = Callable[[str, "str | bytes"], Any]

FORUM = {
    "@context": "https://schema.org",
    "@type": "BusinessEvent",
    "@id": "https://example.org/forum",
    "name": "Harbour Forum 2024",
    "alternateName": "HF24",
    "startDate": "2024-05-03T09:00:00+08:00",
    "endDate": "2024-05-05",
    "location": {
        "@type": "Place",
        "name": "Harbour Hall",
        "address": {"@type": "PostalAddress", "streetAddress": "1 Pier Road", "addressLocality": "Singapore", "addressCountry": "SG"},
    },
    "organizer": {"@type": "Organization", "name": "Harbour Association", "sameAs": "https://www.wikidata.org/wiki/Q12345"},
    "sponsor": [{"@type": "Corporation", "name": "Orchid Bank"}, "Acme"],
    "performer": {
        "@type": "PerformanceRole",
        "roleName": "keynote",
        "performer": {"@type": "Person", "name": "Ada Tan", "jobTitle": "Chief Risk Officer", "worksFor": "Orchid Bank"},
    },
    "attendee": {"@type": "Person", "givenName": "Bo", "familyName": "Li", "affiliation": {"@type": "Organization", "name": "Kumo"}},
    "superEvent": {"@type": "EventSeries", "name": "Harbour Week"},
    "description": "A forum.",
}  # fmt: skip


def test_an_event_of_schema_org(load: Load) -> None:
    found = load("forum.jsonld", json.dumps(FORUM))
    assert found.facts() == {
        "Harbour Forum 2024 eventDate 2024-05-03/2024-05-05",
        "Harbour Forum 2024 eventPlace Harbour Hall",
        "Harbour Forum 2024 eventPlace Singapore",
        "Harbour Forum 2024 subEventOf Harbour Week",
        "Harbour Association organised Harbour Forum 2024",
        "Orchid Bank supported Harbour Forum 2024",
        "Acme supported Harbour Forum 2024",
        "Ada Tan spokeAt Harbour Forum 2024 (keynote)",
        "Ada Tan holdsPost Orchid Bank (Chief Risk Officer)",
        "Bo Li attended Harbour Forum 2024",
        "Bo Li affiliatedWith Kumo",
    }
    assert found.left == {
        "country given by its code": 1,
        "statement with schema:description": 1,
        "statement with schema:streetAddress": 1,
    }


def test_names_and_links_come_along(load: Load) -> None:
    things = load("forum.jsonld", json.dumps(FORUM)).things()
    assert things["Harbour Forum 2024"].names == ("Harbour Forum 2024", "HF24")
    assert things["Harbour Forum 2024"].links == ("https://example.org/forum",)
    assert things["Harbour Association"].links == ("http://www.wikidata.org/entity/Q12345",)
    assert all(not thing.iri for thing in things.values())


def test_a_line_says_a_fact_and_where_it_stands(load: Load) -> None:
    document = load("forum.jsonld", json.dumps(FORUM)).found.documents[0][0]
    lines = document.text.splitlines()
    assert lines[0] == "forum.jsonld, RDF (JSON-LD): what it says, a line each."
    assert (
        "Ada Tan spoke at Harbour Forum 2024 (keynote). [https://example.org/forum schema:performer]" in lines
    )


@pytest.mark.parametrize(
    ("status", "shown"),
    [("EventCancelled", " (denied)"), ("EventPostponed", " (planned)"), ("EventScheduled", "")],
)
def test_an_event_called_off_is_denied(load: Load, status: str, shown: str) -> None:
    event = {
        "@context": "http://schema.org/", "@type": "Event", "name": "Night Panel", "startDate": "2024-05-04",
        "eventStatus": f"https://schema.org/{status}",
    }  # fmt: skip
    assert load("e.json", json.dumps(event)).facts() == {f"Night Panel eventDate 2024-05-04{shown}"}


def test_memberships_and_posts_of_org(load: Load) -> None:
    found = load(
        "org.ttl",
        """
        :bank a org:FormalOrganization ; skos:prefLabel "Orchideenbank"@de, "Orchid Bank"@en ; org:hasUnit :desk ;
            ckg:acronym "OB" .
        :desk a org:OrganizationalUnit ; rdfs:label "Cyber Desk" .
        :assoc a foaf:Organization ; foaf:name "Harbour Association" ; org:hasMember :bank .
        :ada a foaf:Person ; foaf:name "Ada Tan" ; org:holds :chair ; foaf:mbox <mailto:a@example.org> .
        :bo a foaf:Person ; foaf:firstName "Bo" ; foaf:lastName "Li" ; org:memberOf :bank .
        :chair a org:Post ; rdfs:label "Chair" ; org:postIn :assoc .
        [] a org:Membership ; org:member :ada ; org:organization :bank ; org:role [ rdfs:label "Risk Officer" ] .
        [] a org:Membership ; org:member :bo ; org:organization :assoc .
        """,
    )
    assert found.facts() == {
        "Cyber Desk partOf Orchid Bank",
        "Orchid Bank memberOf Harbour Association",
        "Ada Tan holdsPost Orchid Bank (Risk Officer)",
        "Ada Tan holdsPost Harbour Association (Chair)",
        "Bo Li affiliatedWith Orchid Bank",
        "Bo Li affiliatedWith Harbour Association",
    }
    assert found.left == {"statement with foaf:mbox": 1}
    assert found.things()["Orchid Bank"].acronyms == ("OB",)
    assert "Orchideenbank" in found.things()["Orchid Bank"].names


def test_flat_facts_and_participations_in_our_ontology(load: Load) -> None:
    found = load(
        "ours.ttl",
        """
        :i a risk:PhishingScam ; rdfs:label "the mail fraud" ; ckg:victim :bank ; ckg:affectedCount 1200 ;
            ckg:ransomDemanded [ schema:value 300000 ; schema:currency "USD" ] ; ckg:incidentDate "2024-02"^^xsd:gYearMonth .
        :bank a ckg:Organisation ; skos:prefLabel "Orchid Bank" .
        :f a sem:Event ; rdfs:label "Clean Cloud Forum" ; sem:hasPlace [ rdfs:label "Singapore" ] ;
            sem:hasBeginTimeStamp "2024-01-02"^^xsd:date .
        :bo a ckg:Person ; skos:prefLabel "Bo Li" .
        [] a ckg:Participation ; ckg:participant :bo ; ckg:atEvent :f ; ckg:role ckg:role-speaker ;
            ckg:represents :bank ; ckg:status ckg:status-planned .
        [] a conf:RoleDuringEvent ; conf:isHeldBy :bo ; conf:during :f ; conf:withRole [ rdfs:label "Session host" ] .
        """,
    )
    assert found.facts() == {
        "the mail fraud incidentType phishing",
        "the mail fraud victim Orchid Bank",
        "the mail fraud affectedCount 1200",
        "the mail fraud ransomDemanded 300000 USD",
        "the mail fraud incidentDate 2024-02",
        "Clean Cloud Forum eventPlace Singapore",
        "Clean Cloud Forum eventDate 2024-01-02",
        "Bo Li spokeAt Clean Cloud Forum (Orchid Bank) (planned)",
        "Bo Li organised Clean Cloud Forum (Session host)",
    }
    assert not found.left


def test_what_has_no_type_is_told_by_its_properties_or_left(load: Load) -> None:
    found = load(
        "untyped.ttl",
        """
        :f schema:name "Harbour Forum" ; schema:location [ schema:name "Singapore" ] ; schema:attendee [ schema:name "Who" ] .
        """,
    )
    assert found.facts() == {"Harbour Forum eventPlace Singapore"}
    assert found.left == {"statement with schema:attendee": 1}


def test_terms_of_schema_org_may_be_written_with_http(load: Load) -> None:
    text = '@prefix s: <http://schema.org/> . [] a s:Festival ; s:name "Harbour Fair" ; s:startDate "2024" .'
    assert load("http.ttl", text).facts() == {"Harbour Fair eventDate 2024"}


def test_what_breaks_the_contract_is_counted(load: Load) -> None:
    found = load(
        "odd.ttl",
        """
        :e a schema:Event ; schema:name "Harbour Fair" ; schema:startDate "2024-13-01" ; schema:location "Singapore" ;
            schema:worksFor :e .
        :n a schema:Event .
        """,
    )
    assert found.facts() == {"Harbour Fair eventPlace Singapore"}
    assert found.left == {
        "'2024-13-01' is no date": 1,
        "Event without a name": 1,
        "statement with schema:worksFor": 1,
    }


def test_blank_nodes_get_the_same_names_each_time(load: Load) -> None:
    assert (
        load("forum.jsonld", json.dumps(FORUM)).found.lines
        == load("forum.jsonld", json.dumps(FORUM)).found.lines
    )


def test_every_alignment_of_the_ontology_is_read_back() -> None:
    for classes in ENTITY_CLASSES.values():
        assert type_of_class(classes[0])
    for ours, public in {**DIRECT, **INVERSE}.items():
        # Of an actor of an event nothing tells what it did there.
        if public != SEM_HAS_ACTOR:
            known = PROPERTIES[public]
            name = ours.removeprefix(PREFIXES["ckg"])
            assert name in known.predicates or {name, *known.predicates} & {"holdsPost"}
            assert known.inverse is (ours in INVERSE)
