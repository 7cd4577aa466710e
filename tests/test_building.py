"""A build as a whole: what it was called with, and from where, leaves no trace in what it publishes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cyberkg.building import build, to_json
from cyberkg.cli.build import tell_waiting
from cyberkg.errors import InputError

HEAD = "subject,subject_type,predicate,object,object_type\n"
BRIEFINGS = {
    "one.csv": f"{HEAD}Frank Law,Person,attended,Harbour Forum,Event\n",
    "two.csv": f"{HEAD}Law Yuet-wing,Person,attended,Harbour Forum,Event\nAnn Lee,Person,attended,Harbour Forum,Event\n",
}
DECISIONS = "same:\n  - [Frank Law, Law Yuet-wing]\ndifferent:\n  - [Ann Lee, Frank Law]\n"


def write_sources(folder: Path, decisions: str = DECISIONS) -> Path:
    folder.mkdir(parents=True)
    for name, text in {**BRIEFINGS, "identity.yaml": decisions}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def graph_of(*sources: Path, out: Path) -> str:
    build(sources, out)
    return (out / "graph.ttl").read_text(encoding="utf-8")


def test_where_the_sources_lie_leaves_no_trace(tmp_path: Path) -> None:
    near, far = write_sources(tmp_path / "near"), write_sources(tmp_path / "a" / "far" / "away")
    graph = graph_of(near, out=tmp_path / "x")
    assert '"identity.yaml:4 says so"' in graph
    assert '"identity.yaml:2 says so (in one.csv)"' in graph
    assert graph_of(far, out=tmp_path / "y") == graph


def test_how_a_path_is_typed_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_sources(tmp_path / "data")
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    graph = graph_of(folder, out=tmp_path / "x")
    for n, typed in enumerate(("../data", "./../data", "../other/../data/")):
        assert graph_of(Path(typed), out=tmp_path / f"y{n}") == graph
    typed_files = [Path("../data/two.csv"), folder / "one.csv"]
    assert graph_of(*typed_files, out=tmp_path / "z") == graph


def test_the_order_of_folders_does_not_choose_the_decisions(tmp_path: Path) -> None:
    folder, other = write_sources(tmp_path / "data"), tmp_path / "archive"
    other.mkdir()
    (other / "three.csv").write_text(f"{HEAD}Bo Ng,Person,attended,Harbour Forum,Event\n", encoding="utf-8")
    graph = graph_of(folder, other, out=tmp_path / "x")
    assert "identity.yaml:4 says so" in graph
    assert graph_of(other, folder, out=tmp_path / "y") == graph
    assert graph_of(other / "three.csv", folder / "one.csv", folder / "two.csv", out=tmp_path / "z") == graph


def test_two_files_of_decisions_are_refused_whatever_their_order(tmp_path: Path) -> None:
    one, two = write_sources(tmp_path / "one"), write_sources(tmp_path / "two")
    for sources in ((one, two), (two, one)):
        with pytest.raises(InputError, match=r"identity\.yaml.*--identity") as caught:
            build(sources, tmp_path / "x")
        assert caught.value.where == str(one / "identity.yaml")


def test_a_fault_in_decisions_is_told_with_their_path(tmp_path: Path) -> None:
    folder = write_sources(
        tmp_path / "data", "same:\n  - [Frank Law, Ann Lee]\ndifferent:\n  - [Ann Lee, Frank Law]\n"
    )
    with pytest.raises(InputError) as caught:
        build([folder], tmp_path / "x")
    assert caught.value.where == f"{folder / 'identity.yaml'}:4"
    assert f"{folder / 'identity.yaml'}:2" in str(caught.value)


def test_decisions_that_name_nothing_are_one_line_and_all_of_them_in_json(tmp_path: Path) -> None:
    idle = "".join(f"  - [Frank Law, Nobody {n}]\n" for n in "ABCDEFG")
    folder = write_sources(tmp_path / "data", f"same:\n{idle}label:\n  Nil: Nought\n")
    summary = build([folder], tmp_path / "x")
    assert summary.warnings == ()
    assert tell_waiting(summary) == (
        "8 decisions of identity.yaml name what no fact speaks of: Nobody A (line 2), Nobody B (line 3),"
        " Nobody C (line 4), Nobody D (line 5), Nobody E (line 6) and 3 more; --json lists all"
    )
    told = json.loads(to_json(summary))["waiting"]
    assert len(told) == 8
    assert told[0] == f"{folder / 'identity.yaml'}:2: nothing is called Nobody A; the decision waits for it"


def test_one_decision_that_names_nothing_is_told_whole(tmp_path: Path) -> None:
    folder = write_sources(tmp_path / "data", "same:\n  - [Frank Law, Frnak Law, F. Lau]\n")
    told = "1 decision of identity.yaml names what no fact speaks of: Frnak Law or F. Lau (line 2)"
    assert tell_waiting(build([folder], tmp_path / "x")) == told


def test_a_reader_that_is_ended_from_outside_leaves_the_old_graph(tmp_path: Path) -> None:
    """As the system does when memory runs out."""
    data = write_sources(tmp_path / "data")
    before = graph_of(data, out=tmp_path / "graph")
    for name in ("x.txt", "y.txt"):
        (data / name).write_text("Ann Lee attended the Harbour Forum.\n", encoding="utf-8")
    script = (
        "import os, signal, sys\n"
        "import cyberkg.reading.reader as reading\n"
        "from cyberkg.cli import main\n"
        "if __name__ == '__main__':\n"
        "    main(sys.argv[1:])\n"
        "else:\n"
        "    reading.RuleReader.__init__ = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    called = [sys.executable, str(tmp_path / "run.py"), "build", str(data), "--out", str(tmp_path / "graph")]
    done = subprocess.run(
        [*called, "--workers", "2", "--reader", "rules"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == (
        "error: a process that reads was ended from outside, perhaps for want of memory; "
        "read with fewer at a time (--workers 1)\n"
    )
    assert (tmp_path / "graph" / "graph.ttl").read_text(encoding="utf-8") == before
