"""An event: when and where, who attended with which post, its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cyberkg.rdf.values import day_bounds
from cyberkg.report.cited.lines import by_date, cell, fold_name, gathered, line
from cyberkg.report.cited.model import Line, Ref, Section
from cyberkg.report.cited.told import Thing, Told
from cyberkg.report.cited.wording import day_words, listed, on_words
from cyberkg.report.dossier.facts import fact_lines, version_section
from cyberkg.report.dossier.material import Material
from cyberkg.report.dossier.roles import ROLES, Part, parts_at_events
from cyberkg.terms import Status

__all__ = ["event_sections", "event_summary"]

_FACTS = {
    "eventDate": "date",
    "eventPlace": "place",
    "eventTheme": "theme",
    "subEventOf": "part of",
    "organised": "organised by",
}


def event_sections(material: Material) -> Iterator[Section]:
    """Yield the sections on an event."""
    about = [t for t in material.own if t.subject.iri == material.head.iri or t.predicate == "organised"]
    yield Section("facts", "In short", "", ("about", "told"), fact_lines(about, _FACTS), form="facts")
    yield version_section(material.own, {**_FACTS, **ROLES})
    yield _attendance(material)
    yield _parts(material)


def event_summary(material: Material) -> Iterator[str]:
    """Yield when and where it was held, or is to be."""
    when = material.when(material.head.iri)
    places = [place.text for place in material.where(material.head.iri)]
    dated = [t for t in material.own if t.predicate == "eventDate" and t.value == when]
    planned = bool(dated) and all(t.status is Status.PLANNED for t in dated)
    words = ["Planned" if planned else "Held"]
    words += [f"for {day_words(when)}" if planned else on_words(when)] if when else []
    words += [f"in {listed(places)}"] if places else []
    if len(words) > 1:
        yield f"{' '.join(words)}."


def _attendance(material: Material) -> Section:
    """Everybody with a part, the weightiest roles first; posts as they were told nearest to the event."""
    when = material.when(material.head.iri)
    posts = gathered(material.posts, lambda t: t.subject.iri if t.status is not Status.DENIED else None)
    parts = [part for part in parts_at_events(material.own) if part.event.iri == material.head.iri]
    ranks = list(ROLES.values())
    parts.sort(key=lambda part: (ranks.index(part.roles[0]), part.who, part.facts[0].status.rank))
    lines = tuple(_attendant(part, posts.get(part.who.iri, ()), when) for part in parts)
    note = (
        "Posts in the organisations stood for come first, then those told nearest to the event."
        if posts
        else ""
    )
    columns = ("who", "role", "representing", "post")
    return Section("attendance", "Who attended", "", columns, lines, note)


def _attendant(part: Part, posts: Sequence[Told], when: str) -> Line:
    cells = (
        cell(Ref(part.who.label, part.who.iri)),
        cell(*part.roles),
        cell(*(Ref(t.represents.label, t.represents.iri) for t in part.facts if t.represents)),
        cell(*_post_at(posts, when, part.facts)),
    )
    return line(part.facts, cells, when)


def _post_at(posts: Sequence[Told], when: str, there: Sequence[Told]) -> tuple[Ref, ...]:
    """Name the posts that somebody held at an event, as far as briefings tell.

    Posts have no dates of their own: those in the organisations stood for come first, then those that the
    same briefings tell, then those told nearest to the day.

    :param there: the facts of the part that was had in the event.
    """
    bodies = {told.represents.iri for told in there if told.represents}
    briefings = {told.briefing.name for told in there}

    def rank(told: Told) -> tuple[bool, bool, int]:
        same = told.briefing.name in briefings
        return told.value not in bodies, not same, 0 if same else _distance(told.briefing.date, when)

    best = min(map(rank, posts), default=None)
    found: dict[str, Ref] = {}
    for told in posts:
        if rank(told) == best:
            told_on = day_words(told.briefing.date) or told.briefing.name
            later = "" if told.briefing.name in briefings else f" (told {told_on})"
            words = f"{_post(told)}{later}"
            found.setdefault(fold_name(words), Ref(words, told.value))
    return tuple(found.values())


def _post(told: Told) -> str:
    body = told.object.label if isinstance(told.object, Thing) else told.object
    return f"{told.qualifier}, {body}" if told.qualifier else body


def _distance(one: str, other: str) -> int:
    """Count the days between two dates; a great many where one is not known."""
    left, right = day_bounds(one), day_bounds(other)
    return abs((left[1] - right[1]).days) if left and right else date.max.toordinal()


def _parts(material: Material) -> Section:
    """Events that are parts of this one."""
    parts = gathered(
        material.own,
        lambda t: t.subject if t.predicate == "subEventOf" and t.value == material.head.iri else None,
    )
    lines = [
        line(
            facts,
            (
                cell(Ref(facts[0].subject.label, facts[0].subject.iri)),
                material.where(facts[0].subject.iri),
            ),
            material.when(facts[0].subject.iri),
        )
        for facts in parts.values()
    ]
    return Section("parts", "Events that were part of it", "date", ("event", "place"), by_date(lines))
