"""Whole builds with a file among the sources that wants more than to be read."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROWS = """subject,subject_type,predicate,object,object_type
Ada Tan,Person,attended,Harbour Forum,Event
Bo Ng,Person,attended,Peak Forum,Event
Orchid Bank,Organisation,organised,Harbour Forum,Event
"""
SECRET = "the-heron-flies-at-noon"
# tells of each file that is opened, in the build and in the processes that it starts
WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from cyberkg.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*(f"opened {name}" for name in opened), sep="\\n", file=sys.stderr)
"""
ITEM = "<item><title>Orchid Bank was hacked</title><link>URL</link><enclosure url='FILE' type='text/plain' length='9'/></item>"
RSS = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY x SYSTEM "FILE"><!ENTITY y SYSTEM "URL"><!ENTITY % z SYSTEM "URL"> %z;]>
<?xml-stylesheet href="URL"?>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>&x;&y;</title>
<xi:include href="FILE" parse="text"/>ITEMS</channel></rss>
"""
RDF = RSS.replace(
    '<rss version="2.0"', "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
).replace("</rss>", "</rdf:RDF>")


def call(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )  # fmt: skip


def rows(cwd: Path, command: str) -> list[dict[str, Any]]:
    done = call(cwd, command, "graph", "--format", "jsonl")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def canary() -> Iterator[tuple[str, list[object]]]:
    """An address that nobody may ask, and who did."""
    hits: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                hits.append(address)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", hits
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed.atom", "feed.txt", "feed.html", "feed.rdf"])
def test_a_feed_is_refused_and_nothing_is_fetched_for_it(
    project: Path, canary: tuple[str, list[object]], name: str
) -> None:
    url, hits = canary
    feed = RDF if name.endswith(".rdf") else RSS
    text = (
        feed.replace("ITEMS", ITEM * 20)
        .replace("URL", url)
        .replace("FILE", (project / "secret.txt").as_uri())
    )
    (project / "data" / name).write_text(text, encoding="utf-8")
    done = call(project, "build", "data", "--out", "graph")
    opened = [line for line in done.stderr.splitlines() if line.startswith("opened ")]
    assert done.returncode == 3, done.stderr
    assert name in done.stdout + done.stderr
    assert hits == []
    assert not any("secret.txt" in line for line in opened)
    assert not any(
        SECRET.encode() in path.read_bytes() for path in (project / "graph").rglob("*") if path.is_file()
    )
    assert len(rows(project, "facts")) == 3


@pytest.mark.slow
def test_a_feed_of_a_million_items_costs_nothing(project: Path) -> None:
    with (project / "data" / "feed.xml").open("w", encoding="utf-8") as file:
        file.write("<rss><channel>")
        file.writelines([ITEM * 1000] * 1000)
        file.write("</channel></rss>")
    before = os.times()
    done = call(project, "build", "data", "--out", "graph")
    after = os.times()
    assert done.returncode == 3
    assert "feed.xml" in done.stdout + done.stderr
    assert after.children_user - before.children_user < 10


MERGING = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ckg: <https://w3id.org/cyberkg/> .
@prefix id: <https://w3id.org/cyberkg/id/> .
GRAPH {
  <ADA> a schema:Person ; schema:name "Ada Tan" ; owl:sameAs <BO>, <http://www.wikidata.org/entity/Q42> .
  <BO> a schema:Person ; schema:name "Bo Ng" ; owl:sameAs <http://www.wikidata.org/entity/Q42>, <BANK> .
  <BANK> a schema:Organization ; schema:name "Orchid Bank" ; owl:sameAs <ADA> .
  <http://evil.example/f> a schema:Event ; schema:name "Mud Forum" ; schema:attendee <ADA>, <BO> ; schema:organizer <BANK> .
  owl:sameAs a owl:FunctionalProperty . schema:Person owl:equivalentClass schema:Event .
  <ADA> skos:prefLabel "Eve Evil" ; a schema:Event .
}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "graph", ["document/a-csv", "graph/entities", "graph/identity", "document/evil-trig"]
)
@pytest.mark.parametrize(
    "iris", [("person/ada-tan", "person/ng-bo", "organisation/orchid-bank"), ("x/a", "x/b", "x/c")]
)
def test_an_import_merges_nobody_and_speaks_for_itself_alone(
    project: Path, graph: str, iris: tuple[str, ...]
) -> None:
    """It may say of its own people what it likes: ours stay two, and what it says rests on its own file."""
    assert call(project, "build", "data", "--out", "graph").returncode == 0
    things, facts = rows(project, "entities"), rows(project, "facts")
    base = "https://w3id.org/cyberkg/id/"
    text = MERGING.replace("GRAPH", f"<{base}{graph}>")
    for word, iri in zip(("ADA", "BO", "BANK"), iris, strict=True):
        text = text.replace(f"<{word}>", f"<{base}{iri}>")
    (project / "data" / "evil.trig").write_text(text, encoding="utf-8")
    done = call(project, "build", "data", "--out", "graph")
    assert done.returncode in {0, 3}, done.stderr
    now = rows(project, "facts")
    assert [fact for fact in now if fact["document"] == "a.csv"] == facts
    assert {fact["document"] for fact in now} <= {"a.csv", "evil.trig"}
    ours = {thing["id"]: thing for thing in rows(project, "entities") if "a.csv" in thing["documents"]}
    assert ours.keys() == {thing["id"] for thing in things}
    for thing in things:
        assert ours[thing["id"]]["label"] == thing["label"]
        assert {*ours[thing["id"]]["aliases"]} <= {*thing["aliases"]}
    told = call(
        project,
        "query",
        "SELECT ?g ?s { GRAPH ?g { ?s <http://www.w3.org/2002/07/owl#sameAs> ?o } }",
        "--format",
        "csv",
    )
    assert told.stdout == "g,s\n"
    quoted = call(
        project,
        "query",
        "SELECT DISTINCT ?g { GRAPH ?g { ?c prov:wasQuotedFrom ?d } FILTER(?g != ?d) }",
        "--format",
        "csv",
    )
    assert quoted.stdout == "g\n"
