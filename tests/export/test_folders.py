"""Formats that are folders: Neo4j and the data package, read as their programs read them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from cyberkg.export import choose, write_format
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge
from cyberkg.rdf.encode import encode

Folder = Callable[[Knowledge, str], dict[str, bytes]]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def test_neo4j_has_every_fact_as_a_relationship(sample: Knowledge, export_folder: Folder) -> None:
    files = export_folder(sample, "neo4j")
    nodes = {
        row[next(iter(row))]
        for name in ("entities.csv", "values.csv", "briefings.csv")
        for row in rows(files[name])
    }
    facts = rows(files["facts.csv"])
    assert len(facts) == len(sample.facts)
    assert {row[":START_ID"] for row in facts} | {row[":END_ID"] for row in facts} <= nodes
    mentions = rows(files["mentions.csv"])
    assert {end for row in mentions for end in (row[":START_ID"], row[":END_ID"])} <= nodes
    talk = next(row for row in facts if row[":TYPE"] == "SPOKE_AT")
    assert talk["quote"].startswith("Ms Ada Tan of Orchid Bank")
    assert (talk["represents"], talk["marking"], talk["confidence:double"]) == (
        "Orchid Bank",
        "TLP:GREEN",
        "0.9",
    )
    labels = {row["name"]: row[":LABEL"] for row in rows(files["entities.csv"])}
    assert labels["Ada Tan"] == "Entity|Person"


def test_neo4j_takes_hostile_names_for_names(hostile: Knowledge, export_folder: Folder) -> None:
    files = export_folder(hostile, "neo4j")
    for name, data in files.items():
        if name.endswith(".csv"):
            columns = len(data.decode().partition("\n")[0].split(","))
            for row in csv.reader(io.StringIO(data.decode(), newline="")):
                assert len(row) == columns
                assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "@", "\t"))]
    assert b"--array-delimiter" in files["IMPORT.txt"]


def package(files: dict[str, bytes]) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(files["datapackage.json"])
    return described


def test_a_package_describes_each_of_its_files(sample: Knowledge, export_folder: Folder) -> None:
    files = export_folder(sample, "package")
    described = package(files)
    listed = {resource["path"] for resource in described["resources"]}
    assert listed == set(files) - {"datapackage.json", "README.md"}
    for resource in described["resources"]:
        data = files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert described["marking"] == "TLP:RED"
    assert {"title": "Issue 1", "path": "https://example.org/issues/1"} in described["sources"]
    assert "licenses" not in described


def test_tables_of_a_package_are_as_their_schema_says(sample: Knowledge, export_folder: Folder) -> None:
    files = export_folder(sample, "package")
    tables = {
        r["name"]: (r["schema"], rows(files[r["path"]])) for r in package(files)["resources"] if "schema" in r
    }
    kinds = {"string": str, "integer": int, "number": float}
    for schema, found in tables.values():
        for row in found:
            assert list(row) == [field["name"] for field in schema["fields"]]
            for field in schema["fields"]:
                if row[field["name"]]:
                    kinds[field["type"]](row[field["name"]])
        if "primaryKey" in schema:
            keys = [row[schema["primaryKey"]] for row in found]
            assert len(set(keys)) == len(keys)
        for link in schema.get("foreignKeys", ()):
            target, column = link["reference"]["resource"], link["reference"]["fields"]
            assert {row[link["fields"]] for row in found} - {""} <= {row[column] for row in tables[target][1]}


def test_the_graph_of_a_package_is_whole(sample: Knowledge, export_folder: Folder) -> None:
    found = {
        quad.triple
        for quad in ox.parse(export_folder(sample, "package")["graph.ttl"], format=ox.RdfFormat.TURTLE)
    }
    assert found == {quad.triple for quad in encode(sample)}


def test_the_licence_of_a_package_is_the_one_named(sample: Knowledge) -> None:
    for licence, told in (
        ("CC-BY-4.0", {"name": "CC-BY-4.0"}),
        ("https://x.example/l", {"path": "https://x.example/l"}),
    ):
        files = {
            n: b"".join(p)
            for n, p in write_format(choose(sample, DEFAULT_BASE, licence=licence), "package").files
        }
        assert package(files)["licenses"] == [told]
        assert b"Licence: " in files["README.md"]


def test_the_readme_of_a_package_is_no_markup(hostile: Knowledge, export_folder: Folder) -> None:
    text = export_folder(hostile, "package")["README.md"].decode()
    assert "<script" not in text.replace("\\<script", "")
    assert "No licence was named" in text
