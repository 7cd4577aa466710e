"""A store by difference: the quads of one that is written whole, and written whole wherever it cannot be."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.errors import DiskError
from cyberkg.store import Change, OxigraphStore, claim
from cyberkg.store.difference import write_changed_store
from cyberkg.store.generation import open_generation
from cyberkg.store.oxigraph import write_store

Said = tuple[str, str, str]
OLD = frozenset({("a", "x", "1"), ("a", "y", "2"), ("b", "x", "1"), ("c", "z", "3")})
"""Graph, subject and value of each quad; graphs a and b say one thing both."""


def quads(said: frozenset[Said]) -> list[ox.Quad]:
    name = "https://example.org/"
    return [
        ox.Quad(ox.NamedNode(name + s), ox.NamedNode(name + "p"), ox.Literal(o), ox.NamedNode(name + g))
        for g, s, o in sorted(said)
    ]


def change_to(new: frozenset[Said], *anew: str, since: str = "") -> Change:
    """Say that the graphs ``anew`` may differ, and no other."""
    named = {f"https://example.org/{g}": quads(frozenset(q for q in new if q[0] == g)) for g in anew}
    rest = {f"https://example.org/{q[0]}" for q in new} - named.keys()
    return Change(since, named, rest)


def holdings(path: Path) -> tuple[bytes, int]:
    with OxigraphStore(path, read_only=True) as store:
        return store.dump(), len(store)


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        OLD - {("a", "x", "1")},
        OLD - {("a", "x", "1"), ("b", "x", "1")},
        OLD - {("a", "y", "2")} | {("b", "y", "2")},
        OLD - {("c", "z", "3")} | {("a", "z", "3"), ("c", "z", "4")},
        OLD | {("d", "x", "1"), ("d", "w", "5")},
    ],
)
def test_a_changed_store_holds_what_one_written_whole_holds(new: frozenset[Said], tmp_path: Path) -> None:
    write_store(tmp_path / "old", tmp_path / "scratch", quads(OLD))
    before = {p.name: p.read_bytes() for p in (tmp_path / "old").iterdir()}
    differ = write_changed_store(
        tmp_path / "new", tmp_path / "aside", tmp_path / "old", change_to(new, "a", "b", "c", "d")
    )
    assert differ is not None
    assert {*differ} == {*quads(OLD ^ new)}
    write_store(tmp_path / "whole", tmp_path / "scratch2", quads(new))
    assert holdings(tmp_path / "new") == holdings(tmp_path / "whole")
    assert {p.name: p.read_bytes() for p in (tmp_path / "old").iterdir()} == before


def test_what_may_not_differ_is_left_alone(tmp_path: Path) -> None:
    write_store(tmp_path / "old", tmp_path / "scratch", quads(OLD))
    new = OLD | {("a", "w", "9")}
    done = write_changed_store(tmp_path / "new", tmp_path / "aside", tmp_path / "old", change_to(new, "a"))
    assert done is not None
    write_store(tmp_path / "whole", tmp_path / "scratch2", quads(new))
    assert holdings(tmp_path / "new") == holdings(tmp_path / "whole")


def test_of_a_graph_that_differs_in_some_subjects_the_others_stay(tmp_path: Path) -> None:
    write_store(tmp_path / "old", tmp_path / "scratch", quads(OLD))
    new = OLD - {("a", "x", "1")} | {("a", "v", "7"), ("a", "x", "8")}
    name = "https://example.org/"
    told = quads(frozenset(q for q in new if q[0] == "a" and q[1] != "y"))
    partly = {f"{name}a": ({f"{name}x", f"{name}v"}, told)}
    change = Change("", {}, {f"{name}b", f"{name}c"}, partly)
    done = write_changed_store(tmp_path / "new", tmp_path / "aside", tmp_path / "old", change)
    assert done is not None
    write_store(tmp_path / "whole", tmp_path / "scratch2", quads(new))
    assert holdings(tmp_path / "new") == holdings(tmp_path / "whole")


@pytest.mark.parametrize("new", [OLD - {("c", "z", "3")}, OLD | {("d", "w", "5")}])
def test_a_graph_that_goes_or_is_not_there_asks_for_a_whole_store(
    new: frozenset[Said], tmp_path: Path
) -> None:
    write_store(tmp_path / "old", tmp_path / "scratch", quads(OLD))
    done = write_changed_store(tmp_path / "new", tmp_path / "aside", tmp_path / "old", change_to(new, "a"))
    assert done is None
    assert not (tmp_path / "new").exists()


def test_a_missing_store_is_a_disk_error(tmp_path: Path) -> None:
    with pytest.raises(DiskError):
        write_changed_store(tmp_path / "new", tmp_path / "aside", tmp_path / "old", change_to(OLD, "a"))


def publish(folder: Path, said: frozenset[Said], change: Change | None = None) -> str:
    with claim(folder) as place:
        files = {"graph.ttl": repr(sorted(said)).encode()}
        return place.publish(files, quads(said), change=change).digest


def current(folder: Path, digest: str) -> Path:
    return folder / ".generations" / f"gen-{digest}" / "store"


def test_a_graph_is_published_by_difference(tmp_path: Path, whole: list[Path]) -> None:
    new = OLD | {("a", "w", "9")}
    since = publish(tmp_path / "graph", OLD)
    digest = publish(tmp_path / "graph", new, change_to(new, "a", since=since))
    assert len(whole) == 1
    other = publish(tmp_path / "other", new)
    assert other == digest
    assert holdings(current(tmp_path / "graph", digest)) == holdings(current(tmp_path / "other", other))
    assert list((tmp_path / "graph" / ".generations").glob(".build-*")) == []


def test_a_damaged_or_missing_graph_is_no_ground_for_a_difference(tmp_path: Path, whole: list[Path]) -> None:
    new = OLD | {("a", "w", "9")}
    since = publish(tmp_path / "graph", OLD)
    table = max(current(tmp_path / "graph", since).glob("*.sst"), key=lambda path: path.stat().st_size)
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.write_bytes(content)  # of the same size, so that only reading it whole tells
    digest = publish(tmp_path / "graph", new, change_to(new, "a", since=since))
    publish(tmp_path / "graph", OLD, change_to(OLD, "a", since="0" * 20))
    assert len(whole) == 3
    publish(tmp_path / "other", new)
    assert holdings(current(tmp_path / "graph", digest)) == holdings(current(tmp_path / "other", digest))


def test_a_graph_that_goes_is_written_whole(tmp_path: Path, whole: list[Path]) -> None:
    since = publish(tmp_path / "graph", OLD)
    new = OLD - {("c", "z", "3")}
    digest = publish(tmp_path / "graph", new, change_to(new, "a", since=since))
    assert len(whole) == 2
    assert b'"3"' not in holdings(current(tmp_path / "graph", digest))[0]


def test_what_two_graphs_have_in_common_is_on_the_disk_once(tmp_path: Path) -> None:
    new = OLD | {("a", "w", "9")}
    with claim(tmp_path / "graph") as place:
        files = {"graph.ttl": b"new", "texts/a.txt": b"a"}
        since = place.publish({**files, "graph.ttl": b"old"}, quads(OLD)).digest
        digest = place.publish(files, quads(new), change=change_to(new, "a", since=since)).digest
    old, now = (current(tmp_path / "graph", name).parent for name in (since, digest))
    assert (now / "texts/a.txt").samefile(old / "texts/a.txt")
    assert not (tmp_path / "graph" / "texts/a.txt").samefile(now / "texts/a.txt")  # a user may write in it
    tables = {path.name for path in (old / "store").glob("*.sst")}
    assert tables
    assert all((now / "store" / name).samefile(old / "store" / name) for name in tables)
    for path in (old, now):
        open_generation(path).verify()


def test_a_text_that_was_altered_in_the_graph_before_is_written_anew(tmp_path: Path) -> None:
    files = {"graph.ttl": b"old", "texts/a.txt": b"right"}
    with claim(tmp_path / "graph") as place:
        since = place.publish(files, quads(OLD)).digest
        (current(tmp_path / "graph", since).parent / "texts/a.txt").write_bytes(b"wrong")
        change = change_to(OLD, "a", since=since)
        now = place.publish({**files, "graph.ttl": b"new"}, quads(OLD), change=change)
    assert now.read("texts/a.txt") == b"right"
    now.verify()
