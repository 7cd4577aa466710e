"""Quotes are found as the text has them, whatever became of spaces, marks and dashes on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.llm.answer import parse_rows
from cyberkg.llm.rows import find_quote

TEXT = "Before. He said:\n“Cyber–risk is\u00a0 up,” and left. After that, nothing."
FOUND = [
    ('He said: "Cyber-risk is up," and left.', "He said:\n“Cyber–risk is\u00a0 up,” and left."),
    ("…and left.", "and left."),
    ('"Before."', "Before."),
    ("After that, nothing", "After that, nothing."),
    ("He said: nothing", None),
    ("BEFORE.", None),
    ("", None),
    ("...", None),
    ("a.*", None),
]


@pytest.mark.parametrize(("quote", "found"), FOUND)
def test_quote_is_found_as_the_text_has_it(quote: str, found: str | None) -> None:
    place = find_quote(quote, TEXT)
    assert (TEXT[slice(*place)] if place else None) == found


@given(st.text(max_size=60), st.integers(0, 59), st.integers(1, 60))
def test_part_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    place = find_quote(quote, text)
    if place is not None:
        assert 0 <= place[0] < place[1] <= len(text)
    elif quote.isalnum():
        raise AssertionError(quote)


@given(st.text(max_size=200))
def test_any_answer_gives_rows_or_a_fault(content: str) -> None:
    parsed = parse_rows(content)
    assert parsed.rows or parsed.fault or '"facts"' in content
