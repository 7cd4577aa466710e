"""The commands as a user meets them: a small project built, asked and broken."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyberkg.cli import COMMANDS

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def call(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", *arguments],
        capture_output=True, text=True, cwd=cwd, env={**os.environ, **env}, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    assert call("init", cwd=folder).returncode == 0
    done = call("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "open graph/network.html"
    return folder


def rows(project: Path, command: str) -> list[dict[str, Any]]:
    done = call(command, "graph", "--format", "jsonl", cwd=project)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_quote_stands_at_its_offsets(project: Path) -> None:
    found = rows(project, "facts")
    text = (project / "data" / "2024-05-20-example.md").read_text(encoding="utf-8")
    assert found
    assert all(text[f["start"] : f["end"]] == f["quote"] for f in found)


def test_facts_of_the_example_are_read(project: Path) -> None:
    said = {(f["subject"], f["predicate"], f["object"]) for f in rows(project, "facts")}
    assert ("Jane Doe", "spokeAt", "Northern Security Forum 2024") in said
    assert ("John Roe", "attended", "Northern Security Forum 2024") in said
    assert {("victim", "Harbour Library"), ("ransomDemanded", "40000 USD")} <= {(p, o) for _, p, o in said}


def test_entities_are_those_of_the_facts(project: Path) -> None:
    ids = {e["id"] for e in rows(project, "entities")}
    assert {f["subject_id"] for f in rows(project, "facts")} <= ids


def test_query_answers(project: Path) -> None:
    done = call("query", "ASK { ?p ckg:spokeAt ?e }", cwd=project)
    assert (done.returncode, done.stdout) == (0, "yes\n")


def test_query_that_asks_for_the_network_is_refused(project: Path) -> None:
    done = call("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", cwd=project)
    assert done.returncode == 8
    assert done.stderr.count("\n") == 1


def test_validate_finds_no_violation(project: Path) -> None:
    assert call("validate", cwd=project).returncode == 0


def test_validate_says_the_same_with_any_number_of_processes(project: Path) -> None:
    told = [call("validate", "--all", "--workers", number, cwd=project) for number in ("1", "3")]
    assert told[0].stdout == told[1].stdout != ""
    assert told[0].stderr == told[1].stderr


def test_second_build_changes_no_byte(project: Path) -> None:
    before = {p.name: p.read_bytes() for p in (project / "graph").iterdir() if p.is_file()}
    assert call("build", cwd=project, PYTHONHASHSEED="7").returncode == 0
    assert {p.name: p.read_bytes() for p in (project / "graph").iterdir() if p.is_file()} == before


def test_order_and_workers_change_no_byte(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Acme Forum\n\nMr. Jan Berg attended the Acme Forum on 3 May 2024.\n")
    (tmp_path / "b.txt").write_text("Acme Forum\n\nMs. Eva Lund spoke at the Acme Forum on 3 May 2024.\n")
    for out, files, workers, seed in (
        ("x", ["a.txt", "b.txt"], "1", "1"),
        ("y", ["b.txt", "a.txt"], "2", "2"),
    ):
        done = call("build", *files, "--out", out, "--workers", workers, cwd=tmp_path, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    for name in ("graph.ttl", "manifest.json", "network.html"):
        assert (tmp_path / "x" / name).read_bytes() == (tmp_path / "y" / name).read_bytes()


def test_unreadable_file_is_named_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Acme Forum\n\nMr. Jan Berg attended the Acme Forum on 3 May 2024.\n")
    (tmp_path / "bad.pdf").write_bytes(b"no PDF at all")
    done = call("build", ".", "--out", "g", cwd=tmp_path)
    assert done.returncode == 3
    assert "bad.pdf" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "g" / "graph.ttl").exists()


def test_nothing_to_read_is_one_line(tmp_path: Path) -> None:
    done = call("build", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr == "error: data: there is no such file or folder; check the path\n"


def test_missing_graph_is_one_line(tmp_path: Path) -> None:
    done = call("facts", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (6, 1)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str, tmp_path: Path) -> None:
    done = call(name, "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Example:" in done.stdout
    assert f"cyberkg {name}" in done.stdout


def test_where_no_more_files_may_be_open_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An import may be what cannot be opened, in any command."""
    import cyberkg.cli

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), "cyberkg/cache/__init__.py")

    monkeypatch.setattr(cyberkg.cli.cli, "main", refuse)
    with pytest.raises(SystemExit) as ended:
        cyberkg.cli.main(["build"])
    assert ended.value.code == 7
    assert capsys.readouterr().err == "error: too many files are open; raise `ulimit -n`\n"
