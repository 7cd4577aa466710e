"""A server of its own process that speaks chat completions, well or badly: the model's name says how.

Started as ``python server.py``; prints its port. ``GET /seen?MODEL`` gives what was asked of a model. A name
may end in ``#anything``, to tell tests apart.
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

RECORDED: list[dict[str, Any]] = json.loads((Path(__file__).parent / "recorded.json").read_text("utf-8"))
SEEN: dict[str, list[dict[str, Any]]] = {}


def recorded(message: str) -> list[dict[str, Any]]:
    """Give the rows recorded for each of the texts that the message holds."""
    return [row for entry in RECORDED if entry["text"] in message for row in entry["facts"]]


def row(**cells: object) -> dict[str, object]:
    plain = {
        "subject": "Jane Doe",
        "subject_type": "Person",
        "predicate": "spokeAt",
        "object": "Harbour Forum",
        "object_type": "Event",
        "qualifier": "",
        "status": "asserted",
        "quote": "Jane Doe of Acme Ltd spoke at the Harbour Forum on 3 May 2024.",
    }
    return {**plain, **cells}


LIES = [
    row(),
    row(quote="Jane Doe opened the Harbour Forum."),
    row(subject="Nelson Mandela"),
    row(predicate="owns"),
    row(object_type="Person"),
    row(status="certain"),
    row(subject_type="Wizard"),
    row(predicate="eventDate", subject="Harbour Forum", subject_type="Event", object="3 May", object_type="date"),
    row(quote="e"* 5000),
    row(subject="Jane\u202eDoe"),
    row(subject=["Jane Doe"]),
    row(qualifier="Queen of Acme"),
    "no row",
]  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        self.send(200, json.dumps(SEEN.get(unquote(urlsplit(self.path).query), [])).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        seen = SEEN.setdefault(body["model"], [])
        seen.append({"path": self.path, "key": self.headers.get("Authorization", ""), "body": body})
        getattr(self, body["model"].split("#")[0].replace("-", "_"))(body, len(seen))

    def send(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def say(self, content: str) -> None:
        message = {"role": "assistant", "content": content}
        self.send(200, json.dumps({"choices": [{"index": 0, "message": message}]}).encode())

    def refuse(self, status: int, said: str, **headers: str) -> None:
        self.send(status, json.dumps({"error": {"message": said}}).encode(), **headers)

    # the models, by name

    def recorded(self, body: dict[str, Any], _: int) -> None:
        self.say(json.dumps({"facts": recorded(body["messages"][1]["content"])}))

    def fenced(self, body: dict[str, Any], _: int) -> None:
        facts = json.dumps({"facts": recorded(body["messages"][1]["content"])})
        self.say(f'<think>A list "facts": [1]?</think>Here you are:\n```json\n{facts}\n```')

    def liar(self, _body: dict[str, Any], _: int) -> None:
        self.say(json.dumps({"facts": LIES}))

    def broken(self, _body: dict[str, Any], _: int) -> None:
        self.say("I am sorry, I cannot help with that.")

    def empty(self, _body: dict[str, Any], _: int) -> None:
        self.send(200, json.dumps({"choices": [{"message": {"content": None}}]}).encode())

    def cut(self, _body: dict[str, Any], _: int) -> None:
        self.say(json.dumps({"facts": [row(), row(subject="John Roe")]})[:-40])

    def nested(self, _body: dict[str, Any], _: int) -> None:
        self.say('{"facts": ' + "[" * 200_000)

    def many(self, _body: dict[str, Any], _: int) -> None:
        self.say(json.dumps({"facts": [row()] * 1000}))

    def slow(self, body: dict[str, Any], n: int) -> None:
        time.sleep(3)
        self.recorded(body, n)

    def drip(self, _body: dict[str, Any], _: int) -> None:
        self.send(200, b"", Content_Length="100000")
        for _ in range(40):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def huge(self, _body: dict[str, Any], _: int) -> None:
        self.send(200, b" " * 20_000_000)

    def hangup(self, _body: dict[str, Any], _: int) -> None:
        self.send(200, b'{"choices": [', Content_Length="1000")
        self.close_connection = True

    def failing(self, _body: dict[str, Any], _: int) -> None:
        self.refuse(500, "out of memory\nat line 7")

    def flaky(self, body: dict[str, Any], n: int) -> None:
        if n < 3:
            self.refuse(503, "loading the model")
        else:
            self.recorded(body, n)

    def busy(self, body: dict[str, Any], n: int) -> None:
        if n < 2:
            self.refuse(429, "slow down", Retry_After="0")
        else:
            self.recorded(body, n)

    def locked(self, _body: dict[str, Any], _: int) -> None:
        self.refuse(401, "Incorrect API key provided")

    def absent(self, _body: dict[str, Any], _: int) -> None:
        self.send(404, b'{"error": "model not found"}')

    def page(self, _body: dict[str, Any], _: int) -> None:
        self.send(200, b"<html>Welcome</html>")

    def elsewhere(self, _body: dict[str, Any], _: int) -> None:
        self.send(307, b"", Location=f"http://127.0.0.1:{self.server.server_port}/v1/stolen")  # type: ignore[attr-defined]

    def picky(self, body: dict[str, Any], n: int) -> None:
        for name in ("max_tokens", "temperature"):
            if name in body:
                self.refuse(400, f"Unsupported parameter: '{name}'")
                return
        self.recorded(body, n)

    def short(self, body: dict[str, Any], n: int) -> None:
        if {"max_tokens", "max_completion_tokens"} & body.keys():
            self.refuse(
                400, "This model's maximum context length is 8192 tokens. However, you requested 9873."
            )
        else:
            self.recorded(body, n)

    def strict(self, _body: dict[str, Any], _: int) -> None:
        self.refuse(400, "response_format is not supported")


def serve() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    serve()
