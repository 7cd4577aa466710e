"""Which attacks are told of, on whom and of which type."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
HOSPITAL, BANK, TELECOM, WATER = "Marsh County Hospital", "Fjord Bank", "Kumo Telecom", "Bergen Water Company"


def incident(kind: str, *victims: str) -> list[str]:
    """Write an incident with its victims, after the first of which it is called."""
    label = f"Incident at {victims[0]}"
    return [f"{label} | incidentType | {kind}", *(f"{label} | victim | {victim}" for victim in victims)]


TOLD = [
    (f"{BANK} was hit by ransomware on 3 May.", incident("ransomware", BANK)),
    (f"{TELECOM} was hacked in February 2024.", incident("intrusion", TELECOM)),
    (f"Hackers attacked {TELECOM} on 2 May and stole 3 TB of data.", incident("data-breach", TELECOM)),
    (f"# {WATER} hit by ransomware\n{WATER} was hit on 4 May.", incident("ransomware", WATER)),
    (f"# {BANK}\nIt was hit by ransomware.", incident("ransomware", BANK)),
    (f"{BANK} was hacked in March. Elbe Insurance Group was hacked in April.",
     sorted(incident("intrusion", BANK) + incident("intrusion", "Elbe Insurance Group"))),
    (f"{BANK} was hacked in March. In April {BANK} was hacked again.", incident("intrusion", BANK)),
    ("Attackers exploited CVE-2024-31337 in thousands of routers.", ["Incident 1 | incidentType | vulnerability"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_an_attack_its_victims_and_type_are_read(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, "victim", "incidentType") == told


def test_an_attack_that_may_have_been_is_reported(facts: Facts) -> None:
    assert facts(f"{BANK} may have been hacked.", "victim") == [
        f"Incident at {BANK} | victim | {BANK} | (reported)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{BANK} opened a branch in Lisbon on 3 May.",
        "A zero-day vulnerability in routers was patched.",
    ],
)
def test_no_attack_is_made_up(facts: Facts, text: str) -> None:
    assert facts(text, "victim", "incidentType") == []
