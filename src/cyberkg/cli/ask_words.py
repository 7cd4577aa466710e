"""``cyberkg ask``: questions in plain words, answered by the named queries."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import click

from cyberkg.cli.distant import open_either, store_option
from cyberkg.cli.terminal import graph_option, visible

__all__ = ["ask"]

_FORMS = click.Choice(["table", "csv", "markdown", "html", "json"])
_EPILOG = """\b
Example:
  cyberkg ask who attended CSOP 2023
  cyberkg ask "what was stolen from Cyberport?"
  cyberkg ask --list
"""


@click.command(epilog=_EPILOG)
@click.argument("question", nargs=-1)
@graph_option
@store_option
@click.option("--list", "listed", is_flag=True, help="Tell the questions that can be asked.")
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="How to print.")
def ask(question: tuple[str, ...], graph: Path, store: str, listed: bool, form: str) -> None:
    """Ask QUESTION in plain words.

    It is read without a model, by the phrasings that the named queries declare. Told are the query that was run
    and the answer with its sentences; the exit code is 1 where no phrasing fits.
    """
    from cyberkg.ask import answer, interpret
    from cyberkg.ask.dates import needs_today
    from cyberkg.ask.known import newest_day, read_known_names
    from cyberkg.ask.pattern import wording
    from cyberkg.query.named import named_queries
    from cyberkg.report import render

    queries = named_queries(graph.absolute().parent / "queries")
    if listed:
        for query in queries:
            if query.phrasings:
                click.echo(visible(f"{query.name}: {query.description}"))
            for phrasing in query.phrasings:
                click.echo(visible(f"    {wording(phrasing)}"))
        return
    text = " ".join(question)
    with open_either(graph, store) as (store_path, base):
        today = newest_day(store_path, base) if needs_today(text) else ""
        readings = interpret(text, queries, read_known_names(store_path, base), today)
        answers = ((reading, answer(reading, store_path, text, base)) for reading in readings)
        first = next(answers)
        found, report = next((each for each in chain((first,), answers) if each[1].sections), first)
    for wrong, right in found.corrected:
        click.echo(visible(f"{wrong} is taken for {right}"), err=True)
    click.echo(found.command, err=True)
    click.echo(render(report, form), nl=False)
    count = sum(len(section.rows) for section in report.sections)
    click.echo(f"{count} row{'' if count == 1 else 's'}", err=True)
