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
    (tmp_path / "lock").write_bytes(b"process 1 since 1970-01-01T00:00:00Z and \x1b[2J more\n")
    with hold(tmp_path / "lock"), pytest.raises(BusyError) as caught, hold(tmp_path / "lock"):
        pass
    assert "\x1b" not in str(caught.value)


def test_the_lock_is_its_owners_alone(tmp_path: Path) -> None:
    with hold(tmp_path / "lock"):
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_hold_a_lock_is_a_disk_error(tmp_path: Path) -> None:
    with pytest.raises(DiskError), hold(Path("/proc/cyberkg-lock")):
        pass
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskError, match="file stands where"), hold(tmp_path / "file" / "lock"):
        pass
