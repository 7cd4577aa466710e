"""Names looked up in a store: those that can mean what is sought are read, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.errors import UsageError
from cyberkg.query import names
from cyberkg.query.names import resolve
from cyberkg.rdf import vocab
from cyberkg.store import publish
from cyberkg.store.layout import NAMES
from cyberkg.terms import EntityType

BASE = "https://example.org/id/"
LABELS = {
    "person/a": ["Ada  Tan", "ADA"],
    "person/b": ["José Ødegård"],
    "person/c": ["Ольга Новак"],
    "person/d": ["Adam Tanner"],
    "person/e": ["O\u2019Neil \u4e01"],
    "organisation/f": ["Tan & Partners: Advisers"],
}


@pytest.fixture(scope="module", params=["by the file of names", "by a query"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    graph = ox.NamedNode(f"{BASE}graph/entities")
    quads = []
    for iri, labels in LABELS.items():
        thing = ox.NamedNode(BASE + iri)
        kind = vocab.PREFIXES["ckg"] + iri.partition("/")[0].capitalize()
        quads.append(ox.Quad(thing, ox.NamedNode(f"{vocab.PREFIXES['rdf']}type"), ox.NamedNode(kind), graph))
        for label, name in zip(labels, ("prefLabel", "altLabel"), strict=False):
            quads.append(
                ox.Quad(thing, ox.NamedNode(vocab.PREFIXES["skos"] + name), ox.Literal(label), graph)
            )
    former = ox.NamedNode(f"{BASE}person/old")
    replaces = ox.NamedNode(f"{vocab.PREFIXES['dcterms']}replaces")
    quads.append(ox.Quad(ox.NamedNode(f"{BASE}person/a"), replaces, former, graph))
    folder = tmp_path_factory.mktemp("names") / "graph"
    path = publish(folder, {"graph.ttl": b"# names\n"}, quads, about={"base": BASE}).store_path
    if request.param == "by a query":
        path.with_name(NAMES).unlink()
        yield path
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "_NEAR", "no query")
        yield path


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Let nothing read all names, but where none is found."""
    if "unknown" not in request.node.name:
        monkeypatch.setattr(names, "read_names", lambda *_: pytest.fail("all names were read"))


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("ada tan", "a"), ("TAN", "a"), ("ada", "a"), ("tann", "d"), ("Jose ODEGARD", "b"), ("ødegård", "b"),
        ("Novak", "c"), ("новак", "c"), ("o'neil", "e"), ("丁", "e"),
        (f"{BASE}person/b", "b"), ("ckgd:person/b", "b"), (f"{BASE}person/old", "a"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(store: Path, sought: str, found: str) -> None:
    assert resolve(store, sought, (EntityType.PERSON,), BASE) == (f"{BASE}person/{found}",)


def test_a_part_that_several_have_means_each_of_them(store: Path) -> None:
    assert [iri[-1] for iri in resolve(store, "tan", (), BASE)] == ["f", "a"]
    assert [iri[-1] for iri in resolve(store, "partners: adv", (), BASE)] == ["f"]


@pytest.mark.parametrize("sought", ["Bo Li", "", "(", 'a" } #', f"{BASE}person/none", "person:x y"])
def test_what_is_unknown_is_refused(store: Path, sought: str) -> None:
    with pytest.raises(UsageError, match="no person in this graph is called"):
        resolve(store, sought, (EntityType.PERSON,), BASE)


def test_an_unknown_iri_of_another_kind_is_refused(store: Path) -> None:
    with pytest.raises(UsageError, match="no person in this graph"):
        resolve(store, f"{BASE}organisation/f", (EntityType.PERSON,), BASE)
