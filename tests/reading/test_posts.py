"""Titles beside names, in every form in which they stand there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
TOLD = [
    ("Ms Ingrid Solberg, chief executive of Fjord Bank, welcomed the decision.",
     ["Ingrid Solberg | holdsPost | Fjord Bank | chief executive"]),
    ("Fjord Bank's chief executive, Ingrid Solberg, welcomed the decision.",
     ["Ingrid Solberg | holdsPost | Fjord Bank | chief executive"]),
    ("Fjord Bank chief executive Ingrid Solberg was pleased.",
     ["Ingrid Solberg | holdsPost | Fjord Bank | chief executive"]),
    ("Kumo Telecom's deputy chairwoman Yuki Tanabe resigned.",
     ["Yuki Tanabe | holdsPost | Kumo Telecom | deputy chairwoman"]),
    ("The chief information security officer of Fjord Bank, Dr Ingrid Solberg, was pleased.",
     ["Ingrid Solberg | holdsPost | Fjord Bank | chief information security officer"]),
    ("Ingrid Solberg (Chief Risk Officer, Fjord Bank) was pleased.",
     ["Ingrid Solberg | holdsPost | Fjord Bank | Chief Risk Officer"]),
    ("Ms Yuki Tanabe, the head of security at Kumo Telecom, resigned.",
     ["Yuki Tanabe | holdsPost | Kumo Telecom | head of security"]),
    ("Ingrid Solberg, who is deputy director of the Nordic Privacy Agency, was pleased.",
     ["Ingrid Solberg | holdsPost | Nordic Privacy Agency | deputy director"]),
    ("Mr Rui Tavares is chairman of the Lisbon Cyber Association.",
     ["Rui Tavares | holdsPost | Lisbon Cyber Association | chairman"]),
    ("Dr Amara Okafor, founding chairman of the Lagos Security Council, thanked everyone.",
     ["Amara Okafor | holdsPost | Lagos Security Council | founding chairman"]),
    ("Ms Ingrid Solberg, president of Fjord Bank and chair of the Nordic Payments Association, was pleased.",
     ["Ingrid Solberg | holdsPost | Fjord Bank | president",
      "Ingrid Solberg | holdsPost | Nordic Payments Association | chair"]),
    ("The chairman of Polaris Labs, Mr Henrik Falk, and the treasurer of the Osaka Network Society, Ms Yuki Tanabe, shook hands.",
     ["Henrik Falk | holdsPost | Polaris Labs | chairman",
      "Yuki Tanabe | holdsPost | Osaka Network Society | treasurer"]),
    ("Dr Ingrid Solberg of Fjord Bank was pleased.", ["Ingrid Solberg | affiliatedWith | Fjord Bank"]),
    ("Mr Henrik Falk from Polaris Labs asked a question.", ["Henrik Falk | affiliatedWith | Polaris Labs"]),
    ("Ms Kari Moen, a representative of Fjord Bank, toured the laboratory.",
     ["Kari Moen | affiliatedWith | Fjord Bank"]),
    ("Mr Olav Dahl, an expert at Polaris Labs, toured the laboratory.",
     ["Olav Dahl | affiliatedWith | Polaris Labs"]),
    ("- Mr Henrik Falk, Polaris Labs", ["Henrik Falk | affiliatedWith | Polaris Labs"]),
    ("- Mr Henrik Falk (Polaris Labs)", ["Henrik Falk | affiliatedWith | Polaris Labs"]),
    ("The Lisbon Cyber Association, headed by Mr Rui Tavares, grew quickly.",
     ["Rui Tavares | affiliatedWith | Lisbon Cyber Association"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_title_beside_a_name_is_a_post(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, "holdsPost", "affiliatedWith") == told


@pytest.mark.parametrize(
    "text",
    [
        "Mr Rui Tavares was elected.",
        "The chief executive of Fjord Bank was pleased.",
        "Ingrid Solberg and Olav Dahl talked about Fjord Bank.",
        "Ingrid Solberg, an expert, talked about Fjord Bank.",
        "Ms Yuki Tanabe met the chairman of Polaris Labs.",
        "Henrik Falk bought shares of Polaris Labs.",
        "Petra Novak, mayor of Brno, objected.",
        "Ingrid Solberg lives in Oslo.",
    ],
)
def test_a_name_near_a_body_has_no_post_there(facts: Facts, text: str) -> None:
    assert facts(text, "holdsPost", "affiliatedWith") == []
