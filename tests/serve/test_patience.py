"""How long the server waits: for a request, for the next one, and never for its own answer."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from cyberkg.serve.patience import PatientProtocol

# The server with less patience than it has, so that nobody has to wait for it.
CODE = """
import asyncio, contextlib
from cyberkg.serve import patience, server
patience.SECONDS, server._IDLE_SECONDS = 1.0, 1

async def app(scope, receive, send):
    if scope["path"] == "/slow":
        await asyncio.sleep(2.5)
    headers = [(b"content-length", b"2"), (b"x-scheme", scope["scheme"].encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})

bound = server.listen("127.0.0.1", 0)
with contextlib.suppress(KeyboardInterrupt):
    server.serve(app, bound, lambda: print(bound.getsockname()[1], flush=True))
"""
HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    command = [sys.executable, "-c", CODE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20) == ("", ""), "it said something"


@pytest.fixture
def client(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        yield connection


def rest(client: socket.socket) -> tuple[bytes, float]:
    """Read until the server closes: what it said, and after how many seconds."""
    begun, told = time.monotonic(), b""
    with contextlib.suppress(ConnectionError):
        while piece := client.recv(1 << 16):
            told += piece
    return told, time.monotonic() - begun


def test_its_own_answer_may_take_longer_than_a_request(client: socket.socket) -> None:
    client.sendall(HEAD.replace(b"/ ", b"/slow ") + b"Connection: close\r\n\r\n")
    told, seconds = rest(client)
    assert told.startswith(b"HTTP/1.1 200")
    assert told.endswith(b"\r\n\r\nok")
    assert seconds > 2


def test_a_letter_now_and_then_buys_no_time(client: socket.socket) -> None:
    begun = time.monotonic()
    with contextlib.suppress(ConnectionError):
        client.sendall(HEAD + b"X: ")
        while time.monotonic() - begun < 10:
            client.sendall(b"a")
            client.settimeout(0.1)
            with contextlib.suppress(TimeoutError):
                told = client.recv(1 << 16)
                break
    assert 0.8 < time.monotonic() - begun < 4
    assert told.startswith(b"HTTP/1.1 408")


def test_who_says_nothing_is_let_go_without_a_word(client: socket.socket) -> None:
    told, seconds = rest(client)
    assert told == b""
    assert 0.8 < seconds < 4


def test_who_was_answered_before_all_was_said_is_told_nothing_more(client: socket.socket) -> None:
    """A second answer would be taken for that to the next request."""
    client.sendall(HEAD + b"Content-Length: 99\r\n\r\na")
    told, seconds = rest(client)
    assert told.startswith(b"HTTP/1.1 200")
    assert told.endswith(b"\r\n\r\nok")
    assert seconds < 4


def test_the_next_request_is_waited_for_anew(client: socket.socket) -> None:
    for _ in range(3):
        client.sendall(HEAD)
        time.sleep(0.6)
        client.sendall(b"\r\n")
        told = b""
        while not told.endswith(b"\r\n\r\nok") and (piece := client.recv(1 << 16)):
            told += piece
        assert told.startswith(b"HTTP/1.1 200")
        time.sleep(0.6)
    client.sendall(HEAD)
    told, seconds = rest(client)
    assert told.startswith(b"HTTP/1.1 408")
    assert 0.8 < seconds < 4


def test_after_its_answer_who_asks_nothing_more_is_let_go(client: socket.socket) -> None:
    client.sendall(HEAD + b"\r\n")
    told, seconds = rest(client)
    assert told.startswith(b"HTTP/1.1 200")
    assert told.endswith(b"\r\n\r\nok")
    assert seconds < 4


async def _never_asked(*_: object) -> None:
    raise AssertionError("no request was whole")


async def _leave_in_the_middle() -> PatientProtocol | None:
    """Say half a request and go; gives what is left of the connection."""
    config, state = Config(_never_asked, lifespan="off", ws="none", log_config=None), ServerState()
    config.load()
    made: list[weakref.ref[PatientProtocol]] = []

    def make() -> PatientProtocol:
        protocol = PatientProtocol(config, state, {})
        made.append(weakref.ref(protocol))
        return protocol

    async with await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0) as server:
        with socket.create_connection(server.sockets[0].getsockname()) as client:
            client.sendall(HEAD)
            while not state.connections:
                await asyncio.sleep(0.01)
        while state.connections:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)
    gc.collect()
    return made[0]()


def test_of_who_left_nothing_is_kept() -> None:
    """Else many who come and go would fill the memory, and no limit of connections would count them."""
    with ThreadPoolExecutor(1) as aside:  # a browser of other tests may have a loop running in this thread
        assert aside.submit(asyncio.run, asyncio.wait_for(_leave_in_the_middle(), 20)).result() is None


def test_neither_what_it_is_made_of_nor_what_a_header_claims_is_believed_or_told(
    client: socket.socket,
) -> None:
    client.sendall(HEAD + b"X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n")
    told = rest(client)[0].lower()
    assert b"x-scheme: http\r\n" in told
    assert b"\r\nserver:" not in told
