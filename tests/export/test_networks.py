"""GraphML and GEXF: every entity a node, every fact between two an edge, to readers that are not ours."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from cyberkg.export.text import HIDDEN
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge, Literal
from cyberkg.view.theme import LOOKS

Export = Callable[[Knowledge, str], bytes]
Losses = Callable[[Knowledge, str], tuple[str, ...]]
ADA, BANK, ATTACK = (
    f"{DEFAULT_BASE}{local}"
    for local in (
        "person/ada-tan",
        "organisation/orchid-bank",
        "incident/ransomware-attack-on-orchid-bank-april-2024",
    )
)
FORUM = f"{DEFAULT_BASE}event/harbour-forum"
GEXF = "{http://gexf.net/1.3}"


def test_networkx_reads_graphml(sample: Knowledge, export: Export) -> None:
    import networkx as nx

    graph = nx.read_graphml(io.BytesIO(export(sample, "graphml")), force_multigraph=True)
    assert graph.is_directed()
    assert set(graph) == {entity.iri for entity in sample.entities}
    said = {
        (f.subject, f.predicate, f.object, f.status, f.qualifier, f.represents)
        for f in sample.facts
        if not isinstance(f.object, Literal)
    }
    assert graph.number_of_edges() == len(said)
    node = graph.nodes[ATTACK]
    assert (node["type"], node["dataVolume"], node["affectedCount"]) == (
        "Incident",
        "400 GB (reported)",
        "13000",
    )
    talks = sorted(graph[ADA][FORUM].values(), key=lambda edge: edge["documents"])
    assert [(e["documents"], e.get("represents"), e["label"]) for e in talks] == [
        ("one.md", "Orchid Bank", "spoke at"),
        ("three.txt", None, "spoke at"),
    ]
    assert talks[0]["sentences"].startswith("Ms Ada Tan of Orchid Bank gave a keynote")
    assert (talks[0]["confidence"], talks[0]["tellings"], talks[0]["marking"]) == (0.9, 1, "TLP:GREEN")


def test_gexf_is_what_gephi_expects(sample: Knowledge, export: Export) -> None:
    root = ElementTree.fromstring(export(sample, "gexf"))
    nodes = {node.get("id"): node for node in root.iter(f"{GEXF}node")}
    assert set(nodes) == {entity.iri for entity in sample.entities}
    assert nodes[ADA].get("label") == "Ada Tan"
    colour = nodes[ADA].find("{http://gexf.net/1.3/viz}color")
    assert colour is not None
    assert "#{:02x}{:02x}{:02x}".format(*(int(colour.get(c, "")) for c in "rgb")) == LOOKS[sample.entities[0].type.PERSON].fill  # fmt: skip
    declared = {
        (group.get("class"), attribute.get("id"))
        for group in root.iter(f"{GEXF}attributes")
        for attribute in group
    }
    for kind in ("node", "edge"):
        for value in root.findall(f".//{GEXF}{kind}/{GEXF}attvalues/{GEXF}attvalue"):
            assert (kind, value.get("for")) in declared
    edges = list(root.iter(f"{GEXF}edge"))
    assert {(edge.get("source"), edge.get("target")) for edge in edges} >= {(ADA, FORUM), (ATTACK, BANK)}
    assert all(edge.get("source") in nodes and edge.get("target") in nodes for edge in edges)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get("kind") for edge in edges} >= {"spokeAt", "victim", "memberOf"}


def test_networkx_reads_gexf(sample: Knowledge, export: Export) -> None:
    import networkx as nx

    graph = nx.read_gexf(io.BytesIO(export(sample, "gexf")))
    assert set(graph) == {entity.iri for entity in sample.entities}
    assert graph.nodes[ADA]["label"] == "Ada Tan"


def test_denied_and_asserted_stay_apart(sample: Knowledge, export: Export) -> None:
    import networkx as nx

    graph = nx.read_graphml(io.BytesIO(export(sample, "graphml")), force_multigraph=True)
    found = {
        (graph.nodes[to]["label"], edge["status"])
        for source, to, edge in graph.edges(data=True)
        if (source, edge["predicate"]) == (ATTACK, "attacker")
    }
    assert found == {("Grey Heron", "reported"), ("Silver Fern", "denied")}


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_hostile_names_are_text(form: str, hostile: Knowledge, export: Export, losses: Losses) -> None:
    data = export(hostile, form).decode()
    root = ElementTree.fromstring(data)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not names & {"script", "b"}
    assert "<script" not in data
    assert HIDDEN.findall(data) == []
    texts = {element.text for element in root.iter()} | {v for e in root.iter() for v in e.attrib.values()}
    assert {entity.label for entity in hostile.entities if entity.label.isprintable()} <= texts
    assert "\u202egnp.exe\u202c" in texts
    assert "XML may not hold" in losses(hostile, form)[-1]


def test_losses_are_told(sample: Knowledge, losses: Losses, export: Export) -> None:
    told = losses(sample, "gexf")
    assert told == (
        "the sentences behind 11 facts with a value (a date, a count), which stand beside their nodes, how sure the reader"
        " is of these, and which reader found what",
        "1 decision about who is who",
        "titles, dates, publishers, addresses, SHA-256 digests of briefings",
    )
    assert told[0].encode() in export(sample, "gexf")
