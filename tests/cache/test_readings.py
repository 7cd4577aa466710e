"""The folder of kept readings: believed while it is whole, private, pruned, and never in the way of a build."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from cyberkg.cache import ReadingCache, kept_documents, remove_readings
from cyberkg.cache import readings as room
from cyberkg.errors import DiskError
from cyberkg.model import Document
from cyberkg.sources import Source

ONE, TWO = Source(Document("one.txt", "Ann Lee spoke.")), Source(Document("two.txt", "Bo Ng spoke."))
Damage = Callable[[Path], object]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def filled(folder: Path) -> Path:
    ReadingCache(folder, "basis").keep("one.txt", "00", [ONE])
    return folder


def test_what_was_kept_is_found_by_name_content_and_basis(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, "basis")
    assert cache.find("one.txt", "00") == (ONE,)
    assert cache.find("two.txt", "00") is None
    assert cache.find("one.txt", "01") is None
    assert cache.found == 1
    assert ReadingCache(folder, "another").find("one.txt", "00") is None
    assert ReadingCache(folder, None).find("one.txt", "00") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_the_user_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "readings"
    folder.mkdir(mode=0o755)
    filled(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept(folder)] == [0o600]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


def make_folder(path: Path) -> None:
    path.unlink()
    (path / "deep").mkdir(parents=True)


def make_link(path: Path) -> None:
    aside = path.with_name("aside")
    path.rename(aside)
    path.symlink_to(aside)


def make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


DAMAGES: dict[str, Damage] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "cut in the seal": lambda path: path.write_bytes(path.read_bytes()[:30]),
    "empty": lambda path: path.write_bytes(b""),
    "flipped": flip,
    "another line end": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r", 1)),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b" "),
    "a folder": make_folder,
    "a link": make_link,
    "a pipe": make_pipe,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_entry_is_missing_and_is_replaced(
    damage: Damage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "cyberkg")
    folder = filled(tmp_path / "readings")
    damage(kept(folder)[0])
    cache = ReadingCache(folder, "basis")
    assert cache.find("one.txt", "00") is None
    assert "a kept reading cannot be used" in caplog.text
    assert {record.levelno for record in caplog.records} == {logging.DEBUG}
    cache.keep("one.txt", "00", [ONE])
    assert ReadingCache(folder, "basis").find("one.txt", "00") == (ONE,)
    cache.prune()
    assert [path.name for path in folder.iterdir()] == [kept(folder)[0].name]


def test_an_entry_under_another_name_is_not_believed(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, "basis")
    cache.keep("two.txt", "00", [TWO])
    first, second = kept(folder)
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    assert cache.find("one.txt", "00") is None
    assert cache.find("two.txt", "00") is None


def test_what_a_build_did_not_use_is_pruned(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    (folder / ".new-left").write_text("Ann Lee", encoding="utf-8")
    (folder / "odd").mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "link").symlink_to(outside)
    cache = ReadingCache(folder, "basis")
    cache.keep("two.txt", "00", [TWO])
    cache.prune()
    assert [found for _, documents in kept_documents(folder) for found in documents] == [TWO.document]
    assert len(list(folder.iterdir())) == 1
    assert (outside / "mine.txt").exists()


def test_a_cache_that_keeps_nothing_is_emptied(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, None)
    cache.keep("two.txt", "00", [TWO])
    cache.prune()
    assert list(folder.iterdir()) == []
    ReadingCache(tmp_path / "none", None).keep("two.txt", "00", [TWO])
    assert not (tmp_path / "none").exists()


def test_what_was_found_is_not_pruned(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, "basis")
    cache.find("one.txt", "00")
    cache.prune()
    assert ReadingCache(folder, "basis").find("one.txt", "00") == (ONE,)


def test_one_that_waits_writes_what_may_be_kept_and_drops_the_rest(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, "basis", waits=True)
    assert cache.find("one.txt", "00") == (ONE,)
    cache.keep("two.txt", "00", [TWO])
    cache.keep("three.txt", "00", [TWO, ONE])
    assert len(kept(folder)) == 1
    cache.settle(lambda document: "Ann" not in document.text)
    cache.prune()
    assert [found for _, documents in kept_documents(folder) for found in documents] == [TWO.document]


def test_one_that_is_cleared_keeps_nothing_more(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, "basis")
    assert cache.clear()
    cache.keep("two.txt", "00", [TWO])
    cache.note("standing", "0f", b"Ann Lee")
    cache.keep_shapes("ground", b"\0")
    cache.keep_numbers(room.PARTS, "ground", b"[0]")
    assert list(folder.iterdir()) == []
    assert not cache.clear()


def test_what_could_not_be_cleared_is_pruned_though_it_was_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, "basis")
    assert cache.find("one.txt", "00") == (ONE,)

    def refuse(_: Path) -> None:
        raise OSError(16, "Device or resource busy")

    with monkeypatch.context() as patch:
        patch.setattr(room, "remove_tree", refuse)
        assert cache.clear()
    assert kept(folder)
    cache.prune()
    assert kept(folder) == []


def test_what_is_too_large_for_an_entry_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = filled(tmp_path / "readings")
    monkeypatch.setattr(room, "_LARGEST", kept(folder)[0].stat().st_size - 1)
    assert ReadingCache(folder, "basis").find("one.txt", "00") is None


def test_a_link_that_took_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, "basis")
    folder.rename(tmp_path / "other")
    folder.symlink_to(tmp_path / "other")
    assert cache.find("one.txt", "00") is None


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_stands_in_the_place_of_the_folder_is_left_alone(kind: str, tmp_path: Path) -> None:
    folder, other = tmp_path / "readings", tmp_path / "other"
    other.mkdir()
    (other / "mine.json").write_text("mine", encoding="utf-8")
    if kind == "file":
        folder.write_text("mine", encoding="utf-8")
    else:
        folder.symlink_to(other)
    cache = ReadingCache(folder, "basis")
    cache.keep("one.txt", "00", [ONE])
    assert cache.find("one.txt", "00") is None
    cache.prune()
    assert not cache.clear()
    assert [path.name for path in other.iterdir()] == ["mine.json"]
    assert folder.is_file() or folder.is_symlink()


def test_a_disk_that_refuses_stops_the_keeping_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(tmp_path / "readings")
    cache = ReadingCache(folder, "basis")
    tried = []

    def refuse(path: Path, _: bytes) -> None:
        tried.append(path)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "_write", refuse)
    cache.keep("two.txt", "00", [TWO])
    cache.keep("three.txt", "00", [TWO])
    assert len(tried) == 1
    assert cache.find("one.txt", "00") == (ONE,)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "readings"
    cache = ReadingCache(folder, "basis")

    def refuse(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    cache.keep("one.txt", "00", [ONE])
    assert list(folder.iterdir()) == []


def test_words_of_a_damaged_entry_are_told_too(tmp_path: Path) -> None:
    folder = tmp_path / "readings"
    ReadingCache(folder, "basis").keep("one.txt", "00", [Source(Document("one.txt", "Zoë\nQuux"))])
    (path,) = kept(folder)
    path.write_bytes(path.read_bytes()[:-1])
    ((found, (document,)),) = kept_documents(folder)
    assert found == path
    assert "Zoë Quux" in document.text


@pytest.mark.parametrize("odd", [b"null", b"[[]]", b"[[1,2,3,4,5]]", b"[" * 100_000, b"\xff"])
def test_an_entry_of_another_form_is_not_believed_though_its_seal_is_right(
    odd: bytes, tmp_path: Path
) -> None:
    folder = filled(tmp_path / "readings")
    (path,) = kept(folder)
    path.write_bytes(f"{room._sealed(path.stem, odd)}\n".encode() + odd)
    assert ReadingCache(folder, "basis").find("one.txt", "00") is None
    ((found, (document,)),) = kept_documents(folder)
    assert (found, document.name) == (path, path.name)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes")
def test_what_is_no_file_among_them_is_passed_over(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    (folder / "a-folder.json").mkdir()
    (folder / "b-link.json").symlink_to("nowhere")
    os.mkfifo(folder / "c-pipe.json")
    assert [found for _, documents in kept_documents(folder) for found in documents] == [ONE.document]


def test_what_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise OSError(16, "Device or resource busy", str(path))

    folder = filled(tmp_path / "readings")
    monkeypatch.setattr(room, "remove_tree", refuse)
    with pytest.raises(DiskError, match="readings: the disk refuses: Device or resource busy"):
        remove_readings(folder)


def test_all_of_it_is_removed(tmp_path: Path) -> None:
    folder = filled(tmp_path / "readings")
    remove_readings(folder)
    assert not folder.exists()
    remove_readings(folder)


def keep_whole(folder: Path) -> None:
    cache = ReadingCache(folder, "basis")
    cache.note("standing", "0f", b"2 documents\n")
    cache.keep_shapes("ground", b"\0\1")
    cache.keep_numbers(room.PARTS, "ground", b"[0]")
    cache.keep_numbers(room.COUNTRIES, "ground", b"\2")
    cache.prune()


def test_what_is_kept_of_a_build_as_a_whole_is_found_by_what_it_rests_on(tmp_path: Path) -> None:
    folder = tmp_path / "readings"
    keep_whole(folder)
    cache = ReadingCache(folder, "basis")
    assert cache.find_note("standing") == ("0f", b"2 documents\n")
    assert cache.find_shapes("ground") == b"\0\1"
    assert cache.find_note("another") is None
    assert cache.find_shapes("another") == b""
    assert cache.find_numbers(room.PARTS, "ground") == b"[0]"
    assert cache.find_numbers(room.PARTS, "another") == cache.find_numbers(room.PARTS, "") == b""
    assert ReadingCache(folder, None).find_shapes("ground") == b""
    assert ReadingCache(folder, None).find_numbers(room.PARTS, "ground") == b""
    assert ReadingCache(folder, "basis", waits=True).find_numbers(room.PARTS, "ground") == b""
    cache.prune()
    assert list(folder.iterdir()) == []


def test_numbers_are_kept_on_known_ground_alone_and_not_of_forgotten_people(tmp_path: Path) -> None:
    folder = tmp_path / "readings"
    cache = ReadingCache(folder, "basis")
    cache.keep_numbers(room.PARTS, "", b"[0]")
    ReadingCache(folder, "basis", waits=True).keep_numbers(room.PARTS, "ground", b"[0]")
    assert list(folder.iterdir()) == []
    cache.keep_shapes("", b"[0]")
    (folder / room.SHAPES).rename(folder / room.PARTS)
    assert cache.find_numbers(room.PARTS, "") == b""


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", [room.COUNTRIES, room.NOTE, room.PARTS, room.SHAPES])
def test_what_is_damaged_of_it_is_missing_and_is_replaced(name: str, damage: Damage, tmp_path: Path) -> None:
    folder = tmp_path / "readings"
    keep_whole(folder)
    damage(folder / name)
    cache = ReadingCache(folder, "basis")
    found = {
        room.COUNTRIES: cache.find_numbers(room.COUNTRIES, "ground"),
        room.NOTE: cache.find_note("standing"),
        room.PARTS: cache.find_numbers(room.PARTS, "ground"),
        room.SHAPES: cache.find_shapes("ground"),
    }
    assert not found[name]
    keep_whole(folder)
    assert ReadingCache(folder, "basis").find_note("standing") == ("0f", b"2 documents\n")
    assert ReadingCache(folder, "basis").find_shapes("ground") == b"\0\1"
    whole = {room.COUNTRIES, room.NOTE, room.PARTS, room.SHAPES}
    assert {path.name for path in folder.iterdir()} == whole


def test_what_a_build_told_is_searched_for_names_and_numbers_are_not(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path / "readings", "basis")
    cache.note("standing", "0f", b'["Ann Lee is unknown"]')
    cache.keep_shapes("ground", b"Ann Lee")
    cache.keep_numbers(room.PARTS, "ground", b"Ann Lee")
    cache.keep_numbers(room.COUNTRIES, "ground", b"Ann Lee")
    [(path, (document,))] = kept_documents(tmp_path / "readings")
    assert path.name == room.NOTE
    assert "Ann Lee is unknown" in document.text


def test_what_a_file_was_when_it_was_read_is_told_not_what_it_was_when_it_was_looked_for(
    tmp_path: Path,
) -> None:
    cache = ReadingCache(tmp_path / "readings", "basis")
    assert cache.find("a.txt", "0" * 64) is None
    cache.keep("a.txt", "1" * 64, [])
    assert cache.find("b.txt", "2" * 64) is None
    assert cache.seen == {"a.txt": "1" * 64, "b.txt": "2" * 64}
