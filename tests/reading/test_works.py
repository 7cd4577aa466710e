"""What was published, launched, signed and joined, and what was not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
PREDICATES = ("published", "launched", "signed", "joined")
TOLD = [
    ('The Tallinn Cyber Association published the "Guide to Safer Passwords" in April.',
     ["Tallinn Cyber Association | published | Guide to Safer Passwords"]),
    ('The "Guide to Safer Passwords" was published by the Tallinn Cyber Association.',
     ["Tallinn Cyber Association | published | Guide to Safer Passwords"]),
    ('Elbe Insurance Group released a report titled "Cost of Silence".',
     ["Elbe Insurance Group | published | Cost of Silence"]),
    ('Elbe Insurance Group issued the study "Ten Years of Ransom".',
     ["Elbe Insurance Group | published | Ten Years of Ransom"]),
    ('"Quiet Wires", a study of power grids, was published by Polaris Labs.',
     ["Polaris Labs | published | Quiet Wires"]),
    ('Polaris Labs and Kumo Telecom published the report "Quiet Wires".',
     ["Kumo Telecom | published | Quiet Wires", "Polaris Labs | published | Quiet Wires"]),
    ('Kumo Telecom updated the "Guide to Mobile Safety".',
     ["Kumo Telecom | published | Guide to Mobile Safety"]),
    ("The Tallinn Cyber Association launched the Safe Harbour Programme.",
     ["Tallinn Cyber Association | launched | Safe Harbour Programme"]),
    ("The Tallinn Cyber Association launched a phishing hotline.",
     ["Tallinn Cyber Association | launched | phishing hotline"]),
    ("The Osaka Network Society rolled out an awareness campaign.",
     ["Osaka Network Society | launched | awareness campaign"]),
    ("Kumo Telecom launched the Open Doors Initiative with Polaris Labs.",
     ["Kumo Telecom | launched | Open Doors Initiative"]),
    ("Elbe Insurance Group signed a memorandum of understanding with the Tallinn Cyber Association.",
     ["Elbe Insurance Group | signed | memorandum of understanding",
      "Tallinn Cyber Association | signed | memorandum of understanding"]),
    ("Fjord Bank and Elbe Insurance Group signed the Tallinn Declaration.",
     ["Elbe Insurance Group | signed | Tallinn Declaration", "Fjord Bank | signed | Tallinn Declaration"]),
    ("Kumo Telecom and Polaris Labs signed an agreement on threat sharing.",
     ["Kumo Telecom | signed | agreement on threat sharing",
      "Polaris Labs | signed | agreement on threat sharing"]),
    ("Fjord Bank joined the Safe Harbour Programme.", ["Fjord Bank | joined | Safe Harbour Programme"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_work_and_its_makers_are_read(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, *PREDICATES) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('Fjord Bank will publish the "Guide to Safer Passwords" in June.',
         "Fjord Bank | published | Guide to Safer Passwords | (planned)"),
        ("Kumo Telecom plans to launch the Open Doors Initiative.",
         "Kumo Telecom | launched | Open Doors Initiative | (planned)"),
        ("Fjord Bank has not signed the Tallinn Declaration.", "Fjord Bank | signed | Tallinn Declaration | (denied)"),
        ("Kumo Telecom refused to sign the Bergen Pledge.", "Kumo Telecom | signed | Bergen Pledge | (denied)"),
        ("Kumo Telecom reportedly signed the Bergen Pledge.", "Kumo Telecom | signed | Bergen Pledge | (reported)"),
    ],
)  # fmt: skip
def test_a_work_carries_how_it_is_vouched_for(facts: Facts, text: str, told: str) -> None:
    assert facts(text, *PREDICATES) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Fjord Bank published its figures.",
        "Fjord Bank published a job advertisement.",
        "Kumo Telecom published the names of its victims.",
        "Thieves published the data of Kumo Telecom.",
        "Kumo Telecom issued new cards.",
        "Fjord Bank signed for a parcel.",
        "Fjord Bank launched an appeal against the fine.",
        "Fjord Bank joined the Nordic Payments Association.",
        'Nobody has read the "Guide to Safer Passwords".',
    ],
)
def test_other_things_are_no_works(facts: Facts, text: str) -> None:
    assert facts(text, *PREDICATES) == []
