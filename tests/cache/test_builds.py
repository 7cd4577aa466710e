"""Builds that read only what changed: the bytes of a full build, whatever happened to the cache."""

from __future__ import annotations

import importlib
import json
import logging
import os
import random
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cyberkg import hearing
from cyberkg.building import Options, build, open_knowledge, to_json
from cyberkg.cache.readings import COUNTRIES, NOTE, PARTS, SHAPES
from cyberkg.cli import main
from cyberkg.errors import CyberkgError, DiskError
from cyberkg.identity import load_decisions
from cyberkg.model import Claim, Document, Evidence, Reading, Referent
from cyberkg.protect import Places, Subject, find_holdings, find_subject, forget
from cyberkg.rdf import parts
from cyberkg.store import open_graph, publishing
from cyberkg.store.shelf import add_generation
from cyberkg.terms import EntityType
from cyberkg.view import layout

conductor = importlib.import_module("cyberkg.building")
collecting = importlib.import_module("cyberkg.collect")

PEOPLE = ("Ann Lee", "Bo Ng", "Carla Quux", "Dan Stone", "Eva Maria Roth", "Zebulon Quux")
EVENTS = ("Harbour Forum", "Garden Forum", "Sea Summit")
_SAID = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)+) came to the (\w+ \w+)\.")


