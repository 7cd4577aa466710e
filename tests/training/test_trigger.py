"""The network learns the head of an incident's mention."""

from __future__ import annotations

import pytest

from cyberkg.training.trigger import head_of


@pytest.mark.parametrize(
    ("trigger", "head"),
    [
        ("the ransomware attack on Delta Bank", "attack"),
        ("attack", "attack"),
        ("was hacked", "hacked"),
        ("had been broken into", "broken"),
        ("its third data breach in a year", "breach"),
        ("denial-of-service attack", "attack"),
        ("On what happened", "happened"),
        ("an out-of-hours outage that lasted", "outage"),
        ("in the", "in"),
        ("the", "the"),
        ("…", "…"),
    ],
)
def test_an_incident_hangs_on_one_word(trigger: str, head: str) -> None:
    start, end = head_of(trigger)
    assert trigger[start:end] == head
