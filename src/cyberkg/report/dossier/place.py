"""A place: the events there."""

from __future__ import annotations

from collections.abc import Iterator

from cyberkg.report.cited.lines import by_date, cell, gathered, line
from cyberkg.report.cited.model import Ref, Section
from cyberkg.report.dossier.material import Material

__all__ = ["place_sections"]


def place_sections(material: Material) -> Iterator[Section]:
    """Yield the sections on a place."""
    events = gathered(
        material.own,
        lambda t: t.subject if t.predicate == "eventPlace" and t.value == material.head.iri else None,
    )
    lines = [
        line(
            facts,
            (cell(Ref(facts[0].subject.label, facts[0].subject.iri)),),
            material.when(facts[0].subject.iri),
        )
        for facts in events.values()
    ]
    yield Section("events", "Events there", "date", ("event",), by_date(lines))
