"""``cyberkg diff`` over two small graphs of facts by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAD = "subject,subject_type,predicate,object\n"


def call(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "facts.csv").write_text(f"{HEAD}Eve Lund,Person,attended,Gala\n", encoding="utf-8")
    assert call("build", "facts.csv", "--out", "old", "--quiet", cwd=folder).returncode == 0
    (folder / "facts.csv").write_text(f"{HEAD}Jan Berg,Person,attended,Gala\n", encoding="utf-8")
    assert call("build", "facts.csv", "--out", "new", "--quiet", cwd=folder).returncode == 0
    return folder


def test_a_difference_is_told_and_is_exit_code_1(project: Path) -> None:
    done = call("diff", "old", "new", cwd=project)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "Documents (1)\n  ~ facts.csv is edited\n"
        "Things (2)\n  - Eve Lund is gone (person)\n  + Jan Berg is new (person)\n"
        "Facts added (1)\n  + Jan Berg now attended Gala  1\n      “Jan Berg,Person,attended,Gala” facts.csv\n"
        "Facts gone (1)\n  - Eve Lund no longer attended Gala  1\n      “Eve Lund,Person,attended,Gala” facts.csv\n"
    )


def test_no_difference_is_exit_code_0_and_a_generation_will_do(project: Path) -> None:
    generation = next((project / "old" / ".generations").glob("gen-*"))
    done = call("diff", "old", str(generation.relative_to(project)), cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "nothing differs\n", "")


def test_a_missing_graph_is_one_line(project: Path) -> None:
    done = call("diff", "old", "nowhere", cwd=project)
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr == "error: nowhere: there is no graph here; make one with `cyberkg build`\n"


def test_help_states_the_exit_codes(project: Path) -> None:
    done = call("diff", "--help", cwd=project)
    assert "Exit codes, as those of diff(1): 0 nothing differs, 1 something does" in done.stdout
