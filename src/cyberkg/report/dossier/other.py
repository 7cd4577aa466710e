"""Facts that no section of a dossier expects."""

from __future__ import annotations

from collections.abc import Iterable

from cyberkg.report.cited.lines import cell, gathered, line, value_ref
from cyberkg.report.cited.model import Ref, Section
from cyberkg.report.dossier.material import Material
from cyberkg.terms import PREDICATES

__all__ = ["other_facts"]


def other_facts(material: Material, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Make a section of the facts that no other section tells, so that a dossier holds all there is."""
    shown = frozenset[str]().union(*(found.ids for section in sections for found in section.lines))
    rest = gathered(
        (told for told in material.own if told.id not in shown),
        lambda told: (told.subject.iri, told.predicate, told.value, told.qualifier),
    )
    lines = [
        line(
            facts,
            (
                cell(Ref(facts[0].subject.label, facts[0].subject.iri)),
                cell(_phrase(facts[0].predicate)),
                cell(value_ref(facts[0])),
                cell(facts[0].qualifier),
            ),
            facts[0].briefing.date,
        )
        for facts in rest.values()
    ]
    columns = ("who or what", "says", "of", "as")
    return (Section("other", "Other facts", "told", columns, tuple(lines)),) if lines else ()


def _phrase(predicate: str) -> str:
    return PREDICATES[predicate].phrase if predicate in PREDICATES else predicate
