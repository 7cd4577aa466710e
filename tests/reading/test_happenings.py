"""When, where and under which theme an event was held, and of what it was a part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
PREDICATES = ("eventDate", "eventPlace", "eventTheme", "subEventOf")
FORUM, EXPO = "Baltic Cyber Forum 2024", "Osaka Security Expo"
TOLD = [
    ("Mr Olav Dahl was questioned about it at a Senate hearing in Canberra on 17 November 2023.",
     ["Senate hearing | eventDate | 2023-11-17", "Senate hearing | eventPlace | Canberra"]),
    (f"The {FORUM} was held in Tallinn on 6 May 2024.",
     [f"{FORUM} | eventDate | 2024-05-06", f"{FORUM} | eventPlace | Tallinn"]),
    (f"On 12 April the {EXPO} was held in Osaka.",
     [f"{EXPO} | eventDate | 2024-04-12", f"{EXPO} | eventPlace | Osaka"]),
    (f"The {EXPO} ran from 12 to 14 April 2024 in Osaka.",
     [f"{EXPO} | eventDate | 2024-04-12/2024-04-14", f"{EXPO} | eventPlace | Osaka"]),
    ("The second edition of the Lisbon Security Summit ran from 29 April to 2 May 2024.",
     ["Lisbon Security Summit | eventDate | 2024-04-29/2024-05-02"]),
    (f"The three-day {EXPO} began on 12 April 2024.", [f"{EXPO} | eventDate | 2024-04-12/2024-04-14"]),
    (f"The {EXPO} began on 12 April 2024 and lasted until 15 April 2024.",
     [f"{EXPO} | eventDate | 2024-04-12/2024-04-15"]),
    (f"The {FORUM} opens next month.", [f"{FORUM} | eventDate | 2024-06 | (planned)"]),
    ("The two-day Baltic Cyber Forum opened on 6 May 2024 in Tallinn, Estonia.",
     ["Baltic Cyber Forum | eventDate | 2024-05-06/2024-05-07", "Baltic Cyber Forum | eventPlace | Estonia",
      "Baltic Cyber Forum | eventPlace | Tallinn"]),
    (f"The {EXPO} was held at the Naniwa Centre in Osaka.",
     [f"{EXPO} | eventPlace | Naniwa Centre", f"{EXPO} | eventPlace | Osaka"]),
    (f"The {EXPO} opened on 12 April. It was held in Osaka.",
     [f"{EXPO} | eventDate | 2024-04-12", f"{EXPO} | eventPlace | Osaka"]),
    (f"The {EXPO} was held on 12 April. Photographs of the {EXPO} were shown on 3 May.",
     [f"{EXPO} | eventDate | 2024-04-12"]),
    (f"The {EXPO} opened in Osaka. The expo took place on 12 April.",
     [f"{EXPO} | eventDate | 2024-04-12", f"{EXPO} | eventPlace | Osaka"]),
    (f'The theme of the {FORUM} was "Trust but Verify".', [f"{FORUM} | eventTheme | Trust but Verify"]),
    (f'Under the motto "Trust but Verify" the {FORUM} met in Tallinn.',
     [f"{FORUM} | eventPlace | Tallinn", f"{FORUM} | eventTheme | Trust but Verify"]),
    (f"# {EXPO}\nThe theme was “Quiet Wires”.", [f"{EXPO} | eventTheme | Quiet Wires"]),
    (f"The Youth Hackathon was held as part of the {FORUM}.", [f"Youth Hackathon | subEventOf | {FORUM}"]),
    (f"The Young Defenders Workshop was part of the {EXPO}.",
     [f"Young Defenders Workshop | subEventOf | {EXPO}"]),
    ("The annual conference of the Lisbon Cyber Association took place in Porto on 9 April.",
     ["annual conference of the Lisbon Cyber Association | eventDate | 2024-04-09",
      "annual conference of the Lisbon Cyber Association | eventPlace | Porto"]),
    ("A joint police operation took place in Bergen on 3 May.",
     ["joint police operation | eventDate | 2024-05-03", "joint police operation | eventPlace | Bergen"]),
    (f"The {EXPO} is planned for 12 September 2024 in Nara.",
     [f"{EXPO} | eventDate | 2024-09-12 | (planned)", f"{EXPO} | eventPlace | Nara | (planned)"]),
    (f"The {EXPO} was not held in April.", [f"{EXPO} | eventDate | 2024-04 | (denied)"]),
    (f"The {FORUM} was not held in Tallinn.", [f"{FORUM} | eventPlace | Tallinn | (denied)"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_is_told_of_an_event_is_read(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, *PREDICATES) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The first workshop of the Osaka Network Society was held in Nara on 3 May.",
         ["Osaka Network Society | organised | first workshop of the Osaka Network Society"]),
        ("The Tallinn Cyber Association celebrated its third anniversary on 7 May.",
         ["Tallinn Cyber Association | organised | third anniversary"]),
    ],
)  # fmt: skip
def test_a_body_organised_what_is_described_as_its_own(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, "organised") == told


@pytest.mark.parametrize(
    "text",
    [
        "Every conference needs a room.",
        "A conference on 7 May was cancelled.",
        "The drill ended on 3 May.",
        "Fjord Bank was founded in Tallinn on 6 May 1990.",
        "Ms Yuki Tanabe lives in Osaka.",
        'The theme is "Quiet Wires".',
        f"Kumo Telecom was founded in Osaka. It sponsors the {EXPO}.",
    ],
)
def test_no_date_and_no_place_is_made_up(facts: Facts, text: str) -> None:
    assert facts(text, *PREDICATES) == []
