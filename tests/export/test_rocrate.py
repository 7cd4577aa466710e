"""The RO-Crate, read as its specification says: flat JSON-LD in which every file and every reference is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rdflib

from cyberkg.export import choose, write_format
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge
from cyberkg.terms import Marking

Folder = Callable[[Knowledge, str], dict[str, bytes]]
Things = dict[str, dict[str, Any]]
NAME = "ro-crate-metadata.json"
# Of the context at https://w3id.org/ro/crate/1.1/context what a crate of ours uses, which cannot be fetched here.
SCHEMA = """
    Dataset CreativeWork SoftwareApplication CreateAction name alternateName description datePublished license keywords
    hasPart isBasedOn mentions about conditionsOfAccess encodingFormat contentSize url softwareVersion instrument object
    result
"""
CONTEXT = {
    **{term: f"http://schema.org/{term}" for term in SCHEMA.split()},
    "File": "http://schema.org/MediaObject",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
}


def things(files: dict[str, bytes]) -> Things:
    crate = json.loads(files[NAME])
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    found = {thing["@id"]: thing for thing in crate["@graph"]}
    assert len(found) == len(crate["@graph"])
    return found


def references(thing: dict[str, Any]) -> Iterator[str]:
    for value in thing.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                assert list(each) == ["@id"]  # nothing is nested
                yield each["@id"]


def test_the_metadata_tells_of_itself_and_of_the_folder(sample: Knowledge, export_folder: Folder) -> None:
    found = things(export_folder(sample, "ro-crate"))
    assert found[NAME]["@type"] == "CreativeWork"
    assert found[NAME]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert found[NAME]["about"] == {"@id": "./"}
    root = found["./"]
    assert root["@type"] == "Dataset"
    assert root["datePublished"] == "2024-06-30"
    assert root["conditionsOfAccess"] == "TLP:RED"
    assert "by cyberkg" in root["description"]
    assert root["license"].startswith("No licence was named")


def test_every_file_is_a_part_with_its_size_and_type(sample: Knowledge, export_folder: Folder) -> None:
    files = export_folder(sample, "ro-crate")
    found = things(files)
    parts = {part["@id"] for part in found["./"]["hasPart"]}
    assert parts == set(files) - {NAME} == {iri for iri, thing in found.items() if thing["@type"] == "File"}
    assert {"graph.ttl", "ontology.ttl", "datapackage.json", "data/facts.csv"} <= parts
    for part in parts:
        assert found[part]["contentSize"] == str(len(files[part]))
        assert found[part]["name"]
    assert found["graph.ttl"]["encodingFormat"] == "text/turtle"


def test_all_that_is_referred_to_is_described(sample: Knowledge, export_folder: Folder) -> None:
    found = things(export_folder(sample, "ro-crate"))
    meant = {iri for thing in found.values() for iri in references(thing)}
    assert meant - set(found) == {"https://w3id.org/ro/crate/1.1"}
    assert set(found) - meant == {NAME}
    sources = [found[each["@id"]] for each in found["./"]["isBasedOn"]]
    assert [each["alternateName"] for each in sources] == ["one.md", "three.txt", "two.txt"]
    assert sources[0]["url"] == "https://example.org/issues/1"
    making = found["#export"]
    assert (making["result"], found[making["instrument"]["@id"]]["name"]) == ({"@id": "./"}, "cyberkg")


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_it_is_json_ld_of_known_terms(
    name: str, request: pytest.FixtureRequest, export_folder: Folder
) -> None:
    crate = json.loads(export_folder(request.getfixturevalue(name), "ro-crate")[NAME])
    used = {key for thing in crate["@graph"] for key in thing} - {"@id", "@type"}
    assert used | {thing["@type"] for thing in crate["@graph"]} <= set(CONTEXT)
    graph = rdflib.Graph().parse(
        data=json.dumps({**crate, "@context": CONTEXT}), format="json-ld", publicID="http://crate.example/"
    )
    root = rdflib.URIRef("http://crate.example/")
    kinds = set(graph.objects(root, rdflib.RDF.type))
    assert kinds == {rdflib.URIRef("http://schema.org/Dataset")}
    assert len(set(graph.objects(root, rdflib.URIRef("http://schema.org/hasPart")))) == len(
        crate["@graph"][1]["hasPart"]
    )


@pytest.mark.parametrize(
    ("licence", "iri"),
    [
        ("CC-BY-4.0", "https://spdx.org/licenses/CC-BY-4.0"),
        ("https://x.example/l", "https://x.example/l"),
        ("ask the desk", "#licence"),
    ],
)
def test_the_licence_is_the_one_named(licence: str, iri: str, sample: Knowledge) -> None:
    written = write_format(choose(sample, DEFAULT_BASE, licence=licence), "ro-crate")
    found = things({name: b"".join(pieces) for name, pieces in written.files})
    assert found["./"]["license"] == {"@id": iri}
    assert found[iri]["name"] == licence


def test_a_briefing_that_may_not_go_is_not_named(sample: Knowledge) -> None:
    written = write_format(choose(sample, DEFAULT_BASE, level=Marking.GREEN), "ro-crate")
    metadata = {name: b"".join(pieces) for name, pieces in written.files}[NAME].decode()
    assert "one.md" in metadata
    assert "two.txt" not in metadata
    assert "TLP:RED" not in metadata
