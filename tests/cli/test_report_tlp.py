"""``cyberkg report --tlp``: no report says more than its readers may know."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from cyberkg.building import republish
from cyberkg.cli import main
from cyberkg.cli.report import report
from cyberkg.ident import DEFAULT_BASE

Run = Callable[..., tuple[int, str, str]]
NAMED = {
    "attendance": (),
    "encounters": (),
    "incidents": (),
    "timeline": (),
    "calendar": (),
    "dossier": ("Orchid Bank",),
    "changes": ("--since", "2024-05", "--min-confidence", "0"),
}
ABOVE_GREEN = ("Grey Heron", "HeronLock", "Silver Fern", "Ransomware", "Mole Ltd", "two.txt")
TOLD_AT_RED = {
    "incidents": "Grey Heron",
    "timeline": "Grey Heron",
    "dossier": "Ransomware",
    "changes": "Silver Fern",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published graph of three briefings, one green, one amber with a red paragraph, one without a marking."""
    spec = importlib.util.spec_from_file_location(
        "export_sample", Path(__file__).parents[1] / "export" / "conftest.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("report") / "graph"
    republish(module.make_sample(), DEFAULT_BASE, folder)
    return folder


@pytest.fixture
def run(graph: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a report: exit code, standard output, standard error."""

    def call(name: str, *arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["report", name, "--graph", str(graph), *arguments])
        out, err = capfd.readouterr()
        return int(stop.value.code or 0), out, err

    return call


def test_every_report_takes_a_level_and_a_file() -> None:
    assert set(report.commands) == set(NAMED)
    for command in report.commands.values():
        assert {"--tlp", "--unmarked", "--out"} <= {name for each in command.params for name in each.opts}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_above_the_level_is_not_there(name: str, run: Run) -> None:
    code, out, err = run(name, *NAMED[name], "--format", "json", "--tlp", "TLP:GREEN")
    assert code == 0
    assert [word for word in ABOVE_GREEN if word in out] == []
    assert err.splitlines() == [
        "note: Nothing above TLP:GREEN; what has no marking counts as TLP:GREEN",
        "left out: 1 briefing",
        "left out: 5 entities",
        "left out: 13 facts",
    ]


@pytest.mark.parametrize("name", NAMED)
def test_what_is_at_the_level_is_told_as_without_one(name: str, run: Run) -> None:
    whole = run(name, *NAMED[name], "--format", "json")
    code, out, err = run(name, *NAMED[name], "--format", "json", "--tlp", "red")
    assert (code, out) == whole[:2]
    assert TOLD_AT_RED.get(name, "Harbour Forum") in out
    assert err.splitlines() == ["note: Nothing above TLP:RED; what has no marking counts as TLP:GREEN"]


def test_a_thing_that_only_higher_levels_know_has_no_dossier(run: Run) -> None:
    code, out, err = run("dossier", "Grey Heron", "--tlp", "green")
    assert (code, out) == (2, "")
    assert "no thing in this graph is called 'Grey Heron'" in err


def test_briefings_without_a_marking_count_as_told(run: Run) -> None:
    assert "2025" in run("calendar", "--tlp", "green", "--format", "csv")[1]
    assert "2025" not in run("calendar", "--tlp", "green", "--unmarked", "red", "--format", "csv")[1]


def test_both_graphs_that_are_compared_are_cleared(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text("subject,subject_type,predicate,object\nEve,Person,attended,Gala\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["build", str(facts), "--out", str(tmp_path / "old"), "--quiet"])
    whole = run("changes", "--against", str(tmp_path / "old"), "--format", "json")
    cleared = run("changes", "--against", str(tmp_path / "old"), "--format", "json", "--tlp", "green")
    assert "Grey Heron" in whole[1]
    assert (cleared[0], [word for word in ABOVE_GREEN if word in cleared[1]]) == (0, [])


@pytest.mark.parametrize("name", ["dossier", "changes"])
def test_a_report_in_words_goes_to_a_file(name: str, run: Run, tmp_path: Path) -> None:
    printed = run(name, *NAMED[name], "--format", "markdown")[1]
    target = tmp_path / "report.md"
    assert run(name, *NAMED[name], "--format", "markdown", "--out", str(target)) == (0, f"{target}\n", "")
    assert target.read_text(encoding="utf-8") == printed
