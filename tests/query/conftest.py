"""A small published store with awkward names, and a server on loopback that counts who calls."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.store.oxigraph import write_store

ID = "https://w3id.org/cyberkg/id/"
NAMES = (
    "Ada Tan",
    "José Ødegård",
    '=HYPERLINK("https://evil.test","x")',
    "\x1b[31mRed\x1b[0m\u202etfel",
    'two\nlines, a "quote"\tand a tab',
    "<script>alert(1)</script>",
)


@dataclass
class Canary:
    """A listener on loopback: whoever connects is counted and turned away."""

    port: int
    hits: list[object] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"


@pytest.fixture
def canary() -> Iterator[Canary]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        bird = Canary(server.getsockname()[1])

        def listen() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                bird.hits.append(address)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield bird
        server.shutdown(socket.SHUT_RDWR)


def make_quads() -> Iterator[ox.Quad]:
    """Six people in two graphs, one triple in both; and forty numbers to multiply."""
    graphs = [ox.NamedNode(f"{ID}document/{letter}") for letter in "ab"]
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    for number, name in enumerate(NAMES):
        person = ox.NamedNode(f"{ID}person/{number}")
        yield ox.Quad(person, label, ox.Literal(name), graphs[number % 2])
    yield ox.Quad(ox.NamedNode(f"{ID}person/0"), label, ox.Literal(NAMES[0]), graphs[1])
    yield ox.Quad(ox.NamedNode(f"{ID}place/x"), label, ox.Literal("Wien", language="de"), graphs[0])
    for number in range(40):
        node, following = (ox.NamedNode(f"{ID}node/{n}") for n in (number, (number + 1) % 40))
        yield ox.Quad(node, ox.NamedNode("https://w3id.org/cyberkg/next"), following, graphs[0])
        yield ox.Quad(node, ox.NamedNode("https://w3id.org/cyberkg/score"), ox.Literal(number), graphs[0])


@pytest.fixture(scope="session")
def many_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same quads, in more tables than a store opens at the start."""
    folder = tmp_path_factory.mktemp("files") / "store"
    quads = sorted(make_quads(), key=str)
    store = ox.Store(str(folder))
    for part in (quads[::3], quads[1::3], quads[2::3]):
        store.extend(part)
        store.extend(ox.Quad(*quad.triple) for quad in part)
        store.flush()
    return folder


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    write_store(folder / "store", folder / "scratch", make_quads())
    return folder / "store"
