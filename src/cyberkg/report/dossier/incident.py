"""An incident: its points in short, followed from briefing to briefing, and where these differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from cyberkg.report.cited.agreement import fit
from cyberkg.report.cited.lines import cell, gathered, line, value_ref
from cyberkg.report.cited.model import Cell, Line, Ref, Section
from cyberkg.report.cited.told import Told
from cyberkg.report.cited.wording import count, day_words
from cyberkg.report.dossier.facts import fact_lines, version_section
from cyberkg.report.dossier.material import Material
from cyberkg.terms import PREDICATES, Status

__all__ = ["POINTS", "incident_sections", "incident_summary"]

# What is told of an incident, in the order of a story: the attack, the ransom, the extent, the authorities, the fine.
POINTS = MappingProxyType(
    {
        "incidentType": "kind",
        "incidentDate": "date",
        "victim": "victim",
        "attacker": "attacker",
        "usedTool": "means",
        "ransomDemanded": "ransom demanded",
        "ransomPaid": "ransom paid",
        "affectedCount": "number affected",
        "affectedGroup": "who is affected",
        "compromisedData": "data exposed",
        "dataVolume": "amount of data",
        "reportedTo": "reported to",
        "investigatedBy": "investigated by",
        "fine": "fine",
    }
)


def incident_sections(material: Material) -> Iterator[Section]:
    """Yield the sections on an incident."""
    own = [t for t in material.own if t.subject.iri == material.head.iri]
    yield Section("facts", "In short", "", ("about", "told"), fact_lines(own, POINTS), form="facts")
    yield version_section(own, POINTS)
    yield _story(own)
    yield _beside(material)


def incident_summary(material: Material) -> Iterator[str]:
    """Yield on how many points the briefings differ."""
    own = [t for t in material.own if t.subject.iri == material.head.iri]
    points = list(dict.fromkeys(found.cells[0][0].text for found in version_section(own, POINTS).lines))
    if points:
        yield f"The briefings differ on {count(len(points), 'point')}: {', '.join(points)}."


def _story(facts: Sequence[Told]) -> Section:
    """Tell for each briefing, in order of time, what it says and what is new in it."""
    lines: list[Line] = []
    earlier: list[Told] = []
    for told_there in gathered(facts, lambda t: t.briefing).values():
        for predicate, name in POINTS.items():
            lines += _point(
                name,
                [t for t in told_there if t.predicate == predicate],
                [t for t in earlier if t.predicate == predicate],
            )
        earlier += told_there
    columns = ("about", "told", "before that")
    return Section("story", "Briefing by briefing", "told", columns, tuple(lines), form="story")


def _point(name: str, facts: Sequence[Told], earlier: Sequence[Told]) -> Iterator[Line]:
    """Tell one point of one briefing: values together that are vouched for alike and alike new."""
    for told in gathered(facts, lambda t: (t.status, *_against(t, earlier))).values():
        mark, before = _against(told[0], earlier)
        cells = (cell(name), cell(*(value_ref(t) for t in told)), before)
        yield line(told, cells, told[0].briefing.date, mark)


def _against(told: Told, earlier: Sequence[Told]) -> tuple[str, Cell]:
    """Say whether a fact is new, told again or told otherwise than before, and what was told before."""
    denied = told.status is Status.DENIED
    if any(t.value == told.value and (t.status is Status.DENIED) is denied for t in earlier):
        return "again", ()
    others = [t for t in earlier if not fit(told, t)]
    return ("differs", cell(*(_dated(t) for t in others))) if others else ("new", ())


def _dated(told: Told) -> Ref:
    shown, when = value_ref(told), day_words(told.briefing.date)
    denied = "denied: " if told.status is Status.DENIED else ""
    return Ref(f"{denied}{shown.text}{f' ({when})' if when else ''}", shown.iri, shown.value)


def _beside(material: Material) -> Section:
    """Tell what else stands in the sentences on the incident: who spoke on it, what was published on it."""
    others = gathered(
        material.beside,
        lambda t: (
            (t.subject.iri, t.predicate, t.value, t.qualifier)
            if material.head.iri not in {end.iri for end in t.ends}
            else None
        ),
    )
    lines = [
        line(
            facts,
            (
                cell(Ref(facts[0].subject.label, facts[0].subject.iri)),
                cell(
                    PREDICATES[facts[0].predicate].phrase
                    if facts[0].predicate in PREDICATES
                    else facts[0].predicate
                ),
                cell(value_ref(facts[0])),
                cell(facts[0].qualifier),
            ),
            facts[0].briefing.date,
        )
        for facts in others.values()
    ]
    columns = ("who or what", "says", "of", "as")
    return Section("beside", "Told in the same sentences", "told", columns, tuple(lines))
