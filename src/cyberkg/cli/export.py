"""``cyberkg export``: the graph in the formats of others."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cyberkg.build import open_knowledge
from cyberkg.cli.sharing import KeyChoice, key_options, level_options
from cyberkg.cli.terminal import graph_option, visible
from cyberkg.export.forms import FORMATS
from cyberkg.terms import Marking

__all__ = ["export"]

_EXAMPLE = """\b
Example:
  cyberkg export --format turtle > graph.ttl
  cyberkg export --format xlsx --tlp green --redact persons --out facts.xlsx
"""


@click.command(
    epilog="\b\nFormats:\n"
    + "".join(f"  {n:<9} {form.title}\n" for n, form in FORMATS.items())
    + "\n"
    + _EXAMPLE
)
@graph_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
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
    with the same key; whom the graph does not know as a person keeps the name.
    """
    from cyberkg.errors import UsageError
    from cyberkg.export import choose, save, write_format
    from cyberkg.export.saving import stream

    if out is None and (not FORMATS[form].suffix or (form in _BINARY and sys.stdout.isatty())):
        raise UsageError(f"{form} does not go to the screen", hint="name a place with --out")
    knowledge, base = open_knowledge(graph)
    selection = choose(knowledge, base, level=level, unmarked=unmarked, key=key.read(graph), licence=licence)
    written = write_format(selection, form)
    if out is None:
        stream(written, sys.stdout.buffer)
    else:
        save(written, out)
        click.echo(visible(str(out)))
    told = (("note", selection.notes), ("left out", selection.withheld), ("not carried", written.losses))
    for what, clauses in told:
        for clause in clauses:
            click.echo(f"{what}: {visible(clause)}", err=True)


_BINARY = frozenset({"xlsx"})
