"""One writer at a time, and no lock outlives its holder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cyberkg.errors import BusyError, DiskError
from cyberkg.store.lock import hold

_HOLD = """
import sys, time
from pathlib import Path
from cyberkg.store.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_is_told_who_the_first_is(tmp_path: Path) -> None:
    with (
        hold(tmp_path / "lock"),
        pytest.raises(BusyError, match=rf"process {os.getpid()} since 20\d\d-") as caught,
        hold(tmp_path / "lock"),
    ):
        pass
    assert caught.value.exit_code == 5
    with hold(tmp_path / "lock"):
        pass


def test_an_error_lets_the_lock_go(tmp_path: Path) -> None:
    with pytest.raises(KeyError), hold(tmp_path / "lock"):
        raise KeyError
    with hold(tmp_path / "lock"):
        pass


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    child = subprocess.Popen([sys.executable, "-c", _HOLD, str(lock)], stdout=subprocess.PIPE)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(BusyError, match=f"process {child.pid} since"), hold(lock):
            pass
        child.send_signal(signal.SIGKILL)
    with hold(lock):
        assert f"process {os.getpid()} ".encode() in lock.read_bytes()


def test_a_lock_file_with_other_words_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"process 1 since 1970-01-01T00:00:00Z and \x1b[2J more\n" * 9)
    with hold(tmp_path / "lock"):
        told = (tmp_path / "lock").read_text(encoding="utf-8")
        assert told.startswith(f"process {os.getpid()} since ")
        assert told.count("\n") == 1


@pytest.mark.parametrize("words", [b"\x1b[2Jprocess 1 since 1970", b"process 1 since 1970\x1b[2J", b"\xff"])
def test_of_what_another_wrote_into_the_lock_nothing_but_a_process_is_told(
    tmp_path: Path, words: bytes
) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / "lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(words)
        file.flush()
        with pytest.raises(BusyError) as caught, hold(tmp_path / "lock"):
            pass
    told = " (process 1 since 1970)" if words.startswith(b"process") else ""
    assert f"another build is writing this graph{told}; wait" in str(caught.value)


def test_a_link_in_place_of_the_lock_costs_nobody_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"precious")
    (tmp_path / "lock").symlink_to("mine")
    with pytest.raises(DiskError), hold(tmp_path / "lock"):
        pass
    assert (tmp_path / "mine").read_bytes() == b"precious"


def test_the_lock_is_its_owners_alone(tmp_path: Path) -> None:
    with hold(tmp_path / "lock"):
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_hold_a_lock_is_a_disk_error(tmp_path: Path) -> None:
    with pytest.raises(DiskError), hold(Path("/proc/cyberkg-lock")):
        pass
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskError, match="file stands where"), hold(tmp_path / "file" / "lock"):
        pass
