"""Each way a server can fail is one line that says which and what to do, exit code 8, and no secret."""

from __future__ import annotations

import base64
import socket
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.remote.conftest import Publish
from tests.remote.server import Fault, FaultyServer, Handler, Request, always, drip, half, silent

from cyberkg.cli import main
from cyberkg.remote import Server
from cyberkg.remote.server import Credentials

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(
    published: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Push a small graph by the command line, without pauses; gives the exit code and all that was printed."""
    published(a=["one"])
    monkeypatch.setattr("urllib3.Retry.get_backoff_time", lambda _: 0.01)

    def call(url: str, *options: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stop:
            main(["push", "--graph", str(tmp_path / "graph"), "--store", url, *options])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return int(stop.value.code or 0), said.out + said.err

    return call


STATUSES = {
    300: "sends on elsewhere",
    301: "sends on elsewhere, where nothing is sent (HTTP 301); name the server itself after --update",
    307: "sends on elsewhere",
    401: "wants to know who asks (HTTP 401: no); set CYBERKG_STORE_USER and CYBERKG_STORE_PASSWORD",
    403: "refuses the right to do this (HTTP 403: no); check CYBERKG_STORE_USER",
    404: "has nothing at this address (HTTP 404: no); check the URL after --update",
    405: "does not do this at this address (HTTP 405: no); check the URL after --update, or whether it only reads",
    413: "finds the request too large (HTTP 413: no); send less at a time with --batch",
    415: "does not take this at this address (HTTP 415: no)",
    429: "asks for fewer requests (HTTP 429: no)",
    500: "failed (HTTP 500: no); look into the log of the server",
    502: "is not reached by the server in front of it (HTTP 502: no)",
    503: "is not ready (HTTP 503: no)",
    504: "is not reached in time by the server in front of it (HTTP 504: no)",
    507: "failed (HTTP 507: no)",
}


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_told_in_words(run: Run, faulty: FaultyServer, status: int) -> None:
    def fault(handler: Handler, request: Request) -> bool:
        if request.path == "/update":
            handler.reply(status, b"no" if status >= 400 else b"", Location="http://127.0.0.1:1/x?secret=1")
        return request.path == "/update"

    faulty.fault = fault
    code, said = run(f"{faulty.url}/query")
    assert code == 8
    assert said.count("\n") == 1
    assert f"error: {faulty.url}/update: {STATUSES[status]}" in said


JSON = "application/sparql-results+json"


def _row(term: str) -> bytes:
    names = ("c", "digest", "base", "union", "triples", "s", "o", "n")
    told = ", ".join(f'"{name}": {term}' for name in names)
    return f'{{"results": {{"bindings": [{{{told}}}]}}}}'.encode()


FAULTS: dict[str, tuple[Fault, str]] = {
    "silent": (silent, "gave no answer in 1 s; give it longer with --timeout"),
    "dripping": (drip, "gave no answer in 1 s"),
    "half an answer": (half, "broke off in the middle"),
    "cut off": (lambda handler, _: handler.hang_up(), "broke off in the middle"),
    "a page": (always(200, b"<html>", Content_Type="text/html"), "answers with 'text/html' where application/sparql-results+json was asked for"),
    "no type": (always(200, b"{}", Content_Type=""), "answers with 'no type' where"),
    "packed": (always(200, b"\x1f\x8b", Content_Type="application/sparql-results+json", Content_Encoding="gzip"), "half an answer, or none"),
    "another JSON": (always(200, b'{"results": 5}', Content_Type="application/sparql-results+json"), "half an answer, or none that is SPARQL results"),
    "no rows": (always(200, b'{"results": {}}', Content_Type=JSON), "half an answer, or none"),
    "rows that are none": (always(200, b'{"results": {"bindings": [5]}}', Content_Type=JSON), "half an answer, or none"),
    "terms that are none": (always(200, _row("5"), Content_Type=JSON), "half an answer, or none"),
    "terms without a value": (always(200, _row("{}"), Content_Type=JSON), "half an answer, or none"),
    "numbers": (always(200, _row('{"value": 5.5}'), Content_Type=JSON), "half an answer, or none"),
    "part of an answer": (always(206, _row('{"value": "5"}'), Content_Type=JSON), "refuses this (HTTP 206"),
    "nothing": (always(204), "refuses this (HTTP 204"),
    "a long type": (always(200, b"x", Content_Type="x" * 5000), f"answers with '{'x' * 60}' where "),
    "deep JSON": (always(200, b"[" * 100_000, Content_Type="application/sparql-results+json"), "half an answer, or none"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_bad_answer_is_told_in_words(run: Run, faulty: FaultyServer, name: str) -> None:
    faulty.fault, told = FAULTS[name]
    code, said = run(f"{faulty.url}/query", "--timeout", "1")
    assert (code, said.count("\n")) == (8, 1)
    assert f"error: {faulty.url}/query: {told}" in said or f"error: {faulty.url}/query: gives {told}" in said


def test_an_answer_that_fills_the_memory_is_not_taken(
    run: Run, faulty: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cyberkg.remote.client._SMALL", 3 << 20)
    faulty.fault = always(200, b" " * (3 << 20) + b"{", Content_Type=JSON)
    code, said = run(f"{faulty.url}/query")
    assert code == 4
    assert "error: the answer has more than 3 MB; ask for less" in said


def test_nobody_listens(run: Run) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code, said = run(f"http://127.0.0.1:{port}/query")
    assert code == 8
    assert "cannot be reached; start the server, or check the URL after --store" in said


def test_a_name_is_not_known(run: Run) -> None:
    code, said = run("http://nowhere.invalid/query")
    assert code == 8
    assert "http://nowhere.invalid/query: has a name that is not known; check the URL after --store" in said
    assert "note: the server is asked unencrypted over a network: use https\n" in said


def test_a_certificate_cannot_be_trusted(run: Run, faulty: FaultyServer, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    faulty.socket = context.wrap_socket(faulty.socket, server_side=True)
    code, said = run(f"https://127.0.0.1:{faulty.server_port}/query")
    assert code == 8
    assert "has no certificate that can be trusted" in said


def test_a_server_that_only_reads_is_told(run: Run, faulty: FaultyServer) -> None:
    def fault(handler: Handler, request: Request) -> bool:
        if request.path == "/update":
            handler.reply(403, b"The server is read-only")
        return request.path == "/update"

    faulty.fault = fault
    code, said = run(f"{faulty.url}/query")
    assert code == 8
    assert "or whether it is open for reading alone" in said
    assert "The server is read-only" in said


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_passing_trouble_passes(run: Run, faulty: FaultyServer, status: int) -> None:
    troubled: set[str] = set()

    def fault(handler: Handler, request: Request) -> bool:
        if request.path in troubled:
            return False
        troubled.add(request.path)
        handler.reply(status, Retry_After="0")
        return True

    faulty.fault = fault
    code, said = run(f"{faulty.url}/query")
    assert (code, said) == (0, "1 triples on the server; graphs: 1 written, 0 unchanged, 0 removed\n")


@pytest.mark.parametrize("path", ["/query", "/update"])
def test_what_broke_off_is_sent_again(run: Run, faulty: FaultyServer, path: str) -> None:
    broken: list[int] = []

    def fault(handler: Handler, request: Request) -> bool:
        if request.path != path or broken:
            return False
        broken.append(request.number)
        return handler.hang_up()

    faulty.fault = fault
    assert run(f"{faulty.url}/query")[0] == 0
    assert broken


@pytest.mark.parametrize("status", [429, 503])
def test_a_switch_that_was_not_begun_is_sent_again(run: Run, faulty: FaultyServer, status: int) -> None:
    busy: list[int] = []

    def fault(handler: Handler, request: Request) -> bool:
        if "MOVE" not in request.body or busy:
            return False
        busy.append(request.number)
        handler.reply(status)  # where it tells when to come again, one comes again without our doing
        return True

    faulty.fault = fault
    assert run(f"{faulty.url}/query")[0] == 0
    assert busy


def test_a_redirect_takes_no_credentials_along(
    run: Run, faulty: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CYBERKG_STORE_TOKEN", "t0ken")
    other = f"http://localhost:{faulty.server_port}/stolen"
    faulty.fault = always(307, Location=other)
    assert run(f"{faulty.url}/query")[0] == 8
    assert {request.path for request in faulty.seen} == {"/query"}


def test_credentials_are_in_no_traceback() -> None:
    for told in (Credentials("ada", "s3cret"), Credentials(token="t0ken"), Server("http://localhost/query")):
        assert not any(secret in repr(told) for secret in ("ada", "s3cret", "t0ken"))


@pytest.mark.parametrize("told", [{"TOKEN": "t0ken"}, {"USER": "ada", "PASSWORD": "s3cret"}])
def test_credentials_are_sent_and_never_shown(
    run: Run, faulty: FaultyServer, monkeypatch: pytest.MonkeyPatch, told: dict[str, str]
) -> None:
    for name, value in told.items():
        monkeypatch.setenv(f"CYBERKG_STORE_{name}", value)
    pair = base64.b64encode(b"ada:s3cret").decode()
    header = "Bearer t0ken" if "TOKEN" in told else f"Basic {pair}"

    def echo(handler: Handler, request: Request) -> bool:
        assert request.headers["Authorization"] == header
        handler.reply(401, f"who is {request.headers['Authorization']} (s3cret)?".encode())
        return True

    faulty.fault = echo
    code, said = run(f"{faulty.url}/query")
    assert code == 8
    assert "wants to know who asks (HTTP 401: who is" in said
    assert "t0ken" not in said
    assert pair not in said
    assert "TOKEN" in told or "s3cret" not in said


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://localhost/query", "no URL of a server"),
        (
            "http://ada:s3cret@localhost/query",
            "more than host, port and path; who asks is told by the environment",
        ),
        ("http://localhost/query?token=s3cret", "more than host, port and path"),
        ("http://localhost/query#s3cret", "more than host, port and path"),
        ("http://localhost:7x/query", "no URL of a server"),
        ("http://local\nhost/query", "no URL of a server"),
        ("http://localhost/que ry", "no URL of a server"),
        ("http://localhost/quéry", "no URL of a server"),
        ("http://:7878/query", "no URL of a server"),
    ],
)
def test_a_url_that_cannot_be_is_a_wrong_call_and_is_not_repeated(run: Run, url: str, told: str) -> None:
    code, said = run(url)
    assert code == 2
    assert told in said
    assert "s3cret" not in said


def test_urls_of_several_servers_are_a_wrong_call(run: Run) -> None:
    for option in ("--update", "--data"):
        for other, told in (
            ("http://example.org/x", "http://example.org:80 and http://localhost:1"),
            ("http://localhost:2/x", "http://localhost:1 and http://localhost:2"),
            ("https://localhost:1/x", "http://localhost:1 and https://localhost:1"),
        ):
            code, said = run("http://localhost:1/query", option, other)
            assert code == 2
            assert told in said


@pytest.mark.parametrize(
    "told",
    [
        {"TOKEN": "a", "USER": "b"},
        {"TOKEN": "a", "PASSWORD": "p"},
        {"PASSWORD": "p"},
        {"USER": "a:b"},
        {"TOKEN": "a b"},
        {"TOKEN": "a\r\nX:y"},
        {"TOKEN": "tökén"},
    ],
)
def test_credentials_that_cannot_be_are_a_wrong_call(
    run: Run, monkeypatch: pytest.MonkeyPatch, told: dict[str, str]
) -> None:
    for name, value in told.items():
        monkeypatch.setenv(f"CYBERKG_STORE_{name}", value)
    assert run("http://localhost:1/query")[0] == 2
