"""Rows come as the graph has them, or not at all."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.errors import LimitError
from cyberkg.query.results import Limits, Term
from cyberkg.rdf import vocab
from cyberkg.report import asking
from cyberkg.report.asking import ask, joined
from cyberkg.store.oxigraph import write_store

NAMES = sorted(
    [
        'two\nlines, a "quote"\tand a tab',
        "a\r\nb\rc",
        "'\"\"',",
        "=1+1",
        " spaces ",
        "\x1b[31m\u202e漢",
        "\N{FORM FEED}x\u2028y\x00",
        "long " * 50_000,
    ]
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    graph = ox.NamedNode("https://x.example/graph")
    quads = []
    for number, name in enumerate(NAMES):
        node = ox.NamedNode(f"https://x.example/{number}")
        quads.append(ox.Quad(node, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.PERSON), graph))
        quads.append(ox.Quad(node, ox.NamedNode(vocab.SKOS_PREF_LABEL), ox.Literal(name), graph))
    write_store(folder / "store", folder / "scratch", iter(quads))
    return folder / "store"


TERMS = {"type": [Term(vocab.PERSON, "iri")]}


def test_every_text_comes_as_it_is(hostile: Path) -> None:
    assert sorted(record["name"] for record in ask(hostile, "names", TERMS)) == NAMES


def test_a_part_of_the_rows_is_no_report(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_LIMITS", Limits(timeout=60, rows=len(NAMES) - 1))
    with pytest.raises(LimitError, match="the report has more than 500,000 rows; ask for less"):
        ask(hostile, "names", TERMS)


def test_texts_are_joined_in_order_each_once() -> None:
    assert joined(["b", "", "a", "b"]) == "a, b"


def test_an_iri_with_a_comma_is_one_value(tmp_path: Path) -> None:
    node, graph = ox.NamedNode("https://x.example/a,b"), ox.NamedNode("https://x.example/graph")
    quads = [
        ox.Quad(node, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.PERSON), graph),
        ox.Quad(node, ox.NamedNode(vocab.SKOS_PREF_LABEL), ox.Literal("Tan, Ada"), graph),
    ]
    write_store(tmp_path / "store", tmp_path / "scratch", iter(quads))
    assert ask(tmp_path / "store", "names", {}) == [{"entity": node.value, "name": "Tan, Ada"}]
