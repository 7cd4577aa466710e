"""Servers, real and faulty, and a small graph to bring there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from tests.remote import servers
from tests.remote.server import FaultyServer, serving

from cyberkg.remote import Server
from cyberkg.store import Generation, publish

BASE = "https://example.org/id/"
Publish = Callable[..., Generation]


def quad(graph: str, subject: str, value: str) -> ox.Quad:
    return ox.Quad(
        ox.NamedNode(f"{BASE}{subject}"),
        ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
        ox.Literal(value),
        ox.NamedNode(f"{BASE}document/{graph}"),
    )


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"CYBERKG_STORE_{name}", raising=False)


@pytest.fixture
def published(tmp_path: Path) -> Publish:
    """Publish documents, each with the labels it tells, in a folder ``graph``."""

    def make(**documents: list[str]) -> Generation:
        quads = [
            quad(name, quote(label, safe=""), label) for name, labels in documents.items() for label in labels
        ]
        files = {"graph.ttl": f"# {documents}\n".encode()}
        return publish(tmp_path / "graph", files, quads, about={"base": BASE})

    return make


faulty = pytest.fixture(serving, name="faulty")


@pytest.fixture
def at(faulty: FaultyServer) -> Server:
    return Server(f"{faulty.url}/query", timeout=5, pause=0.01)


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An Oxigraph server with an empty dataset on disk."""
    if servers.oxigraph_binary() is None:
        pytest.skip("no Oxigraph server here: install the wheel `oxigraph`")
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        yield running.server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso server with an empty dataset, where everybody may write."""
    if not servers.has_virtuoso():
        pytest.skip("no Virtuoso here: install Debian's virtuoso-opensource-7-bin")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running.server
