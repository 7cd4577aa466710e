"""``cyberkg diff``: what changed between two graphs, in words."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.building import open_knowledge
from cyberkg.cli.terminal import visible

__all__ = ["diff"]

_FORMS = click.Choice(["text", "json", "markdown"])
_EPILOG = """\b
Exit codes, as those of diff(1): 0 nothing differs, 1 something does, 2 wrong call, 6 a graph is missing or
damaged.

\b
Example:
  cyberkg diff graph.before graph
  cyberkg diff graph/.generations/gen-0123456789abcdef0123 graph --format markdown
"""


@click.command(epilog=_EPILOG)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=_FORMS, default="text", show_default=True, help="How to print.")
@click.pass_context
def diff(ctx: click.Context, old: Path, new: Path, form: str) -> None:
    """Tell what changed from the graph in OLD to the one in NEW: folders of graphs, or of single generations.

    Told are documents, things (new, gone, merged, split, renamed) and facts (added, gone, changed), each fact
    with its sentence.
    """
    from cyberkg.diff import compare, render

    found = compare(open_knowledge(old)[0], open_knowledge(new)[0])
    click.echo(visible(render(found, form)), nl=False)
    ctx.exit(0 if found.empty else 1)
