"""Labelled lines and rows of a timetable under an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
PREDICATES = ("spokeAt", "organised", "supported", "officiated", "eventPlace", "eventTheme")
EXPO = "Osaka Security Expo"
TOLD = [
    ("- 10:15 Talk: Mr Henrik Falk", [f"Henrik Falk | spokeAt | {EXPO}"]),
    ("- 09:30 Keynote: Ms Yuki Tanabe, Kumo Telecom", [f"Yuki Tanabe | spokeAt | {EXPO} | for Kumo Telecom"]),
    ("- 13:30 - 14:15 Panel discussion: Mr Henrik Falk (Polaris Labs), Professor Amara Okafor",
     [f"Amara Okafor | spokeAt | {EXPO}", f"Henrik Falk | spokeAt | {EXPO} | for Polaris Labs"]),
    ('- 10:00 "Quiet Wires", Mr Henrik Falk', [f"Henrik Falk | spokeAt | {EXPO}"]),
    ("- Day 1, 10:00 Keynote: Mr Henrik Falk", [f"Henrik Falk | spokeAt | {EXPO}"]),
    ("- Speakers: Mr Henrik Falk and Ms Yuki Tanabe",
     [f"Henrik Falk | spokeAt | {EXPO}", f"Yuki Tanabe | spokeAt | {EXPO}"]),
    ("- Closing remarks: Ms Yuki Tanabe", [f"Yuki Tanabe | spokeAt | {EXPO}"]),
    ("- Moderator: Ms Yuki Tanabe", [f"Yuki Tanabe | spokeAt | {EXPO}"]),
    ("- Workshop: Ms Yuki Tanabe", [f"Yuki Tanabe | spokeAt | {EXPO}"]),
    ("- Sponsors: Kumo Telecom and Polaris Labs",
     [f"Kumo Telecom | supported | {EXPO}", f"Polaris Labs | supported | {EXPO}"]),
    ("- Gold sponsor: Kumo Telecom", [f"Kumo Telecom | supported | {EXPO}"]),
    ("- Supported by: Kumo Telecom", [f"Kumo Telecom | supported | {EXPO}"]),
    ("- Co-organiser: Osaka Network Society", [f"Osaka Network Society | organised | {EXPO}"]),
    ("- Organised by the Osaka Network Society", [f"Osaka Network Society | organised | {EXPO}"]),
    ("- Hosts: Polaris Labs / Supporters: Kumo Telecom",
     [f"Kumo Telecom | supported | {EXPO}", f"Polaris Labs | organised | {EXPO}"]),
    ("- Officiating guests: Ms Yuki Tanabe and Mr Henrik Falk",
     [f"Henrik Falk | officiated | {EXPO}", f"Yuki Tanabe | officiated | {EXPO}"]),
    ("- Guest of honour: Professor Amara Okafor", [f"Amara Okafor | officiated | {EXPO}"]),
    ("- Ribbon-cutting: Ms Yuki Tanabe", [f"Yuki Tanabe | officiated | {EXPO}"]),
    ("- Venue: Osaka", [f"{EXPO} | eventPlace | Osaka"]),
    ("- Place: Nara, Japan", [f"{EXPO} | eventPlace | Japan", f"{EXPO} | eventPlace | Nara"]),
    ("- Theme: Quiet Wires", [f"{EXPO} | eventTheme | Quiet Wires"]),
    ("- Motto: “Quiet Wires”", [f"{EXPO} | eventTheme | Quiet Wires"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "told"), TOLD)
def test_a_line_tells_of_the_event_above_it(facts: Facts, line: str, told: list[str]) -> None:
    assert facts(f"# {EXPO}\n{line}", *PREDICATES) == told


@pytest.mark.parametrize(
    "line",
    [
        "- 12:00 Lunch",
        "- Tickets: Kumo Telecom",
        "- Sponsors: Ms Yuki Tanabe",
        "- 09:30 Keynote: Ms Yuki Tanabe (cancelled)",
        "- 10:00 Talk: Mr Henrik Falk sends his apologies",
        "- Keynote: Ms Yuki Tanabe, replaced by Mr Henrik Falk",
        "- Keynote (TBC): Ms Yuki Tanabe",
    ],
)
def test_other_lines_and_those_of_the_absent_tell_nothing(facts: Facts, line: str) -> None:
    assert facts(f"# {EXPO}\n{line}", *PREDICATES) == []


def test_a_line_under_no_event_tells_nothing(facts: Facts) -> None:
    assert facts("# News of May\n- 09:30 Keynote: Ms Yuki Tanabe", *PREDICATES) == []
