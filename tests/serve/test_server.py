"""The explorer as a process: started by its command, called by clients that are not ours."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import rdflib
import uvicorn
from click.testing import CliRunner

from cyberkg.cli.serve import serve
from cyberkg.errors import DamagedError, UsageError
from cyberkg.query.results import Limits
from cyberkg.serve import current, server
from cyberkg.serve.patience import SECONDS
from cyberkg.serve.server import listen

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NAMES = 'SELECT ?p ?name WHERE { ?p a ckg:Person ; skos:prefLabel ?name FILTER(STRSTARTS(?name, "A")) }'
pytestmark = pytest.mark.slow


def start(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cyberkg", "serve", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


@pytest.fixture(scope="module")
def address(graph: Path) -> Iterator[str]:
    process = start("--graph", str(graph), "--port", "0", "--no-browser", "--timeout", "120")
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("http://127.0.0.1:"), process.communicate()[1]
    yield line.split()[0]
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=20)
    assert (process.returncode, out, errors) == (0, "", "")


def get(address: str, **headers: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_program_reads_pages_and_data(address: str) -> None:
    assert "Ada Tan" in get(f"{address}id/person/ada-tan")[1]
    assert get(f"{address}id/person/ada-tan", Accept="text/turtle")[1].startswith("@base <https://w3id.org/")
    assert get(f"{address}suggest?q=ada", Host="evil.test")[0] == 403


def test_sparqlwrapper_asks_in_all_formats(address: str) -> None:
    import SPARQLWrapper as wrapper  # noqa: N813

    client = wrapper.SPARQLWrapper(f"{address}sparql")
    client.setQuery(NAMES)
    for form in (wrapper.JSON, wrapper.XML, wrapper.CSV, wrapper.TSV):
        for method in (wrapper.GET, wrapper.POST):
            client.setReturnFormat(form)
            client.setMethod(method)
            found: Any = client.query().convert()
            told = found.toxml() if form == wrapper.XML else found
            assert "Ada Tan" in (told.decode() if isinstance(told, bytes) else str(told))
    client.setRequestMethod(wrapper.POSTDIRECTLY)
    client.setReturnFormat(wrapper.JSON)
    answer: Any = client.query().convert()
    rows = answer["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == ["Ada Tan"]


def test_sparqlwrapper_takes_graphs(address: str) -> None:
    import SPARQLWrapper as wrapper  # noqa: N813

    client = wrapper.SPARQLWrapper(f"{address}sparql")
    client.setQuery("CONSTRUCT { ?p skos:prefLabel ?name } WHERE { ?p a ckg:Person ; skos:prefLabel ?name }")
    for form in (wrapper.RDFXML, wrapper.TURTLE, wrapper.JSONLD):
        client.setReturnFormat(form)
        found: Any = client.query().convert()
        if isinstance(found, bytes):
            found = rdflib.Graph().parse(data=found, format="turtle")
        assert len(found) == 5


def test_sparqlwrapper_is_told_what_is_wrong(address: str) -> None:
    import SPARQLWrapper as wrapper  # noqa: N813
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    client = wrapper.SPARQLWrapper(f"{address}sparql")
    client.setQuery("SELECT ?s WHERE { ?s ?p ) }")
    with pytest.raises(QueryBadFormed, match="the query is no SPARQL here or just before"):
        client.query()
    client.setQuery("DELETE WHERE { ?s ?p ?o }")
    client.setMethod(wrapper.POST)
    with pytest.raises(urllib.error.HTTPError, match="403") as caught:
        client.query()
    assert "this endpoint only reads" in caught.value.read().decode()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_the_store_of_rdflib_is_a_graph_over_it(address: str, method: str, form: str) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(f"{address}sparql", method=method, returnFormat=form)
    graph = rdflib.Graph(store)
    ada = rdflib.URIRef("https://w3id.org/cyberkg/id/person/ada-tan")
    assert graph.value(ada, rdflib.SKOS.prefLabel) == rdflib.Literal("Ada Tan")
    assert (ada, rdflib.RDF.type, rdflib.FOAF.Person) in graph
    rows = list(graph.query("SELECT ?name WHERE { ?p ckg:spokeAt ?e ; skos:prefLabel ?name }"))
    assert [str(row[0]) for row in rows] == ["Ada Tan"]  # type: ignore[index]


def test_a_query_ends_when_its_client_leaves(address: str) -> None:
    """Its worker is gone within a second, and what was asked after it is answered."""
    host, _, port = address[7:-1].partition(":")
    with socket.create_connection((host, int(port))) as leaver:
        leaver.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        wait_for_workers(1)
    wait_for_workers(0)
    assert json.loads(get(f"{address}sparql?query=ASK%7B%7D")[1])["boolean"] is True


@pytest.fixture
def oxigraph(tmp_path: Path) -> Callable[..., str]:
    """The command line of Oxigraph, with a store of its own."""
    beside = Path(sys.executable).with_name("oxigraph")
    binary = str(beside) if beside.exists() else shutil.which("oxigraph")
    if not binary:
        pytest.skip("no Oxigraph here: install the wheel `oxigraph`")
    store = ["--location", str(tmp_path / "store")]

    def run(command: str, *arguments: str) -> str:
        return subprocess.run(
            [binary, command, *store, *arguments], check=True, capture_output=True, text=True, timeout=60
        ).stdout

    run("update", "--update", "INSERT DATA { <urn:a> <urn:b> 'Ada Tan' }")
    return run


def test_the_command_line_of_oxigraph_joins_it_with_what_it_has(
    address: str, oxigraph: Callable[..., str]
) -> None:
    query = f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name ?event {{ ?own <urn:b> ?name SERVICE <{address}sparql> {{
            ?p skos:prefLabel ?name ; <https://w3id.org/cyberkg/spokeAt>/skos:prefLabel ?event }} }}"""
    assert oxigraph("query", "--query", query, "--results-format", "csv").split() == [
        "name,event",
        "Ada",
        "Tan,Harbour",
        "Forum",
    ]


