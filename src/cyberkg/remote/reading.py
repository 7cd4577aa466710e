"""A graph on a server, opened for reading: which graphs a query sees, and whether they stayed the same.

Queries are asked over the place of a store, which for a graph on a server is a small file that tells where that
is; user, password and token are not in it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from cyberkg.errors import BusyError, DamagedError, NetworkError
from cyberkg.remote.catalogue import Names, Published, pairs, read_published
from cyberkg.remote.client import Client
from cyberkg.remote.server import Server

__all__ = ["Reading", "fetch", "open_remote"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A published graph on a server.

    :param query: the URL that takes queries.
    :param base: where the IRIs of its data begin.
    :param union: IRI of the graph of all triples.
    """

    query: str
    base: str
    union: str

    def save(self, path: Path) -> None:
        """Write to a file, for ``load``."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Reading:
        """Read what ``save`` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def open_remote(server: Server, *, ours: bool) -> Reading:
    """Find the graph that was pushed to a server.

    :param ours: whether it is to answer the named queries, and reports, which Virtuoso 7 gets wrong.
    :raises DamagedError: where there is none, or several.
    :raises BusyError: where a push is setting its graphs in place, or was cut short in that.
    :raises NetworkError: where the server fails, or answers from all of its graphs whichever are asked for.
    """
    client = Client(server)
    found = read_published(client)
    if ours and client.product.startswith("Virtuoso/0"):
        raise NetworkError(
            "Virtuoso 7 leaves rows and values out of the answers to some named queries, so none are asked of it",
            server.query,
            "ask the graph in its folder, or the server in SPARQL of your own",
        )
    if not found:
        raise DamagedError("there is no graph of cyberkg here", server.query, "bring one with `cyberkg push`")
    if len(found) > 1:
        bases = " and ".join(each.base for each in found)
        raise DamagedError(
            f"there are several graphs ({bases})", server.query, "keep one graph in one dataset of the server"
        )
    _require_whole(server, found[0])
    if client.rows("SELECT ?s { ?s ?p ?o } LIMIT 1", default=[f"{found[0].base}graph/nothing"]):
        raise NetworkError(
            "the server does not let a query choose its graphs, so its answers would mix all that it has",
            server.query,
            "use one that takes default-graph-uri (SPARQL 1.1 Protocol, section 2.1.4)",
        )
    return Reading(server.query, found[0].base, found[0].union)


def fetch(
    reading: Reading,
    sparql: str,
    into: IO[bytes],
    *,
    triples: bool,
    named: bool,
    largest: int,
    timeout: float,
) -> int:
    """Ask a query of a graph on a server: SPARQL results in JSON, or N-Triples, into a file.

    :param triples: whether it is a CONSTRUCT or DESCRIBE.
    :param named: whether it may ask for named graphs.
    :returns: the most rows that the server gives of any answer; 0 where it says nothing of that.
    :raises NetworkError: where the server fails.
    :raises LimitError: where the answer is longer than ``largest`` bytes.
    :raises BusyError: where the graph was replaced meanwhile: the answer may be of both.
    """
    server = Server(reading.query)
    client = Client(server)
    names = sorted(pairs(client, Names(reading.base).catalogue, "sha256")) if named else ()
    reply = client.ask(
        sparql,
        default=[reading.union],
        named=names,
        triples=triples,
        largest=largest,
        timeout=timeout,
        into=into,
    )
    now = next(iter(read_published(client, reading.base)), Published(reading.base))
    _require_whole(server, now)
    if now.union != reading.union:
        raise BusyError("the graph was replaced while it was read", server.query, "ask again")
    return reply.most


def _require_whole(server: Server, found: Published) -> None:
    if found.switching:
        raise BusyError(
            "a push is setting its graphs in place, or was cut short in that",
            server.query,
            "wait for it, or run `cyberkg push` again",
        )
