"""``cyberkg query`` and ``cyberkg explain``: what the graph says, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyberkg.cli.distant import open_either, store_option
from cyberkg.cli.terminal import graph_option, memory_option, print_table, shown_output, visible
from cyberkg.errors import UsageError

if TYPE_CHECKING:
    from cyberkg.query.named import NamedQuery
    from cyberkg.query.results import Limits, Term

__all__ = ["explain", "query"]

_FORMS = click.Choice(["table", "csv", "tsv", "json", "xml", "ttl", "nt"])
_EXAMPLES = """\b
Example:
  cyberkg query --list
  cyberkg query attendance --set person='David Ip' --set from=2023-09
  cyberkg query 'SELECT ?name WHERE { ?p a ckg:Person ; skos:prefLabel ?name }'
"""


@click.command(epilog=_EXAMPLES)
@click.argument("question", required=False)
@graph_option
@store_option
@click.option("--list", "listed", is_flag=True, help="Tell the named queries and their parameters.")
@click.option(
    "--set",
    "settings",
    metavar="PARAMETER=VALUE",
    multiple=True,
    help="Give a parameter of a named query a value; twice for either of two values.",
)
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
@memory_option
def query(  # noqa: PLR0913
    question: str | None,
    *,
    graph: Path,
    store: str,
    listed: bool,
    settings: Sequence[str],
    form: str,
    timeout: float,
    rows: int,
    memory: int,
) -> None:
    """Ask QUESTION: the name of a query, SPARQL, a file that ends in .rq, or - for standard input.

    Named queries are those that come with cyberkg and the .rq files of the folder queries/ beside the graph.
    """
    from cyberkg.query.named import is_name, named_queries, user_folder
    from cyberkg.query.results import Limits

    if listed:
        _print_list(named_queries(user_folder(graph)))
        return
    if question is None:
        raise UsageError("there is no question", hint="give SPARQL or the name of a query; --list tells them")
    asked, values = _read(question, graph), _values(settings)
    with open_either(graph, store, ours=is_name(question)) as (store_path, base):
        _answer(store_path, base, asked, values, form, Limits(timeout, memory, rows))


def _print_list(queries: Iterable[NamedQuery]) -> None:
    for each in queries:
        click.echo(visible(f"{each.name}: {each.description or each.title}"))
        for parameter in each.parameters:
            default = f" [default: {parameter.default}]" if parameter.default else ""
            click.echo(visible(f"    {parameter.name} ({parameter.type}): {parameter.help}{default}"))


def _read(question: str, graph: Path) -> NamedQuery:
    """Take a question for the name of a query, the path of one, standard input or SPARQL."""
    from cyberkg.query.named import find_query, is_name, parse_query, user_folder

    if question == "-":
        return parse_query("standard input", sys.stdin.read())
    if is_name(question) or question.endswith(".rq"):
        return find_query(question, user_folder(graph))
    return parse_query("of the command line", question)


def _values(settings: Iterable[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise UsageError(
                f"--set cannot be {setting!r}", hint="write parameter=value, such as person='Ada Tan'"
            )
        values.setdefault(name.strip(), []).append(value)
    return values


def _answer(
    store_path: Path,
    base: str,
    asked: NamedQuery,
    values: Mapping[str, Sequence[str]],
    form: str,
    limits: Limits,
) -> None:
    from cyberkg.query.engine import run, write
    from cyberkg.query.parameters import bind

    bindings = bind(asked, values, store_path, base)

    def write_out(form: str) -> bool:
        with shown_output() as output:
            return write(
                store_path, asked.sparql, output, form, limits=limits, bindings=bindings, base=base
            ).truncated

    if form != "table":
        truncated = write_out(form)
    else:
        answer = run(store_path, asked.sparql, limits=limits, bindings=bindings, base=base)
        if isinstance(answer, bool):
            click.echo("yes" if answer else "no")
            return
        if hasattr(answer, "columns"):
            rows = [[_shown(cell) for cell in row] for row in answer.rows]
            print_table(answer.columns, rows if asked.ordered else sorted(rows))
            truncated = answer.truncated
        else:
            truncated = write_out("ttl")
    if truncated:
        click.echo(
            f"truncated: only the first {limits.rows} rows are shown; ask for more with --rows", err=True
        )


def _shown(cell: Term | None) -> str:
    from cyberkg.query.prefixes import shorten

    if cell is None:
        return ""
    return shorten(cell.value) if cell.kind == "iri" else cell.value


@click.command(epilog="\b\nExample:\n  cyberkg explain 'David Ip'")
@click.argument("term")
@graph_option
def explain(term: str, graph: Path) -> None:
    """Show the sentences behind TERM: a name, an IRI, or the words of a fact."""
    from cyberkg.building import open_knowledge
    from cyberkg.query.explain import explain as find
    from cyberkg.query.explain import to_text

    click.echo(visible(to_text(find(open_knowledge(graph)[0], term))))