def read(document: Document, *, model: str, reader: str) -> Reading:
    """A reader that takes no time: one kind of sentence."""
    referents: dict[str, Referent] = {}
    claims = []
    for found in _SAID.finditer(document.text):
        ends = []
        for kind, name in zip((EntityType.PERSON, EntityType.EVENT), found.groups(), strict=True):
            key = f"{kind.lower()}:{name}"
            referents[key] = Referent(key, kind, name, (name,))
            ends.append(key)
        place = Evidence(document.name, *found.span(), found[0])
        claims.append(Claim(ends[0], "attended", ends[1], place, confidence=0.9 if reader else 0.7))
    return Reading(document.name, f"quick {reader}", tuple(referents.values()), tuple(claims))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the documents that are read, one after the other, by the reader that takes no time."""
    names: list[str] = []

    def count(document: Document, *, model: str, reader: str) -> Reading:
        names.append(document.name)
        return read(document, model=model, reader=reader)

    monkeypatch.setattr(hearing, "read_document", count)
    return names


def contents(graph: Path) -> dict[str, bytes]:
    """All that is published, and all quads of the store."""
    files = {
        path.relative_to(graph).as_posix(): path.read_bytes()
        for path in sorted(graph.rglob("*"))
        if path.is_file() and ".generations" not in path.parts
    }
    with open_graph(graph).store() as store:
        return {**files, "dump": store.dump()}


def entries(graph: Path) -> list[Path]:
    """Give what is kept of files, without what is kept of the build as a whole."""
    besides = {COUNTRIES, NOTE, PARTS, SHAPES}
    return sorted(p for p in (graph / ".generations" / "readings").iterdir() if p.name not in besides)


def test_only_what_changed_is_read(data: Path, tmp_path: Path, reads: list[str]) -> None:
    graph = tmp_path / "graph"
    assert build([data], graph).read_anew == 4
    first = contents(graph)
    assert build([data], graph).read_anew == 0
    assert contents(graph) == first
    assert reads == ["four.md", "three.txt"]
    (data / "three.txt").write_text("Bo Ng came to the Harbour Forum.\n", encoding="utf-8")
    summary = build([data], graph)
    assert (summary.documents, summary.read_anew) == (4, 1)
    assert json.loads(to_json(summary))["read_anew"] == 1
    assert reads == ["four.md", "three.txt", "three.txt"]
    build([data], tmp_path / "full", Options(cache=False))
    assert contents(graph) == contents(tmp_path / "full")


def test_another_reader_reads_anew(data: Path, tmp_path: Path, reads: list[str]) -> None:
    graph = tmp_path / "graph"
    build([data], graph)
    assert build([data], graph, Options(reader="rules")).read_anew == 4
    assert build([data], graph, Options(reader="rules", min_confidence=0.8)).read_anew == 0
    build([data], tmp_path / "full", Options(reader="rules", min_confidence=0.8, cache=False))
    assert contents(graph) == contents(tmp_path / "full")
    assert len(entries(graph)) == 4


def test_without_a_cache_everything_is_read_and_nothing_kept(
    data: Path, tmp_path: Path, reads: list[str]
) -> None:
    graph = tmp_path / "graph"
    build([data], graph)
    assert build([data], graph, Options(cache=False)).read_anew == 4
    assert entries(graph) == []
    assert len(reads) == 4


def test_the_words_of_a_removed_briefing_go(data: Path, tmp_path: Path, reads: list[str]) -> None:
    graph = tmp_path / "graph"
    build([data], graph)
    assert any(b"Mary Chan" in path.read_bytes() for path in entries(graph))
    (data / "four.md").unlink()
    build([data], graph)
    assert not any(b"Mary Chan" in path.read_bytes() for path in entries(graph))


def test_the_command_tells_how_much_was_read(
    data: Path, tmp_path: Path, reads: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = []
    for options in ([], [], ["--no-cache"]):
        with pytest.raises(SystemExit):
            main(["build", str(data), "--out", str(tmp_path / "graph"), *options])
        lines.append(capsys.readouterr().out.splitlines()[0])
    assert lines[0] == lines[2]
    assert lines[0].startswith("4 documents, ")
    assert lines[1] == lines[0].replace("4 documents", "4 documents (0 read anew)")


def test_what_is_damaged_is_told_where_it_is_asked_for(
    data: Path, tmp_path: Path, reads: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("cyberkg")
    before = logger.handlers, logger.level
    told = []
    try:
        for options in ([], ["--debug"]):
            build([data], tmp_path / "graph")
            for path in entries(tmp_path / "graph"):
                path.write_bytes(b"{}")
            (tmp_path / "graph" / ".generations" / "readings" / NOTE).unlink()
            with pytest.raises(SystemExit) as stop:
                main([*options, "build", str(data), "--out", str(tmp_path / "graph")])
            assert stop.value.code == 0
            told.append(capfd.readouterr().err)
    finally:
        logger.handlers, logger.level = before
    assert told[0] == ""
    assert told[1].count("a kept reading cannot be used (the seal is broken): ") == 4
    assert "Traceback" not in told[1]


class _Life:
    """Sources that change step by step, built in one folder and anew in others."""

    def __init__(self, here: Path, seed: int) -> None:
        self.draw = random.Random(seed)
        self.data, self.graph, self.here = here / "data", here / "graph", here
        self.data.mkdir(parents=True)
        self.number = 0
        self.options = Options()
        for _ in range(4):
            self.add()

    def text(self) -> str:
        said = [
            f"{self.draw.choice(PEOPLE)} came to the {self.draw.choice(EVENTS)}."
            for _ in range(self.draw.randint(1, 3))
        ]
        return "Notes of May 2024\n\n" + "\n\n".join(said) + "\n"

    def files(self) -> list[Path]:
        return sorted(path for path in self.data.rglob("*") if path.suffix in {".txt", ".md", ".csv"})

    def add(self) -> None:
        self.number += 1
        folder = self.draw.choice([self.data, self.data / "more"])
        folder.mkdir(exist_ok=True)
        if self.draw.random() < 0.25:
            row = f"{self.draw.choice(PEOPLE)},Person,attended,{self.draw.choice(EVENTS)},Event"
            head = "subject,subject_type,predicate,object,object_type"
            (folder / f"f{self.number}.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
        else:
            # a name may be there twice, in two folders: both are cited otherwise then
            name = f"b{self.number % 5}{self.draw.choice(['.txt', '.md'])}"
            (folder / name).write_text(self.text(), encoding="utf-8")

    def change(self) -> None:
        path = self.draw.choice(self.files())
        if path.suffix != ".csv":
            path.write_text(self.text(), encoding="utf-8")

    def remove(self) -> None:
        if len(self.files()) > 2:
            self.draw.choice(self.files()).unlink()

    def rename(self) -> None:
        self.number += 1
        path = self.draw.choice(self.files())
        path.rename(path.with_name(f"r{self.number}{path.suffix}"))

    def spoil(self) -> None:
        (self.data / "spoilt.md").write_bytes(self.draw.choice([b"", b"\0\1", self.text().encode()]))

    def decide(self) -> None:
        one, other = self.draw.sample(PEOPLE, 2)
        kind = self.draw.choice(["same", "different"])
        (self.data / "identity.yaml").write_text(f"{kind}:\n  - [{one}, {other}]\n", encoding="utf-8")

    def choose(self) -> None:
        self.options = Options(
            reader=self.draw.choice(["", "rules"]), min_confidence=self.draw.choice([0.0, 0.8])
        )

    def forget(self) -> None:
        knowledge, base = open_knowledge(self.graph)
        known = [e.label for e in knowledge.entities if e.type == "Person" and " " in e.label]
        if known:
            places = Places(self.graph, self.data, self.here / "none")
            decisions = load_decisions(places.identity)
            subject = find_subject(
                knowledge, base, self.draw.choice(sorted(known)), decisions, None, whole=True
            )
            forget(subject, base, places)
            assert not (self.graph / ".generations" / "readings").exists()

    def harm(self) -> None:
        found = entries(self.graph) if (self.graph / ".generations" / "readings").is_dir() else []
        for path in found:
            if self.draw.random() < 0.5:
                content = bytearray(path.read_bytes())
                content[self.draw.randrange(len(content))] ^= 1 << self.draw.randrange(8)
                path.write_bytes(content[: self.draw.choice([None, len(content) // 2])])

    def step(self) -> str:
        steps = (
            self.add, self.add, self.change, self.change, self.remove, self.rename, self.spoil, self.decide,
            self.choose, self.forget, self.harm,
        )  # fmt: skip
        taken = self.draw.choice(steps)
        taken()
        return taken.__name__


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_a_build_gives_the_bytes_of_a_full_one(
    seed: int, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    life = _Life(tmp_path, seed)
    if seed % 2:  # however many blocks of the file change, as in a large graph few do
        monkeypatch.setattr(parts, "_MANY", 0)
    spared, taken = 0, ["add"] * 4
    for number in range(8):
        summary = build([life.data], life.graph, life.options)
        spared += summary.documents - summary.read_anew
        full = tmp_path / f"full-{number}"
        build([life.data], full, replace(life.options, cache=False))
        now, anew = contents(life.graph), contents(full)
        assert sorted(now) == sorted(anew), taken
        assert [name for name in now if now[name] != anew[name]] == [], taken
        shutil.rmtree(full)
        taken.append(life.step())
    assert spared > 0


def test_what_did_not_change_is_not_laid_out_again(
    data: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, laid = tmp_path / "graph", []
    aside = layout.step_aside

    def count(plane: layout.Plane, boxes: layout.Plane, **named: object) -> layout.Plane:
        laid.append(len(plane))
        return aside(plane, boxes, **named)  # type: ignore[arg-type]

    def build_counting(folder: Path, options: Options) -> int:
        laid.clear()
        layout._laid_out.cache_clear()  # as in a process of its own
        build([data], folder, options)
        return len(laid)

    for n in range(3, 9):
        rows = "".join(f"P{k}x{n} Q,Person,attended,Forum of {n},Event\n" for k in range(n))
        head = "subject,subject_type,predicate,object,object_type\n"
        (data / f"rows{n}.csv").write_text(head + rows, encoding="utf-8")
    monkeypatch.setattr(layout, "step_aside", count)
    first = build_counting(graph, Options())
    (data / "three.txt").write_text("Bo Ng came to the Harbour Forum.\n", encoding="utf-8")
    second = build_counting(graph, Options())
    full = build_counting(tmp_path / "full", Options(cache=False))
    assert second < min(first, full) - 4
    assert contents(graph) == contents(tmp_path / "full")
    for path in (graph / ".generations" / "readings").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert build_counting(graph, Options()) == full
    assert contents(graph) == contents(tmp_path / "full")
    build_counting(graph, Options(cache=False))
    assert list((graph / ".generations" / "readings").iterdir()) == []


def test_a_change_is_put_into_the_store_and_the_file_that_there_are(
    data: Path, tmp_path: Path, reads: list[str], whole: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, encoded = tmp_path / "graph", []
    encode = parts.encode_document  # type: ignore[attr-defined]

    def count(document: Document, *rest: object) -> object:
        encoded.append(document.name)
        return encode(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(parts, "encode_document", count)
    build([data], graph)
    encoded.clear()
    (data / "three.txt").write_text("Bo Ng came to the Harbour Forum.\n", encoding="utf-8")
    build([data], graph)
    assert (encoded, len(whole)) == (["three.txt"], 1)
    build([data], tmp_path / "full", Options(cache=False))
    assert contents(graph) == contents(tmp_path / "full")


def test_words_of_what_is_gone_do_not_stay_in_the_store_for_ever(
    data: Path, tmp_path: Path, reads: list[str], whole: list[Path]
) -> None:
    graph = tmp_path / "graph"
    for number in range(18):
        (data / "three.txt").write_text(f"Bo Ng came to the Forum Nr{number}.\n", encoding="utf-8")
        build([data], graph)
    assert len(whole) == 2
    (data / "three.txt").unlink()  # a briefing that is withdrawn goes at once
    build([data], graph)
    assert len(whole) == 3


def test_damage_to_the_graph_before_costs_time_alone(
    data: Path, tmp_path: Path, reads: list[str], whole: list[Path]
) -> None:
    build([data], tmp_path / "full", Options(cache=False))
    (data / "three.txt").write_text("Bo Ng came to the Harbour Forum.\n", encoding="utf-8")
    build([data], tmp_path / "full", Options(cache=False))
    (data / "three.txt").unlink()
    build([data], graph := tmp_path / "graph")
    (data / "three.txt").write_text("Bo Ng came to the Harbour Forum.\n", encoding="utf-8")
    for path in (graph / ".generations").glob("gen-*/graph.ttl"):
        path.write_bytes(path.read_bytes().replace(b"Ann", b"Eve"))
    whole.clear()
    build([data], graph)
    assert len(whole) == 1
    assert contents(graph) == contents(tmp_path / "full")


@pytest.fixture
def forgotten(data: Path, tmp_path: Path, reads: list[str]) -> Places:
    """A graph of which somebody was forgotten, whose briefings name them still."""
    (data / "five.txt").write_text("Zebulon Quux came to the Harbour Forum.\n", encoding="utf-8")
    (data / "six.txt").write_text("Ann Lee came to the Harbour Forum.\n", encoding="utf-8")
    places = Places(tmp_path / "graph", data, tmp_path / "none")
    build([data], places.graph)
    return places


def find(places: Places) -> tuple[Subject, str]:
    knowledge, base = open_knowledge(places.graph)
    decisions = load_decisions(places.identity)
    return find_subject(knowledge, base, "Zebulon Quux", decisions, None, whole=True), base


def test_about_tells_of_what_was_kept(forgotten: Places) -> None:
    told = [h for h in find_holdings(*find(forgotten), forgotten) if h.kind == "reading"]
    assert len(told) == 1
    assert b"Zebulon" in Path(told[0].where).read_bytes()


def test_nothing_of_a_forgotten_person_stays_or_comes_back(forgotten: Places) -> None:
    assert any(b"Zebulon" in path.read_bytes() for path in entries(forgotten.graph))
    forget(*find(forgotten), forgotten)
    assert not (forgotten.graph / ".generations" / "readings").exists()
    for anew in (6, 1, 1):  # the briefing that names them is read at every build, and never kept
        summary = build([forgotten.data], forgotten.graph)
        assert (summary.read_anew, summary.kept_out) == (anew, 1)
        assert len(entries(forgotten.graph)) == 5
        assert not any(b"Zebulon" in p.read_bytes() for p in forgotten.graph.rglob("*") if p.is_file())


def test_a_record_that_comes_from_elsewhere_cleans_what_was_kept(
    forgotten: Places, tmp_path: Path, reads: list[str]
) -> None:
    other = Path(shutil.copytree(forgotten.graph, tmp_path / "other"))
    forget(*find(forgotten), forgotten)
    build([forgotten.data], other)
    assert not any(b"Zebulon" in p.read_bytes() for p in other.rglob("*") if p.is_file())


def test_a_build_that_is_killed_while_it_reads_writes_no_forgotten_name(
    forgotten: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(*find(forgotten), forgotten)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(collecting, "_withdraw", stop)
    with pytest.raises(KeyboardInterrupt):
        build([forgotten.data], forgotten.graph)
    assert not any(b"Zebulon" in p.read_bytes() for p in forgotten.graph.rglob("*") if p.is_file())


def test_what_was_read_before_a_build_died_is_not_read_again(
    data: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(conductor, "write_publication", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build([data], tmp_path / "graph")
    assert build([data], tmp_path / "graph").read_anew == 0


def test_two_builds_of_one_graph_do_not_meet_in_the_cache(
    data: Path, tmp_path: Path, reads: list[str]
) -> None:
    with publishing.claim(tmp_path / "graph"), pytest.raises(CyberkgError, match="another build"):
        build([data], tmp_path / "graph")
    assert reads == []


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_a_folder_that_may_not_be_written_costs_time_alone(
    data: Path, tmp_path: Path, reads: list[str]
) -> None:
    graph = tmp_path / "graph"
    build([data], graph)
    before = contents(graph)
    folder = graph / ".generations" / "readings"
    shutil.rmtree(folder)
    folder.write_text("in the way", encoding="utf-8")
    assert build([data], graph).read_anew == 4
    assert contents(graph) == before


def test_kept_readings_give_way_to_the_graph(
    data: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, tries = tmp_path / "graph", []
    add = add_generation

    def refuse_while_there_are_readings(*arguments: object) -> object:
        tries.append(len(entries(graph)))
        if tries[-1]:
            raise DiskError("the disk is full")
        return add(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "add_generation", refuse_while_there_are_readings)
    build([data], graph)
    assert tries == [4, 0]
    monkeypatch.undo()
    monkeypatch.setattr(hearing, "read_document", read)
    build([data], tmp_path / "full", Options(cache=False))
    assert contents(graph) == contents(tmp_path / "full")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root can make a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, left: int) -> None:
    free = shutil.disk_usage(place).free
    (place / "ballast").write_bytes(b"\0" * max(0, free - left))


def test_a_full_disk_leaves_a_right_graph(data: Path, small_disk: Path, reads: list[str]) -> None:
    graph = small_disk / "graph"
    build([data], graph)
    before = contents(graph)
    shutil.rmtree(graph / ".generations" / "readings")
    fill(small_disk, 0)
    summary = build(
        [data], graph
    )  # the same graph: nothing needs to be written but readings, which cannot be
    assert summary.read_anew == 4
    assert contents(graph) == before
    (data / "four.md").unlink()
    with pytest.raises(DiskError):
        build([data], graph)
    (small_disk / "ballast").unlink()
    assert contents(graph) == before
    assert build([data], graph).documents == 3


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no users")
def test_a_read_only_cache_is_read_and_not_written(data: Path, tmp_path: Path, reads: list[str]) -> None:
    graph = tmp_path / "graph"
    build([data], graph)
    folder = graph / ".generations" / "readings"
    bound = subprocess.run(["mount", "--bind", str(folder), str(folder)], capture_output=True, check=False)
    if bound.returncode:
        pytest.skip("only root can make a folder read-only for itself")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        (data / "three.txt").write_text("Bo Ng came to the Harbour Forum.\n", encoding="utf-8")
        summary = build([data], graph)
        assert summary.read_anew == 1
        assert len(entries(graph)) == 4
    finally:
        subprocess.run(["umount", str(folder)], check=True)
    build([data], tmp_path / "full", Options(cache=False))
    assert contents(graph) == contents(tmp_path / "full")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["", "rules", "learned"])
def test_the_readers_of_the_package_read_the_same_from_the_cache(
    reader: str, data: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "graph"
    assert build([data], graph, Options(reader=reader, workers=1)).read_anew == 4
    before = contents(graph)
    assert build([data], graph, Options(reader=reader, workers=2)).read_anew == 0
    assert contents(graph) == before
    build([data], tmp_path / "full", Options(reader=reader, workers=1, cache=False))
    assert contents(tmp_path / "full") == before
    assert b"Mary Chan" in before["graph.ttl"]
