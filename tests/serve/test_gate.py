"""Who is let in, and what each answer tells the browser."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from cyberkg.serve.gate import Gate

PAGES = (
    "/",
    "/search?q=ada",
    "/suggest?q=ada",
    "/id/person/ada-tan",
    "/query",
    "/sparql",
    "/network",
    "/none",
)
ASK = {"query": "ASK {}"}


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "LocalHost:8765", "[::1]:80", "127.0.0.1"]
)
def test_this_machine_is_called_by_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/suggest?q=ada", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "evil.test:8765",
        "127.0.0.1.evil.test",
        "192.168.1.7:8765",
        "",
        "localhost:8765:x",
        "localhost:x",
    ],
)
@pytest.mark.parametrize("path", PAGES)
def test_a_name_that_was_made_to_lead_here_is_turned_away(client: TestClient, host: str, path: str) -> None:
    response = client.get(path, headers={"host": host})
    assert response.status_code == 403
    assert response.text == (
        "error: this server is called 127.0.0.1 or localhost, and answers to no other name\n"
    )


FOREIGN: list[dict[str, str]] = [
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "document"},
    {"origin": "https://evil.test"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "null"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", PAGES)
def test_pages_of_other_sites_may_not_ask(client: TestClient, headers: dict[str, str], path: str) -> None:
    response = client.get(path, headers=headers)
    assert response.status_code == 403
    assert response.text == "error: pages of other sites may not ask this server\n"


OPENING = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def test_a_link_elsewhere_opens_a_page_but_runs_no_query(client: TestClient) -> None:
    assert client.get("/id/person/ada-tan", headers=OPENING).status_code == 200
    for path in ("/sparql", "/sparql/"):
        assert client.get(path, params=ASK, headers=OPENING).status_code == 403
    assert client.post("/", headers=OPENING).status_code == 403


def test_our_own_pages_may_ask(client: TestClient) -> None:
    own = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "origin": "http://127.0.0.1:8765"}
    assert client.post("/sparql", data=ASK, headers=own).json()["boolean"] is True


@pytest.mark.parametrize("path", [*PAGES, "/assets/theme.js", "/report/attendance?format=html"])
def test_every_answer_forbids_what_no_page_needs(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == ("private, max-age=86400" if "/assets/" in path else "no-store")
    assert not [name for name in headers if name.startswith("access-control")]


def test_no_policy_of_ours_lets_inline_script_run(client: TestClient) -> None:
    for path in ("/", "/id/person/ada-tan", "/query", "/report/attendance", "/none"):
        response = client.get(path, headers={"accept": "text/html"})
        policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
        assert policy["script-src"] == "'self'"
        assert policy["style-src"] == "'self'"
        assert policy["form-action"] == "'self'"
        assert policy["base-uri"] == "'none'"
        found = Scripts()
        found.feed(response.text)
        assert found.inline == []


class Scripts(HTMLParser):
    """Finds what a page would run, or style, without asking for a file."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "style" or (
            tag == "script" and not given.get("src") and "json" not in (given.get("type") or "")
        ):
            self.inline.append(tag)


def test_the_network_page_keeps_its_own_policy(client: TestClient) -> None:
    response = client.get("/network")
    policy = response.headers["content-security-policy"]
    named = re.search(r'Content-Security-Policy" content="([^"]+)"', response.text)
    assert named is not None
    assert policy == f"{named[1]}; frame-ancestors 'none'"
    assert "'unsafe-inline'" not in policy


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/sparql", "/id/person/ada-tan", "/report/attendance"])
def test_there_is_nothing_to_write_to(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 405


@pytest.mark.parametrize("path", ["/", "/search", "/id/person/ada-tan", "/query", "/network"])
def test_pages_take_no_post(client: TestClient, path: str) -> None:
    assert client.post(path, data={"a": "b"}).status_code == 405


def test_a_request_of_megabytes_is_refused_by_what_it_says(client: TestClient) -> None:
    response = client.post("/sparql", data=ASK, headers={"content-length": str(1 << 30)})
    assert response.status_code == 413
    assert response.text == "error: a request may have 4,194,304 bytes at most; send less\n"
    assert response.headers["connection"] == "close"


def test_a_request_of_megabytes_is_refused_by_what_it_sends(client: TestClient) -> None:
    def endless() -> Any:
        yield b"query="
        for _ in range(100):
            yield b"a" * (1 << 17)

    headers = {"content-type": "application/x-www-form-urlencoded"}
    response = client.post("/sparql", content=endless(), headers=headers)
    assert response.status_code == 413
    assert "a request may have 4,194,304 bytes at most" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/assets/..%2f..%2fcli%2f__init__.py",
        "/assets/../site.py",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/explorer.css%00",
        "/id/..%2f..%2f..%2fetc/passwd",
        "/id/%00",
        "/id/%ff%fe",
        "/report/..%2fattendance",
        "/graph.ttl",
    ],
)
def test_no_path_leads_to_a_file(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "root:" not in response.text


def through_the_gate(*headers: tuple[bytes, bytes], pieces: Sequence[bytes] = (), most: int = 1 << 22) -> int:
    """Send headers, or a body in pieces, that no client of HTTP would; the status of the answer."""
    statuses: list[int] = []
    rest = list(pieces)

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        while rest:
            await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Any:
        return {"type": "http.request", "body": rest.pop(0)}

    scope = {"type": "http", "method": "POST", "path": "/sparql", "headers": list(headers)}
    with ThreadPoolExecutor(1) as aside:  # a browser of other tests may have a loop running in this thread
        aside.submit(asyncio.run, Gate(inner, most=most)(scope, receive, send)).result()
    return statuses[0]


HOST = (b"host", b"127.0.0.1")


def test_a_request_has_one_host() -> None:
    assert through_the_gate(HOST) == 200
    assert through_the_gate(HOST, (b"Host", b"evil.test")) == 403
    assert through_the_gate() == 403


@pytest.mark.parametrize("length", [b"", b"-1", b"1e9", "\u00b2".encode("latin-1"), b"9" * 5000])
def test_a_length_that_is_none_is_too_much(length: bytes) -> None:
    assert through_the_gate(HOST, (b"content-length", b"7")) == 200
    assert through_the_gate(HOST, (b"content-length", length)) == 413


def test_pieces_of_a_body_count_together() -> None:
    assert through_the_gate(HOST, pieces=[b"1234"] * 2, most=8) == 200
    assert through_the_gate(HOST, pieces=[b"1234"] * 3, most=8) == 413
