"""Servers that fail, each in one line that says what to do; and those that can be helped."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyberkg.errors import NetworkError
from cyberkg.llm import LlmReader, Settings
from cyberkg.model import Document

Make = Callable[..., LlmReader]
Seen = Callable[[str], list[dict[str, Any]]]
KEPT = "try again later, what was answered is kept"

FAILURES = [
    ("failing", f"refuses with HTTP 500: out of memory at line 7; {KEPT}", 4),
    ("locked", "refuses with HTTP 401: Incorrect API key provided; set the environment variable CYBERKG_LLM_KEY"
               " to the server's key", 1),
    ("absent", "refuses with HTTP 404: model not found; check --llm-server and --llm-model", 1),
    ("strict", "refuses with HTTP 400: response_format is not supported; the model must take response_format"
               " json_schema, and a context of 8192 tokens", 1),
    ("page", "gives what is no chat completion; check --llm-server", 1),
    ("huge", "the answer is longer than 4 MB; try another model", 1),
    ("hangup", "broke off; try again, what was answered is kept", 1),
    ("elsewhere", "sends on elsewhere (HTTP 307), where no text is sent; name the server itself", 1),
]  # fmt: skip


@pytest.mark.parametrize(("model", "said", "requests"), FAILURES, ids=[f[0] for f in FAILURES])
def test_failure_is_one_line(
    reader: Make, document: Document, seen: Seen, server: str, model: str, said: str, requests: int
) -> None:
    name = f"{model}#{requests}"
    with pytest.raises(NetworkError) as error:
        reader(name).read(document)
    assert str(error.value) == f"language model server {server.removeprefix('http://')}: {said}"
    assert [r["path"] for r in seen(name)] == ["/v1/chat/completions"] * requests


@pytest.mark.parametrize("model", ["slow", "drip"])
def test_late_answer_is_given_up(reader: Make, document: Document, seen: Seen, model: str) -> None:
    started = time.monotonic()
    with pytest.raises(NetworkError, match=r"gave no answer in 0\.5 s; give it longer with --llm-timeout"):
        reader(f"{model}#late", timeout=0.5).read(document)
    assert time.monotonic() - started < 3
    assert len(seen(f"{model}#late")) == 1


@pytest.mark.parametrize(("model", "requests"), [("flaky", 3), ("busy", 2), ("picky", 3), ("short", 3)])
def test_request_is_repeated_where_that_helps(
    reader: Make, document: Document, seen: Seen, model: str, requests: int
) -> None:
    assert len(reader(f"{model}#help").read(document).claims) == 9
    assert len(seen(f"{model}#help")) == requests


def test_refused_field_is_left_out_or_renamed(reader: Make, document: Document, seen: Seen) -> None:
    reader("picky#fields").read(document)
    last = seen("picky#fields")[-1]["body"]
    assert last["max_completion_tokens"] == 8192
    assert not {"max_tokens", "temperature"} & last.keys()


def test_server_that_is_not_there(document: Document, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings = Settings(f"http://127.0.0.1:{free.getsockname()[1]}", "m", tmp_path, pause=0.01)
        with pytest.raises(
            NetworkError, match=r"cannot be reached; start the server, or check --llm-server$"
        ):
            LlmReader(settings).read(document)


def test_key_is_in_no_message(reader: Make, document: Document) -> None:
    made = reader("locked", key="s3cret-key")
    with pytest.raises(NetworkError) as error:
        made.read(document)
    assert "s3cret" not in f"{error.value}{error.value!r}{made!r}"
