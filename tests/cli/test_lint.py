"""``cyberkg lint`` as a writer meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CLEAN = "Ms Ada Tan, chair of Orchid Bank, spoke at the Harbour Forum in Singapore on 3 May 2024.\n"
DRAFT = "The QTRB was told of the fine of 300,000 on 03/04/2024.\n"


def call(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "2024-05-20-draft.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "2024-05-20-clean.md").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def test_warnings_are_lines_of_a_compiler_and_exit_code_1(place: Path) -> None:
    done = call("lint", "2024-05-20-draft.md", cwd=place)
    assert (done.returncode, done.stderr) == (1, "3 warnings\n")
    assert done.stdout == (
        "2024-05-20-draft.md:1:5: unknown-acronym: QTRB is never spelled out; write its full name once, with QTRB"
        " in brackets behind it\n"
        "2024-05-20-draft.md:1:34: amount-without-currency: 300,000 of which currency? Name it\n"
        "2024-05-20-draft.md:1:45: ambiguous-date: 03/04/2024 may be two days; write the month as a word\n"
    )


def test_none_is_exit_code_0(place: Path) -> None:
    done = call("lint", "2024-05-20-clean.md", cwd=place)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 warnings\n")


def test_a_graph_makes_names_known(place: Path) -> None:
    facts = "subject,subject_type,predicate,object\nQTRB,Organisation,organised,Gala\n"
    (place / "facts.csv").write_text(facts, encoding="utf-8")
    assert call("build", "facts.csv", "--quiet", cwd=place).returncode == 0
    done = call("lint", "2024-05-20-draft.md", "--graph", "graph", "--format", "json", cwd=place)
    assert [row["kind"] for row in json.loads(done.stdout)] == ["amount-without-currency", "ambiguous-date"]


def test_a_file_that_is_refused_does_not_stop_the_rest(place: Path) -> None:
    (place / "broken.pdf").write_bytes(b"no PDF")
    done = call("lint", "broken.pdf", "2024-05-20-draft.md", cwd=place)
    assert done.returncode == 3
    assert done.stderr.startswith("error: broken.pdf")
    assert len(done.stdout.splitlines()) == 3


def test_a_missing_file_is_one_line(place: Path) -> None:
    done = call("lint", "nowhere.md", cwd=place)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "error: nowhere.md: there is no such file or folder; check the path\n"
