"""Facts in words: in order of time, each once, with all of its sentences."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from cyberkg.errors import DamagedError
from cyberkg.serve.current import Current, Snapshot
from cyberkg.serve.told import Line, by_year, in_order_of_text, in_order_of_time, read_lines
from cyberkg.terms import Status


@pytest.fixture
def snapshot(current: Current) -> Snapshot:
    return current.get()


def lines_of(snapshot: Snapshot, local: str) -> list[Line]:
    iri = snapshot.base + local
    return read_lines(snapshot.triples("description", {"thing": [iri]}), snapshot.things, iri)


def by_year_of(lines: list[Line]) -> list[tuple[str, list[list[Line]]]]:
    return by_year(in_order_of_time(lines))


def words(line: Line) -> str:
    return f"{line.subject.label} {line.phrase} {line.object.label if line.object else line.value}"


def test_a_fact_of_two_briefings_is_one_line_with_both_sentences(snapshot: Snapshot) -> None:
    (line,) = [line for line in lines_of(snapshot, "person/ada-tan") if line.predicate == "spokeAt"]
    assert words(line) == "Ada Tan spoke at Harbour Forum"
    assert [s.quote for s in line.sentences] == [
        "Ada Tan spoke for Orchid Bank.",
        "Ada Tan had spoken for Orchid Bank.",
    ]
    assert line.represents is not None
    assert (line.represents.label, line.when, line.told) == ("Orchid Bank", "2024-05-03", "2024-05-10")


def test_whom_one_stood_for_is_told_on_the_page_of_both(snapshot: Snapshot) -> None:
    assert "spokeAt" in {line.predicate for line in lines_of(snapshot, "organisation/orchid-bank")}


def test_a_person_is_told_by_the_dates_of_events_and_else_of_briefings(snapshot: Snapshot) -> None:
    years = by_year_of(lines_of(snapshot, "person/ada-tan"))
    assert [(year, [[words(line) for line in bundle] for bundle in bundles]) for year, bundles in years] == [
        (
            "2024",
            [
                ["Ada Tan spoke at Harbour Forum"],
                ["Ada Tan holds a post at Harbour Alliance"],
                ["Ada Tan attended Winter Clinic"],
            ],
        )
    ]


def test_an_event_is_told_by_the_dates_of_briefings(snapshot: Snapshot) -> None:
    lines = lines_of(snapshot, "event/harbour-forum")
    assert {line.when for line in lines} == {""}
    assert {line.told for line in lines} == {"2024-05-10", "2024-06"}


def test_an_incident_is_followed_across_briefings(snapshot: Snapshot) -> None:
    ((_, bundles),) = by_year_of(lines_of(snapshot, "incident/ransomware-attack-on-orchid-bank"))
    told = [[(line.value or (line.object and line.object.label), line.status) for line in b] for b in bundles]
    assert told == [
        [("Orchid Bank", Status.ASSERTED), ("13,000", Status.ASSERTED)],
        [("15,000", Status.REPORTED)],
        [("300,000 USD", Status.ASSERTED)],
    ]


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
