"""The names of a graph in a file: all of them, found by any part of one, and no other than the database tells."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.errors import DamagedError
from cyberkg.rdf import vocab
from cyberkg.store import Change, OxigraphStore, claim, open_graph, publish
from cyberkg.store.layout import NAMES
from cyberkg.store.names import find_names
from cyberkg.terms import EntityType

PLACE = "https://example.org/id/"
TOLD = {
    "person/a": ["Ada  Tan", 'O"Neil \\ "'],
    "person/b": ["José Ødegård"],
    "person/c": ["Ольга Новак"],
    "organisation/d": ["Tan & Partners\nof Leeds", "Partners of Tan", "TPL"],
    "organisation/e": ["ACME", "Acme Works", "ACME"],
}
FOLDED = {
    "tan": "ad",
    "ada": "a",
    'o"neil': "a",
    "\\": "a",
    "odegard": "b",
    "novak": "c",
    "новак": "c",
    "leeds": "d",
    "tpl": "d",
    "acme": "e",
    "ada tan": "a",
    "partners of": "d",
    "xx": "",
}


def quads() -> list[ox.Quad]:
    def quad(thing: str, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        prefix, _, local = name.partition(":")
        predicate = ox.NamedNode(vocab.PREFIXES[prefix] + local)
        return ox.Quad(ox.NamedNode(PLACE + thing), predicate, value, ox.NamedNode(f"{PLACE}{thing[-1]}"))

    found = [quad("concept", "skos:prefLabel", ox.Literal("Tan, a colour"))]
    for thing, names in TOLD.items():
        kind = vocab.PREFIXES["ckg"] + thing.partition("/")[0].capitalize()
        found.append(quad(thing, "rdf:type", ox.NamedNode(kind)))
        labels = zip(("skos:prefLabel", "skos:altLabel", "ckg:acronym"), names, strict=False)
        found += [quad(thing, name, ox.Literal(label)) for name, label in labels]
    return found


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return publish(tmp_path / "graph", {"graph.ttl": b"# names\n"}, quads()).store_path


@pytest.mark.parametrize("word", FOLDED)
def test_names_are_found_by_a_part_of_one(store: Path, word: str) -> None:
    found = find_names(store, word)
    assert found is not None
    hits = list(found)
    assert {iri.removeprefix(PLACE)[-1] for _, iri, _ in hits} >= set(FOLDED[word])
    assert all(name in TOLD[iri.removeprefix(PLACE)] for name, iri, _ in hits)
    assert all(
        kind is EntityType(iri.removeprefix(PLACE).partition("/")[0].capitalize()) for _, iri, kind in hits
    )
    assert len(hits) == len(set(hits))


def test_what_is_no_thing_of_the_graph_is_not_among_the_names(store: Path) -> None:
    assert b"colour" not in store.with_name(NAMES).read_bytes()


def test_what_has_no_iri_and_what_is_no_text_are_not_among_the_names(tmp_path: Path) -> None:
    label, kind, person = (
        ox.NamedNode(vocab.PREFIXES[prefix] + local)
        for prefix, local in (("skos", "prefLabel"), ("rdf", "type"), ("ckg", "Person"))
    )
    nobody, somebody, graph = ox.BlankNode("b"), ox.NamedNode(f"{PLACE}person/a"), ox.NamedNode(PLACE)
    odd = [
        ox.Quad(nobody, kind, person, graph),
        ox.Quad(nobody, label, ox.Literal("Nobody"), graph),
        ox.Quad(somebody, label, ox.Triple(somebody, kind, person), graph),
    ]
    plain = publish(tmp_path / "plain", {"graph.ttl": b"# names\n"}, quads()).store_path
    store = publish(tmp_path / "graph", {"graph.ttl": b"# names\n"}, [*quads(), *odd]).store_path
    assert store.with_name(NAMES).read_bytes() == plain.with_name(NAMES).read_bytes()


def test_names_are_in_order(store: Path) -> None:
    names = [json.loads(line)[1] for line in store.with_name(NAMES).read_text(encoding="utf-8").splitlines()]
    assert names == sorted(names)


def test_names_are_the_same_whatever_the_order_of_the_quads(store: Path, tmp_path: Path) -> None:
    other = publish(tmp_path / "other", {"graph.ttl": b"# names\n"}, reversed(quads())).store_path
    assert other.with_name(NAMES).read_bytes() == store.with_name(NAMES).read_bytes()


def test_a_graph_without_the_file_has_none(store: Path) -> None:
    store.with_name(NAMES).unlink()
    assert find_names(store, "tan") is None


def test_a_file_that_the_seal_does_not_know_is_not_believed(store: Path) -> None:
    seal = store.with_name("store.json")
    text = seal.read_text(encoding="utf-8")
    seal.write_text(text[: text.index('"beside"')] + text[text.index('"files"') :], encoding="utf-8")
    with pytest.raises(DamagedError, match="altered or damaged"):
        find_names(store, "tan")


def _altered(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Ada", b"Eda"))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


@pytest.mark.parametrize("harm", [_altered, _cut])
def test_a_damaged_file_is_noticed_where_it_is_read(store: Path, harm: Callable[[Path], None]) -> None:
    harm(store.with_name(NAMES))
    with pytest.raises(DamagedError, match="altered or damaged"):
        find_names(store, "tan")


@pytest.mark.parametrize("harm", [_cut, Path.unlink])
def test_a_file_that_is_cut_or_gone_is_noticed_when_the_graph_is_opened(
    store: Path, harm: Callable[[Path], None]
) -> None:
    harm(store.with_name(NAMES))
    with pytest.raises(DamagedError, match=NAMES):
        open_graph(store.parents[2])


def test_an_altered_file_is_noticed_when_all_is_verified(store: Path) -> None:
    _altered(store.with_name(NAMES))
    with pytest.raises(DamagedError, match=NAMES):
        open_graph(store.parents[2]).verify()


def test_a_graph_published_before_there_was_such_a_file_opens(store: Path) -> None:
    seal = store.with_name("store.json")
    text = seal.read_text(encoding="utf-8")
    start = text.index('"beside"')
    seal.write_text(text[:start] + text[text.index('"files"') :], encoding="utf-8")
    store.with_name(NAMES).unlink()
    with open_graph(store.parents[2]).store() as opened:
        assert isinstance(opened, OxigraphStore)
    assert find_names(store, "tan") is None


def test_names_are_the_same_whether_a_database_was_written_whole_or_by_what_differs(tmp_path: Path) -> None:
    """New, gone, renamed and retyped things, and names with all that a line has between its parts."""
    odd = 'the "Old","New" house","'
    before = [named("a", "Ada Tan", "Person"), named("b", odd, "Organisation"), named("c", "Cy", "Person")]
    after = [
        named("a", "Ada Tan-Lee", "Person"),
        named("b", odd, "Event"),
        named("d", f'{odd}\r\n\\"', "Work"),
    ]
    first, second = ([quad for thing in things for quad in thing] for things in (before, after))
    subjects = frozenset(f"{PLACE}{name}" for name in "abcd")
    files, graph = {"graph.ttl": b"# names\n"}, f"{PLACE}names"
    publish(tmp_path / "whole", files, second)
    since = publish(tmp_path / "by difference", {"graph.ttl": b"# before\n"}, first).digest
    with claim(tmp_path / "by difference") as place:
        place.publish(files, [], change=Change(since, {}, [], {graph: (subjects, second)}))
    one, other = (open_graph(tmp_path / name).path / NAMES for name in ("by difference", "whole"))
    assert one.read_bytes() == other.read_bytes()
    assert len(one.read_bytes().splitlines()) == 3


@pytest.mark.parametrize("content", [b"no line\n", b'[["eve"],"Eve","https://example.org/id/e","Person"]\n'])
def test_names_that_the_seal_does_not_know_are_not_taken_over(tmp_path: Path, content: bytes) -> None:
    whole = publish(tmp_path / "whole", {"graph.ttl": b"# names\n"}, named("a", "Ada Lee", "Person"))
    old = publish(tmp_path / "graph", {"graph.ttl": b"# before\n"}, named("a", "Ada Tan", "Person"))
    seal = old.path / "store.json"
    seal.write_text(json.dumps({"files": json.loads(seal.read_bytes())["files"]}), encoding="utf-8")
    (old.path / NAMES).write_bytes(content)
    told = {f"{PLACE}names": ({f"{PLACE}a"}, named("a", "Ada Lee", "Person"))}
    with claim(tmp_path / "graph") as place:
        new = place.publish({"graph.ttl": b"# names\n"}, [], change=Change(old.digest, {}, [], told))
    assert (new.path / NAMES).read_bytes() == (whole.path / NAMES).read_bytes()


def named(name: str, label: str, kind: str) -> list[ox.Quad]:
    thing, graph = ox.NamedNode(f"{PLACE}{name}"), ox.NamedNode(f"{PLACE}names")
    told: dict[str, ox.NamedNode | ox.Literal] = {
        "rdf:type": ox.NamedNode(f"{vocab.PREFIXES['ckg']}{kind}"),
        "skos:prefLabel": ox.Literal(label),
    }
    iris = {key: ox.NamedNode(vocab.PREFIXES[key.split(":")[0]] + key.split(":")[1]) for key in told}
    return [ox.Quad(thing, iris[key], value, graph) for key, value in told.items()]
