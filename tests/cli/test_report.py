"""``cyberkg report`` as a user meets it."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def report(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", "report", *arguments], capture_output=True, cwd=ROOT, check=False
    )


def test_the_parameters_of_the_query_are_options_and_may_be_given_twice() -> None:
    done = report("attendance", "--person", "kaspersky", "--person", "group-ib", "--format", "csv")
    people = [line["person"] for line in csv.DictReader(io.StringIO(done.stdout.decode()))]
    assert people == ["Group-IB", "Kaspersky"]


def test_a_report_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "attendance.xlsx"
    done = report("attendance", "--person", "kaspersky", "--format", "xlsx", "--out", str(target))
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"{target}\n", b"")
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["attendance", "--person", "Ada Chunk"], 2, "the nearest names are Ada Chung"),
        (["attendance", "--role", "king"], 2, "'king' is not one of 'attendee'"),
        (["attendance", "--from", "May"], 2, "from cannot be 'May'"),
        (["attendance", "--graph", "nowhere"], 6, "nowhere"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(arguments: list[str], code: int, line: str) -> None:
    done = report(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (code, b"", 1)
    assert line in done.stderr.decode()


def test_no_report_at_all_is_answered_with_those_there_are() -> None:
    done = report()
    assert done.returncode == 2
    told = [line.split()[0] for line in done.stderr.decode().splitlines() if line.startswith("  ")]
    assert {"attendance", "calendar", "encounters", "incidents", "timeline"} <= set(told)
