"""``cyberkg export`` as a user meets it: to a file, a folder, a pipe; by level, without names; and when it is refused."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cyberkg.building import open_knowledge, republish
from cyberkg.cli import main
from cyberkg.export import FORMATS
from cyberkg.ident import DEFAULT_BASE


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("export_sample", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published graph of three briefings, one green, one amber with a red paragraph, one without a marking."""
    folder = tmp_path_factory.mktemp("export") / "graph"
    sample = load(Path(__file__).parents[1] / "export" / "conftest.py").make_sample()
    republish(sample, DEFAULT_BASE, folder)
    return folder


@pytest.fixture
def run(
    graph: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Any:
    """Run a command in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([*arguments[:1], "--graph", str(graph), *arguments[1:]])
        out, err = capfd.readouterr()
        return int(stop.value.code or 0), out, err

    return call


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_goes_to_a_file_or_folder(form: str, run: Any, tmp_path: Path) -> None:
    code, out, err = run("export", "--format", form, "--out", f"made{FORMATS[form].suffix}")
    assert (code, out) == (0, f"made{FORMATS[form].suffix}\n")
    made = tmp_path / f"made{FORMATS[form].suffix}"
    assert made.is_file() if FORMATS[form].suffix else made.is_dir()
    assert [line for line in err.splitlines() if not line.startswith("not carried: ")] == []
    assert [path.name for path in tmp_path.iterdir()] == [made.name]


def test_one_file_goes_to_a_pipe(run: Any) -> None:
    code, out, err = run("export", "--format", "stix")
    assert code == 0
    assert json.loads(out)["type"] == "bundle"
    assert err.splitlines()[0] == (
        "not carried: 2 events as objects, which STIX has none for; notes tell of them in words"
    )


def test_levels_leave_out_what_is_above(run: Any) -> None:
    code, out, err = run("export", "--format", "turtle", "--tlp", "TLP:GREEN")
    assert code == 0
    assert "Grey Heron" not in out
    assert "# Nothing above TLP:GREEN; what has no marking counts as TLP:GREEN." in out
    assert err.splitlines() == [
        "note: Nothing above TLP:GREEN; what has no marking counts as TLP:GREEN",
        "left out: 1 briefing",
        "left out: 5 entities",
        "left out: 13 facts",
        "not carried: which briefing's graph a statement is in (its claims tell; TriG and N-Quads have the graphs)",
    ]
    assert "1 briefing" not in out.replace("From 2 briefings", "")


def test_unmarked_briefings_count_as_told(run: Any) -> None:
    assert "Guide to Safe Passwords" in run("export", "--format", "turtle", "--tlp", "green")[1]
    assert (
        "Guide to Safe" not in run("export", "--format", "turtle", "--tlp", "green", "--unmarked", "red")[1]
    )


def test_names_go_with_a_key_that_is_kept(run: Any, graph: Path, tmp_path: Path) -> None:
    key = graph.with_name("graph.redact-key")
    key.unlink(missing_ok=True)
    first, second = (run("export", "--format", "ftm", "--redact", "persons") for _ in range(2))
    assert first[1] == second[1]
    assert "Okafor" not in first[1]
    assert (
        first[2].splitlines()[0] == f"made {key}: who has it can tell the names again; share it with nobody"
    )
    assert "made" not in second[2]
    other = tmp_path / "key"
    other.write_text("another key of some length\n")
    assert run("export", "--format", "ftm", "--redact", "persons", "--redact-key", "key")[1] != first[1]


def test_a_graph_of_its_own_answers_reports_and_queries(run: Any, tmp_path: Path) -> None:
    options = ("--format", "graph", "--tlp", "green", "--redact", "persons", "--out", "public")
    assert run("export", *options)[:2] == (0, "public\n")
    knowledge, base = open_knowledge(tmp_path / "public")
    assert base == DEFAULT_BASE
    assert {document.name for document in knowledge.documents} == {"one.md", "three.txt"}
    for path in (tmp_path / "public").rglob("*"):
        if path.is_file() and path.suffix in {".ttl", ".json", ".html", ".txt"}:
            text = path.read_text(encoding="utf-8")
            for secret in ("Okafor", "Ada Tan", "Grey Heron", "Mole"):
                assert secret not in text, path
    with pytest.raises(SystemExit) as stop:
        main(["report", "attendance", "--graph", "public", "--format", "csv"])
    assert not stop.value.code


def test_the_network_page_has_nothing_above_the_level(run: Any, tmp_path: Path) -> None:
    assert run("view", "--tlp", "green", "--out", "page.html")[:2] == (0, "page.html\n")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Harbour Forum" in page
    assert "Grey Heron" not in page


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (("--format", "csv"), 2, "error: csv does not go to the screen; name a place with --out"),
        (("--format", "graph"), 2, "error: graph does not go to the screen; name a place with --out"),
        (("--format", "csv", "--out", "file"), 2, "error: file: is a file, and this format is a folder of files; name a new folder"),
        (("--format", "csv", "--out", "full"), 2, "error: full: the folder holds other files (mine.txt); name a new or an empty folder"),
        (("--format", "turtle", "--out", "full"), 2, "error: full: is a folder, and this format is one file; name a file"),
        (("--format", "turtle", "--tlp", "blue"), 2, "error: Invalid value for '--tlp': 'blue' is none of clear, green, amber, amber+strict, red"),
        (("--format", "turtle", "--redact-key", "file"), 2, "error: --redact-key goes with --redact persons"),
        (("--format", "turtle", "--redact", "persons", "--redact-key", "none"), 3, "error: none: there is no such key file; check the path"),
        (("--format", "turtle", "--redact", "persons", "--redact-key", "file"), 3, "error: file: a key has 16 characters or more; make a longer one"),
        (("--format", "turtle", "--out", "none/x.ttl"), 7, "error: none/.x.ttl"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line(
    arguments: tuple[str, ...], code: int, line: str, run: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("short")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    found, out, err = run("export", *arguments)
    assert (found, out) == (code, "")
    assert err.startswith(line)
    assert err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_second_export_takes_the_place_of_the_first(run: Any, tmp_path: Path) -> None:
    for options in ((), ("--tlp", "green")):
        assert run("export", "--format", "csv", "--out", "tables", *options)[0] == 0
        assert run("export", "--format", "turtle", "--out", "graph.ttl", *options)[0] == 0
    assert "Grey Heron" not in (tmp_path / "tables" / "entities.csv").read_text(encoding="utf-8")
    assert "Grey Heron" not in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.slow
def test_hash_seeds_change_no_byte(graph: Path, tmp_path: Path) -> None:
    made: dict[str, set[bytes]] = {}
    for seed in ("1", "2"):
        for form in ("trig", "jsonld", "gexf", "stix", "misp", "ftm"):
            done = subprocess.run(
                [sys.executable, "-m", "cyberkg", "export", "--graph", str(graph), "--format", form],
                capture_output=True, check=True, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed},
            )  # fmt: skip
            made.setdefault(form, set()).add(done.stdout)
    assert {form: len(found) for form, found in made.items()} == dict.fromkeys(made, 1)
