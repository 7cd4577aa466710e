"""Who came, spoke, ran, paid for and opened an event, and who did not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
PREDICATES = ("attended", "spokeAt", "organised", "supported", "officiated")
VOGT, REIS, BELLO = "Lena Vogt", "Paulo Reis", "Tunde Bello"
FORUM, EXPO = "Baltic Cyber Forum 2024", "Osaka Security Expo"
TOLD = [
    (f"Ms {VOGT} attended the {FORUM} in Tallinn.", [f"{VOGT} | attended | {FORUM}"]),
    (f"Ms {VOGT} and Mr {REIS} took part in the {FORUM}.",
     [f"{VOGT} | attended | {FORUM}", f"{REIS} | attended | {FORUM}"]),
    (f"Elbe Insurance Group sent a team to the {FORUM}.", [f"Elbe Insurance Group | attended | {FORUM}"]),
    (f"Ms {VOGT} was among the guests of the {FORUM}.", [f"{VOGT} | attended | {FORUM}"]),
    (f"Ms {VOGT} was present at the {FORUM}.", [f"{VOGT} | attended | {FORUM}"]),
    (f"Among the guests of the {FORUM} were Ms {VOGT} and Mr {REIS}.",
     [f"{VOGT} | attended | {FORUM}", f"{REIS} | attended | {FORUM}"]),
    (f"Guests at the {EXPO} included Professor Amara Okafor and Dr {BELLO}.",
     [f"Amara Okafor | attended | {EXPO}", f"{BELLO} | attended | {EXPO}"]),
    (f"Over forty companies came to the {EXPO}, among them Polaris Labs and Kumo Telecom.",
     [f"Kumo Telecom | attended | {EXPO}", f"Polaris Labs | attended | {EXPO}"]),
    (f"The {EXPO} was attended by Kumo Telecom and Polaris Labs.",
     [f"Kumo Telecom | attended | {EXPO}", f"Polaris Labs | attended | {EXPO}"]),
    (f"# {EXPO}\nDr {BELLO} judged the finals.", [f"{BELLO} | attended | {EXPO}"]),
    (f"Mr {REIS} spoke at the {FORUM}.", [f"{REIS} | spokeAt | {FORUM}"]),
    (f"Mr {REIS} gave a keynote at the {FORUM}.", [f"{REIS} | spokeAt | {FORUM}"]),
    (f"Mr {REIS} delivered the closing address at the {FORUM}.", [f"{REIS} | spokeAt | {FORUM}"]),
    (f"Mr {REIS} said at the {FORUM} that fraud is rising.", [f"{REIS} | spokeAt | {FORUM}"]),
    (f"Mr {REIS} moderated a panel at the {FORUM}.", [f"{REIS} | spokeAt | {FORUM}"]),
    (f"Ms {VOGT} was one of the speakers at the {FORUM}.", [f"{VOGT} | spokeAt | {FORUM}"]),
    (f"The speakers at the {FORUM} were Ms {VOGT} and Mr {REIS}.",
     [f"{VOGT} | spokeAt | {FORUM}", f"{REIS} | spokeAt | {FORUM}"]),
    (f"The {FORUM} ended with a speech by Mr {REIS}.", [f"{REIS} | spokeAt | {FORUM}"]),
    (f"Professor Amara Okafor and Dr {BELLO} addressed the {EXPO}.",
     [f"Amara Okafor | spokeAt | {EXPO}", f"{BELLO} | spokeAt | {EXPO}"]),
    (f"Dr {BELLO} was a panellist at the {EXPO}.", [f"{BELLO} | spokeAt | {EXPO}"]),
    (f"The {EXPO} opened on 6 May. In his keynote Dr {BELLO} warned of deepfakes.",
     [f"{BELLO} | spokeAt | {EXPO}"]),
    (f"# {FORUM}\nMs {VOGT} welcomed the guests in her opening speech.", [f"{VOGT} | spokeAt | {FORUM}"]),
    (f"Mr {REIS} testified before the Senate Committee on Technology.",
     [f"{REIS} | spokeAt | hearing of the Senate Committee on Technology"]),
    (f"The {FORUM} was organised by the Tallinn Cyber Association.",
     [f"Tallinn Cyber Association | organised | {FORUM}"]),
    (f"The Tallinn Cyber Association held the {FORUM}, which was supported by Elbe Insurance Group.",
     [f"Elbe Insurance Group | supported | {FORUM}", f"Tallinn Cyber Association | organised | {FORUM}"]),
    (f"# {EXPO}\nThe organisers were Polaris Labs and Kumo Telecom.",
     [f"Kumo Telecom | organised | {EXPO}", f"Polaris Labs | organised | {EXPO}"]),
    (f"The {EXPO} was sponsored by Polaris Labs.", [f"Polaris Labs | supported | {EXPO}"]),
    ("Operation Quiet Harbour was coordinated by Europol and supported by Polaris Labs.",
     ["Europol | organised | Operation Quiet Harbour", "Polaris Labs | supported | Operation Quiet Harbour"]),
    (f"Mr {REIS} officiated at the {FORUM}.", [f"{REIS} | officiated | {FORUM}"]),
    (f"The guests of honour at the {EXPO} were Professor Amara Okafor and Dr {BELLO}.",
     [f"Amara Okafor | officiated | {EXPO}", f"{BELLO} | officiated | {EXPO}"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_part_in_an_event_is_read(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, *PREDICATES) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Ms {VOGT}, director of Elbe Insurance Group, attended the {FORUM}.",
         [f"{VOGT} | attended | {FORUM} | for Elbe Insurance Group"]),
        (f"Representatives of Elbe Insurance Group including Mr {REIS} attended the {FORUM}.",
         [f"Elbe Insurance Group | attended | {FORUM}", f"{REIS} | attended | {FORUM} | for Elbe Insurance Group"]),
    ],
)  # fmt: skip
def test_whom_one_stands_for_is_read_beside_the_name(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, *PREDICATES) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Ms {VOGT} did not attend the {FORUM}.", f"{VOGT} | attended | {FORUM} | (denied)"),
        (f"Dr {BELLO} never attended the {EXPO}.", f"{BELLO} | attended | {EXPO} | (denied)"),
        (f"Ms {VOGT} will attend the {FORUM}.", f"{VOGT} | attended | {FORUM} | (planned)"),
        (f"Dr {BELLO} is expected to speak at the {EXPO}.", f"{BELLO} | spokeAt | {EXPO} | (planned)"),
        (f"Ms {VOGT} is said to have attended the {FORUM}.", f"{VOGT} | attended | {FORUM} | (reported)"),
        (f"Dr {BELLO} reportedly attended the {EXPO}.", f"{BELLO} | attended | {EXPO} | (reported)"),
    ],
)
def test_a_part_carries_how_it_is_vouched_for(facts: Facts, text: str, told: str) -> None:
    assert facts(text, *PREDICATES) == [told]


@pytest.mark.parametrize(
    "text",
    [
        f"Mr {REIS} missed the {FORUM}.",
        f"Ms {VOGT} read about the {FORUM}.",
        f"Dr {BELLO} cancelled his visit to the {EXPO}.",
        f"Dr {BELLO} wrote a book about the {EXPO}.",
        f"Dr {BELLO} attended school in Lagos.",
        f"Dr {BELLO} spoke to his lawyer.",
        f"Mr {REIS} said that fraud is rising.",
        f"Mr {REIS} presented Ms {VOGT} with flowers.",
        "The Tallinn Cyber Association held its data in Tallinn.",
        "Kumo Telecom held a press conference.",
        "Kumo Telecom supports the police.",
    ],
)
def test_no_part_is_made_up(facts: Facts, text: str) -> None:
    assert facts(text, *PREDICATES) == []
