"""The formats by name. Their modules load when they are used."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import MappingProxyType

from cyberkg.errors import UsageError
from cyberkg.export.model import Form, Selection, Written

__all__ = ["FORMATS", "write_format"]

FORMATS = MappingProxyType(
    {
        "turtle": Form("RDF as Turtle, one graph", ".ttl", "turtle"),
        "trig": Form("RDF as TriG, a graph for each briefing", ".trig", "trig"),
        "nquads": Form("RDF as N-Quads, a line for each statement", ".nq", "nquads"),
        "jsonld": Form("RDF as JSON-LD with its context", ".jsonld", "jsonld"),
        "rdfxml": Form("RDF as XML, one graph", ".rdf", "rdfxml"),
        "csv": Form("tables, a folder of CSV files", "", "csv_tables"),
        "xlsx": Form("tables, an Excel workbook", ".xlsx", "xlsx"),
        "graphml": Form("network for yEd, Cytoscape, igraph", ".graphml", "graphml"),
        "gexf": Form("network for Gephi", ".gexf", "gexf"),
        "stix": Form("threat intelligence, a STIX 2.1 bundle", ".json", "stix"),
        "misp": Form("threat intelligence, a MISP event", ".json", "misp"),
        "ftm": Form("FollowTheMoney entities for Aleph", ".jsonl", "ftm"),
        "neo4j": Form("property graph, a folder of CSV files for neo4j-admin", "", "neo4j"),
        "package": Form("tables and graph to publish, a Frictionless data package", "", "package"),
        "ro-crate": Form("the same as an RO-Crate, for research repositories", "", "rocrate"),
    }
)


def write_format(selection: Selection, name: str) -> Written:
    """Write a selection in the format of that name.

    :raises UsageError: where there is none.
    """
    if name not in FORMATS:
        raise UsageError(f"no format is called {name}", hint=f"use {', '.join(FORMATS)}")
    module = importlib.import_module(f"cyberkg.export.{FORMATS[name].module}")
    write: Callable[[Selection], Written] = module.write
    return write(selection)
