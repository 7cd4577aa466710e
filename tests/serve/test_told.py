"""Facts in words, each once, with all of its sentences, in the order of a text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from cyberkg.errors import DamagedError
from cyberkg.serve.current import Current, Snapshot
from cyberkg.serve.told import Line, in_order_of_text, read_lines


@pytest.fixture
def snapshot(current: Current) -> Snapshot:
    return current.get()


def lines_of(snapshot: Snapshot, local: str) -> list[Line]:
    iri = snapshot.base + local
    return read_lines(snapshot.triples("description", {"thing": [iri]}), snapshot.things)


def words(line: Line) -> str:
    return f"{line.subject.label} {line.phrase} {line.object.label if line.object else line.value}"


def test_a_fact_of_two_briefings_is_one_line_with_both_sentences(snapshot: Snapshot) -> None:
    (line,) = [line for line in lines_of(snapshot, "person/ada-tan") if line.predicate == "spokeAt"]
    assert words(line) == "Ada Tan spoke at Harbour Forum"
    assert {s.quote for s in line.sentences} == {
        "Ada Tan spoke for Orchid Bank.",
        "Ada Tan had spoken for Orchid Bank.",
    }
    assert line.represents is not None
    assert line.represents.label == "Orchid Bank"


def test_whom_one_stood_for_is_told_on_the_page_of_both(snapshot: Snapshot) -> None:
    assert "spokeAt" in {line.predicate for line in lines_of(snapshot, "organisation/orchid-bank")}


def test_a_briefing_is_told_in_the_order_of_its_text(snapshot: Snapshot) -> None:
    groups = in_order_of_text(
        read_lines(
            snapshot.triples("description", {"thing": [f"{snapshot.base}document/may-txt"]}), snapshot.things
        )
    )
    assert [(thing.label, len(lines)) for thing, lines in groups] == [
        ("Harbour Forum", 2),
        ("Ada Tan", 1),
        ("José Ødegård", 1),
        ("Ransomware attack on Orchid Bank", 2),
    ]


@pytest.mark.parametrize("part", ["subject", "object", "predicate"])
def test_a_fact_about_something_unknown_is_a_damage(snapshot: Snapshot, part: str) -> None:
    triples = snapshot.triples("description", {"thing": [f"{snapshot.base}person/ada-tan"]})
    name = ox.NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{part}")
    broken = [
        ox.Triple(t.subject, name, ox.NamedNode("urn:unknown")) if t.predicate == name else t for t in triples
    ]
    with pytest.raises(DamagedError, match="urn:unknown"):
        read_lines(broken, snapshot.things)
