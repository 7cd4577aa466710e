"""``cyberkg view`` as a user calls it: parts, pictures, and what is refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cyberkg.cli import main, view
from cyberkg.view.layouts import LAYOUTS
from cyberkg.view.picture import FORMATS
from cyberkg.view.ties import VIEWS


class Done(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the example briefing, read by the rules."""
    folder = tmp_path_factory.mktemp("project")
    for arguments in (["init"], ["build", "--reader", "rules"]):
        subprocess.run([sys.executable, "-m", "cyberkg", *arguments], cwd=folder, check=True)
    return folder


@pytest.fixture
def call(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call ``cyberkg view`` in the project, in this process."""

    def run(*arguments: str) -> Done:
        monkeypatch.chdir(project)
        with pytest.raises(SystemExit) as stop:
            main(["view", *arguments])
        told = capsys.readouterr()
        return Done(int(stop.value.code or 0), told.out, told.err)

    return run


def data(page: Path, block: str) -> object:
    """One of the blocks of JSON of a page."""
    found = re.search(
        rf'<script type="application/json" id="{block}">(.*?)</script>', page.read_text(encoding="utf-8")
    )
    assert found
    return json.loads(found[1])


def test_the_choices_told_in_help_are_those_there_are() -> None:
    assert ("html", *FORMATS) == view._FORMATS
    assert tuple(LAYOUTS) == view._LAYOUTS
    assert tuple(VIEWS) == view._REPORTS


def test_without_options_the_page_of_the_build_is_named(call: Call) -> None:
    done = call()
    assert (done.code, done.out) == (0, "graph/network.html\n")


def test_a_part_as_a_page_opens_on_what_was_asked_for(project: Path, call: Call) -> None:
    done = call("--focus", "jane doe", "--hops", "2", "--out", "jane.html")
    assert (done.code, done.out) == (0, "jane.html\n"), done.err
    rest = data(project / "jane.html", "rest")
    assert isinstance(rest, dict)
    assert rest["part"] == "around Jane Doe, 2 steps"
    assert rest["opening"] == "node=person/jane-doe&hops=2"
    assert rest["leftOut"]["nodes"] > 0


@pytest.mark.parametrize("form", FORMATS)
def test_the_ending_of_the_file_says_what_is_drawn(project: Path, call: Call, form: str) -> None:
    done = call("--report", "encounters", "--theme", "dark", "--out", f"met.{form}")
    assert (done.code, done.out) == (0, f"met.{form}\n"), done.err
    start = (project / f"met.{form}").read_bytes()[:5]
    assert start in {b"\x89PNG\r", b"<?xml", b"%PDF-"}


def test_a_picture_without_a_name_lies_beside_the_graph(project: Path, call: Call) -> None:
    done = call("--format", "svg", "--size", "800x600", "--layout", "radial")
    assert (done.code, done.out) == (0, "network.svg\n"), done.err
    assert b'width="576pt" height="432pt"' in (project / "network.svg").read_bytes()


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        (("--focus", "Jane Do"), None, 0),
        (("--focus", "Jane Doel"), "the nearest names are Jane Doe", 2),
        (("--hops", "2"), "name it with --focus", 2),
        (("--hops", "0", "--focus", "Jane Doe"), "--hops", 2),
        (("--from", "May"), "is no date", 2),
        (("--from", "2025", "--to", "2024"), "is none", 2),
        (("--type", "Planet"), "--type", 2),
        (("--type", "work", "--from", "1999", "--to", "1999"), "nothing in this graph", 2),
        (("--size", "big", "--format", "png"), "is no size", 2),
        (("--size", "100000x2", "--format", "png"), "is no size", 2),
        (("--theme", "dark"), "are for pictures", 2),
        (("--format", "gif"), "--format", 2),
        (("--graph", "nowhere", "--format", "png"), "nowhere", 6),
        (("--format", "png", "--out", "no/such/folder.png"), "no/such/folder.png", 7),
    ],
)
def test_what_cannot_be_done_is_one_line(
    call: Call, options: tuple[str, ...], told: str | None, code: int
) -> None:
    done = call(*options, *(() if "--out" in options or code else ("--out", "x.html")))
    assert done.code == code, done.err
    if told:
        assert done.err.startswith("error: ")
        assert told in done.err
        assert done.err.count("\n") == 1
