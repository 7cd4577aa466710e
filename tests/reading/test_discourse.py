"""What a name, *she*, *the council* or an acronym refers to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
PREDICATES = ("attended", "spokeAt", "organised", "reportedTo", "victim")
EXPO, SUMMIT = "Osaka Security Expo", "Bergen Security Summit"
TOLD = [
    (f"Mr Olav Dahl came to Nara. He attended the {EXPO}.", [f"Olav Dahl | attended | {EXPO}"]),
    (f"Mr Olav Dahl met Ms Kari Moen. She attended the {EXPO}.", [f"Kari Moen | attended | {EXPO}"]),
    (f"Ms Yuki Tanabe met Mr Henrik Falk. He attended the {EXPO}.", [f"Henrik Falk | attended | {EXPO}"]),
    (f"Mr Henrik Falk spoke at the {EXPO}. Falk also attended the {SUMMIT}.",
     [f"Henrik Falk | attended | {SUMMIT}", f"Henrik Falk | spokeAt | {EXPO}"]),
    (f"Ms Yuki Tanabe and Ms Asta Lund came. Tanabe spoke at the {EXPO}.", [f"Yuki Tanabe | spokeAt | {EXPO}"]),
    (f"Henrik Falk and Ida Falk came. Ms Falk spoke at the {EXPO}.", [f"Ida Falk | spokeAt | {EXPO}"]),
    (f"Olav Dahl and Sigrid Dahl attended the {EXPO}. Sigrid Dahl spoke at the {EXPO}.",
     [f"Olav Dahl | attended | {EXPO}", f"Sigrid Dahl | attended | {EXPO}", f"Sigrid Dahl | spokeAt | {EXPO}"]),
    (f"The Osaka Network Society (ONS) has moved. ONS hosted the {EXPO}.",
     [f"Osaka Network Society | organised | {EXPO}"]),
    ("The Baltic Cyber Forum (BCF) opened on 6 May. Mr Olav Dahl spoke at BCF.",
     ["Olav Dahl | spokeAt | Baltic Cyber Forum"]),
    (f"Nordlys Group grew. Nordlys took part in the {EXPO}.", [f"Nordlys Group | attended | {EXPO}"]),
    (f"Qianlong, Polaris Labs and Kumo Telecom took part in the {EXPO}.",
     [f"Kumo Telecom | attended | {EXPO}", f"Polaris Labs | attended | {EXPO}", f"Qianlong | attended | {EXPO}"]),
    (f"The Tallinn Cyber Association grew. It hosted the {EXPO}.", [f"Tallinn Cyber Association | organised | {EXPO}"]),
    (f"Kumo Telecom and the Osaka Network Society met. The society hosted the {EXPO}.",
     [f"Osaka Network Society | organised | {EXPO}"]),
    (f"The {SUMMIT} and the {EXPO} differ. Mr Henrik Falk attended the summit.",
     [f"Henrik Falk | attended | {SUMMIT}"]),
    (f"The {EXPO} and the {EXPO} 2023 differ. Mr Henrik Falk attended the {EXPO} 2023.",
     [f"Henrik Falk | attended | {EXPO} 2023"]),
    (f"# {EXPO}\nMr Henrik Falk attended.\n# {SUMMIT}\nMs Yuki Tanabe attended.",
     [f"Henrik Falk | attended | {EXPO}", f"Yuki Tanabe | attended | {SUMMIT}"]),
    ("The Lisbon City Council was hacked. The council informed the Data Protection Commission.",
     ["Incident at Lisbon City Council | reportedTo | Data Protection Commission",
      "Incident at Lisbon City Council | victim | Lisbon City Council"]),
    ("The Hong Kong Port Authority (HKPA) was hacked. HKPA told the police.",
     ["Incident at Hong Kong Port Authority | reportedTo | police",
      "Incident at Hong Kong Port Authority | victim | Hong Kong Port Authority"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_reference_leads_to_what_it_means(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, *PREDICATES) == told


@pytest.mark.parametrize(
    "text",
    [
        f"They attended the {EXPO}.",
        f"The {EXPO} opened on 6 May. She attended the expo.",
        f"# Bergen\nMr Henrik Falk came to Bergen.\n# Osaka\nHe attended the {EXPO}.",
        "Mr Henrik Falk attended the summit.",
    ],
)
def test_a_reference_to_nothing_near_is_left(facts: Facts, text: str) -> None:
    assert facts(text, *PREDICATES) == []
