"""Names in questions."""

from __future__ import annotations

from pathlib import Path

from cyberkg.ask.known import EXACT, PART, KnownNames, newest_day, read_known_names
from cyberkg.store import open_graph
from cyberkg.terms import EntityType

ORGANISATION, EVENT = EntityType.ORGANISATION, EntityType.EVENT


def test_capitals_and_marks_do_not_count(known: KnownNames) -> None:
    assert known.fit("csop 2023", [EVENT]) == EXACT
    assert known.fit("Catherine de BOLLÉ", [EntityType.PERSON]) == EXACT


def test_whole_words_of_a_name_are_a_part_of_it(known: KnownNames) -> None:
    assert known.fit("INTERPOL General", [EVENT]) == PART
    assert known.fit("INTERPOL Gen", [EVENT]) == 0


def test_what_is_the_name_of_something_else_is_no_part(known: KnownNames) -> None:
    assert known.fit("Hong Kong", [EntityType.PLACE]) == EXACT
    assert known.fit("Hong Kong", [ORGANISATION]) == 0


def test_a_slip_is_mended_and_another_year_is_not(known: KnownNames) -> None:
    assert known.mistyped("Cyberprot", [ORGANISATION]) == "Cyberport"
    assert known.mistyped("CSOP 2032", [EVENT]) == ""
    assert known.near("CSOP 2032", [EVENT])[0] == "CSOP 2023"


def test_nothing_near_is_nothing(known: KnownNames) -> None:
    assert known.near("zzyzx", [ORGANISATION, EVENT]) == ()


def test_a_graph_gives_its_names_by_type(graph: Path) -> None:
    generation = open_graph(graph)
    names = read_known_names(generation.store_path, str(generation.manifest["base"]))
    assert {name.text for name in names.names[EntityType.PERSON]} == {"Ada Tan", "Bela Kiss"}
    assert names.fit("orchid bank", [ORGANISATION]) == EXACT


def test_facts_by_hand_have_no_newest_day(graph: Path) -> None:
    assert newest_day(open_graph(graph).store_path) == ""
