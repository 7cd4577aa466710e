"""Text that knows where it stood, whatever is left out of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.sources.marked import Marked

UNTIDY = st.text(st.sampled_from("ab-文字。 \t\n\r\f\u00a0\u3000\u200b\u00ad\u202e\ufeff\x07"), max_size=60)


@given(UNTIDY | st.text(max_size=60))
def test_tidied_text_is_what_stands_at_its_offsets_or_a_space_for_white_space(text: str) -> None:
    tidy = Marked.of(text, 0, len(text)).tidied()
    assert len(tidy.text) == len(tidy.offsets)
    assert all(a < b for a, b in pairwise(tidy.offsets))
    for character, at in zip(tidy.text, tidy.offsets, strict=True):
        assert character == text[at] or (character == " " and not text[at].isprintable())


@given(UNTIDY)
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = Marked.of(text, 0, len(text)).tidied()
    assert once.tidied() == once
    assert once.text == once.text.strip()
    assert "  " not in once.text


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_cut_keeps_its_offsets(text: str, start: int, end: int) -> None:
    cut = Marked.of(text, 0, len(text)).cut(start, end)
    assert cut.text == "".join(text[at] for at in cut.offsets)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("a large\namount", "a large amount"),
        ("a large  \n\t amount", "a large amount"),
        ("state-\nsponsored", "state-sponsored"),
        ("2020 -\nnow", "2020 - now"),
        ("黑客组织声称\n对此次攻击负责", "黑客组织声称对此次攻击负责"),
        ("David\u00a0Ip", "David Ip"),
        ("in\u00advis\u200bible \u202eleft", "invisible left"),
        ("\ufeff\u200b", ""),
    ],
)
def test_wrapping_and_invisible_characters_vanish(text: str, tidy: str) -> None:
    assert Marked.of(text, 0, len(text)).tidied().text == tidy


def test_the_space_for_a_line_break_points_at_it() -> None:
    assert Marked.of("a  \n b", 0, 6).tidied().offsets == (0, 3, 5)


def test_a_chain_is_its_parts_in_a_row() -> None:
    chained = Marked.chain([Marked.of("one two", 0, 3), Marked.of("one two", 4, 7)])
    assert (chained.text, chained.offsets) == ("onetwo", (0, 1, 2, 4, 5, 6))
