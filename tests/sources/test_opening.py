"""Reading bytes without hanging, leaving the folder or filling the memory."""

from __future__ import annotations

import errno
import os
import subprocess
import threading
from pathlib import Path

import pytest

from cyberkg.errors import CyberkgError, DiskError, InputError, LimitError
from cyberkg.sources import discover, read_all
from cyberkg.sources.opening import open_bytes, printable

ROW = "subject,subject_type,predicate,object,object_type\nBo Ng,Person,attended,Harbour Forum,Event\n"


def line(path: Path, limit: int = 100) -> str:
    with pytest.raises(CyberkgError) as error:
        open_bytes(path, "x", limit)
    return str(error.value)


def test_bytes_are_read_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a" * 100)
    assert open_bytes(path, "x", 100) == b"a" * 100
    path.write_bytes(b"a" * 2_000_001)
    with pytest.raises(LimitError, match=r"^x: is larger than 2 MB; split it$"):
        open_bytes(path, "x", 2_000_000)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert line(tmp_path / "empty") == "x: is empty; leave it out, or save it again"
    assert line(tmp_path / "gone") == "x: there is no such file; check the path"
    assert (
        line(tmp_path) == "x: is a folder, not a file; name the files in it, or the folder among the sources"
    )
    assert line(Path("nul\0byte")).startswith("x: cannot be read (")


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
def test_a_file_that_becomes_a_pipe_as_it_is_opened_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"a")
    os.mkfifo(tmp_path / "pipe")
    before = (tmp_path / "file").stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: before)
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.append(line(tmp_path / "pipe")), daemon=True)
    reader.start()
    reader.join(timeout=10)
    assert said == ["x: is a named pipe, not a file; save what comes out of it as a file"]


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
def test_pipes_and_devices_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert line(tmp_path / "pipe") == "x: is a named pipe, not a file; save what comes out of it as a file"
    assert line(Path("/dev/zero")) == "x: is a device, not a file; leave it out"


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_within_its_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("file")
    assert open_bytes(tmp_path / "link", "x") == b"abc"
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "out").symlink_to(tmp_path / "file")
    with pytest.raises(InputError, match="is a link to a place outside its folder"):
        open_bytes(tmp_path / "sub" / "out", "x")


def test_names_show_on_one_line() -> None:
    assert printable("a\nb\x1b\udcff数") == r"a\nb\x1b\udcff数"


@pytest.mark.parametrize(
    ("number", "hint"), [(errno.EMFILE, "raise `ulimit -n`"), (errno.EIO, "check the disk")]
)
def test_what_the_machine_lacks_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    """Else a build would leave the file out, and replace a whole graph by one without it."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(ROW, encoding="utf-8")

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(DiskError, match=hint):
            list(read_all([tmp_path / "a.csv", tmp_path / "b.csv"]))
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        with pytest.raises(DiskError, match=hint):
            discover([tmp_path])
    (tmp_path / "c.md").write_text("# News\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", refuse)
        with pytest.raises(DiskError, match=hint):
            list(read_all([tmp_path / "c.md"]))


def test_a_file_that_becomes_a_link_while_it_is_opened_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("of another folder", encoding="utf-8")
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "a.txt"
    path.write_text("a briefing", encoding="utf-8")
    opened = os.open

    def swapped(target: Path, flags: int) -> int:
        path.unlink()
        path.symlink_to(tmp_path / "secret")
        return opened(target, flags)

    monkeypatch.setattr(os, "open", swapped)
    assert line(path).startswith("x: cannot be read (")
