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
from click.testing import CliRunner

from cyberkg import open as open_graph
from cyberkg.building import Options, build
from cyberkg.cli.review import review
from cyberkg.llm import Settings
from cyberkg.model import Claim, Document, Evidence, Literal, Reading, Referent
from cyberkg.terms import EntityType, LiteralKind

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
    assert len({r["confidence"] for r in rows}) > 1
    assert "the model and the built-in reader differ on" in done.stdout
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


@pytest.fixture
def build_with(
    folder: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], dict[tuple[str, str, str], str]]:
    """Build with a reader and tell the facts; the built-in one is made to have a place of its own, and no apologies."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr("cyberkg.hearing.read_document", built_in)

    def go(reader: str) -> dict[tuple[str, str, str], str]:
        settings = Settings(server, "recorded#review", folder / "answers") if reader else None
        build([Path("digest.txt")], Path("graph"), Options(reader=reader, llm=settings))
        facts = open_graph("graph").knowledge.facts
        labels = {e.iri: e.label for e in open_graph("graph").knowledge.entities}
        return {
            (
                labels[f.subject],
                f.predicate,
                f.object.value if isinstance(f.object, Literal) else labels[f.object],
            ): f.reader
            for f in facts
        }

    return go


def built_in(document: Document, *, model: str, reader: str) -> Reading:
    del model, reader
    forum = Referent("event:f", EntityType.EVENT, "The Harbour Forum", ("The Harbour Forum", "Harbour Forum"))
    jane = Referent("person:j", EntityType.PERSON, "Jane Doe", ("Jane Doe",))
    acme = Referent("place:a", EntityType.PLACE, "Acme", ("Acme",))
    start = document.text.index("Jane Doe of")
    end = document.text.index(" John Roe")
    place = Evidence(document.name, start, end, document.text[start:end])
    return Reading(
        document.name,
        "built-in",
        (forum, jane, acme),
        (
            Claim("person:j", "spokeAt", "event:f", place, confidence=0.6),
            Claim("event:f", "eventDate", Literal("2024-05", LiteralKind.DATE), place, confidence=0.9),
            Claim("event:f", "eventPlace", "place:a", place, confidence=0.9),
        ),
    )


VENUE = ("Harbour Forum", "eventPlace", "Acme")
APOLOGY = ("John Roe", "attended", "Harbour Forum")
DAY, MONTH = (("Harbour Forum", "eventDate", value) for value in ("2024-05-03", "2024-05"))


def test_answers_to_disagreements_hold_at_later_builds(
    build_with: Callable[[str], dict[tuple[str, str, str], str]],
) -> None:
    before = build_with("llm")
    assert {APOLOGY, DAY} < before.keys()
    assert not {VENUE, MONTH} & before.keys()
    # 0.69: the month against the day; 0.67: the venue; then what only the model has, in the order of the text
    asked = CliRunner().invoke(review, ["--data", ".", "--list"]).output
    assert [line for line in asked.splitlines() if line.startswith("Is this right")][:2] == [
        "Is this right: Harbour Forum took place on 2024-05-03?",
        "Is this right: Harbour Forum took place in Acme?",
    ]
    keys = "".join(
        {"took place on": "o", "took place in": "y", "John Roe attended": "n"}.get(known, "s") + "\n"
        for line in asked.splitlines()
        if line.startswith("Is this right")
        for known in [
            next((w for w in ("took place on", "took place in", "John Roe attended") if w in line), "")
        ]
    )
    assert "3 answered" in CliRunner().invoke(review, ["--data", "."], input=keys).output
    after = build_with("llm")
    assert (after[VENUE], after[MONTH]) == ("built-in, confirmed by review", "built-in, confirmed by review")
    assert before.keys() - after.keys() == {APOLOGY, DAY}
    again = CliRunner().invoke(review, ["--data", ".", "--list"]).output
    assert not [line for line in again.splitlines() if "took place" in line or "John Roe" in line]
    assert "Jane Doe" in again


def test_disagreements_are_kept_with_the_graph_as_equal_bytes(
    build_with: Callable[[str], dict[tuple[str, str, str], str]],
) -> None:
    build_with("llm")
    kept = Path("graph/disagreements.json")
    before = kept.read_bytes()
    assert b"2024-05-03" in before
    build_with("llm")
    assert kept.read_bytes() == before
    assert "disagreements.json" in json.loads(Path("graph/manifest.json").read_text("utf-8"))["files"]
    build_with("")
    assert not kept.exists()
    assert CliRunner().invoke(review, ["--list"]).exit_code == 0
