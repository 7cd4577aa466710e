"""An answer put into identity.yaml: the line is added, and nothing else is touched."""

from __future__ import annotations

import pytest

from cyberkg.errors import InputError
from cyberkg.review.identity_file import Entry, with_entry
from cyberkg.terms import EntityType

ENTRY = Entry(EntityType.PERSON, ("Ada Tan", "A. Tan"), ("a.txt", "b.txt"), "why: #1")
LINE = "- {type: Person, names: [Ada Tan, A. Tan], documents: [a.txt, b.txt]}  # why: #1\n"
FLOW = "{type: Person, names: [Ada Tan, A. Tan], documents: [a.txt, b.txt]}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"same:\n  {LINE}"),
        ("# nothing yet\n# same:\n", f"# nothing yet\n# same:\n\nsame:\n  {LINE}"),
        (
            "# head\nsame:   # one thing\n  - [A B, B C]  # why\n\n# next\nlabel: {A B: C D}\n",
            f"# head\nsame:   # one thing\n  - [A B, B C]  # why\n  {LINE}\n# next\nlabel: {{A B: C D}}\n",
        ),
        ("same:\n- [A B, B C]\n", f"same:\n- [A B, B C]\n{LINE}"),
        ("same:\n  - [A B, B C]", f"same:\n  - [A B, B C]\n  {LINE}"),
        (
            "same:\n  - names:\n      - A B\n      - B C\ndifferent: []\n",
            f"same:\n  - names:\n      - A B\n      - B C\n  {LINE}different: []\n",
        ),
        ("same:\ndifferent:\n  - [A B, B C]\n", f"same:\n  {LINE}different:\n  - [A B, B C]\n"),
        ("different:\n  - [A B, B C]\n", f"different:\n  - [A B, B C]\n\nsame:\n  {LINE}"),
        ("same: [[A B, B C]]\n", f"same: [[A B, B C], {FLOW}]\n"),
        ("same: []\n", f"same: [{FLOW}]\n"),
        ("{label: {A B: C D}}\n", f"{{label: {{A B: C D}}, same: [{FLOW}]}}\n"),
        ("\ufeffsame:\r\n  - [A B, B C]\r\n", f"\ufeffsame:\r\n  - [A B, B C]\r\n  {LINE[:-1]}\r\n"),
    ],
)
def test_an_entry_is_added_and_all_else_stays(before: str, after: str) -> None:
    assert with_entry(before, "same", ENTRY, "i.yaml") == after


def test_a_contradiction_is_refused() -> None:
    entry = Entry(EntityType.PERSON, ("Ada Tan", "Eva Tan"))
    with pytest.raises(InputError) as caught:
        with_entry("same:\n  - [Ada Tan, Eva Tan]\n", "different", entry, "i.yaml")
    assert str(caught.value) == (
        "i.yaml:5: says that Ada Tan and Eva Tan are different, but i.yaml:2 says that they are the same; "
        "drop one of the two"
    )


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(InputError, match=r"i\.yaml:1: there is no section 'sam'"):
        with_entry("sam: [[A, B]]\n", "same", ENTRY, "i.yaml")


def test_hostile_names_are_written_so_that_they_are_read_back() -> None:
    names = ('x]}, evil: "\n- [', "No: #\u202e\x1b[31m\x9b\ud7ff\U0001f600")
    text = with_entry("", "different", Entry(EntityType.ORGANISATION, names, note="a\nb\x1b"), "i.yaml")
    assert text == (
        'different:\n  - {type: Organisation, names: ["x]}, evil: \\" - [", '
        '"No: #\\u202e\\u001b[31m\\u009b\ud7ff\U0001f600"]}  # a b?\n'
    )
