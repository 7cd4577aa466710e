"""Incidents without victim or date, events without date or place."""

from __future__ import annotations

from collections.abc import Callable

from cyberkg.lint.happenings import check_events, check_incidents
from cyberkg.lint.model import Briefing
from cyberkg.model import Claim, Evidence, Literal, Reading, Referent, Span
from cyberkg.terms import EntityType, LiteralKind

Draft = Callable[..., Briefing]


def with_incident(briefing: Briefing) -> Briefing:
    """The briefing with the word ``breach`` in it read as an incident of which only the type is known."""
    text = briefing.document.text
    start = text.index("breach")
    referent = Referent("i:1", EntityType.INCIDENT, "breach", mentions=(Span(start, start + 6),))
    evidence = Evidence(briefing.document.name, start, start + 6, "breach")
    claim = Claim("i:1", "incidentType", Literal("data-breach", LiteralKind.TEXT), evidence)
    reading = Reading(briefing.document.name, "test", (referent,), (claim,))
    return Briefing(briefing.path, briefing.document, briefing.discourse, reading)


def kinds(briefing: Briefing) -> list[str]:
    return [finding.kind for finding in check_incidents(with_incident(briefing))]


def test_an_incident_that_hit_nobody_at_no_time_is_told_twice(draft: Draft) -> None:
    assert kinds(draft("Data was stolen in a breach. Names were taken.")) == [
        "incident-without-victim",
        "incident-without-date",
    ]


def test_a_date_or_a_name_in_the_same_story_is_enough(draft: Draft) -> None:
    assert kinds(draft("Data was stolen in a breach on 3 May 2024.")) == ["incident-without-victim"]
    assert kinds(draft("Orchid Bank came late. Data was stolen in a breach.")) == ["incident-without-date"]


def test_a_date_in_another_story_is_not(draft: Draft) -> None:
    text = "## One\n\nThe bank opened on 3 May 2024.\n\n## Two\n\nData was stolen in a breach."
    assert "incident-without-date" in kinds(draft(text))


def test_an_event_without_date_and_place_is_told(draft: Draft) -> None:
    found = list(check_events(draft("Ms Ada Tan of Orchid Bank spoke at the Harbour Forum.")))
    assert [finding.kind for finding in found] == ["event-without-date", "event-without-place"]
    assert "Harbour Forum" in found[0].message


def test_an_event_with_both_is_not(draft: Draft) -> None:
    text = "Ms Ada Tan of Orchid Bank spoke at the Harbour Forum in Singapore on 3 May 2024."
    assert list(check_events(draft(text))) == []
    assert (
        list(check_events(draft("Ms Ada Tan spoke at the Harbour Forum, held online on 3 May 2024."))) == []
    )


def test_a_place_beneath_a_heading_above_is_enough(draft: Draft) -> None:
    text = (
        "# Harbour Week 2024\n\nThe week was in Singapore from 2 to 4 May 2024.\n\n"
        "## Monday\n\nMs Ada Tan of Orchid Bank spoke at the Harbour Forum 2024.\n"
    )
    assert [f for f in check_events(draft(text)) if "Forum" in f.message] == []
