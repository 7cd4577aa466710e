"""The graph to be published: tables and Turtle in a Frictionless data package that says what they are.

``datapackage.json`` has the schema of each table, the digest of each file, the briefings as sources, the licence and the
marking; ``README.md`` says the same to people.

Source: https://specs.frictionlessdata.io/data-package/, https://specs.frictionlessdata.io/table-schema/
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cyberkg import __version__
from cyberkg.export.cells import altered, csv_lines
from cyberkg.export.dates import latest_day, timestamp
from cyberkg.export.markdown import plain
from cyberkg.export.model import Selection, Written
from cyberkg.export.rdf_comments import comments
from cyberkg.export.tables import Table, make_tables
from cyberkg.export.text import to_json
from cyberkg.rdf.encode import encode
from cyberkg.rdf.resources import ontology_text
from cyberkg.rdf.turtle import write_turtle

__all__ = ["write"]

_TABULAR = "tabular-data-resource"
_PATH = "data/{}.csv"


def write(selection: Selection) -> Written:
    """Write a folder."""
    tables = make_tables(selection.knowledge)
    losses = altered(tables)
    graph = comments(selection) + write_turtle(encode(selection.knowledge, selection.base), selection.base)
    files = {
        _PATH.format(table.name): "".join(csv_lines(table)).encode("utf-8", "replace") for table in tables
    }
    files |= {"graph.ttl": graph, "ontology.ttl": ontology_text().encode()}
    described = to_json(_describe(selection, tables, files, losses), indent=2) + "\n"
    files["datapackage.json"] = described.encode("utf-8", "replace")
    files["README.md"] = "".join(f"{line}\n" for line in _readme(selection, tables, losses)).encode(
        "utf-8", "replace"
    )
    return Written(tuple((name, (data,)) for name, data in sorted(files.items())), losses)


def _describe(
    selection: Selection, tables: Sequence[Table], files: Mapping[str, bytes], losses: Sequence[str]
) -> dict[str, Any]:
    told = (selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses))
    described: dict[str, Any] = {
        "profile": "data-package",
        "name": "security-briefings",
        "title": "Facts of security briefings",
        "description": ". ".join(told) + ".",
        "created": timestamp(latest_day(selection.knowledge)),
        "keywords": ["security briefings", "knowledge graph", "incidents", "events"],
        "contributors": [{"title": f"cyberkg {__version__}", "role": "wrangler"}],
        "sources": [
            {"title": document.title or document.name, **_source(document.source)}
            for document in sorted(selection.knowledge.documents, key=lambda d: d.name)
        ],
    }
    if selection.licence:
        described["licenses"] = [_licence(selection.licence)]
    if selection.marking:
        described["marking"] = selection.marking.label
    plain_files = (
        ("graph", "graph.ttl", "The graph with the sentence behind each fact (RDF, Turtle)"),
        ("ontology", "ontology.ttl", "The terms of the graph"),
    )
    resources = [_table(table, files) for table in tables]
    resources += [
        {
            "name": name,
            "path": path,
            "title": title,
            "format": "ttl",
            "mediatype": "text/turtle",
            **_digest(files[path]),
        }
        for name, path, title in plain_files
    ]
    return {**described, "resources": resources}


def _source(source: str) -> dict[str, str]:
    return {"path": source} if source.startswith(("http://", "https://")) else {}


def _licence(licence: str) -> dict[str, str]:
    return {"path": licence} if licence.startswith(("http://", "https://")) else {"name": licence}


def _digest(data: bytes) -> dict[str, Any]:
    return {"encoding": "utf-8", "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _table(table: Table, files: Mapping[str, bytes]) -> dict[str, Any]:
    path = _PATH.format(table.name)
    schema: dict[str, Any] = {
        "fields": [
            {"name": column.name, "type": column.kind, "description": column.about}
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = table.key
    keys = {"entities": "id", "documents": "name"}
    if table.links:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": target, "fields": keys[target]}}
            for column, target in sorted(table.links.items())
        ]
    return {
        "name": table.name,
        "path": path,
        "profile": _TABULAR,
        "title": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n"},
        "schema": schema,
        **_digest(files[path]),
    }


def _readme(selection: Selection, tables: Sequence[Table], losses: Sequence[str]) -> Iterator[str]:
    yield from ("# Facts of security briefings", "")
    for line in (selection.about, *selection.notes):
        yield f"{plain(line)}."
    yield ""
    if selection.licence:
        yield f"Licence: {plain(selection.licence)}"
    else:
        yield "No licence was named: ask who gave you this before you pass it on."
    yield from ("", "| file | rows | what |", "| --- | --- | --- |")
    for table in tables:
        yield f"| {_PATH.format(table.name)} | {len(table.rows)} | {table.about} |"
    yield "| graph.ttl | | the graph, with the sentence behind each fact |"
    yield "| ontology.ttl | | the terms of the graph |"
    yield from ("", "`datapackage.json` describes each column. Cells without a value are empty.")
    for loss in losses:
        yield f"Not carried: {plain(loss)}."
    yield from ("", "## Briefings", "")
    for document in sorted(selection.knowledge.documents, key=lambda d: d.name):
        source = f", {plain(document.source)}" if document.source else ""
        yield f"- {plain(document.title or document.name)} ({plain(document.name)}{source})"
