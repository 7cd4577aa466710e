"""Names and values are compared by what they say, figures and dates exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.evaluate.values import normalise, same_value


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The Digital Office", "digital office"),
        ("Hon. Dr. David IP", "david ip"),
        ("Queen’s Road", "queen road"),
        ("Sir", ""),
        ("A.B-C", "b c"),
        ("数码办 Office", "数码办 office"),
    ],
)
def test_names_are_reduced_to_their_words(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("ransomware", "Ransomware"),
        ("13,000", "13000"),
        ("400 GB", "400GB"),
        ("2023-09|2023-09-08", "2023-09-08"),
        ("intrusion|other", "other"),
        ("names of staff", "the names of all staff"),
    ],
)
def test_values_are_the_same(gold: str, found: str) -> None:
    assert same_value(gold, found)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("2023-09-08", "2023-09"),
        ("400 GB", "400 TB"),
        ("300000 USD", "300000 HKD"),
        ("13000", "13001"),
        ("5 million names", "5 million addresses"),
        ("home addresses", "addresses"),
        ("names", ""),
    ],
)
def test_values_differ(gold: str, found: str) -> None:
    assert not same_value(gold, found)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("names and home addresses", "home addresses", False),  # two of four
        ("names and home addresses", "names, home addresses", True),  # three of four
        ("staff names, dates of birth", "names, birth dates", True),  # three of five are enough
        ("staff names, birth dates", "names, birth dates, salaries", True),
        ("staff names, dates of birth", "names, birth years", False),
    ],
)
def test_of_two_wordings_three_words_in_five_are_shared(gold: str, found: str, same: bool) -> None:
    assert same_value(gold, found) is same
    assert same_value(found, gold) is same


quick = settings(deadline=None)


@quick
@given(st.text(max_size=30))
def test_reducing_a_name_twice_changes_nothing(name: str) -> None:
    once = normalise(name)
    assert normalise(once) == once
    assert once == once.strip()
    assert "  " not in once


@quick
@given(st.text(max_size=20), st.text(max_size=20).filter(lambda text: "|" not in text))
def test_a_value_is_the_same_as_itself_among_whatever_wordings(other: str, value: str) -> None:
    assert same_value(value, value)
    assert same_value(f"{other}|{value}", value)
    assert same_value(f"{value}|{other}", value.upper().lower()) or value.casefold() != value.upper().lower()


@quick
@given(st.integers(0, 10**12), st.integers(0, 10**12), st.sampled_from(["", " GB", " USD"]))
def test_figures_are_exact_whatever_their_separators(one: int, other: int, unit: str) -> None:
    assert same_value(f"{one}{unit}", f"{one:,}{unit}")
    assert same_value(f"{one:,}{unit}", f"{one}{unit.strip()}")
    assert same_value(f"{one}{unit}", f"{other:,}{unit}") is (one == other)


@quick
@given(st.dates(), st.dates())
def test_dates_are_exact_to_the_day(one: object, other: object) -> None:
    assert same_value(str(one), str(other)) is (one == other)
    assert not same_value(str(one), str(one)[:7])
    assert not same_value(str(one)[:7], str(one))
