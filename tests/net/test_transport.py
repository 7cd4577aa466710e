"""Requests and their answers: what is repeated and what is not, how long one waits, how much one takes."""

from __future__ import annotations

import contextlib
import gzip
import io
import socket
import threading
import time

import pytest
from tests.remote.server import Fault, FaultyServer, Handler, Request, always, drip, serving, silent

from cyberkg.net import Failure, Reason, Reply, Transport, transport

AGAIN = frozenset({503})


faulty = pytest.fixture(serving, name="faulty")


def send(server: FaultyServer, *, pause: float = 0.01, timeout: float = 5, **told: object) -> Reply:
    way = Transport(timeout, pause, AGAIN)
    return way.send("POST", f"{server.url}/query", {}, b"x", **{"largest": 1000, **told})  # type: ignore[arg-type]


def reason(server: FaultyServer, **told: object) -> Reason:
    with pytest.raises(Failure) as failure:
        send(server, **told)  # type: ignore[arg-type]
    return failure.value.reason


def busy(times: int, **headers: str) -> Fault:
    def fault(handler: Handler, request: Request) -> bool:
        handler.reply(503 if request.number < times else 200, b"done", **headers)
        return True

    return fault


def test_an_answer_longer_than_is_allowed_is_not_taken(faulty: FaultyServer) -> None:
    faulty.fault = always(200, bytes(1001))
    assert reason(faulty) is Reason.LARGE
    faulty.fault = always(200, bytes(1000))
    assert send(faulty).body == bytes(1000)


def test_who_sends_too_much_is_left_at_once(faulty: FaultyServer) -> None:
    """Else a server could go on sending as long as the error is being told."""
    left = threading.Event()

    def endless(handler: Handler, _: Request) -> bool:
        handler.reply(200, Content_Length=str(1 << 40))
        with contextlib.suppress(OSError):
            while handler.wfile.write(bytes(1 << 16)):
                pass
        left.set()
        return handler.hang_up()

    faulty.fault = endless
    with pytest.raises(Failure) as failure:
        send(faulty)
    assert left.wait(5)
    assert failure.value.reason is Reason.LARGE


@pytest.mark.parametrize("told", ["Text/Plain", "text/plain;charset=utf-8", " text/plain ; q=1"])
def test_a_media_type_is_the_same_however_it_is_written(faulty: FaultyServer, told: str) -> None:
    faulty.fault = always(200, b"done", Content_Type=told)
    assert send(faulty).type == "text/plain"


def test_an_answer_that_drips_ends_at_the_deadline(faulty: FaultyServer) -> None:
    faulty.fault = drip
    begun = time.monotonic()
    assert reason(faulty, timeout=0.5) is Reason.LATE
    assert time.monotonic() - begun < 3


def test_what_took_too_long_is_not_sent_again(faulty: FaultyServer) -> None:
    def late(handler: Handler, request: Request) -> bool:
        return silent(handler, request) and handler.hang_up()

    faulty.fault = late
    assert reason(faulty, timeout=0.3, cut=True) is Reason.LATE
    assert len(faulty.seen) == 1


@pytest.mark.parametrize(("connect", "timeout"), [(0.1, 1.0), (1.0, 0.1)])
def test_who_does_not_take_up_the_call_is_given_up(
    monkeypatch: pytest.MonkeyPatch, connect: float, timeout: float
) -> None:
    monkeypatch.setattr(transport, "_CONNECT", connect)
    with contextlib.ExitStack() as open_:
        deaf = open_.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):  # more than may wait: of the next, no word comes back
            waiting = open_.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        begun = time.monotonic()
        with pytest.raises(Failure) as failure:
            Transport(timeout, 0.01, AGAIN).send(
                "POST", f"http://127.0.0.1:{deaf.getsockname()[1]}/", {}, b"x", largest=1000
            )
        assert failure.value.reason is Reason.UNREACHABLE
        assert time.monotonic() - begun < 2


def test_a_server_that_is_busy_is_asked_four_times(faulty: FaultyServer) -> None:
    faulty.fault = busy(3)
    assert send(faulty).status == 200
    faulty.seen.clear()
    faulty.fault = busy(9)
    assert send(faulty).status == 503
    assert len(faulty.seen) == 4


@pytest.mark.parametrize(("pause", "headers"), [(0.01, {"Retry_After": "3600"}), (3600.0, {})])
def test_no_pause_is_longer_than_the_longest(
    faulty: FaultyServer, monkeypatch: pytest.MonkeyPatch, pause: float, headers: dict[str, str]
) -> None:
    monkeypatch.setattr(transport, "_LONGEST_PAUSE", 0.1)
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    faulty.fault = busy(2, **headers)
    assert send(faulty, pause=pause).status == 200
    assert 0 < max(pauses) <= 0.1


@pytest.mark.parametrize("cut", [True, False])
def test_what_broke_off_is_sent_again_only_where_that_does_no_harm(faulty: FaultyServer, cut: bool) -> None:
    def fault(handler: Handler, request: Request) -> bool:
        return always(200, b"done")(handler, request) if request.number else handler.hang_up()

    faulty.fault = fault
    if cut:
        assert send(faulty, cut=True).body == b"done"
    else:
        assert reason(faulty) is Reason.BROKEN
    assert len(faulty.seen) == 1 + cut


def test_a_redirect_is_an_answer(faulty: FaultyServer) -> None:
    faulty.fault = always(307, Location=f"{faulty.url}/other")
    assert send(faulty).status == 307
    assert [request.path for request in faulty.seen] == ["/query"]


def test_what_is_packed_is_neither_asked_for_nor_unpacked(faulty: FaultyServer) -> None:
    packed = gzip.compress(bytes(1_000_000))
    faulty.fault = always(200, packed, Content_Encoding="gzip")
    assert send(faulty, largest=len(packed)).body == packed
    assert faulty.seen[0].headers["Accept-Encoding"] == "identity"


def test_a_file_takes_what_was_asked_for_and_no_error(faulty: FaultyServer) -> None:
    file = io.BytesIO()
    faulty.fault = always(404, b"no")
    assert send(faulty, into=file).body == b"no"
    faulty.fault = always(200, b"yes", X_SPARQL_MaxRows="many")
    assert (send(faulty, into=file).body, file.getvalue()) == (b"", b"yes")


def test_how_many_rows_a_server_gives_is_a_number_or_not_told(faulty: FaultyServer) -> None:
    for told, most in (("10000", 10_000), ("many", 0), ("\u00b2", 0), ("-1", 0), ("9" * 5000, 0)):
        faulty.fault = always(200, X_SPARQL_MaxRows=told)
        assert send(faulty).most == most
