"""A SPARQL 1.1 server within the test's process that fails on demand: the n-th request, in one of many ways."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


@dataclass(frozen=True)
class Request:
    """What came: the how manieth it is, its path (``/query``, ``/update``, ``/data``), headers and body."""

    number: int
    path: str
    headers: dict[str, str]
    body: str


Fault = Callable[["Handler", Request], bool]
"""Answers a request in the server's place and says True, or leaves it to the server and says False."""


class FaultyServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = ox.Store()
        self.seen: list[Request] = []
        self.fault: Fault = lambda *_: False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def updates(self) -> list[str]:
        return [request.body for request in self.seen if request.path == "/update"]

    def graphs(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for quad in self.store:
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            found.setdefault(name, set()).add(str(quad.triple))
        return found

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are the point of some tests."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FaultyServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        path = urlsplit(self.path).path
        request = Request(len(self.server.seen), path, dict(self.headers.items()), body)
        self.server.seen.append(request)
        if not self.server.fault(self, request):
            self.serve(request)

    def serve(self, request: Request) -> None:
        try:
            if request.path == "/query":
                self._query(parse_qs(request.body))
            elif request.path == "/update":
                self.server.store.update(request.body)
                self.reply(204)
            elif request.path == "/data":
                graph = ox.NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0])
                self.server.store.load(request.body, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
                self.reply(204)
            else:
                self.reply(404, b"nothing here")
        except (SyntaxError, ValueError, RuntimeError) as error:
            self.reply(400, str(error).encode())

    def _query(self, fields: dict[str, list[str]]) -> None:
        chosen: dict[str, Any] = {}
        if "default-graph-uri" in fields:
            chosen["default_graph"] = list(map(ox.NamedNode, fields["default-graph-uri"]))
            chosen["named_graphs"] = list(map(ox.NamedNode, fields.get("named-graph-uri", [])))
        found = self.server.store.query(fields["query"][0], **chosen)
        if isinstance(found, ox.QueryTriples):
            body = found.serialize(format=ox.RdfFormat.N_TRIPLES)
            self.reply(200, body or b"", Content_Type="application/n-triples")
        else:
            body = found.serialize(format=ox.QueryResultsFormat.JSON)
            self.reply(200, body or b"", Content_Type="application/sparql-results+json")

    def reply(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "text/plain", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def hang_up(self) -> bool:
        """Reset the connection, without a word."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True
        return True


def always(status: int, content: bytes = b"", **headers: str) -> Fault:
    def fault(handler: Handler, _: Request) -> bool:
        handler.reply(status, content, **headers)
        return True

    return fault


def drip(handler: Handler, request: Request) -> bool:
    """Send an answer that never ends, a byte at a time."""
    del request
    handler.reply(200, b"", Content_Length="100000", Content_Type="application/sparql-results+json")
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)
    handler.close_connection = True
    return True


def silent(_: Handler, __: Request) -> bool:
    """Take the request and say nothing for a while."""
    time.sleep(2)
    return True


def half(handler: Handler, _: Request) -> bool:
    """Send the first part of an answer."""
    handler.reply(
        200, b'{"head": {"va', Content_Length="1000", Content_Type="application/sparql-results+json"
    )
    handler.close_connection = True
    return True


def serving() -> Iterator[FaultyServer]:
    """Give a server that runs, and end it: to make a fixture of."""
    server = FaultyServer()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
