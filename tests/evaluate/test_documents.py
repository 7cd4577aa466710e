"""Documents are read now, from where they lie or from the gold itself, or found in a graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cyberkg.building import Options, build
from cyberkg.errors import DamagedError, InputError
from cyberkg.evaluate import evaluate, load_gold
from cyberkg.evaluate.documents import read_documents
from cyberkg.evaluate.score import Tally

TEXT = "Mr. Jan Berg attended the Acme Forum on 3 May 2024.\n"
MARKED = """# date: 2024-05-04

[Jan Berg|p.berg] attended the [Acme Forum|e.forum] on 3 May.
> p.berg attended e.forum
"""


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    content = {
        "document": "a.txt",
        "entities": {
            "berg": {"type": "Person", "names": ["Jan Berg"]},
            "forum": {"type": "Event", "names": ["Acme Forum"]},
        },
        "facts": [["berg", "attended", "@forum"]],
    }
    path = tmp_path / "gold" / "a.json"
    path.parent.mkdir()
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def put(folder: Path, name: str = "a.txt") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(TEXT, encoding="utf-8")
    return folder


@pytest.mark.parametrize("folder", ["gold", "texts", "data"])
def test_a_document_is_looked_up_beside_the_gold_and_in_data(folder: str, gold: Path, tmp_path: Path) -> None:
    put(tmp_path / folder)
    assert evaluate([gold]).predicates["attended"] == Tally(right=1)


def test_a_document_is_looked_up_only_where_the_caller_says(gold: Path, tmp_path: Path) -> None:
    put(gold.parent)
    with pytest.raises(InputError, match=r"a\.txt is in none of .*elsewhere; name its folder with --texts"):
        evaluate([gold], texts=[tmp_path / "elsewhere"])
    put(tmp_path / "elsewhere")
    assert evaluate([gold], texts=[tmp_path / "elsewhere"]).overall.right == 1


def test_a_document_that_cannot_be_read_is_refused(gold: Path) -> None:
    (gold.parent / "a.txt").write_text("<!doctype html><p>Text</p>", encoding="utf-8")
    (gold.parent / "b.txt").write_text(MARKED, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt"):
        evaluate([gold.parent])


def test_identity_decisions_are_followed_only_where_named(gold: Path) -> None:
    put(gold.parent)
    decisions = gold.parent / "identity.yaml"
    decisions.write_text("not: [decisions\n", encoding="utf-8")
    assert evaluate([gold]).overall.right == 1
    with pytest.raises(InputError, match=r"identity\.yaml"):
        evaluate([gold], options=Options(identity=decisions))


def test_a_marked_text_has_its_date_and_its_words(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(MARKED, encoding="utf-8")
    golds = load_gold([tmp_path])
    (document,) = read_documents(golds, [], Options()).documents
    assert document.text == golds[0].text
    assert document.date is not None
    assert document.date.start == document.date.end == "2024-05-04"


def test_facts_of_a_graph_are_taken_as_they_are(gold: Path, tmp_path: Path) -> None:
    build([put(tmp_path / "texts")], tmp_path / "graph")
    (tmp_path / "texts" / "a.txt").unlink()
    assert evaluate([gold], graph=tmp_path / "graph").predicates["attended"] == Tally(right=1)


@pytest.mark.parametrize("name", ["notes.txt", "2024-05-04_notes.txt"])
def test_a_marked_text_is_found_in_a_graph_with_and_without_its_date(name: str, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "notes.txt").write_text(MARKED, encoding="utf-8")
    build([put(tmp_path / "texts", name)], tmp_path / "graph")
    found = evaluate([tmp_path / "gold"], graph=tmp_path / "graph")
    assert found.predicates["attended"] == Tally(right=1)


def test_a_graph_without_the_document_is_refused(gold: Path, tmp_path: Path) -> None:
    build([put(tmp_path / "texts", "b.txt")], tmp_path / "graph")
    with pytest.raises(InputError, match=r"has no document a\.txt; build it, or leave its gold out"):
        evaluate([gold], graph=tmp_path / "graph")


def test_no_graph_is_refused(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(DamagedError):
        evaluate([gold], graph=tmp_path / "graph")
