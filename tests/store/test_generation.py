"""A generation: what was published is what is read, or the reader is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from cyberkg.errors import DamagedError, UsageError
from cyberkg.store import Generation, Rows, open_graph
from cyberkg.store import generation as generation_module
from cyberkg.store.generation import open_generation
from cyberkg.store.oxigraph import write_store

if TYPE_CHECKING:
    from tests.store.conftest import Lab

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture
def generation(lab: Lab) -> Generation:
    return lab.old.publish(lab.folder)


@pytest.mark.parametrize(("large", "spares"), [(1, True), (1_000_000, False)])
def test_a_large_graph_spares_memory_as_it_is_stored(
    large: int, spares: bool, lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def watched(path: Path, scratch: Path, quads: Iterable[ox.Quad], *, spares: bool) -> None:
        asked.append(spares)
        write_store(path, scratch, quads, spares=spares)

    monkeypatch.setattr(generation_module, "_LARGE", large)
    monkeypatch.setattr(generation_module, "write_store", watched)
    lab.old.publish(lab.folder).verify()
    assert asked == [spares]


def test_files_are_read_as_published(generation: Generation, lab: Lab) -> None:
    assert {name: generation.read(name) for name in generation.files} == lab.old.files
    assert generation.read("manifest.json") == (lab.folder / "manifest.json").read_bytes()
    assert generation.manifest["counts"] == {"files": 4}
    generation.verify()


def test_a_file_that_the_graph_has_not_is_a_usage_error(generation: Generation) -> None:
    for name in ("texts/none.txt", "../current", "store/CURRENT", "/etc/passwd"):
        with pytest.raises(UsageError, match="no such file"):
            generation.read(name)


def test_an_altered_file_is_never_returned(generation: Generation) -> None:
    (generation.path / "texts/same.txt").write_bytes(b"sane\n")
    assert generation.read("graph.ttl")
    with pytest.raises(DamagedError, match=r"same\.txt: was altered.*cyberkg build"):
        generation.read("texts/same.txt")
    with pytest.raises(DamagedError):
        generation.verify()
    (generation.path / "texts/same.txt").unlink()
    with pytest.raises(DamagedError, match=r"same\.txt: is missing"):
        generation.read("texts/same.txt")


def test_a_file_is_lent_only_as_it_was_published(generation: Generation, lab: Lab) -> None:
    with generation.whole("texts/same.txt") as path:
        assert path.read_bytes() == lab.old.files["texts/same.txt"]
    with pytest.raises(UsageError, match="no such file"), generation.whole("../current"):
        pass
    path.write_bytes(b"sane\n")
    with pytest.raises(DamagedError, match=r"same\.txt: was altered.*cyberkg build"):
        generation.whole("texts/same.txt").__enter__()
    path.unlink()
    with pytest.raises(DamagedError, match=r"same\.txt: is missing"):
        generation.whole("texts/same.txt").__enter__()


def test_a_lent_file_that_goes_while_it_is_read_is_told(generation: Generation) -> None:
    with (
        pytest.raises(DamagedError, match=r"same\.txt: is missing"),
        generation.whole("texts/same.txt") as path,
    ):
        path.unlink()
        path.read_bytes()
    with pytest.raises(KeyError), generation.whole("graph.ttl"):
        raise KeyError("of the reader's own")


def test_a_file_is_copied_whole_or_found_to_be_altered(generation: Generation, tmp_path: Path) -> None:
    for number, name in enumerate(generation.files):
        generation.copy(name, tmp_path / f"copy-{number}")
        assert (tmp_path / f"copy-{number}").read_bytes() == generation.read(name)
    (generation.path / "graph.ttl").write_bytes(b"# altered\n")
    with pytest.raises(DamagedError, match="altered or damaged"):
        generation.copy("graph.ttl", tmp_path / "altered")
    (generation.path / "graph.ttl").unlink()
    with pytest.raises(DamagedError, match="is missing"):
        generation.copy("graph.ttl", tmp_path / "missing")
    with pytest.raises(UsageError, match="no such file"):
        generation.copy("else.ttl", tmp_path / "else")


def test_a_flip_in_any_table_is_found_by_verify(generation: Generation) -> None:
    for table in generation.store_path.glob("*.sst"):
        whole = table.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            table.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
            with pytest.raises(DamagedError, match=table.name):
                generation.verify()
        table.write_bytes(whole)
    generation.verify()


def test_a_generation_under_another_name_is_refused(generation: Generation) -> None:
    other = generation.path.with_name("gen-" + "0" * 20)
    shutil.copytree(generation.path, other)
    with pytest.raises(DamagedError, match="altered"):
        open_generation(other)


def test_the_store_keeps_reading_when_its_generation_is_gone(generation: Generation) -> None:
    store = generation.store()
    shutil.rmtree(generation.path)
    answer = store.query(COUNT)
    assert isinstance(answer, Rows)
    assert len(store) == 5
    with pytest.raises(DamagedError, match="newer graphs have replaced this one"):
        generation.read("graph.ttl")
    with pytest.raises(DamagedError, match="newer graphs have replaced this one"):
        generation.store()


def test_a_temporary_generation_goes_with_its_last_holder(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lab.old.publish(lab.folder)
    shutil.rmtree(lab.folder / ".generations")
    (lab.folder / ".generations").write_bytes(b"")  # a folder cannot be made here
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    monkeypatch.setattr("cyberkg.store.opening._READ_ONLY", frozenset({17, 20}))
    generation = open_graph(lab.folder, read_turtle=lab.read_turtle)
    assert scratch in generation.path.parents
    store = generation.store()
    del generation
    assert list(scratch.iterdir())
    assert len(store) == 5
    store.close()
    assert not list(scratch.iterdir())
