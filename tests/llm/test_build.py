"""The command: a language model builds a graph, and no text is sent unless a server is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyberkg.model import Document

Seen = Callable[[str], list[dict[str, Any]]]


def call(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cwd / "cache"), "CYBERKG_LLM_KEY": "", **env}
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", *arguments],
        capture_output=True, text=True, cwd=cwd, env=environment, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(document: Document, tmp_path: Path) -> Path:
    """A folder with the document, and beside it another that says nothing of it."""
    assert (tmp_path / document.name).is_file()
    (tmp_path / "other.txt").write_text("Other digest\n\nNothing happened on 7 May 2024.\n", encoding="utf-8")
    return tmp_path


def test_facts_of_the_graph_are_those_of_the_model(folder: Path, server: str, seen: Seen) -> None:
    asked = ["build", "digest.txt", "other.txt", "--reader", "llm", "--llm-server", server, "--workers", "2"]
    done = call(*asked, "--llm-model", "recorded#build", cwd=folder)
    assert done.returncode == 0, done.stderr
    rows = [
        json.loads(line)
        for line in call("facts", "graph", "--format", "jsonl", cwd=folder).stdout.splitlines()
    ]
    assert {r["predicate"] for r in rows} == {
        "spokeAt", "affiliatedWith", "eventDate", "attended", "victim", "incidentType", "affectedCount",
        "investigatedBy", "reportedTo",
    }  # fmt: skip
    before = (folder / "graph" / "graph.ttl").read_bytes()
    assert call(*asked, "--llm-model", "recorded#build", cwd=folder, PYTHONHASHSEED="3").returncode == 0
    assert (folder / "graph" / "graph.ttl").read_bytes() == before
    assert len(seen("recorded#build")) == 2
    assert len(list((folder / "cache" / "cyberkg" / "llm").rglob("*.json"))) == 2


def test_refused_rows_are_told(folder: Path, server: str) -> None:
    done = call(
        "build", "digest.txt", "--reader", "llm", "--llm-server", server, "--llm-model", "liar", cwd=folder
    )
    assert done.returncode == 0
    assert "  warning   digest.txt: refused 12 of 13 rows of the model: " in done.stdout


def test_failure_of_the_server_is_one_line_and_leaves_no_graph(folder: Path, server: str) -> None:
    done = call(
        "build", "digest.txt", "--reader", "llm", "--llm-server", server, "--llm-model", "locked", cwd=folder
    )
    host = server.removeprefix("http://")
    assert (done.returncode, done.stdout) == (8, "")
    assert done.stderr == (
        f"error: language model server {host}: refuses with HTTP 401: Incorrect API key provided; set the environment"
        " variable CYBERKG_LLM_KEY to the server's key\n"
    )
    assert not (folder / "graph" / "graph.ttl").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--reader", "llm"], "no server is named for the language model; say --llm-server URL; the text of the documents is sent there"),
        (["--reader", "llm", "--llm-server", "http://localhost"], "no language model is named; say --llm-model NAME, as the server knows it"),
        (["--llm-server", "http://localhost"], "a language model is named, but does not read; add --reader llm"),
    ],
)  # fmt: skip
def test_options_that_do_not_fit_are_wrong_calls(folder: Path, options: list[str], said: str) -> None:
    done = call("build", "digest.txt", *options, cwd=folder)
    assert (done.returncode, done.stderr) == (2, f"error: {said}\n")


def test_help_says_that_the_text_is_sent(folder: Path) -> None:
    said = " ".join(call("build", "--help", cwd=folder).stdout.split())
    assert "The text of the documents is sent there, and nowhere else" in said
