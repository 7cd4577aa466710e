"""The command that trains says in one line what it lacks, and its processes can import what they are to run."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from cyberkg.training.command import main


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cyberkg.training", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_its_processes_can_import_it() -> None:
    assert main.__module__ == "cyberkg.training.command"


def test_what_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert ("too few marked texts" if find_spec("torch") else "torch is missing") in last


def test_help_tells_what_learns_from_what() -> None:
    assert "nothing from ``test``" in run("--help").stdout
