"""``cyberkg export``: the graph in the formats of others."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cyberkg.build import open_knowledge
from cyberkg.cli.terminal import graph_option, visible
from cyberkg.export.forms import FORMATS

__all__ = ["export"]


@click.command(
    epilog="\b\nFormats:\n"
    + "".join(f"  {name:<9} {form.title}\n" for name, form in FORMATS.items())
    + "\n\b\nExample:\n  cyberkg export --format turtle --out graph.ttl"
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
def export(graph: Path, form: str, out: Path | None) -> None:
    """Write the graph in another format; what that cannot carry is told on standard error."""
    from cyberkg.errors import UsageError
    from cyberkg.export import Selection, save, write_format
    from cyberkg.export.saving import stream

    if out is None and (not FORMATS[form].suffix or (form in _BINARY and sys.stdout.isatty())):
        raise UsageError(f"{form} does not go to a terminal", hint="name a place with --out")
    knowledge, base = open_knowledge(graph)
    written = write_format(Selection(knowledge, base), form)
    if out is None:
        stream(written, sys.stdout.buffer)
    else:
        save(written, out)
        click.echo(visible(str(out)))
    for loss in written.losses:
        click.echo(f"not carried: {visible(loss)}", err=True)


_BINARY = frozenset({"xlsx"})
