"""Search over names: what comes first, and by which of its names."""

from __future__ import annotations

import pytest

from cyberkg.serve.current import Current
from cyberkg.serve.things import Thing, Things
from cyberkg.terms import EntityType


def make(*names: str) -> Things:
    """A thing for each entry: label, then other names after ``=``; briefings after ``*``."""
    things = []
    for number, entry in enumerate(names):
        called, _, briefings = entry.partition("*")
        label, *others = called.split("=")
        kind = EntityType.PERSON if number % 2 else EntityType.EVENT
        things.append(Thing(f"urn:{number}", kind, label, tuple(others), briefings=int(briefings or 0)))
    return Things(things, [])


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("ada", ["Ada", "Adana Forum", "Forum Ada", "Canada"]),
        ("ADA", ["Ada", "Adana Forum", "Forum Ada", "Canada"]),
        ("forum", ["Adana Forum", "Forum Ada"]),
        ("ada forum", ["Adana Forum", "Forum Ada"]),
        ("Forum, Ada", ["Adana Forum", "Forum Ada"]),
        ('"Ødegård" (José)', ["José Ødegård"]),
        ("odegard", ["José Ødegård"]),
        ("dong shi", ["东施"]),
        ("hka", ["Harbour Alliance"]),
        ("   ", []),
        ("nobody", []),
    ],
)
def test_the_likeliest_name_comes_first(sought: str, found: list[str]) -> None:
    things = make(
        "Canada", "Forum Ada", "Adana Forum*3", "Ada", "José Ødegård", "Harbour Alliance=HKA", "东施"
    )
    hits = [hit.thing.label for hit in things.search(sought)]
    assert hits == found if sought != "forum" else set(hits) == set(found)


def test_of_equals_what_more_briefings_speak_of_comes_first() -> None:
    things = make("Ada Tan*1", "Ada Lim*3", "Ada Ho*2")
    assert [hit.thing.label for hit in things.search("ada")] == ["Ada Lim", "Ada Ho", "Ada Tan"]


def test_a_hit_tells_the_name_it_was_found_by() -> None:
    things = make("Harbour Alliance=Alliance of the Harbour=HKA")
    assert [hit.name for hit in things.search("hka")] == ["HKA"]
    assert [hit.name for hit in things.search("harbour all")] == [""]


def test_nothing_is_found_but_something_is_near() -> None:
    things = make("Ada Tan", "Bela Kiss")
    assert things.search("Adda Tann") == []
    assert [hit.thing.label for hit in things.nearest("Adda Tann")] == ["Ada Tan"]
    assert things.nearest("zzzzzz") == []


def test_what_is_much_less_alike_than_another_is_not_near() -> None:
    things = make("LockBit", "LockBitSupp", "FBI", "Okta")
    assert [hit.thing.label for hit in things.nearest("Lokbit")] == ["LockBit", "LockBitSupp"]


def test_a_type_narrows_a_search() -> None:
    things = make("Ada", "Ada Tan")
    assert [h.thing.label for h in things.search("ada", EntityType.PERSON)] == ["Ada Tan"]


def test_all_things_of_a_graph_are_gathered(current: Current) -> None:
    snapshot = current.get()
    things = snapshot.things
    forum = things.by_iri[f"{snapshot.base}event/harbour-forum"]
    assert (forum.label, forum.names) == ("Harbour Forum", ("HF 2024",))
    assert things.by_former[f"{snapshot.base}event/old-forum"] is forum
    assert forum.briefings == 2
    assert [(b.name, b.heading, b.date, b.facts) for b in things.briefings] == [
        ("june.txt", "Round-up of june.txt", "2024-06", 9),
        ("may.txt", "Round-up of may.txt", "2024-05-10", 6),
    ]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("round-up", ["june.txt", "may.txt"]),
        ("MAY.txt", ["may.txt"]),
        ("10 may 2024", ["may.txt"]),
        ("2024-06", ["june.txt"]),
        ("round-up june", ["june.txt"]),
        ("alert", ["june.txt", "may.txt"]),  # of the source
        ("July", []),
        (" ", []),
    ],
)
def test_briefings_are_found_by_title_and_date(current: Current, sought: str, found: list[str]) -> None:
    assert [briefing.name for briefing in current.get().things.search_briefings(sought)] == found
