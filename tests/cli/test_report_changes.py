"""``cyberkg report changes`` as its user would call it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

GRAPH = Path(__file__).parents[2] / "graph"
HEAD = "subject,subject_type,predicate,object\n"


def call(*arguments: str, cwd: Path | None = None, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", *arguments],
        capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip


def test_the_latest_briefing_of_the_committed_graph_is_told() -> None:
    done = call("report", "changes", "--graph", str(GRAPH), "--format", "text")
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert done.stdout.startswith("The briefing of 13 December 2024 brings ")
    assert "The Anti-Scam Carnival is planned for 14 December 2024" in done.stdout


def test_the_briefings_of_a_stretch_of_time_are_told() -> None:
    done = call(
        "report",
        "changes",
        "--since",
        "2024-10",
        "--until",
        "2024-11",
        "--graph",
        str(GRAPH),
        "--format",
        "text",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The 2 briefings from 25 October to 22 November 2024 bring ")


@pytest.mark.parametrize("form", ["table", "markdown", "html", "json", "csv"])
def test_same_graph_same_bytes(form: str) -> None:
    first, second = (
        call("report", "changes", "--since", "2024-11", "--graph", str(GRAPH), "--format", form, seed=seed)
        for seed in "12"
    )
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_an_older_graph_is_compared_with(tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text(f"{HEAD}Eve Lund,Person,attended,Gala\n", encoding="utf-8")
    assert call("build", "facts.csv", "--out", "old", "--quiet", cwd=tmp_path).returncode == 0
    facts.write_text(f"{HEAD}Eve Lund,Person,attended,Gala\nJan Berg,Person,spokeAt,Gala\n", encoding="utf-8")
    assert call("build", "facts.csv", "--out", "new", "--quiet", cwd=tmp_path).returncode == 0
    done = call("report", "changes", "--against", "old", "--graph", "new", "--format", "text", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Against the older graph, the briefing facts.csv brings 1 known event on which more is told. There is more on "
        "Gala: Jan Berg spoke there. Named for the first time is 1 person (Jan Berg).\n"
    )
    done = call("report", "changes", "--graph", "new", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: no briefing in this graph has a date; compare with an older graph: --against\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (
            ["--since", "June"],
            2,
            "error: --since cannot be 'June'; write a day, a month or a year: 2023-09-13, 2023-09\n",
        ),
        (
            ["--since", "2024", "--against", "old"],
            2,
            "error: --since and --against do not go together; give one of them\n",
        ),
        (
            ["--against", "nowhere"],
            6,
            "error: nowhere: there is no graph here; make one with `cyberkg build`\n",
        ),
    ],
)
def test_a_wrong_call_is_told_in_one_line(tmp_path: Path, arguments: list[str], code: int, line: str) -> None:
    done = call("report", "changes", "--graph", str(GRAPH), *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", line)
