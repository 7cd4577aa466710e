from __future__ import annotations

from cyberkg.learned.things import Mark, gather_things
from cyberkg.terms import EntityType


def mark(at: int, kind: str, text: str) -> Mark:
    return Mark(0, at, at + len(text), kind, text)


def names(marks: list[Mark], chances: dict[Mark, tuple[float, list[tuple[Mark, float]]]]) -> list[list[str]]:
    things, _ = gather_things(marks, chances)
    return [[m.text for m in thing.marks] for thing in things]


def test_the_same_name_is_one_thing_without_asking() -> None:
    marks = [mark(0, "organisation", "Acme"), mark(20, "organisation", "ACME"), mark(40, "place", "Acme")]
    assert names(marks, {}) == [["Acme", "ACME"], ["Acme"]]


def test_a_reference_joins_its_likeliest_antecedent() -> None:
    bank, shop, it = (
        mark(0, "organisation", "Delta Bank"),
        mark(20, "organisation", "Corner Shop"),
        mark(40, "organisation-ref", "the bank"),
    )
    chances = {shop: (1.0, [(bank, 0.0)]), it: (0.1, [(shop, 0.3), (bank, 0.6)])}
    assert names([it, bank, shop], chances) == [["Delta Bank", "the bank"], ["Corner Shop"]]


def test_chances_of_all_marks_of_one_thing_count_together() -> None:
    first, again, other, it = (
        mark(0, "incident", "was hacked"),
        mark(20, "incident", "the attack"),
        mark(40, "incident", "a breach"),
        mark(60, "incident", "it"),
    )
    chances = {
        again: (0.2, [(first, 0.8)]),
        other: (0.9, [(again, 0.1)]),
        it: (0.1, [(other, 0.4), (again, 0.25), (first, 0.25)]),
    }
    assert names([first, again, other, it], chances) == [["was hacked", "the attack", "it"], ["a breach"]]


def test_of_two_names_one_must_be_a_form_of_the_other() -> None:
    def merged(kind: str, first: str, second: str) -> bool:
        a, b = mark(0, kind, first), mark(60, kind, second)
        return len(names([a, b], {b: (0.05, [(a, 0.95)])})) == 1

    assert merged("organisation", "West African Cyber Association", "WACA")
    assert merged("person", "Ada Tan", "Tan")
    assert not merged("organisation", "Delta Bank", "Grey Heron")
    assert not merged("event", "Cyber Forum", "Cyber Summit")
    assert not merged("event", "Cyber Forum 2023", "Forum 2024")


def test_a_part_that_two_names_share_does_not_make_them_one() -> None:
    short, full, other = (
        mark(0, "person", "Wong"),
        mark(20, "person", "Tony Wong"),
        mark(40, "person", "Dicky Wong"),
    )
    chances = {full: (0.1, [(short, 0.9)]), other: (0.1, [(full, 0.5), (short, 0.4)])}
    assert names([short, full, other], chances) == [["Wong", "Tony Wong"], ["Dicky Wong"]]


def test_an_acronym_comes_back_to_a_thing_whose_fullest_name_it_does_not_abbreviate() -> None:
    body, short, longer = (
        mark(0, "organisation", "Port Cyber Agency"),
        mark(40, "organisation", "PCA"),
        mark(60, "organisation", "Port Cyber Agency of Westland"),
    )
    again = mark(100, "organisation", "PCA")
    chances = {short: (0.1, [(body, 0.9)]), longer: (0.1, [(body, 0.9)]), again: (0.1, [(body, 0.9)])}
    assert len(names([body, short, longer, again], chances)) == 1


def test_a_place_does_not_stand_for_what_is_named_after_it() -> None:
    bank, town = mark(0, "organisation", "Hong Kong Bank"), mark(40, "organisation", "Hong Kong")
    chances = {town: (0.1, [(bank, 0.9)])}
    assert len(gather_things([bank, town], chances)[0]) == 1
    assert len(gather_things([bank, town], chances, places={"hong kong"})[0]) == 2


def test_a_thing_is_called_by_its_fullest_name() -> None:
    marks = [mark(0, "person", "Tan"), mark(20, "person", "Tan Ah Kow"), mark(40, "person-ref", "he")]
    chances = {marks[1]: (0.1, [(marks[0], 0.9)]), marks[2]: (0.0, [(marks[1], 1.0)])}
    things, where = gather_things(marks, chances)
    assert [(t.type, t.names) for t in things] == [(EntityType.PERSON, ["Tan Ah Kow", "Tan"])]
    assert set(where) == set(marks)
