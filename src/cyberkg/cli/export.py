"""``cyberkg export``: the graph in the formats of others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyberkg.building import open_knowledge, republish
from cyberkg.cli.sharing import KeyChoice, key_options, level_options
from cyberkg.cli.terminal import graph_option, shown_output, visible
from cyberkg.export.forms import FORMATS
from cyberkg.terms import Marking

if TYPE_CHECKING:
    from cyberkg.export import Selection

__all__ = ["export"]

_GRAPH = "graph"
_TITLES = {
    **{name: form.title for name, form in FORMATS.items()},
    _GRAPH: "a graph of cyberkg's own, for all commands",
}
_EXAMPLE = """\b
Example:
  cyberkg export --format turtle > graph.ttl
  cyberkg export --format xlsx --tlp green --redact persons --out facts.xlsx
"""


@click.command(
    epilog="\b\nFormats:\n" + "".join(f"  {n:<9} {title}\n" for n, title in _TITLES.items()) + "\n" + _EXAMPLE
)
@graph_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_TITLES)),
    required=True,
    metavar="NAME",
    help="The format, one of those below.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file or folder to write [default: standard output, where the format is one file].",
)
@click.option(
    "--licence",
    default="",
    metavar="NAME",
    help="What others may do with a package: an SPDX identifier (CC-BY-4.0) or an address.",
)
@level_options
@key_options
def export(
    *,
    graph: Path,
    form: str,
    out: Path | None,
    licence: str,
    level: Marking | None,
    unmarked: Marking,
    key: KeyChoice,
) -> None:
    """Write the graph in another format; what that cannot carry is told on standard error.

    --tlp leaves out all that is marked above a level of the Traffic Light Protocol: facts, names, texts and what
    rests on them. --redact persons puts pseudonyms in place of the names of persons, the same ones in every export
    with the same key; whom the graph does not know as a person keeps the name. With --format graph both go for
    every command that reads the graph so written: report, query, view.
    """
    from cyberkg.export import choose

    _check_place(form, out)
    knowledge, base = open_knowledge(graph)
    selection = choose(knowledge, base, level=level, unmarked=unmarked, key=key.read(graph), licence=licence)
    losses = _write(selection, form, out)
    told = (("note", selection.notes), ("left out", selection.withheld), ("not carried", losses))
    for what, clauses in told:
        for clause in clauses:
            click.echo(f"{what}: {visible(clause)}", err=True)


def _check_place(form: str, out: Path | None) -> None:
    from cyberkg.errors import UsageError

    one_file = form != _GRAPH and FORMATS[form].suffix
    if out is None and (not one_file or (form in _BINARY and sys.stdout.isatty())):
        raise UsageError(f"{form} does not go to the screen", hint="name a place with --out")


def _write(selection: Selection, form: str, out: Path | None) -> tuple[str, ...]:
    """Write a selection in a format; gives what that does not carry."""
    from cyberkg.export import save, write_format
    from cyberkg.export.saving import stream

    if form == _GRAPH and out is not None:
        republish(selection.knowledge, selection.base, out)
        losses: tuple[str, ...] = ()
    else:
        written = write_format(selection, form)
        losses = written.losses
        if out is None:
            with shown_output() as output:
                stream(written, output)
            return losses
        save(written, out)
    click.echo(visible(str(out)))
    return losses


_BINARY = frozenset({"xlsx"})
