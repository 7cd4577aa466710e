"""Servers, real and faulty, and a small graph to bring there."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from tests.remote.server import FaultyServer, start

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


@pytest.fixture
def faulty() -> Iterator[FaultyServer]:
    server = start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def at(faulty: FaultyServer) -> Server:
    return Server(f"{faulty.url}/query", timeout=5, pause=0.01)


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An Oxigraph server with an empty dataset on disk."""
    beside = Path(sys.executable).with_name("oxigraph")
    binary = str(beside) if beside.exists() else shutil.which("oxigraph")
    if binary is None:
        pytest.skip("no Oxigraph server here: install the wheel `oxigraph`")
    port = _free_port()
    place = tmp_path_factory.mktemp("oxigraph")
    with _running([binary, "serve", "-l", str(place), "-b", f"127.0.0.1:{port}"], port):
        yield Server(f"http://127.0.0.1:{port}/query", timeout=120)


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso server with an empty dataset, where everybody may write."""
    binary, isql = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if binary is None or isql is None:
        pytest.skip("no Virtuoso here: install Debian's virtuoso-opensource-7-bin")
    place, port, sql = tmp_path_factory.mktemp("virtuoso"), _free_port(), _free_port()
    settings = place / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(place=place, port=port, sql=sql), encoding="utf-8")
    with _running([binary, "+foreground", "+configfile", str(settings)], port):
        for order in ('GRANT SPARQL_UPDATE TO "SPARQL";', "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);"):
            subprocess.run(
                [isql, f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={order}"], check=True, capture_output=True
            )
        url = f"http://127.0.0.1:{port}/sparql"
        yield Server(url, url, f"{url}-graph-crud", timeout=120)


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    ) as server:
        try:
            _await(server, port)
            yield
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"the server ended with {server.returncode} before it answered")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start within a minute")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


_VIRTUOSO = """
[Database]
DatabaseFile = {place}/v.db
ErrorLogFile = {place}/v.log
LockFile = {place}/v.lck
TransactionFile = {place}/v.trx
xa_persistent_file = {place}/v.pxa
[TempDatabase]
DatabaseFile = {place}/t.db
TransactionFile = {place}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {place}
[SPARQL]
ResultSetMaxRows = 10000
"""
