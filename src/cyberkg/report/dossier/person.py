"""A person: posts, affiliations, events, whom they met, incidents, works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cyberkg.report.cited.lines import (
    by_date,
    cell,
    date_ref,
    fold_name,
    gathered,
    last_told,
    latest,
    line,
    value_ref,
)
from cyberkg.report.cited.model import Line, Ref, Section
from cyberkg.report.cited.told import Thing, Told, start_key
from cyberkg.report.cited.wording import count, day_words
from cyberkg.report.dossier.material import Material
from cyberkg.report.dossier.roles import ROLES, parts_at_events
from cyberkg.report.dossier.works import works_of
from cyberkg.terms import EntityType, Status

__all__ = ["person_sections", "person_summary"]

_THERE = frozenset({Status.ASSERTED, Status.REPORTED})


def person_sections(material: Material) -> Iterator[Section]:
    """Yield the sections on a person."""
    yield _posts(material)
    yield _affiliations(material)
    yield _events(material)
    yield _met(material)
    yield _incidents(material)
    yield works_of(material)


def person_summary(material: Material) -> Iterator[str]:
    """Yield the post that was told last."""
    posts = [t for t in material.own if t.predicate == "holdsPost" and t.status in _THERE]
    if posts:
        last = latest(posts)
        title = last.qualifier or "holds a post"
        when = f", as told on {day_words(last.briefing.date)}" if last.briefing.date else ""
        yield f"Latest post told: {title}, {value_ref(last).text}{when}."


def _posts(material: Material) -> Section:
    """One line for each post; posts have no dates of their own, so the briefings' dates stand for them."""
    posts = gathered(
        material.own,
        lambda t: (t.value, fold_name(t.qualifier)) if t.predicate == "holdsPost" else None,
    )
    lines = [
        line(
            facts,
            (cell(facts[0].qualifier or "a post, not named"), cell(value_ref(facts[0])), last_told(facts)),
            facts[0].briefing.date,
        )
        for facts in posts.values()
    ]
    note = "Posts are told without dates: these are the dates of the briefings." if lines else ""
    return Section("posts", "Posts", "first told", ("post", "organisation", "last told"), tuple(lines), note)


def _affiliations(material: Material) -> Section:
    bodies = gathered(material.own, lambda t: t.value if t.predicate == "affiliatedWith" else None)
    lines = [
        line(
            facts,
            (cell(value_ref(facts[0])), cell(*(f.qualifier for f in facts)), last_told(facts)),
            facts[0].briefing.date,
        )
        for facts in bodies.values()
    ]
    return Section(
        "affiliations", "Affiliations", "first told", ("organisation", "as", "last told"), tuple(lines)
    )


def _events(material: Material) -> Section:
    lines = [
        line(
            part.facts,
            (
                cell(Ref(part.event.label, part.event.iri)),
                material.where(part.event.iri),
                cell(*part.roles),
                cell(*(Ref(t.represents.label, t.represents.iri) for t in part.facts if t.represents)),
            ),
            material.when(part.event.iri),
        )
        for part in parts_at_events(material.own)
    ]
    columns = ("event", "place", "role", "representing")
    return Section("events", "Events", "date", columns, by_date(lines))


def _met(material: Material) -> Section:
    """People told to have been at the same events; nothing that is merely planned, nobody who stayed away."""
    own: dict[str, list[Told]] = defaultdict(list)
    for told in material.own:
        if told.predicate in ROLES and told.status in _THERE and isinstance(told.object, Thing):
            own[told.object.iri].append(told)
    others = gathered(
        material.company,
        lambda t: (
            t.subject
            if t.subject.type == EntityType.PERSON and t.value in own and t.status in _THERE
            else None
        ),
    )
    lines = [
        _meeting(material, other, facts, own) for other, facts in others.items() if isinstance(other, Thing)
    ]
    lines.sort(key=lambda found: (-len(found.cells[2]), start_key(found.when), found.cells[0][0].text))
    note = "Told to have been at the same events, the most frequent first; whether they spoke is not told."
    columns = ("person", "how often", "events", "last there")
    return Section("met", "People met", "first there", columns, tuple(lines), note if lines else "")


def _meeting(material: Material, other: Thing, facts: tuple[Told, ...], own: dict[str, list[Told]]) -> Line:
    events = {t.object.iri: t.object for t in facts if isinstance(t.object, Thing)}
    ordered = sorted(events.values(), key=lambda e: (start_key(material.when(e.iri)), e))
    dates = [when for event in ordered if (when := material.when(event.iri))]
    return line(
        [*facts, *(told for iri in events for told in own[iri])],
        (
            cell(Ref(other.label, other.iri)),
            cell(count(len(events), "event")),
            cell(*(Ref(event.label, event.iri) for event in ordered)),
            cell(date_ref(dates[-1])) if dates else (),
        ),
        dates[0] if dates else "",
    )


def _incidents(material: Material) -> Section:
    """Incidents that the person suffered or did, and those told of in one sentence with them."""
    parts = {"victim": "victim", "attacker": "attacker"}
    lines = []
    direct = gathered(material.own, lambda t: (t.subject, t.predicate) if t.predicate in parts else None)
    for facts in direct.values():
        first = facts[0]
        lines.append(
            line(
                facts,
                (cell(Ref(first.subject.label, first.subject.iri)), cell(parts[first.predicate])),
                material.when(first.subject.iri),
            )
        )
    named = {told.subject.iri for told in material.own if told.predicate in parts}
    beside = gathered(
        material.beside,
        lambda t: t.subject if t.subject.type == EntityType.INCIDENT and t.subject.iri not in named else None,
    )
    for facts in beside.values():
        first = facts[0]
        dates = [t.value for t in facts if t.predicate == "incidentDate"]
        lines.append(
            line(
                facts,
                (cell(Ref(first.subject.label, first.subject.iri)), cell("named in one sentence with it")),
                dates[0] if dates else "",
            )
        )
    columns = ("incident", "part")
    return Section("incidents", "Incidents", "date", columns, by_date(lines))
