"""Laws of cutting sentences into clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.reading.clauses import is_verb, split_clauses

SENTENCES = [
    ("Orr spoke; Wu left.", ["Orr spoke; ", "Wu left."]),
    ("Orr came but Wu left.", ["Orr came ", "but Wu left."]),
    ("Orr came and Wu left.", ["Orr came ", "and Wu left."]),
    ("Orr and Wu came.", ["Orr and Wu came."]),
    ("Orr met clerks and guests.", ["Orr met clerks and guests."]),
    ("Orr, who was late, spoke.", ["Orr, |, spoke.", "who was late"]),
    ("Orr, named in May, spoke.", ["Orr|, spoke.", ", named in May"]),
    ("The bank that was hit has closed.", ["The bank |has closed.", "that was hit "]),
    ("Orr said that Wu left.", ["Orr said ", "that Wu left."]),
    ("If it rains, they stay.", ["If it rains", ", they stay."]),
    ("Port at Delta", ["Port at Delta"]),
]


@pytest.mark.parametrize(("sentence", "clauses"), SENTENCES)
def test_clauses_are_cut_at_conjunctions_and_commas(sentence: str, clauses: list[str]) -> None:
    found = ["|".join(sentence[a:b] for a, b in clause.stretches) for clause in split_clauses(sentence)]
    assert [text for text in found if text] == clauses


def test_a_tag_is_a_clause_of_its_own() -> None:
    tags = [
        c for c in split_clauses("Nothing was paid, he told Delta, and none will be.") if c.opener == "tag"
    ]
    assert [c.stretches for c in tags] == [((16, 31),)]


def test_a_that_clause_knows_whether_it_completes_a_verb() -> None:
    said = split_clauses("Orr said that Wu left.")[-1]
    noun = split_clauses("The bank that was hit closed.")[-1]
    assert (said.complement, said.parent) == (True, 0)
    assert (noun.complement, noun.parent) == (False, 0)


@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(["and", "was", ",", "that", "who", "Orr", ";", "if"])).map(" ".join)
)
def test_the_stretches_cover_the_sentence_once(sentence: str) -> None:
    stretches = sorted(s for clause in split_clauses(sentence) for s in clause.stretches)
    assert "".join(sentence[a:b] for a, b in stretches) == sentence


@pytest.mark.parametrize(
    ("word", "verb"), [("hit", True), ("joined", True), ("Limited", False), ("need", False)]
)
def test_verbs_are_told_by_their_form(word: str, verb: bool) -> None:
    assert is_verb(word) is verb
