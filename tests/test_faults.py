"""Builds broken in every way that ``tests/faults.py`` knows, some of each: nothing is lost, and a build mends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).with_name("faults.py")
NOUGHT = {"lost": 0, "partial": 0, "silent": 0, "unclear": 0, "stuck": 0}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill")
def test_nothing_is_lost_whatever_breaks() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH), "--rows-only", "--kills", "200", "--stride", "15"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert {kind: told[kind] for kind in NOUGHT} == NOUGHT, "\n".join(told["told"])
    assert told["trials"]["kill"] == 200
    assert {
        "kill at a step",
        "refusal EIO",
        "damaged file",
        "too many open files",
        "two builds",
        "kill of an export",
        "kill of a server",
    } <= told["trials"].keys()
