"""``cyberkg serve``: the graph as pages, and as an endpoint, on this machine."""

from __future__ import annotations

import threading
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from cyberkg.cli.terminal import graph_option, memory_option

__all__ = ["serve"]


@click.command(epilog="\b\nExample:\n  cyberkg serve\n  cyberkg serve --port 0 --no-browser")
@graph_option
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="0: any free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine's loopback.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open nothing.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86_400),
    default=10.0,
    show_default=True,
    help="Seconds until a query is stopped.",
)
@click.option(
    "--rows",
    type=click.IntRange(0),
    default=100_000,
    show_default=True,
    help="Rows that an answer may have; 0 for no limit.",
)
@memory_option
def serve(
    graph: Path, *, port: int, host: str, no_browser: bool, timeout: float, rows: int, memory: int
) -> None:
    """Explore the graph in a browser: search, pages of all things, reports, network, SPARQL.

    It only reads, and answers to this machine alone. Programs ask at /sparql (SPARQL 1.1 Protocol).
    """
    from cyberkg.query.results import Limits
    from cyberkg.serve.server import listen, open_site
    from cyberkg.serve.server import serve as run

    ending = threading.Event()
    site = open_site(graph, Limits(timeout, memory, rows), host, ending)
    with listen(host, port) as bound:
        place = f"[{host}]" if ":" in host else host
        address = f"http://{place}:{bound.getsockname()[1]}/"

        def begun() -> None:
            click.echo(f"{address}  (Ctrl-C ends it)")
            if not no_browser:
                threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

        with suppress(KeyboardInterrupt):  # the way to end it
            run(site, bound, begun, ending)
