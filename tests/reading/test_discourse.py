"""What a name, *she*, *the council* or an acronym refers to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.model import Block, Document, Item, Period
from cyberkg.reading.discourse import dated_blocks

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


def dates_of(*paragraphs: str, day: str) -> list[str]:
    """All dates of a document of a given day, in order."""
    blocks = tuple(Block("paragraph", text, tuple(range(len(text)))) for text in paragraphs)
    document = Document("a.txt", "", (Item(None, blocks),), date=Period(day, day))
    return [date.value for _, dates in dated_blocks(document) for date in dates]


@pytest.mark.parametrize(
    ("paragraphs", "last"),
    [
        (("The bank was founded in 2013.", "It is small. It lost data in January."), "2019-01"),
        (("Its law of 2016 is old.", "Nobody reads it.", "The breach was found on 2 May."), "2018-05-02"),
        (("The gang was known. In March 2017 it struck Acme and in May a bank.",), "2017-05"),
        (("In 2015 thieves came.", "The annual dinner is set for October."), "2019-10"),
    ],
)
def test_a_year_told_some_sentences_ago_gives_way_to_the_documents_own(
    paragraphs: tuple[str, ...], last: str
) -> None:
    assert dates_of(*paragraphs, day="2019-04-17")[-1] == last


def test_what_is_still_to_come_is_not_put_in_the_past() -> None:
    for text in (
        "He was released on bail until 9 November.",
        "The drill is planned in Adama for 18 November.",
    ):
        assert dates_of(text, day="2022-10-06")[-1].startswith("2022-11")
