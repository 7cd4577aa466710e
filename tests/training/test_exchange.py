from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.corpus import parse_marked
from cyberkg.training.exchange import Pool, exchange, pool_of

SOURCE = """# style: note
# invented: yes

[Ada Tan|p.tan] of the [Delta Cyber Union|o.delta] ([DCU|o.delta]) spoke; [Tan|p.tan] thanked [it|o.delta~].
> p.tan affiliatedWith o.delta
"""


def test_short_forms_change_in_step_and_references_stay() -> None:
    changed = exchange(SOURCE, Pool(("Kwame Boateng",), ("Harbour Bank Zambia",)), "seed")
    text = parse_marked(changed, "note").text
    assert text == "Kwame Boateng of the Harbour Bank Zambia (HBZ) spoke; Boateng thanked it.\n"


def test_facts_and_marks_stay_what_they_were() -> None:
    before = parse_marked(SOURCE, "note")
    after = parse_marked(exchange(SOURCE, Pool(("Kwame Boateng",), ("Harbour Bank",)), "seed"), "note")
    assert [m.key for m in after.mentions] == [m.key for m in before.mentions]
    assert [(f.subject, f.predicate, f.object) for f in after.facts] == [
        (f.subject, f.predicate, f.object) for f in before.facts
    ]


@pytest.mark.parametrize("seed", ["a", "b"])
def test_the_same_seed_makes_the_same_exchange(seed: str) -> None:
    pool = Pool(("Kwame Boateng", "Li Wei", "Ana Cruz"), ("Harbour Bank", "Nordic Union", "Delta Police"))
    assert exchange(SOURCE, pool, seed) == exchange(SOURCE, pool, seed)


def test_a_pool_holds_the_fullest_names() -> None:
    assert pool_of([parse_marked(SOURCE, "note")]) == Pool(("Ada Tan",), ("Delta Cyber Union",))


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (["Ada Tan", "TAN", "Ada", "Tan"], ["Kwame Boateng", "BOATENG", "Kwame", "Boateng"]),
        (["ADA TAN", "Tan"], ["KWAME BOATENG", "Boateng"]),
        (["Ada Bea Tan", "Bea Tan"], ["Kwame Boateng", "Kwame Boateng"]),
        (["Tan"], ["Kwame Boateng"]),
    ],
)
def test_a_person_s_forms_are_those_of_the_new_name(forms: list[str], expected: list[str]) -> None:
    source = "\n" + " ".join(f"[{form}|p.tan]" for form in forms)
    assert (
        parse_marked(exchange(source, Pool(("Kwame Boateng",), ()), "a"), "a").text
        == " ".join(expected) + "\n"
    )


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (["Delta Cyber Union", "DCU"], ["Bank of Zambia", "BZ"]),
        (["Delta Cyber Union", "Delta", "Union"], ["Bank of Zambia", "Bank", "Zambia"]),
        (["Microsoft", "MS"], ["Bank of Zambia", "Bank of Zambia"]),
        (["UN"], ["Bank of Zambia"]),
    ],
)
def test_a_body_s_forms_are_those_of_the_new_name(forms: list[str], expected: list[str]) -> None:
    source = "\n" + " ".join(f"[{form}|o.x]" for form in forms)
    assert (
        parse_marked(exchange(source, Pool((), ("Bank of Zambia",)), "a"), "a").text
        == " ".join(expected) + "\n"
    )


def test_another_seed_makes_another_exchange() -> None:
    pool = Pool(tuple(f"Ada {n}" for n in "abcdefgh"), tuple(f"Union {n}" for n in "abcdefgh"))
    assert len({exchange(SOURCE, pool, str(seed)) for seed in range(8)}) > 1


def test_two_things_do_not_come_to_share_a_name_while_there_are_names() -> None:
    people = " and ".join(f"[Ada {n}|p.{n}]" for n in "abcd")
    pool = Pool(("Kwame Boateng", "Li Wei", "Ana Cruz", "Omar Fathi"), ())
    for seed in range(10):
        text = parse_marked(exchange(f"\n{people} met.", pool, str(seed)), "a").text
        assert sorted(text.removesuffix(" met.\n").split(" and ")) == sorted(pool.persons)
    more = parse_marked(exchange(f"\n{people} and [Ada e|p.e] met.", pool, "a"), "a")
    assert {more.names(f"p.{n}")[0] for n in "abcde"} == set(pool.persons)


def test_a_pool_has_no_single_names_of_persons_and_no_acronyms_of_bodies() -> None:
    text = parse_marked(
        "\n[Tan|p.tan] and [Ana Cruz|p.cruz] of [WACA|o.waca], [it|o.waca~], [Acme|o.acme].", "a"
    )
    assert pool_of([text, text]) == Pool(("Ana Cruz",), ("Acme",))


NAMES = {
    "p": ("Ada Tan", "Tan", "TAN", "Ada", "Kwame Boateng", "Li"),
    "o": ("Delta Bank", "DB", "Delta", "Bank", "ACME", "Orchid Union Ltd"),
    "e": ("Harbour Forum", "Forum"),
}
MARK = st.sampled_from(list(NAMES)).flatmap(
    lambda kind: st.tuples(st.sampled_from(NAMES[kind]), st.sampled_from(["x", "y"]).map(lambda n: f"{kind}.{n}"), st.sampled_from(["", "", "~"]))
)  # fmt: skip
LINES = st.lists(st.lists(MARK, min_size=1, max_size=4), min_size=1, max_size=4)


@settings(deadline=None)
@given(LINES, st.text(max_size=3))
def test_only_names_change_never_what_is_said_of_whom(
    lines: list[list[tuple[str, str, str]]], seed: str
) -> None:
    source = "# style: note\n"
    for marks in lines:
        source += "\nThen " + ", ".join("[{}|{}{}]".format(*m) for m in marks) + " met."
        people = [key for _, key, _ in marks if key.startswith("p")]
        source += "".join(f"\n> ~ {key} holdsPost {body} =Head of Delta Bank"
                          for key in people for _, body, _ in marks if body.startswith("o"))  # fmt: skip
    pool = Pool(("Ana Maria Cruz", "Omar Fathi"), ("Nordic Union", "Port of Accra"))
    before, after = parse_marked(source, "a"), parse_marked(exchange(source, pool, seed), "a")
    assert [(m.key, m.is_name) for m in after.mentions] == [(m.key, m.is_name) for m in before.mentions]
    assert [replace(f, start=0, end=0) for f in after.facts] == [
        replace(f, start=0, end=0) for f in before.facts
    ]
    kept = [
        (before.text[a.start : a.end], after.text[b.start : b.end])
        for a, b in zip(before.mentions, after.mentions, strict=True)
        if not a.is_name or a.key[0] == "e"
    ]
    assert all(old == new for old, new in kept)
    told = {m.key: {after.text[m.start : m.end]} for m in after.mentions if m.is_name and m.key[0] in "po"}
    assert not {name for names in told.values() for name in names} & {
        "Ada Tan",
        "Delta Bank",
        "Kwame Boateng",
    }
