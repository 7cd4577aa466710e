"""The README tells the truth: its console blocks are run, its commands exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cyberkg.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", README)


@pytest.mark.parametrize(("command", "expected"), BLOCKS, ids=[c[:40] for c, _ in BLOCKS])
def test_console_blocks_print_what_they_show(command: str, expected: str) -> None:
    scripts = str(Path(sys.executable).parent)
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line.rstrip() for line in done.stdout.splitlines()] == expected.splitlines(), done.stderr


def test_there_are_five_examples() -> None:
    assert len(BLOCKS) == 5


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_mentioned(name: str) -> None:
    assert f"cyberkg {name}" in README


def test_python_block_runs() -> None:
    code = re.findall(r"```python\n((?:.*\n)*?)```", README)[0]
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
