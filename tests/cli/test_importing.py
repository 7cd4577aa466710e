"""``cyberkg import`` as its user meets it: files in, facts for the build out, and what was not carried told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyberkg.cli import main

EVENT = {
    "@context": "https://schema.org", "@type": "Event", "name": "Harbour Forum", "startDate": "2024-05-03",
    "organizer": {"@type": "Organization", "name": "Orchid Bank"}, "description": "A forum.",
}  # fmt: skip
Run = Callable[..., Any]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of the test's own: give its code, what it printed and what it complained of."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forum.jsonld").write_text(json.dumps(EVENT), encoding="utf-8")

    def call(*arguments: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        out = capsys.readouterr()
        return end.value.code, out.out, out.err

    return call


def test_a_file_becomes_facts_that_the_build_reads(run: Run, tmp_path: Path) -> None:
    code, out, err = run("import", "forum.jsonld")
    assert (code, err) == (0, "")
    assert out.replace("\\", "/") == (
        "data/forum.jsonld.jsonl: 2 facts on 2 things (RDF (JSON-LD))\n"
        "  not carried       1  statement with schema:description\n"
    )
    assert run("build", "--quiet")[0] == 0
    _, facts, _ = run("facts", "--format", "jsonl")
    rows = [json.loads(line) for line in facts.splitlines()]
    assert {(r["subject"], r["predicate"], r["object"], r["document"]) for r in rows} == {
        ("Harbour Forum", "eventDate", "2024-05-03", "forum.jsonld.jsonl"),
        ("Orchid Bank", "organised", "Harbour Forum", "forum.jsonld.jsonl"),
    }
    assert run("validate")[0] == 0
    assert (
        json.loads((tmp_path / "data" / "forum.jsonld.jsonl").read_text().splitlines()[0])["file"]
        == "forum.jsonld"
    )


def test_the_build_reads_the_file_itself_too_and_tells_what_it_left(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("build", "forum.jsonld", "--reader", "rules")
    assert code == 0
    assert "warning   forum.jsonld: not carried: 1 × statement with schema:description\n" in out


def test_nothing_is_written_over_by_accident(run: Run, tmp_path: Path) -> None:
    assert run("import", "forum.jsonld")[0] == 0
    target = tmp_path / "data" / "forum.jsonld.jsonl"
    before = target.read_bytes()
    target.write_bytes(b"edited")
    code, _, err = run("import", "forum.jsonld")
    assert code == 2
    assert err.endswith("is there already; add --replace to write over it\n")
    assert target.read_bytes() == b"edited"
    assert run("import", "--replace", "forum.jsonld")[0] == 0
    assert target.read_bytes() == before


def test_a_file_among_the_sources_is_not_imported_beside_itself(run: Run) -> None:
    code, _, err = run("import", "forum.jsonld", "--out", ".")
    assert (code, err) == (
        2, "error: forum.jsonld: lies where the build reads it as it is; name another folder with --out\n",
    )  # fmt: skip


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("import", "forum.jsonld", "--dry-run")
    assert (code, out.splitlines()[0]) == (0, "forum.jsonld: 2 facts on 2 things (RDF (JSON-LD))")
    assert not (tmp_path / "data").exists()


def test_a_refused_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("hello", encoding="utf-8")
    code, out, err = run("import", "bad.ttl", "none.ttl", "forum.jsonld")
    assert code == 3
    assert out.startswith(f"{Path('data', 'forum.jsonld.jsonl')}: 2 facts")
    lines = err.splitlines()
    assert lines[0].startswith("refused: bad.ttl: is no valid Turtle, line 1 ")
    assert lines[1:] == [
        "refused: none.ttl: there is no such file; check the path",
        "error: 2 of the files could not be imported (see above)",
    ]


def test_any_name_will_do_where_the_format_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "forum.jsonld").rename(tmp_path / "forum.data")
    assert (
        "is of a kind that is not imported; name its syntax with --format" in run("import", "forum.data")[2]
    )
    assert run("import", "forum.data", "--format", "json")[0] == 0
