"""Who belongs where: delegations, members, units, and bodies that only the context names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
PREDICATES = ("holdsPost", "affiliatedWith", "memberOf", "partOf")
TOLD = [
    ("Representatives of Fjord Bank including Mr Olav Dahl and Ms Kari Moen toured the laboratory.",
     ["Kari Moen | affiliatedWith | Fjord Bank", "Olav Dahl | affiliatedWith | Fjord Bank"]),
    ("Experts of Polaris Labs including Mr Henrik Falk and Ms Asta Lund visited the port.",
     ["Asta Lund | affiliatedWith | Polaris Labs", "Henrik Falk | affiliatedWith | Polaris Labs"]),
    ("The delegation of the Lisbon Cyber Association, led by Mr Rui Tavares, toured the laboratory.",
     ["Rui Tavares | affiliatedWith | Lisbon Cyber Association"]),
    ("Mr Olav Dahl is a member of the Nordic Payments Association.",
     ["Olav Dahl | affiliatedWith | Nordic Payments Association"]),
    ("Fjord Bank is a member of the Nordic Payments Association.",
     ["Fjord Bank | memberOf | Nordic Payments Association"]),
    ("Fjord Bank became a member of the Nordic Payments Association in March.",
     ["Fjord Bank | memberOf | Nordic Payments Association"]),
    ("Polaris Labs and Kumo Telecom are members of the Osaka Network Society.",
     ["Kumo Telecom | memberOf | Osaka Network Society", "Polaris Labs | memberOf | Osaka Network Society"]),
    ("Members of the Nordic Payments Association including Fjord Bank and Elbe Insurance pay less.",
     ["Elbe Insurance | memberOf | Nordic Payments Association",
      "Fjord Bank | memberOf | Nordic Payments Association"]),
    ("The Nordic Payments Association is growing. The corporate members Fjord Bank and Elbe Insurance Group pay less.",
     ["Elbe Insurance Group | memberOf | Nordic Payments Association",
      "Fjord Bank | memberOf | Nordic Payments Association"]),
    ("The Fraud Squad Bureau of the Oslo Police Force arrested two men.",
     ["Fraud Squad Bureau | partOf | Oslo Police Force"]),
    ("The Cyber Crime Division (CCD) of the Royal Marsh Police is small.",
     ["Cyber Crime Division | partOf | Royal Marsh Police"]),
    ("The Nordic Payments Association is growing. Its president, Ms Kari Moen, was pleased.",
     ["Kari Moen | holdsPost | Nordic Payments Association | president"]),
    ("Fjord Bank closed two branches. Its chief executive, Ms Ingrid Solberg, regrets that.",
     ["Ingrid Solberg | holdsPost | Fjord Bank | chief executive"]),
    ("The Commissioner of Police, Ms Mira Anand, thanked the Royal Marsh Police Force.",
     ["Mira Anand | holdsPost | Royal Marsh Police Force | Commissioner of Police"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_who_belongs_where_is_read(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, *PREDICATES) == told


@pytest.mark.parametrize(
    "text",
    [
        "Polaris Labs left the Osaka Network Society.",
        "The Osaka Network Society has forty members.",
        "Two members of Kumo Telecom were ill.",
        "The company's spokesman, Mr Henrik Falk, was ill.",
        "Polaris Labs and Kumo Telecom merged.",
        "Representatives of Fjord Bank and Kumo Telecom including Mr Olav Dahl and Ms Kari Moen toured the laboratory.",
        "The visitors included Mr Olav Dahl and Ms Kari Moen.",
    ],
)
def test_who_only_stands_near_does_not_belong(facts: Facts, text: str) -> None:
    assert facts(text, *PREDICATES) == []
