from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.view.wording import clean, days


@given(st.text(alphabet=st.characters()))
def test_clean_text_has_a_utf8_form_and_no_character_that_reorders(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", cleaned)


@pytest.mark.parametrize("text", ["", "An Garda Síochána", "香港", "line\nline\tcell", "שלום"])
def test_decent_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_lone_surrogates_and_overrides_are_shown_by_number() -> None:
    assert clean("a\ud800\u202eb") == "a[U+D800][U+202E]b"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2024-02-29", ("2024-02-29", "2024-02-29")),
        ("2023-12-30/2024-01", ("2023-12-30", "2024-01-31")),
        ("2023-02-29", None),
        ("2023-13", None),
        ("0000", None),
        ("2024/2023", None),
        ("last spring", None),
        ("２０２３", None),
        ("", None),
    ],
)
def test_days_are_the_first_and_last_of_a_prefix(value: str, expected: tuple[str, str] | None) -> None:
    assert days(value) == expected
