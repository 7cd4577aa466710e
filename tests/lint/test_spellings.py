"""One name, written in two ways."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.lint.model import Briefing
from cyberkg.lint.spellings import check_spellings, distance

Draft = Callable[..., Briefing]


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("Northern Alliance", "Northern Aliance"),
        ("Cyber Security Board", "Cybersecurity Board"),
        ("Response Centre", "Response Center"),
        ("Trigona Group", "Trigonna Group"),
        ("Orchid Bank", "Orchid Bnak"),
    ],
)
def test_the_rarer_spelling_is_told_with_the_usual_one(usual: str, odd: str, draft: Draft) -> None:
    text = f"The {usual} spoke.\n\nThe {odd} left.\n\nThe {usual} stayed."
    (finding,) = check_spellings(draft(text))
    assert (finding.kind, finding.words, finding.line) == ("two-spellings", odd, 3)
    assert f"{odd} is spelled {usual} in line 1" in finding.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baron CHAN", "Baron Chan"),
        ("Harbour Forum 2023", "Harbour Forum 2024"),
        ("Harbour Award", "Harbour Awards"),
        ("North Bank", "South Bank"),
        ("Montenegro Ministry", "Montenegrin Ministry"),
    ],
)
def test_other_names_are_no_other_spellings(one: str, other: str, draft: Draft) -> None:
    assert list(check_spellings(draft(f"The {one} spoke. The {other} left."))) == []


def test_a_slip_in_the_beginning_of_a_longer_name_is_told_as_far_as_it_goes(draft: Draft) -> None:
    whole = "Office of the Privacy Commissioner for Personal Data"
    (finding,) = check_spellings(draft(f"The {whole} spoke.\n\nThe Office of the Privacy Commisioner left."))
    assert finding.words == "Office of the Privacy Commisioner"
    assert "is spelled Office of the Privacy Commissioner in line 1;" in finding.message


def test_letters_are_counted() -> None:
    assert distance("", "abc") == 3
    assert distance("abcd", "abdc") == 1
    assert distance("kitten", "sitting") == 3
