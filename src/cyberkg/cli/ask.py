"""``cyberkg query`` and ``cyberkg explain``: what the graph says, and why."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cyberkg.build import open_knowledge
from cyberkg.cli.terminal import graph_option, print_table, visible
from cyberkg.errors import InputError

__all__ = ["explain", "query"]

_FORMS = click.Choice(["table", "csv", "tsv", "json", "xml", "ttl", "nt"])


@click.command(
    epilog="\b\nExample:\n  cyberkg query 'SELECT ?name WHERE { ?p a ckg:Person ; skos:prefLabel ?name }'"
)
@click.argument("question")
@graph_option
@click.option(
    "--format",
    "form",
    type=_FORMS,
    default="table",
    show_default=True,
    help="How to print; ttl and nt for CONSTRUCT.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86_400),
    default=5.0,
    show_default=True,
    help="Seconds until it is stopped.",
)
@click.option(
    "--rows",
    type=click.IntRange(0),
    default=10_000,
    show_default=True,
    help="Rows at the most; 0 for no limit.",
)
def query(question: str, graph: Path, form: str, timeout: float, rows: int) -> None:
    """Ask QUESTION: SPARQL, a file that ends in .rq, or - for standard input."""
    from cyberkg.query.engine import run, write
    from cyberkg.query.results import Limits
    from cyberkg.store import open_graph

    generation = open_graph(graph)
    base = str(generation.manifest["base"])
    limits = Limits(timeout=timeout, rows=rows)
    sparql = _text(question)
    if form != "table":
        if write(generation.store_path, sparql, sys.stdout.buffer, form, limits=limits, base=base).truncated:
            _tell_truncated(rows)
        return
    answer = run(generation.store_path, sparql, limits=limits, base=base)
    if isinstance(answer, bool):
        click.echo("yes" if answer else "no")
    elif hasattr(answer, "columns"):
        print_table(answer.columns, ([_shown(cell) for cell in row] for row in answer.rows))
        if answer.truncated:
            _tell_truncated(rows)
    else:
        write(generation.store_path, sparql, sys.stdout.buffer, "ttl", limits=limits, base=base)


def _text(question: str) -> str:
    if question == "-":
        return sys.stdin.read()
    if question.endswith(".rq"):
        try:
            return Path(question).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read ({error})", question, "check the path") from error
    return question


def _shown(cell: object) -> str:
    return "" if cell is None else str(getattr(cell, "value", cell))


def _tell_truncated(rows: int) -> None:
    click.echo(f"truncated: only the first {rows} rows are shown; ask for more with --rows", err=True)


@click.command(epilog="\b\nExample:\n  cyberkg explain 'David Ip'")
@click.argument("term")
@graph_option
def explain(term: str, graph: Path) -> None:
    """Show the sentences behind TERM: a name, an IRI, or the words of a fact."""
    from cyberkg.query.explain import explain as find
    from cyberkg.query.explain import to_text

    click.echo(visible(to_text(find(open_knowledge(graph)[0], term))))
