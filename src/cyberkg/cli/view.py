"""``cyberkg view``: the network page of a graph."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.build import PAGE, open_knowledge
from cyberkg.cli.sharing import level_options
from cyberkg.cli.terminal import graph_option, visible
from cyberkg.terms import Marking

__all__ = ["view"]


@click.command(epilog="\b\nExample:\n  cyberkg view --out network.html")
@graph_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The page's file [default: network.html in the graph's folder].",
)
@click.option("--title", default="cyberkg", show_default=True, help="What the page is called.")
@level_options
def view(graph: Path, out: Path | None, title: str, level: Marking | None, unmarked: Marking) -> None:
    """Draw the network as one page that opens anywhere, offline, and print its path.

    The build has drawn the page in the graph's folder already; with --out, --title or --tlp it is drawn anew.
    """
    if out is None and title == "cyberkg" and level is None:
        from cyberkg.store import open_graph

        open_graph(graph)
        click.echo(visible(str(graph / PAGE)))
        return
    from cyberkg.export import choose
    from cyberkg.store.disk import disk_errors
    from cyberkg.view import render

    page = render(choose(*open_knowledge(graph), level=level, unmarked=unmarked).knowledge, title=title)
    target = out or graph.with_name("network.html")
    with disk_errors(target):
        target.write_text(page, encoding="utf-8", newline="\n")
    click.echo(visible(str(target)))
