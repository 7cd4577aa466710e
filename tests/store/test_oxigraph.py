"""Oxigraph on disk: read-only opening, damage, refusals of the disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.errors import DamagedError, DiskError
from cyberkg.store import OxigraphStore, Rows, oxigraph
from cyberkg.store.oxigraph import write_store

NAME = ox.NamedNode("https://example.org/name")
QUADS = [
    ox.Quad(ox.NamedNode(f"https://example.org/{i}"), NAME, ox.Literal(str(i)), NAME) for i in range(2000)
]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write_store(tmp_path / "db", tmp_path / "scratch", QUADS)
    return tmp_path / "db"


def test_written_quads_are_read_back(written: Path) -> None:
    with OxigraphStore(written, read_only=True) as store:
        assert store.dump().decode().splitlines() == sorted(f"{quad} ." for quad in QUADS)


def test_a_written_store_holds_no_logs_and_no_scratch(written: Path) -> None:
    names = {path.name.split("-")[0] for path in written.iterdir() if path.suffix != ".sst"}
    assert {name for name in names if not name.endswith(".log")} == {"CURRENT", "MANIFEST", "OPTIONS"}
    assert sum(path.stat().st_size for path in written.glob("*.log")) == 0


def test_reading_leaves_the_files_alone(written: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in written.iterdir()}
    with OxigraphStore(written, read_only=True) as one, OxigraphStore(written, read_only=True) as two:
        assert len(one) == len(two) == len(QUADS)
    assert {path.name: path.stat().st_mtime_ns for path in written.iterdir()} == before


def test_an_empty_store_can_be_written(tmp_path: Path) -> None:
    write_store(tmp_path / "db", tmp_path / "scratch", [])
    with OxigraphStore(tmp_path / "db", read_only=True) as store:
        assert len(store) == 0


def test_a_missing_store_is_damage_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="do this") as caught:
        OxigraphStore(tmp_path / "none", read_only=True, hint="do this")
    assert str(tmp_path / "none") in str(caught.value)


def test_damage_met_while_rows_are_read_is_told(written: Path) -> None:
    for table in written.glob("*.sst"):
        content = bytearray(table.read_bytes())
        if len(content) > 10_000:
            content[len(content) // 4] ^= 1
        table.write_bytes(content)
    with OxigraphStore(written, read_only=True, hint="build again") as store:
        answer = store.query("SELECT ?s ?o WHERE { ?s ?p ?o }")
        assert isinstance(answer, Rows)
        with pytest.raises(DamagedError, match="build again"):
            list(answer)


def test_a_file_in_place_of_the_folder_is_a_disk_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskError, match="file stands where a folder"):
        OxigraphStore(tmp_path / "file" / "db")


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_file_that_may_not_grow_is_a_disk_error(tmp_path: Path) -> None:
    import resource
    import signal

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(DiskError, match=os.strerror(errno.EFBIG) + "|larger than is allowed"):
            write_store(tmp_path / "db", tmp_path / "scratch", QUADS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.parametrize("spares", [False, True])
@pytest.mark.parametrize("size", [1, 7, 1000, 1999, 2000])
def test_a_store_written_in_batches_is_that_of_all_at_once(
    size: int, spares: bool, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quads = QUADS[:20] if size == 1 else QUADS
    write_store(tmp_path / "once", tmp_path / "aside", quads)
    loaded: list[int] = []
    load = OxigraphStore.load

    def counted(store: OxigraphStore, batch: Iterable[ox.Quad]) -> None:
        found = list(batch)
        loaded.append(len(found))
        load(store, found)

    monkeypatch.setattr(oxigraph, "_SMALL_BATCH" if spares else "_BATCH", size)
    monkeypatch.setattr(OxigraphStore, "load", counted)
    write_store(tmp_path / "batches", tmp_path / "scratch2", iter(quads), spares=spares)
    assert max(loaded) <= size
    with (
        OxigraphStore(tmp_path / "once", read_only=True) as one,
        OxigraphStore(tmp_path / "batches", read_only=True) as other,
    ):
        assert one.dump() == other.dump()
        assert len(one) == len(other)
