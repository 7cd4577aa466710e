"""identity.yaml without somebody, whatever way it is written; all else stays, and its lines keep their numbers."""

from __future__ import annotations

import pytest

from cyberkg.errors import InputError
from cyberkg.identity import parse_decisions
from cyberkg.protect.identity_ledger import scrub_identity


def scrub(text: str) -> str:
    return scrub_identity(
        text,
        lambda name, _: name in {"Zebulon Quux", "Z. Quux", "https://example.org/person/quux"},
        lambda comment: comment.replace("Quux", "████"),
        "identity.yaml",
    ).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("same:\n  - [Ann, Bob]\n", "same:\n  - [Ann, Bob]\n"),
        ("same:\n  - [Zebulon Quux, Z. Quux]\n  - [Ann, Bob]  # kept\n", "same:\n#\n  - [Ann, Bob]  # kept\n"),
        ("same:\n- [Ann, Bob]\n- [Zebulon Quux, Z. Quux]  # a note", "same:\n- [Ann, Bob]\n"),
        ("same:\n  - type: Person\n    names:\n      - Zebulon Quux\n      - Z. Quux\n  - [Ann, Bob]\n", "same:\n#\n#\n#\n#\n  - [Ann, Bob]\n"),
        ("different:\n  - [Ann, Zebulon Quux]\n", "different:\n#\n"),
        ("different:\n  - [Ann, Zebulon Quux, Bob]\n", "different:\n  - [Ann, Bob]\n"),
        ("different:\n  - {type: Person, names: [Ann, Zebulon Quux, Bob]}\n", "different:\n  - {type: Person, names: [Ann, Bob]}\n"),
        ("label: {Ann: Ann Lee, Zebulon Quux: Z. Quux}\n", "label:\n  Ann: Ann Lee\n"),
        ("same: [[Ann, Bob], [Zebulon Quux, Z. Quux]]\nlink: {Ann: 'https://example.org/a'}\n", "same:\n  - [Ann, Bob]\nlink:\n  Ann: [\"https://example.org/a\"]\n"),
        ("label:\n  https://example.org/person/quux: Somebody\n  Ann: Ann Lee\n", "label:\n#\n  Ann: Ann Lee\n"),
        ("link:\n  Zebulon Quux:\n    - https://example.org/z\n  Ann: https://example.org/a\n", "link:\n#\n#\n  Ann: https://example.org/a\n"),
        ("# Quux was here\nlabel:\n  Ann: Ann Lee  # not Quux\n", "# ████ was here\nlabel:\n  Ann: Ann Lee  # not ████\n"),
        ("\ufeffsame:\n  - [Zebulon Quux, Z. Quux]\n  - [Ann, Bob]\n", "\ufeffsame:\n#\n  - [Ann, Bob]\n"),
    ],
)  # fmt: skip
def test_somebody_goes_and_all_else_stays(before: str, after: str) -> None:
    assert scrub(before) == after
    parse_decisions(after, "identity.yaml")


def test_places_are_told() -> None:
    found = scrub_identity(
        "same:\n  - [Ann, Bob]\n  - [Cy, Dee]\n",
        lambda name, _: name == "Cy",
        lambda text: text,
        "identity.yaml",
    )
    assert found.removed == ("identity.yaml:3",)


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(InputError, match=r"identity\.yaml:1"):
        scrub("same: 5\n")


def test_a_hash_in_quotes_is_no_comment_to_be_broken() -> None:
    with pytest.raises(InputError, match="by hand"):
        scrub('label:\n  "Ann #Quux": Ann\n')
