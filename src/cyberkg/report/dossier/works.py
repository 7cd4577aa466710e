"""Works: by whom they were published, launched, signed or joined."""

from __future__ import annotations

from cyberkg.report.cited.lines import cell, gathered, line, value_ref
from cyberkg.report.cited.model import Ref, Section
from cyberkg.report.dossier.material import Material

__all__ = ["makers_of", "works_of"]

_DEEDS = frozenset({"published", "launched", "signed", "joined"})


def works_of(material: Material) -> Section:
    """Make the section of what a person or an organisation published, launched, signed or joined."""
    deeds = gathered(
        material.own,
        lambda t: (
            (t.predicate, t.value) if t.predicate in _DEEDS and t.subject.iri == material.head.iri else None
        ),
    )
    lines = [
        line(
            facts,
            (cell(facts[0].predicate), cell(value_ref(facts[0])), cell(*(f.qualifier for f in facts))),
            facts[0].briefing.date,
        )
        for facts in deeds.values()
    ]
    return Section("works", "Works", "told", ("did", "work", "as"), tuple(lines))


def makers_of(material: Material) -> Section:
    """Make the section of who published, launched, signed or joined a work."""
    deeds = gathered(
        material.own,
        lambda t: (
            (t.subject, t.predicate) if t.predicate in _DEEDS and t.value == material.head.iri else None
        ),
    )
    lines = [
        line(
            facts,
            (
                cell(Ref(facts[0].subject.label, facts[0].subject.iri)),
                cell(facts[0].predicate),
                cell(*(f.qualifier for f in facts)),
                cell(*(Ref(f.represents.label, f.represents.iri) for f in facts if f.represents)),
            ),
            facts[0].briefing.date,
        )
        for facts in deeds.values()
    ]
    columns = ("who", "did", "as", "representing")
    return Section("makers", "Who made, signed or joined it", "told", columns, tuple(lines))
