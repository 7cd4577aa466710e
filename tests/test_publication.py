"""What is published: which files, with which bytes, and that all of it can be read back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cyberkg.building import build, open_doubts, open_knowledge
from cyberkg.collect import Notes, collect
from cyberkg.errors import DamagedError
from cyberkg.llm import DISAGREEMENTS
from cyberkg.order import Options
from cyberkg.publication import write_publication
from cyberkg.store import open_graph

HEAD = "subject,subject_type,predicate,object,object_type,status\n"
FACTS = f"{HEAD}Ann Lee,Person,attended,Sea Forum,Event,asserted\nSea Forum,Event,eventDate,2024-05-03,date,planned\n"
BASE = "https://graph.example/id/"
FILES = ("graph.ttl", "network.html", "texts/old__facts.csv.txt", "texts/more__facts.csv.txt")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "old").mkdir()
    (folder / "more").mkdir()
    (folder / "old" / "facts.csv").write_text(FACTS, encoding="utf-8")
    (folder / "more" / "facts.csv").write_text(
        f"{HEAD}Zoë Ng,Person,attended,Sea Forum,Event,denied\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def graph(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "graph"
    build([data], out, Options(base=BASE))
    return out


def test_the_published_files(graph: Path) -> None:
    generation = open_graph(graph)
    assert set(FILES) <= set(generation.files)
    assert DISAGREEMENTS not in generation.files


def test_each_text_has_a_file_of_its_own_whatever_the_briefings_are_called(tmp_path: Path) -> None:
    names = (
        "news.md",
        "news.md.txt",
        "NEWS.MD.txt",
        "a__b.txt",
        "a\\b.txt",
        f"{'é' * 118}.txt",
        f"{'x' * 248}.txt",
        "\u00e9.md",
        "e\u0301.md",
    )
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"Ann Lee spoke to {number + 2} people.\n", encoding="utf-8")
    out = tmp_path / "graph"
    build([tmp_path], out, Options(base=BASE, reader="rules"))
    generation = open_graph(out)
    told = generation.manifest["texts"]
    assert set(told) == set(names)
    for name, path in told.items():
        assert generation.read(path) == (tmp_path / name).read_bytes()
    assert len({path.casefold() for path in told.values()}) == len(names)
    assert {d.name: d.text for d in open_knowledge(out)[0].documents} == {
        name: f"Ann Lee spoke to {number + 2} people.\n" for number, name in enumerate(names)
    }


def test_texts_are_published_as_they_were_read(graph: Path, data: Path) -> None:
    generation = open_graph(graph)
    told = generation.manifest["texts"]
    assert told == {
        "old/facts.csv": "texts/old__facts.csv.txt",
        "more/facts.csv": "texts/more__facts.csv.txt",
    }
    for name, path in told.items():
        assert generation.read(path) == (data / name).read_bytes()


def test_the_manifest_tells_what_the_graph_was_made_of(graph: Path, data: Path) -> None:
    manifest = open_graph(graph).manifest
    assert manifest["base"] == BASE
    knowledge = open_knowledge(graph)[0]
    assert (manifest["facts"], manifest["entities"]) == (3, len(knowledge.entities))
    assert manifest["sources"] == {
        name: hashlib.sha256((data / name).read_bytes()).hexdigest()
        for name in ("old/facts.csv", "more/facts.csv")
    }


def test_what_is_read_back_is_what_was_known(graph: Path, data: Path) -> None:
    knowledge, base = open_knowledge(graph)
    known = collect([data], Options(base=BASE))[0]
    assert base == BASE
    assert (len(knowledge.facts), set(knowledge.facts)) == (3, set(known.facts))
    assert [(e.iri, e.type, e.label) for e in knowledge.entities] == [
        (e.iri, e.type, e.label) for e in known.entities
    ]
    assert {d.name: d.text for d in knowledge.documents} == {d.name: d.text for d in known.documents}


def test_every_quote_of_a_published_graph_stands_in_its_published_text(graph: Path) -> None:
    generation = open_graph(graph)
    facts = open_knowledge(graph)[0].facts
    assert len(facts) == 3
    for fact in facts:
        text = generation.read(generation.manifest["texts"][fact.evidence.document]).decode()
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote


def test_equal_knowledge_is_equal_bytes(data: Path) -> None:
    options = Options(base=BASE)
    one, other = (
        write_publication(*collect([data], options)[:1], options, Notes((), ()), None) for _ in range(2)
    )
    assert one.files == other.files
    assert json.dumps(one.about) == json.dumps(other.about)


def test_what_two_readers_do_not_agree_on_is_published_only_where_two_read(data: Path) -> None:
    knowledge = collect([data], Options())[0]
    one = write_publication(knowledge, Options(), Notes((), ()), None)
    two = write_publication(knowledge, Options(), Notes((), (), ()), None)
    assert set(two.files) - set(one.files) == {DISAGREEMENTS}


def test_a_graph_that_one_reader_made_has_no_doubts_of_two(graph: Path) -> None:
    knowledge, differences = open_doubts(graph)
    assert (len(knowledge.facts), differences) == (3, ())


def test_a_user_is_told_when_writing_begins_and_ends(data: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_publication(
        collect([data], Options())[0], Options(), Notes((), ()), lambda *step: told.append(step)
    )
    assert told == [("writing", 0, 1), ("writing", 1, 1)]


@pytest.mark.parametrize("read", [open_knowledge, open_doubts], ids=["knowledge", "doubts"])
def test_where_no_graph_is_there_is_nothing_to_read_back(read: object, tmp_path: Path) -> None:
    assert callable(read)
    with pytest.raises(DamagedError):
        read(tmp_path)
