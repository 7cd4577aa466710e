"""Laws of the cues that change the status of a clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.reading.cues import find_cues
from cyberkg.terms import Status

FRIENDS = [
    "not only the port",
    "no fewer than 40 guests",
    "no later than May",
    "It was not found until May.",
    "would like to thank",
    "She will be remembered.",
    "They were invited to attend the forum.",
    "denied access",
    "without delay",
    "No. 5",
]


@pytest.mark.parametrize("text", FRIENDS)
def test_a_false_friend_is_no_cue(text: str) -> None:
    assert [cue for cue in find_cues(text) if cue.status is not Status.REPORTED] == []


def test_the_months_and_names_are_no_auxiliaries() -> None:
    assert find_cues("In May Will Orr spoke.") == ()


@given(st.text(max_size=100))
def test_cues_are_in_order_within_the_sentence(text: str) -> None:
    cues = find_cues(text)
    assert list(cues) == sorted(cues, key=lambda cue: (cue.start, -cue.end))
    assert all(0 <= cue.start < cue.end <= len(text) for cue in cues)


@pytest.mark.parametrize(
    "text",
    ["Apologies: Grace Lim (DBS)", "Absent with apologies: G. Lim", "Present: Ada Tan; excused: Grace Lim"],
)
def test_a_list_of_who_did_not_come_denies(text: str) -> None:
    assert [cue.status for cue in find_cues(text)] == [Status.DENIED]
