"""Files written whole or not at all; bytes kept from terminals."""

from __future__ import annotations

import io
import os
import sys
import threading
from pathlib import Path

import pytest

from cyberkg.cli.output import deliver
from cyberkg.errors import DiskError, UsageError


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_a_file_is_replaced_and_its_path_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old", encoding="utf-8")
    deliver(b"new", target)
    assert target.read_bytes() == b"new"
    assert capsys.readouterr().out == f"{target}\n"
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old", encoding="utf-8")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(DiskError, match="the disk is full"):
        deliver(b"new", target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    deliver(b"new", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    deliver(b"new", pipe)
    reader.join(timeout=10)
    assert got == [b"new"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("place", ["missing/report.csv", "."])
def test_a_place_that_is_none_is_told_in_one_line(tmp_path: Path, place: str) -> None:
    with pytest.raises(DiskError) as error:
        deliver(b"new", tmp_path / place)
    assert "\n" not in str(error.value)
    assert str(tmp_path) in str(error.value)


@pytest.mark.parametrize("out", [None, Path("-")])
def test_no_terminal_gets_bytes(out: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(raw))
    with pytest.raises(UsageError) as error:
        deliver(b"PK", out, binary="xlsx")
    assert str(error.value) == "xlsx is nothing for a terminal; write it to a file with --out FILE"
    deliver(b"text", out)
    assert raw.getvalue() == b"text"


def test_text_steers_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(shown))
    deliver("a\x1b[2J\x9b2J\u202e\tb\r\n\nZoë".encode(), None)
    assert shown.getvalue().decode() == "a\\u001b[2J\\u009b2J\\u202e\tb\r\n\nZoë"