def test_the_command_line_of_oxigraph_loads_a_thing_by_its_address(
    address: str, oxigraph: Callable[..., str]
) -> None:
    oxigraph("update", "--update", f"LOAD <{address}id/person/ada-tan>")
    label = "<https://w3id.org/cyberkg/id/person/ada-tan> <http://www.w3.org/2004/02/skos/core#prefLabel>"
    assert f'{label} "Ada Tan" .' in oxigraph("dump", "--format", "nq")


def wait_for_workers(count: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if workers() == count:
            return
        time.sleep(0.05)
    raise AssertionError(f"{workers()} workers, not {count}")


def workers() -> int:
    """Count the workers whose parent is a child of this process."""
    ours = children(os.getpid())
    return sum("cyberkg.query.worker" in command_of(pid) for server in ours for pid in children(server))


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(each) for each in task.read_text().split()]
    return found


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@pytest.mark.parametrize(
    "text", [b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", b"\x00\xff\r\n\r\n"]
)
def test_what_is_no_http_is_turned_away(address: str, text: bytes) -> None:
    host, _, port = address[7:-1].partition(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(text)
        assert client.recv(1 << 16).startswith(b"HTTP/1.1 400")
    assert get(f"{address}suggest?q=ada")[0] == 200


def test_slow_clients_keep_nobody_out_and_are_let_go(address: str) -> None:
    """Two hundred that never finish their request, of which some send a letter now and then, or wait to be asked."""
    host, _, port = address[7:-1].partition(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(200)]
    try:
        for number, client in enumerate(slow):
            if number % 3 == 0:
                client.sendall(b"GET / HTTP/1.1\r\nX: a")
            elif number % 3 == 1:
                client.sendall(
                    f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99\r\n\r\na".encode()
                )
        begun = time.monotonic()
        assert get(f"{address}suggest?q=ada")[0] == 200
        while time.monotonic() < begun + SECONDS / 2:
            time.sleep(1)
            slow[0].sendall(b"a")
        for client in slow:
            client.settimeout(60)
        told = [rest_of(client) for client in slow]
        assert [told[0][:12], told[1][:12], told[2]] == [b"HTTP/1.1 408", b"HTTP/1.1 408", b""]
        assert all(said == told[number % 3] for number, said in enumerate(told))
        assert SECONDS / 2 < time.monotonic() - begun < 30 + SECONDS
    finally:
        for client in slow:
            client.close()


@pytest.mark.parametrize("whom", [os.kill, os.killpg], ids=["the server alone", "all, as a terminal does"])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_the_server_ends_at_once_whatever_is_running(
    graph: Path, sent: signal.Signals, code: int, whom: Callable[[int, int], None]
) -> None:
    """Who still waits for an answer is told that there is none; the terminal is told nothing."""
    arguments = ("--graph", str(graph), "--port", "0", "--no-browser", "--timeout", "120")
    process = start(*arguments, start_new_session=True)
    assert process.stdout is not None
    host, _, port = process.stdout.readline().split()[0][7:-1].partition(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        wait_for_workers(1)
        begun = time.monotonic()
        whom(process.pid, sent)
        out, errors = process.communicate(timeout=20)
        assert (process.returncode, out, errors) == (code, "", "")
        assert time.monotonic() - begun < 2
        told = client.recv(1 << 16).decode()
    assert told.startswith("HTTP/1.1 503")
    assert "the server is being ended, and the query with it" in told


def test_the_server_ends_soon_though_a_client_has_not_said_all(graph: Path) -> None:
    process = start("--graph", str(graph), "--port", "0", "--no-browser")
    assert process.stdout is not None
    host, _, port = process.stdout.readline().split()[0][7:-1].partition(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99\r\n\r\na".encode())
        time.sleep(0.5)  # its first words are heard
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert time.monotonic() - begun < SECONDS / 2


def test_no_other_protocol_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where a library for it is installed, which uvicorn would take by itself: the gate sees HTTP alone."""
    told: list[uvicorn.Config] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: told.append(self.config))
    with listen("127.0.0.1", 0) as bound:
        server.serve(lambda *_: None, bound, lambda: None)  # type: ignore[arg-type]
    assert [config.ws for config in told] == ["none"]


def test_a_graph_that_is_damaged_while_it_is_gathered_is_told_by_its_page_alone(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a server that is ended does not wait until all is gathered."""

    def fail(_: object) -> None:
        seen.append(threading.current_thread().daemon)
        raise DamagedError("is missing", "graph")

    seen: list[bool] = []
    loud: list[object] = []
    monkeypatch.setattr(threading, "excepthook", loud.append)
    monkeypatch.setattr(current, "collect", fail)
    server.open_site(graph, Limits(), "127.0.0.1")
    end = time.monotonic() + 20
    while not seen and time.monotonic() < end:
        time.sleep(0.05)
    for thread in threading.enumerate():
        if thread.name.endswith("(_gather)"):
            thread.join(20)
    assert (seen, loud) == ([True], [])


def rest_of(client: socket.socket) -> bytes:
    """Read what comes until the server closes."""
    told = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := client.recv(1 << 16):
            told += piece
    return told


def test_more_clients_than_there_is_room_for_are_turned_away(address: str) -> None:
    host, _, port = address[7:-1].partition(":")
    crowd = [socket.create_connection((host, int(port))) for _ in range(520)]
    try:
        assert get(f"{address}suggest?q=ada")[0] == 503
    finally:
        for client in crowd:
            client.close()
    end = time.monotonic() + 20
    while get(f"{address}suggest?q=ada")[0] != 200:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(
    "text",
    [
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.test\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_what_is_malformed_gets_no_answer_to_build_on(address: str, text: bytes) -> None:
    host, _, port = address[7:-1].partition(":")
    with socket.create_connection((host, int(port))) as client:
        client.settimeout(20)
        client.sendall(text)
        status = client.recv(1 << 16)[9:12]
    assert status in {b"400", b"403", b"404", b"413"}
    assert get(f"{address}suggest?q=ada")[0] == 200


def ended(*arguments: str, cwd: Path | None = None) -> tuple[int, str]:
    process = start(*arguments, cwd=cwd)
    out, errors = process.communicate(timeout=60)
    assert out == ""
    return process.returncode, errors


def test_a_port_that_is_taken_is_told_in_one_line(graph: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert ended("--graph", str(graph), "--port", str(port), "--no-browser") == (
            2,
            f"error: port {port} of 127.0.0.1 cannot be had: address already in use; "
            "choose another with --port, or any that is free with --port 0\n",
        )


def test_a_graph_that_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    assert ended("--no-browser", cwd=tmp_path) == (
        6,
        "error: graph: there is no graph here; make one with `cyberkg build`\n",
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org", ""])
def test_no_other_machine_can_reach_it(host: str) -> None:
    with pytest.raises(UsageError, match="can be reached from elsewhere, and there is no login here"):
        listen(host, 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost"])
def test_loopback_by_all_its_names(host: str) -> None:
    with listen(host, 0) as bound:
        assert bound.getsockname()[0].startswith("127.")


def test_loopback_of_the_newer_internet_protocol_too() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("there is none on this machine")
    with listen("::1", 0) as bound:
        assert bound.getsockname()[0] == "::1"


def test_what_a_query_may_take_is_told_on_the_command_line(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Limits] = []

    def open_site(_graph: Path, limits: Limits, *_: object) -> None:
        told.append(limits)
        raise UsageError("enough")

    monkeypatch.setattr(server, "open_site", open_site)
    words = ["--graph", str(graph), "--memory", "512", "--timeout", "7", "--rows", "9"]
    assert isinstance(CliRunner().invoke(serve, words).exception, UsageError)
    assert told == [Limits(7, 512 << 20, 9)]
