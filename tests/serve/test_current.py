"""The explorer shows the newest graph, without a restart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from cyberkg.errors import DamagedError
from cyberkg.serve.app import make_app
from cyberkg.serve.current import Current
from cyberkg.store import open_graph, publish

LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


def rename(graph: Path, name: str) -> None:
    """Publish the graph anew, with another name for Ada Tan."""
    old = open_graph(graph)
    with old.store() as store:
        dumped = store.dump().replace(b'"Ada Tan"', f'"{name}"'.encode())
    files = {path: old.read(path) for path in old.files}
    files["graph.ttl"] = files["graph.ttl"].replace(b'"Ada Tan"', f'"{name}"'.encode())
    about = {key: old.manifest[key] for key in ("base", "texts")}
    publish(graph, files, ox.parse(dumped, format=ox.RdfFormat.N_QUADS), about=about)


def test_a_new_graph_is_shown_at_the_next_request(graph: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(graph, tmp_path / "graph"))
    current = Current(folder)
    client = TestClient(make_app(current), base_url="http://127.0.0.1")
    before = current.get()
    assert current.get() is before
    assert "Ada Tan" in client.get("/id/person/ada-tan").text
    rename(folder, "Ada Tan-Lim")
    assert "Ada Tan-Lim" in client.get("/id/person/ada-tan").text
    ask = {"query": 'ASK { ?p skos:prefLabel "Ada Tan-Lim" }'}
    assert client.get("/sparql", params=ask).json()["boolean"] is True
    assert before.things.by_iri  # a request that had begun reads on


def test_a_graph_that_goes_away_is_told_and_may_come_back(graph: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(graph, tmp_path / "graph"))
    client = TestClient(make_app(Current(folder)), base_url="http://127.0.0.1")
    folder.rename(tmp_path / "away")
    response = client.get("/", headers={"accept": "text/html"})
    assert response.status_code == 503
    assert "there is no graph here; make one with `cyberkg build`" in response.text
    (tmp_path / "away").rename(folder)
    assert client.get("/").status_code == 200


def test_there_is_no_explorer_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="there is no graph here"):
        Current(tmp_path / "none")
