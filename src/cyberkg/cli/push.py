"""``cyberkg push``: the published graph to a SPARQL 1.1 server."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cyberkg.cli.distant import warn_exposed
from cyberkg.cli.terminal import graph_option

__all__ = ["push"]

_EPILOG = """\b
Example:
  cyberkg push --store http://localhost:7878/query                               # Oxigraph
  cyberkg push --store http://localhost:3030/ds/query --data http://localhost:3030/ds/data   # Fuseki
  cyberkg push --store http://localhost:8890/sparql --data http://localhost:8890/sparql-graph-crud  # Virtuoso
"""


@click.command(epilog=_EPILOG)
@graph_option
@click.option("--store", "query", metavar="URL", required=True, help="Where the server takes queries.")
@click.option(
    "--update",
    metavar="URL",
    default="",
    help="Where it takes updates [default: …/update beside a …/query, else where it takes queries].",
)
@click.option(
    "--data",
    metavar="URL",
    default="",
    help="Where it takes triples by the graph store protocol; quicker on some servers [default: by update].",
)
@click.option(
    "--batch",
    type=click.IntRange(1, 1_000_000),
    help="Triples of one request at the most [default: 1000; 50000 with --data].",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86_400),
    default=600.0,
    show_default=True,
    help="Seconds that one answer may take.",
)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def push(
    *, graph: Path, query: str, update: str, data: str, batch: int | None, timeout: float, quiet: bool
) -> None:
    """Make the published graph the graph of a SPARQL 1.1 server, wholly or not at all.

    Only what differs from what the server has is sent, to graphs that nobody reads; one update sets them in place.
    What a push that was cut short left is cleared away by the next. Graphs of others, and the server's default
    graph, are left alone. User and password come from CYBERKG_STORE_USER and CYBERKG_STORE_PASSWORD, a token from
    CYBERKG_STORE_TOKEN. To send only what may go to others, push a graph that `cyberkg export --format graph
    --tlp LEVEL` wrote.
    """
    from cyberkg.remote import Server
    from cyberkg.remote import push as send
    from cyberkg.store import open_graph

    generation = open_graph(graph)
    server = Server(query, update, data, timeout)
    warn_exposed(server)
    with _progress(shown=not quiet and sys.stderr.isatty()) as progress:
        done = send(generation, server, batch=batch or 0, progress=progress)
    if quiet:
        return
    if done.mended:
        click.echo("cleared away what a push that was cut short had left", err=True)
    click.echo(
        f"{done.triples:,} triples on the server; graphs: {done.written:,} written, {done.unchanged:,} unchanged, "
        f"{done.removed:,} removed"
    )


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[int], None]]:
    if not shown:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    with Progress(
        TextColumn("{task.completed:,} triples sent"), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("sent")
        yield lambda count: bar.advance(task, count)
