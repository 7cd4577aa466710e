"""What a push leaves on a server: the whole graph, or the one before it, whatever happens on the way."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.remote.conftest import BASE, Publish
from tests.remote.server import FaultyServer, Handler, Request, always

from cyberkg.errors import BusyError, CyberkgError, NetworkError
from cyberkg.remote import Pushed, Server, open_remote, push
from cyberkg.remote.catalogue import NAMESPACE
from cyberkg.remote.client import Client
from cyberkg.store import Generation

OLD = {"a": ["one", "both"], "b": ["two", "both"]}
NEW = {"a": ["one", "both"], "b": ["three", "both"], "c": ["four"]}


def labels(server: FaultyServer, at: Server) -> dict[str, int]:
    """What readers see: how often each label is told of in the default graph."""
    union = open_remote(at, ours=True).union
    found = server.store.query("SELECT ?o { ?s ?p ?o }", default_graph=[ox.NamedNode(union)])
    assert isinstance(found, ox.QuerySolutions)
    counted: dict[str, int] = {}
    for row in found:
        counted[row["o"].value] = counted.get(row["o"].value, 0) + 1
    return counted


def expect(server: FaultyServer, at: Server, documents: dict[str, list[str]]) -> None:
    """The server has these documents, their union, the catalogue and nothing else."""
    union = open_remote(at, ours=True).union
    named = {
        name: {t.split('"')[1] for t in triples}
        for name, triples in server.graphs().items()
        if "document/" in name
    }
    assert named == {f"{BASE}document/{name}": set(told) for name, told in documents.items()}
    assert labels(server, at) == {label: 1 for told in documents.values() for label in told}
    assert server.graphs().keys() == {*named, union, f"{BASE}graph/published"}


def test_a_push_brings_every_graph_and_each_triple_once(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    assert push(published(**OLD), at) == Pushed(written=2, unchanged=0, removed=0, triples=3)
    expect(faulty, at, OLD)


def test_what_is_there_already_is_not_sent(published: Publish, faulty: FaultyServer, at: Server) -> None:
    push(published(**OLD), at)
    before = len(faulty.updates())
    assert push(published(**OLD), at) == Pushed(written=0, unchanged=2, removed=0, triples=3)
    assert len(faulty.updates()) == before


def test_only_what_differs_is_sent(published: Publish, faulty: FaultyServer, at: Server) -> None:
    push(published(**OLD), at)
    before = len(faulty.updates())
    assert push(published(**NEW), at) == Pushed(written=2, unchanged=1, removed=0, triples=4)
    expect(faulty, at, NEW)
    assert not any('"one"' in update for update in faulty.updates()[before:])


def test_what_is_withdrawn_goes(published: Publish, faulty: FaultyServer, at: Server) -> None:
    push(published(**NEW), at)
    assert push(published(**OLD), at) == Pushed(written=1, unchanged=1, removed=1, triples=3)
    expect(faulty, at, OLD)


def test_graphs_of_others_and_the_default_graph_are_left_alone(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    term = ox.NamedNode("http://other.example/x")
    faulty.store.extend([ox.Quad(term, term, term), ox.Quad(term, term, term, term)])
    push(published(**OLD), at)
    push(published(**NEW), at)
    assert faulty.graphs()[""] == faulty.graphs()[term.value] == {f"{term} {term} {term}"}


def test_the_graph_store_protocol_does_the_same(published: Publish, faulty: FaultyServer) -> None:
    at = Server(f"{faulty.url}/query", data=f"{faulty.url}/data", pause=0.01)
    push(published(**OLD), at)
    expect(faulty, at, OLD)
    assert sum(request.path == "/data" for request in faulty.seen) == 3


def test_a_graph_is_added_to_by_its_whole_name(faulty: FaultyServer) -> None:
    """Else what stands behind ``&`` or ``#`` in it would be lost, and two graphs be one."""
    at = Server(f"{faulty.url}/query", data=f"{faulty.url}/data", pause=0.01)
    client = Client(at)
    for name in ("http://x/a&b=c", "http://x/a&b=d", "http://x/a#b", "http://x/a+b", "http://x/a%20b"):
        client.add(name, b'<http://x/s> <http://x/p> "o" .')
        assert name in faulty.graphs()


def test_small_batches_do_the_same(published: Publish, faulty: FaultyServer, at: Server) -> None:
    told = {"a": [f"label {n}" for n in range(25)], "b": ["x"]}
    push(published(**told), at, batch=4)
    expect(faulty, at, told)
    inserted = [u.count("prefLabel") for u in faulty.updates() if u.startswith("INSERT DATA { GRAPH")]
    assert max(inserted) == 4


