"""An organisation: its people, events, incidents, ties to other organisations, works."""

from __future__ import annotations

from collections.abc import Iterator

from cyberkg.report.cited.lines import (
    by_date,
    cell,
    fold_name,
    gathered,
    last_told,
    line,
    value_ref,
)
from cyberkg.report.cited.model import Ref, Section
from cyberkg.report.cited.told import Thing, Told
from cyberkg.report.cited.wording import value_words
from cyberkg.report.dossier.material import Material
from cyberkg.report.dossier.roles import ROLES, role_names
from cyberkg.report.dossier.works import works_of

__all__ = ["organisation_sections"]

_PARTS = {
    "victim": "victim",
    "attacker": "attacker",
    "reportedTo": "was told of it",
    "investigatedBy": "investigates",
}


def organisation_sections(material: Material) -> Iterator[Section]:
    """Yield the sections on an organisation."""
    yield _people(material)
    yield _events(material)
    yield _incidents(material)
    yield _ties(
        material, "memberOf", "members", "Members and memberships", ("has the member", "is a member of")
    )
    yield _ties(material, "partOf", "parts", "Parts and parents", ("has the part", "is a part of"))
    yield works_of(material)


def _people(material: Material) -> Section:
    """One line for each person and post; those who are only affiliated come with no post."""
    posts = gathered(
        material.own,
        lambda t: (
            (t.subject, fold_name(t.qualifier), t.predicate)
            if t.predicate in {"holdsPost", "affiliatedWith"} and t.value == material.head.iri
            else None
        ),
    )
    lines = [
        line(
            facts,
            (
                cell(Ref(facts[0].subject.label, facts[0].subject.iri)),
                cell(facts[0].qualifier or _unnamed(facts[0])),
                last_told(facts),
            ),
            facts[0].briefing.date,
        )
        for facts in posts.values()
    ]
    note = "Posts are told without dates: these are the dates of the briefings." if lines else ""
    columns = ("person", "post", "last told")
    return Section("people", "People", "first told", columns, by_date(lines), note)


def _unnamed(told: Told) -> str:
    return "affiliated" if told.predicate == "affiliatedWith" else "a post, not named"


def _events(material: Material) -> Section:
    """Events in which it took part itself, or by people who stood for it."""
    parts = gathered(
        material.own,
        lambda t: (t.object, t.status, t.subject.iri == material.head.iri) if t.predicate in ROLES else None,
    )
    lines = []
    for facts in parts.values():
        event = facts[0].object
        if not isinstance(event, Thing):
            continue
        people = {t.subject for t in facts if t.subject.iri != material.head.iri}
        cells = (
            cell(Ref(event.label, event.iri)),
            material.where(event.iri),
            cell("represented") if people else cell(*role_names(facts)),
            cell(*(Ref(person.label, person.iri) for person in sorted(people))),
        )
        lines.append(line(facts, cells, material.when(event.iri)))
    columns = ("event", "place", "role", "by")
    return Section("events", "Events", "date", columns, by_date(lines))


def _incidents(material: Material) -> Section:
    parts = gathered(material.own, lambda t: (t.subject, t.predicate) if t.predicate in _PARTS else None)
    lines = []
    for facts in parts.values():
        incident, predicate = facts[0].subject, facts[0].predicate
        kinds = {around.value for around in material.around.get((incident.iri, "incidentType"), ())}
        lines.append(
            line(
                facts,
                (
                    cell(Ref(incident.label, incident.iri)),
                    cell(*(Ref(value_words("incidentType", kind), value=kind) for kind in sorted(kinds))),
                    cell(_PARTS[predicate]),
                ),
                material.when(incident.iri),
            )
        )
    columns = ("incident", "kind", "part")
    return Section("incidents", "Incidents", "date", columns, by_date(lines))


def _ties(material: Material, predicate: str, key: str, heading: str, words: tuple[str, str]) -> Section:
    ties = gathered(material.own, lambda t: (t.subject.iri, t.value) if t.predicate == predicate else None)
    lines = []
    for facts in ties.values():
        first = facts[0]
        is_head = first.subject.iri == material.head.iri
        other = value_ref(first) if is_head else Ref(first.subject.label, first.subject.iri)
        cells = (cell(words[is_head]), cell(other), cell(*(t.qualifier for t in facts)), last_told(facts))
        lines.append(line(facts, cells, first.briefing.date))
    return Section(key, heading, "first told", ("tie", "organisation", "as", "last told"), tuple(lines))
