"""What things are called that no briefing names: by what is told of them, so that a reader can tell them apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.identity import Decisions, Resolution, parse_decisions, resolve
from cyberkg.model import Document, Reading
from cyberkg.terms import EntityType

Briefing = tuple[Reading, Document]
Write = Callable[..., Briefing]
EVENT, INCIDENT, WORK = EntityType.EVENT, EntityType.INCIDENT, EntityType.WORK


def resolved(*briefings: Briefing, decisions: Decisions | None = None) -> Resolution:
    return resolve([b[0] for b in briefings], [b[1] for b in briefings], decisions or Decisions())


def called(found: Resolution, kind: EntityType) -> list[str]:
    return [entity.label for entity in found.entities if entity.type is kind]


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("a press briefing {on: 2024-02-01}", "Press briefing, 1 February 2024"),
        ("the hearing {organiser: Senate Committee; on: 2024-06}", "Hearing, Senate Committee, June 2024"),
        ("a media briefing {in: Canberra; on: 2023}", "Media briefing, Canberra, 2023"),
        (
            "forum of the China Week {in: Fuzhou; in: Nansha}",
            "Forum of the China Week, told on 15 January 2024",
        ),
        ("A second conference {on: 2025-03-01/2025-03-04}", "Second conference, 1 March 2025"),
        ("a Canberra hearing {in: Canberra; on: 2024-01-02}", "Canberra hearing, 2 January 2024"),
    ],
)
def test_an_event_without_a_name_is_called_by_what_is_told_of_it(
    told: str, label: str, briefing: Write
) -> None:
    entity = next(e for e in resolved(briefing("a.txt", [(EVENT, told)])).entities if e.type is EVENT)
    assert entity.label == label
    assert told.partition(" {")[0] in (*entity.aliases, entity.label)


@pytest.mark.parametrize("name", ["eCrime Summit", "nullcon", "re:Invent", "The Hague Process", "CSOP 2023"])
def test_a_name_stays_as_it_is(name: str, briefing: Write) -> None:
    assert called(resolved(briefing("a.txt", [(EVENT, f"{name} {{on: 2024-02-01}}")])), EVENT) == [name]


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("a report {publisher: Harbour CERT}", "Report, Harbour CERT, told on 15 January 2024"),
        ("its findings", "Findings, told on 15 January 2024"),
        ("the Data Security Scanner", "the Data Security Scanner"),
        ("Policy Address", "Policy Address"),
    ],
)
def test_so_is_a_work(told: str, label: str, briefing: Write) -> None:
    assert called(resolved(briefing("a.txt", [(WORK, told)])), WORK) == [label]


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("~ {kind: fraud}", "Fraud, told on 15 January 2024"),
        ("~ {kind: fraud; on: 2023-12-01}", "Fraud, December 2023"),
        ("~ {kind: data-breach; hit: Harbour Clinic}", "Data breach at Harbour Clinic"),
        ("~ {count: 40}", "Incident, told on 15 January 2024"),
    ],
)
def test_an_incident_is_called_by_type_victim_and_month_or_by_when_it_was_told(
    told: str, label: str, briefing: Write
) -> None:
    assert called(resolved(briefing("a.txt", [(INCIDENT, told)])), INCIDENT) == [label]


def test_an_incident_calls_its_victim_as_the_user_does(briefing: Write) -> None:
    decisions = parse_decisions("label:\n  Harbour Clinic Limited: Harbour\n", "identity.yaml")
    one = briefing("a.txt", [(INCIDENT, "~ {hit: Harbour Clinic Limited; kind: fraud; on: 2023-12-01}")])
    assert called(resolved(one, decisions=decisions), INCIDENT) == ["Fraud against Harbour, December 2023"]


def test_a_briefing_of_a_month_tells_in_it(briefing: Write) -> None:
    found = resolved(briefing("a.txt", [(INCIDENT, "~ {kind: fraud}")], date="2024-06"))
    assert called(found, INCIDENT) == ["Fraud, told in June 2024"]