@pytest.mark.parametrize(
    "text", ['C:\\u0022 } ; DROP ALL ; "', 'a"b\nc\\', "\\U00000022", "漢字 \u202e", "\x01"]
)
def test_no_text_breaks_out_of_an_update(
    published: Publish, faulty: FaultyServer, at: Server, text: str
) -> None:
    make = [
        ox.Quad(
            ox.NamedNode(f"{BASE}s"),
            ox.NamedNode(f"{BASE}p"),
            ox.Literal(text),
            ox.NamedNode(f"{BASE}document/a"),
        )
    ]
    from cyberkg.store import publish

    folder = published(**OLD).path.parents[2] / "other"
    push(publish(folder, {"graph.ttl": b""}, make, about={"base": BASE}), at)
    assert labels(faulty, at) == {text: 1}


def requests_of(published: Publish, faulty: FaultyServer, at: Server) -> int:
    """How many requests the second push takes."""
    push(published(**OLD), at)
    before = len(faulty.seen)
    push(published(**NEW), at)
    count = len(faulty.seen) - before
    faulty.store.clear()
    faulty.seen.clear()
    return count


@pytest.mark.parametrize("done", [False, True], ids=["before it is done", "after it is done"])
def test_cut_short_at_any_request_the_old_graph_or_the_new_one_is_there(
    published: Publish, faulty: FaultyServer, at: Server, done: bool
) -> None:
    for number in range(requests_of(published, faulty, at)):
        faulty.fault = lambda *_: False
        push(published(**OLD), at)
        start = len(faulty.seen)

        def cut(handler: Handler, request: Request, first: int = start + number) -> bool:
            if request.number < first:
                return False
            if done and request.number == first and request.path == "/update":
                handler.server.store.update(request.body)
            handler.hang_up()
            return True

        faulty.fault = cut
        new = published(**NEW)
        with pytest.raises(NetworkError):
            push(new, at)
        faulty.fault = lambda *_: False
        assert labels(faulty, at) in (
            {"one": 1, "two": 1, "both": 1},
            {"one": 1, "three": 1, "both": 1, "four": 1},
        )
        mended = push(new, at)
        expect(faulty, at, NEW)
        assert push(new, at) == Pushed(0, 3, 0, 4)
        assert mended.triples == 4
        faulty.store.clear()


