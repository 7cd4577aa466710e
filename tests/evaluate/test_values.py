"""Names and values are compared by what they say, figures and dates exactly."""

from __future__ import annotations

import pytest

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
