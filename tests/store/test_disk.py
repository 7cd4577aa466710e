"""Files on disk: whole, flushed, with the promised rights; refusals in words."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cyberkg.errors import DiskError
from cyberkg.store.disk import (
    as_disk_error,
    disk_errors,
    draft_of,
    hash_file,
    link_file,
    make_folders,
    read_file,
    remove_tree,
    sync_tree,
    write_file,
)


def test_a_written_file_reads_back(tmp_path: Path) -> None:
    data = os.urandom(3 << 20)
    write_file(tmp_path / "a", data)
    assert read_file(tmp_path / "a") == data
    assert len(hash_file(tmp_path / "a")) == 64
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "a", b"")


def test_a_disk_that_takes_a_little_at_a_time_gets_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:7]))
    write_file(tmp_path / "a", b"more than seven bytes")
    assert read_file(tmp_path / "a") == b"more than seven bytes"


@pytest.mark.parametrize(("umask", "folder", "file"), [(0o027, 0o750, 0o640), (0, 0o755, 0o644)])
def test_rights_are_those_of_a_shared_folder_less_the_umask(
    tmp_path: Path, umask: int, folder: int, file: int
) -> None:
    before = os.umask(umask)
    try:
        make_folders(tmp_path / "a" / "b")
        write_file(tmp_path / "a" / "b" / "c", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == folder
    assert (tmp_path / "a" / "b" / "c").stat().st_mode & 0o777 == file


def test_only_regular_files_are_read_and_none_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/etc/passwd")
    for name in ("pipe", "link", "."):
        with pytest.raises(OSError, match=r"regular|symbolic"):
            read_file(tmp_path / name)


def test_a_tree_is_removed_and_links_are_not_followed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    make_folders(kept)
    write_file(kept / "a", b"")
    make_folders(tmp_path / "tree" / "deep")
    (tmp_path / "tree" / "link").symlink_to(kept)
    sync_tree(tmp_path / "tree" / "deep")
    (tmp_path / "alias").symlink_to(kept)
    for name in ("tree", "alias", "missing"):
        remove_tree(tmp_path / name)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "kept"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "denied"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "input/output"),
        (errno.EMFILE, "too many files"),
    ],
)
def test_refusals_name_the_file_and_what_to_do(number: int, words: str) -> None:
    for error in (
        OSError(number, os.strerror(number), "a/b"),
        OSError(f"IO error: {os.strerror(number)}: a/b"),
    ):
        with pytest.raises(DiskError, match=words) as caught, disk_errors(Path("a/b")):
            raise error
        assert caught.value.where == "a/b"
        assert caught.value.hint
        assert caught.value.exit_code == 7


def test_an_error_of_another_kind_is_no_refusal() -> None:
    assert as_disk_error(OSError("Corruption: block checksum mismatch")) is None
    with pytest.raises(DiskError, match="odd"), disk_errors(Path("a")):
        raise OSError(errno.ENOTTY, "odd")


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    target = tmp_path / "graph [1].json"
    left = [tmp_path / f".graph [1].json.{number}.part" for number in (dead.pid, os.getpid(), os.getppid())]
    left.append(tmp_path / f".graph [1].json.{'9' * 30}.part")
    left.append(tmp_path / ".graph [1].json.mine.part")
    for path in left:
        path.write_text("Ada Tan", encoding="utf-8")
    (tmp_path / f".other.{dead.pid}.part").mkdir()
    assert draft_of(target) == left[1]
    assert [path.exists() for path in left] == [False, False, True, True, True]
    (tmp_path / f".other.{dead.pid}.part" / "a").write_text("Ada Tan", encoding="utf-8")
    draft_of(tmp_path / "other")
    assert not (tmp_path / f".other.{dead.pid}.part").exists()


def test_what_a_process_of_another_user_writes_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(os, "kill", refuse)
    (tmp_path / ".a.1.part").write_bytes(b"theirs")
    draft_of(tmp_path / "a")
    assert (tmp_path / ".a.1.part").exists()


def test_a_link_among_what_is_left_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a").write_bytes(b"")
    (tmp_path / f".a.{dead.pid}.part").symlink_to("kept")
    draft_of(tmp_path / "a")
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "a"]


def test_a_file_that_is_there_already_gets_a_second_name(tmp_path: Path) -> None:
    write_file(tmp_path / "old", b"same")
    assert link_file(tmp_path / "new", tmp_path / "old", b"same")
    assert (tmp_path / "new").samefile(tmp_path / "old")


def test_what_is_no_file_of_these_bytes_gets_none(tmp_path: Path) -> None:
    write_file(tmp_path / "old", b"same")
    (tmp_path / "link").symlink_to("old")
    for name in ("old", "link", "gone", "."):
        assert not link_file(tmp_path / "new", tmp_path / name, b"sane" if name == "old" else b"same")
    assert not (tmp_path / "new").exists()


def test_where_there_are_no_second_names_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "no such thing here")

    write_file(tmp_path / "old", b"same")
    monkeypatch.setattr(os, "link", refuse)
    assert not link_file(tmp_path / "new", tmp_path / "old", b"same")
