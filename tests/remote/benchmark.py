"""How long it takes to load a graph into the local store, and to push it to servers, in one run.

    python -m tests.remote.benchmark COPIES NAME=PID,QUERY_URL[,UPDATE_URL[,DATA_URL]]...

The graph of ``graph/`` is taken COPIES times over, documents, claims and names of each copy renamed. Each server
is a fresh one on this machine; its PID tells what CPU time it takes, which says more than wall time where others
are at work. What servers take to answer, ``tests/query/benchmark.py`` tells.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cyberkg.remote import Server, push
from cyberkg.store import open_graph, publish

_DATA = re.compile("^(https://w3id.org/cyberkg/id/(?!graph/)[a-z]+/[^#]+)")
_NEW = "https://w3id.org/cyberkg/id/document/new"


def multiplied(quads: list[ox.Quad], copies: int) -> Iterator[ox.Quad]:
    def rename(term: object, number: int) -> object:
        if isinstance(term, ox.NamedNode) and number:
            return ox.NamedNode(_DATA.sub(rf"\g<1>-{number}", term.value))
        return term

    for number in range(copies):
        for quad in quads:
            s, p, o, g = (rename(term, number) for term in quad)
            yield ox.Quad(s, p, o, g)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Place:
    """A server and its process; no process for the local store."""

    name: str
    pid: int
    urls: tuple[str, ...] = ()

    @property
    def server(self) -> Server:
        query, update, data = (*self.urls, "", "")[:3]
        return Server(query, update, data, timeout=3600)

    def cpu(self) -> float:
        """CPU seconds of this process and of the server's, user and system."""
        own = sum(os.times()[:4])
        if not self.pid:
            return own
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def timed(place: Place, label: str, triples: int) -> Iterator[None]:
    wall, cpu = time.perf_counter(), place.cpu()
    yield
    wall, cpu = time.perf_counter() - wall, place.cpu() - cpu
    speed = f"{triples / cpu:10,.0f} triples/CPU s" if triples else ""
    print(f"{place.name:16} {label:18} {wall:8.2f} s {cpu:8.2f} CPU s {speed}", flush=True)


def main(copies: int, places: list[Place]) -> None:
    source = open_graph(Path("graph"))
    about = {"base": source.manifest["base"]}
    with source.store() as store:
        quads = [
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(g))
            for g in store.graphs()
            for t in store.triples_of(g)
        ]
    made = list(multiplied(quads, copies))
    last = made[-1]
    altered = [
        *made[:-1],
        ox.Quad(last.subject, last.predicate, last.object, ox.NamedNode(_NEW)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        local = Place("local store", 0)
        print(f"{len(made):,} quads in {len({quad.graph_name for quad in made}):,} graphs")
        with timed(local, "load", len(made)):
            generation = publish(Path(folder, "graph"), {"graph.ttl": b"# one\n"}, made, about=about)
        other = publish(Path(folder, "other"), {"graph.ttl": b"# two\n"}, altered, about=about)
        for place in places:
            with timed(place, "first push", len(made)):
                push(generation, place.server)
            with timed(place, "nothing new", 0):
                push(generation, place.server)
            with timed(place, "two graphs new", 0):
                push(other, place.server)


def _place(argument: str) -> Place:
    name, _, told = argument.partition("=")
    pid, *urls = told.split(",")
    return Place(name, int(pid), tuple(urls))


if __name__ == "__main__":
    main(int(sys.argv[1]), [_place(argument) for argument in sys.argv[2:]])