def test_a_server_that_does_half_an_update_is_found_out_and_mended(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    push(published(**OLD), at)

    def halve(handler: Handler, request: Request) -> bool:
        if "MOVE" not in request.body:
            return False
        for step in request.body.split(" ;\n")[:3]:
            handler.server.store.update(step)
        handler.reply(500, b"killed")
        return True

    faulty.fault = halve
    new = published(**NEW)
    with pytest.raises(NetworkError, match="HTTP 500: killed"):
        push(new, at)
    faulty.fault = lambda *_: False
    with pytest.raises(BusyError, match="setting its graphs in place, or was cut short in that"):
        open_remote(at, ours=True)
    back = published(**OLD)  # what the half of the update brought is not part of it
    assert push(back, at).mended
    expect(faulty, at, OLD)
    assert not any(f"DROP SILENT GRAPH <{BASE}graph/published>" in update for update in faulty.updates())


def test_readers_have_the_old_graph_while_a_push_that_was_cut_short_is_mended(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    push(published(**OLD), at)
    new, seen = published(**NEW), list[dict[str, int]]()
    faulty.fault = lambda handler, request: "MOVE" in request.body and handler.hang_up()
    with pytest.raises(NetworkError):
        push(new, at)

    def look(handler: Handler, request: Request) -> bool:
        if "ADD GRAPH" in request.body and not seen:
            handler.server.fault = lambda *_: False
            seen.append(labels(faulty, at))
        return False

    faulty.fault = look
    assert push(new, at).mended
    assert seen == [{"one": 1, "two": 1, "both": 1}]
    expect(faulty, at, NEW)


@pytest.mark.parametrize("way", ["gateway", "gateway in front", "broken", "late", "endless"])
def test_the_switch_is_not_done_twice(published: Publish, faulty: FaultyServer, at: Server, way: str) -> None:
    """A second MOVE of a graph that has moved would leave an empty one."""
    answered: list[int] = []

    def lose_the_answer(handler: Handler, request: Request) -> bool:
        if "MOVE" not in request.body or answered:
            return False
        answered.append(request.number)
        handler.server.store.update(request.body)
        if way.startswith("gateway"):
            handler.reply(504 if way == "gateway" else 502, b"gateway time-out")
            return True
        if way == "endless":
            handler.reply(200, bytes((64 << 20) + 1))
            return True
        if way == "late":
            time.sleep(2)
        return handler.hang_up()

    faulty.fault = lose_the_answer
    assert push(published(**OLD), replace(at, timeout=1)).written == 2
    expect(faulty, at, OLD)
    assert sum("MOVE" in update for update in faulty.updates()) == 1


def test_many_graphs_are_switched_in_several_updates(
    published: Publish, faulty: FaultyServer, at: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cyberkg.remote.pushing._SWITCH", 2)
    told = {f"d{n}": [f"label {n}"] for n in range(7)}
    push(published(**told), at)
    expect(faulty, at, told)
    assert sum("MOVE" in update for update in faulty.updates()) > 3


def test_no_part_of_a_switch_is_done_twice(
    published: Publish, faulty: FaultyServer, at: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cyberkg.remote.pushing._SWITCH", 2)
    old, lost = published(**OLD), list[str]()

    def lose_the_answer(handler: Handler, request: Request) -> bool:
        if "MOVE" not in request.body or lost:
            return False
        lost.append(request.body)
        handler.server.store.update(request.body)
        return handler.hang_up()

    faulty.fault = lose_the_answer
    with pytest.raises(NetworkError):
        push(old, at)
    assert faulty.updates().count(lost[0]) == 1
    assert push(old, at).mended
    expect(faulty, at, OLD)


def test_of_two_pushes_at_once_the_first_gives_way(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    old, busy = published(**OLD), list[int]()

    def second(handler: Handler, request: Request) -> bool:
        if "ADD GRAPH" in request.body and not busy:
            busy.append(1)
            push(old, replace(at))
        return False

    faulty.fault = second
    with pytest.raises(BusyError, match=r"another push took over"):
        push(published(**OLD), at)
    expect(faulty, at, OLD)


def test_a_push_that_was_overtaken_while_it_sent_leaves_nothing(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    old = published(**OLD)

    def second(handler: Handler, request: Request) -> bool:
        if '"one"' in request.body:
            handler.server.fault = lambda *_: False
            push(old, replace(at))
        return False

    faulty.fault = second
    with pytest.raises(BusyError, match=r"another push took over"):
        push(old, at)
    expect(faulty, at, OLD)


def test_a_push_that_was_overtaken_at_the_last_moment_gives_way(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    """When all is put together and counted, before the switch."""
    old, new, counted = published(**OLD), published(**NEW), list[int]()

    def second(handler: Handler, request: Request) -> bool:
        if "COUNT" in request.body:
            counted.append(request.number)
        elif counted:
            handler.server.fault = lambda *_: False
            push(new, replace(at))
        return False

    faulty.fault = second
    with pytest.raises(BusyError, match=r"another push took over"):
        push(old, at)
    expect(faulty, at, NEW)


def test_what_a_push_that_gave_way_wrote_too_late_is_cleared_away(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    """It may have told what it was about to make when the one that took over had done with the journal."""
    push(published(**OLD), at)
    stage = f"{BASE}graph/push/1/1"
    faulty.store.update(
        f"INSERT DATA {{ GRAPH <{BASE}graph/push> {{ <{stage}> <{NAMESPACE}target> <{BASE}document/a> }} "
        f"GRAPH <{stage}> {{ <{BASE}s> <{BASE}p> 'half' }} }}"
    )
    assert push(published(**OLD), at).mended
    expect(faulty, at, OLD)


def test_a_graph_altered_on_the_server_is_sent_again(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    push(published(**OLD), at)
    faulty.store.update(f"CLEAR GRAPH <{BASE}document/a>")
    assert push(published(**NEW), at).written == 3
    expect(faulty, at, NEW)


def test_what_others_added_to_a_graph_on_the_server_goes(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    push(published(**OLD), at)
    faulty.store.update(f"INSERT DATA {{ GRAPH <{BASE}document/a> {{ <{BASE}s> <{BASE}p> 'theirs' }} }}")
    assert push(published(**NEW), at).written == 3
    expect(faulty, at, NEW)


def test_a_server_that_loses_triples_is_found_out(
    published: Publish, faulty: FaultyServer, at: Server
) -> None:
    def forget(handler: Handler, request: Request) -> bool:
        lost = '"one"' in request.body
        if lost:
            handler.reply(204)
        return lost

    faulty.fault = forget
    with pytest.raises(NetworkError, match="does not hold the 3 triples that were sent to it"):
        push(published(**OLD), at)


def test_nothing_of_the_local_graph_is_touched(
    published: Publish, faulty: FaultyServer, at: Server, tmp_path: Path
) -> None:
    generation: Generation = published(**OLD)
    before = generation.store().dump()
    for fault in (always(500), lambda *_: False):
        faulty.fault = fault
        with suppress(CyberkgError):
            push(generation, at)
    generation.verify()
    assert generation.store().dump() == before
