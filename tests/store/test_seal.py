"""The seal of a database: every flipped, cut, deleted or added file is noticed and named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cyberkg.errors import DamagedError
from cyberkg.store import seal
from cyberkg.store.disk import hash_file, write_file
from cyberkg.store.seal import check_seal, make_seal


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    store = tmp_path / "store"
    store.mkdir()
    for name, size in {"000009.sst": 900, "000008.log": 0, "CURRENT": 16, "MANIFEST-000005": 300}.items():
        write_file(store / name, b"x" * size)
    write_file(tmp_path / "store.json", make_seal(store))
    return tmp_path


def _check(folder: Path, *, thorough: bool = False) -> None:
    check_seal(folder / "store.json", folder / "store", thorough=thorough, hint="build again")


def _flip(path: Path) -> None:
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def test_an_untouched_store_passes_wherever_it_lies(
    sealed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _check(sealed, thorough=True)
    moved = tmp_path_factory.mktemp("other") / "place"
    shutil.copytree(sealed, moved)
    _check(moved, thorough=True)


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-000005"])
def test_a_flip_in_a_small_file_is_noticed_at_once(sealed: Path, name: str) -> None:
    _flip(sealed / "store" / name)
    with pytest.raises(DamagedError, match="altered") as caught:
        _check(sealed)
    assert caught.value.where == str(sealed / "store" / name)


def test_a_flip_in_a_table_is_noticed_by_a_thorough_check(sealed: Path) -> None:
    _flip(sealed / "store" / "000009.sst")
    _check(sealed)
    with pytest.raises(DamagedError, match="altered"):
        _check(sealed, thorough=True)


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-000005", "000009.sst"])
def test_a_cut_or_deleted_file_is_named(sealed: Path, name: str) -> None:
    path = sealed / "store" / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedError, match=f"{name}: was altered"):
        _check(sealed)
    path.unlink()
    with pytest.raises(DamagedError, match=f"{name}: is missing; build again"):
        _check(sealed)


def test_an_added_log_is_not_replayed(sealed: Path) -> None:
    write_file(sealed / "store" / "000010.log", b"x")
    with pytest.raises(DamagedError, match="does not belong"):
        _check(sealed)


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b'{"files": 1}', b'{"files": {"CURRENT": 1}}', b"\xff", b"[" * 99999]
)
def test_what_is_no_seal_is_damage(sealed: Path, raw: bytes) -> None:
    (sealed / "store.json").write_bytes(raw)
    with pytest.raises(DamagedError, match=r"store\.json: was altered"):
        _check(sealed)


def test_a_store_or_seal_that_is_gone_is_damage(sealed: Path) -> None:
    shutil.rmtree(sealed / "store")
    with pytest.raises(DamagedError, match="is missing"):
        _check(sealed)
    (sealed / "store.json").unlink()
    with pytest.raises(DamagedError, match=r"store\.json: is missing"):
        _check(sealed)


@pytest.mark.parametrize("name", ["../outside", "/outside", "..", ""])
def test_a_seal_that_names_a_file_elsewhere_is_damage(sealed: Path, name: str) -> None:
    told = json.loads((sealed / "store.json").read_bytes())
    told["beside"] = {name: [1, "0" * 64]}
    (sealed / "store.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(DamagedError, match=r"store\.json: was altered"):
        _check(sealed)


def test_what_a_database_has_in_common_with_a_checked_one_is_described_alike(
    sealed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path_factory.mktemp("new") / "store"
    new.mkdir()
    (new / "000009.sst").hardlink_to(sealed / "store" / "000009.sst")
    write_file(new / "CURRENT", b"x" * 16)  # equal, but a file of its own
    write_file(new / "000011.sst", b"y")
    anew = make_seal(new)
    read: list[str] = []

    def noted(path: Path) -> str:
        read.append(path.name)
        return hash_file(path)

    monkeypatch.setattr(seal, "hash_file", noted)
    assert make_seal(new, old=sealed / "store") == anew
    assert read == ["000011.sst", "CURRENT"]
