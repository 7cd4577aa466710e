"""The option that names a graph on a server, and opening whichever graph a command is to read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cyberkg.remote import Server

__all__ = ["open_either", "store_option", "warn_exposed"]


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--store``; it gets the URL as ``store``, empty where the graph lies in a folder."""
    return click.option(
        "--store",
        metavar="URL",
        default="",
        help="Where a server takes queries that has the graph by `cyberkg push`: it is asked instead of --graph.",
    )(command)


@contextmanager
def open_either(graph: Path, store: str, *, ours: bool = True) -> Iterator[tuple[Path, str]]:
    """Give the store of the graph on a server, or else of the one in a folder, and its base.

    :param ours: whether named queries are asked of it, and not only SPARQL of the user's own.
    :raises UsageError: where ``store`` is no URL.
    :raises DamagedError: where there is no graph, or it is damaged.
    :raises NetworkError: where the server fails.
    """
    if not store:
        from cyberkg.store import open_graph

        generation = open_graph(graph)
        yield generation.store_path, str(generation.manifest["base"])
        return
    from cyberkg.remote import Server, open_remote
    from cyberkg.store.disk import disk_errors

    server = Server(store)
    warn_exposed(server)
    reading = open_remote(server, ours=ours)
    with disk_errors(Path(tempfile.gettempdir())):
        folder = tempfile.TemporaryDirectory(prefix="cyberkg-")
    with folder as name:
        place = Path(name, "server.json")
        reading.save(place)
        yield place, reading.base


def warn_exposed(server: Server) -> None:
    """Say on standard error where what is sent can be read on its way."""
    if server.exposed:
        click.echo("note: the server is asked unencrypted over a network: use https", err=True)
