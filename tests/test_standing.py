"""A build with nothing to do does nothing; and whatever changes, it is done."""

from __future__ import annotations

import hashlib
import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cyberkg.building import Options, build
from cyberkg.cache import find_ground
from cyberkg.cli import main
from cyberkg.identity.decision_file import Waiting
from cyberkg.standing import find_standing

standing = importlib.import_module("cyberkg.standing")
HEAD = "subject,subject_type,predicate,object,object_type\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of two tables and a decision, one of whose names waits."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "one.csv").write_text(f"{HEAD}Ann Lee,Person,attended,Harbour Forum,Event\n", encoding="utf-8")
    (folder / "two.csv").write_text(f"{HEAD}Bo Ng,Person,attended,Garden Forum,Event\n", encoding="utf-8")
    (folder / "identity.yaml").write_text("same:\n  - [Bo Ng, Robert Ng]\n", encoding="utf-8")
    return folder


def all_files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a graph folder but the lock, hidden ones too: its bytes, and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def test_where_nothing_changed_nothing_is_written(data: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    first = build([data], graph)
    before = all_files(graph)
    again = build([data], graph)
    assert all_files(graph) == before
    assert (first.unchanged, again.unchanged) == (False, True)
    assert again == replace(first, read_anew=0, unchanged=True)
    assert again.waiting == (Waiting(("Robert Ng",), f"{data / 'identity.yaml'}:2"),)
    assert build([data / "one.csv", data / "two.csv"], graph).unchanged


def test_the_command_says_that_nothing_changed(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for _ in range(2):
        with pytest.raises(SystemExit) as stop:
            main(["build", str(data), "--out", str(tmp_path / "graph")])
        assert stop.value.code == 0
        told.append(capsys.readouterr().out.splitlines())
    line = "  nothing changed since the last build; the graph stays as it was"
    assert line not in told[0]
    assert told[1][:2] == ["2 documents (2 read anew), 2 facts, 4 entities".replace("2 read", "0 read"), line]
    assert told[1][2:-2] == told[0][1:-2]


def test_a_build_with_nothing_to_do_loads_no_reader(data: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom cyberkg.building import build\n"
        "print(build([Path(sys.argv[1])], Path(sys.argv[2])).unchanged)\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'spacy','onnxruntime','networkx','pyvis','rdflib','numpy'}))"
    )
    said = []
    for _ in range(2):
        command = [sys.executable, "-c", code, str(data), str(tmp_path / "graph")]
        said.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n", 1))
    assert said[0][0] == "False"
    assert said[1] == ["True", "[]\n"]


def _write(name: str, text: str) -> Callable[[Path, Path], Options]:
    def change(data: Path, _: Path) -> Options:
        (data / name).write_text(text, encoding="utf-8")
        return Options()

    return change


def _remove(data: Path, _: Path) -> Options:
    (data / "two.csv").unlink()
    return Options()


def _rename(data: Path, _: Path) -> Options:
    (data / "two.csv").rename(data / "three.csv")
    return Options()


def _spoil(name: str) -> Callable[[Path, Path], Options]:
    """Turn over one bit of a file of the graph, hidden or not."""

    def change(_: Path, graph: Path) -> Options:
        path = min(graph.glob(name))
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        return Options()

    return change


def _lose(name: str) -> Callable[[Path, Path], Options]:
    def change(_: Path, graph: Path) -> Options:
        min(graph.glob(name)).unlink()
        return Options()

    return change


VERDICT = """- verdict: wrong
  subject: Ann Lee
  predicate: attended
  object: Harbour Forum
  document: one.csv
  quote: Ann Lee,Person,attended,Harbour Forum,Event
"""
CHANGES = {
    "a fact": _write("one.csv", f"{HEAD}Ann Lee,Person,attended,Garden Forum,Event\n"),
    "one more": _write("three.csv", f"{HEAD}Ann Lee,Person,attended,Sea Summit,Event\n"),
    "one less": _remove,
    "a name": _rename,
    "a decision": _write("identity.yaml", "different:\n  - [Bo Ng, Ann Lee]\n"),
    "a verdict": _write("facts-review.yaml", VERDICT),
    "the base": lambda *_: Options(base="https://example.org/other/"),
    "the confidence": lambda *_: Options(min_confidence=0.5),
    "the reader": lambda *_: Options(reader="rules"),
    "no cache": lambda *_: Options(cache=False),
    "the page is damaged": _spoil("network.html"),
    "a text is damaged": _spoil("texts/*"),
    "a text is lost": _lose("texts/*"),
    "the manifest is damaged": _spoil("manifest.json"),
    "the kept page is damaged": _spoil(".generations/gen-*/network.html"),
    "a table of the store is damaged": _spoil(".generations/gen-*/store/*.sst"),
    "the pointer is lost": _lose(".generations/current"),
    "the note is damaged": _spoil(".generations/readings/built.json"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_each_change_is_noticed(change: Callable[[Path, Path], Options], data: Path, tmp_path: Path) -> None:
    graph, full = tmp_path / "graph", tmp_path / "full"
    build([data], graph)
    options = change(data, graph)
    assert not build([data], graph, options).unchanged
    build([data], full, replace(options, cache=False))
    for path in full.rglob("*"):
        if path.is_file() and ".generations" not in path.parts:
            assert (graph / path.relative_to(full)).read_bytes() == path.read_bytes()
    assert build([data], graph, options).unchanged is options.cache


def test_other_code_or_libraries_are_noticed(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([data], tmp_path / "graph")
    before = find_standing([data], Options())
    library = tmp_path / "libraries" / "networkx-99.dist-info"
    library.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(library.parent))
    assert find_standing([data], Options()) not in {before, None}
    assert not build([data], tmp_path / "graph").unchanged


def test_a_file_that_changes_while_it_is_read_is_read_the_next_time(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conductor = importlib.import_module("cyberkg.building")
    before, collect = (data / "one.csv").read_bytes(), conductor.collect

    def change_and_collect(*arguments: object, **named: object) -> object:
        _write("one.csv", f"{HEAD}Ann Lee,Person,attended,Garden Forum,Event\n")(data, data)
        return collect(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(conductor, "collect", change_and_collect)
        build([data], tmp_path / "graph")
    (data / "one.csv").write_bytes(before)
    assert not build([data], tmp_path / "graph").unchanged
    assert "Harbour Forum" in (tmp_path / "graph" / "graph.ttl").read_text(encoding="utf-8")


def test_a_file_that_was_refused_is_tried_again(data: Path, tmp_path: Path) -> None:
    (data / "spoilt.md").write_bytes(b"\0\1")
    for _ in range(2):
        summary = build([data], tmp_path / "graph")
        assert not summary.unchanged
        assert len(summary.refused) == 1


@pytest.mark.parametrize("options", [Options(reader="llm"), Options(model="some_model")])
def test_what_an_unknown_model_reads_never_stands(options: Options, data: Path) -> None:
    assert find_standing([data], options) is None


def test_nothing_stands_with_a_record_of_forgotten_people(data: Path) -> None:
    assert find_standing([data], Options()) is not None
    (data / "forgotten.yaml").write_text("people: []\n", encoding="utf-8")
    assert find_standing([data], Options()) is None


def test_a_forged_note_is_not_told(data: Path, tmp_path: Path) -> None:
    from cyberkg.cache import FOLDER, ReadingCache, find_basis
    from cyberkg.store import open_graph

    graph = tmp_path / "graph"
    build([data], graph)
    digest = find_standing([data], Options())
    assert digest is not None
    assert find_ground() is not None
    cache = ReadingCache(graph / ".generations" / FOLDER, find_basis("", ""))
    for told in (b"", b"{}", b"[1, 2, 3, 4, 5, 6]", b"[[], {}, {}, {}, [], []]", os.urandom(8)):
        cache.note(digest, open_graph(graph).digest, told)
        assert not build([data], graph).unchanged


def test_a_file_that_was_read_is_told_by_what_was_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = find_standing([data], Options())
    digests = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in data.glob("*.csv")}
    hashed: list[str] = []
    look: Callable[[Path, str], str] = standing._hash

    def listen(path: Path, name: str) -> str:
        hashed.append(name)
        return look(path, name)

    monkeypatch.setattr(standing, "_hash", listen)
    assert find_standing([data], Options(), digests) == before
    assert hashed == ["identity.yaml"]
    assert find_standing([data], Options(), {**digests, "one.csv": "0" * 64}) != before
