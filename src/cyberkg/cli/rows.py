"""``cyberkg facts`` and ``cyberkg entities``: the rows of the fact contract."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.building import open_knowledge
from cyberkg.cli.terminal import echo_rows

__all__ = ["entities", "facts"]

_FORMS = click.Choice(["jsonl", "csv", "table"])
_FACT = [
    "document",
    "subject",
    "subject_type",
    "subject_id",
    "predicate",
    "object",
    "object_type",
    "object_id",
    "qualifier",
    "status",
    "quote",
    "start",
    "end",
    "confidence",
]
_SHORT = ["document", "subject", "predicate", "object", "qualifier", "status", "quote"]
_ENTITY = ["id", "type", "label", "aliases", "documents"]


@click.command(epilog="\b\nExample:\n  cyberkg facts graph --format jsonl")
@click.argument("graph", type=click.Path(path_type=Path), default=Path("graph"))
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="How to print.")
def facts(graph: Path, form: str) -> None:
    """Print the facts of GRAPH, one a row, sorted, each with its sentence."""
    from cyberkg.rdf.rows import fact_rows

    echo_rows(fact_rows(open_knowledge(graph)[0]), _SHORT if form == "table" else _FACT, form)


@click.command(epilog="\b\nExample:\n  cyberkg entities graph --format csv")
@click.argument("graph", type=click.Path(path_type=Path), default=Path("graph"))
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="How to print.")
def entities(graph: Path, form: str) -> None:
    """Print the entities of GRAPH, one a row, sorted."""
    from cyberkg.rdf.rows import entity_rows

    echo_rows(entity_rows(open_knowledge(graph)[0]), _ENTITY, form)
