"""News as sections of lines, each with its sentences."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from types import MappingProxyType

from cyberkg.report.changes.model import Item
from cyberkg.report.cited.agreement import SINGLE, fit
from cyberkg.report.cited.lines import cell, date_ref, fold_name, gathered, line, value_ref
from cyberkg.report.cited.model import Line, Ref, Section
from cyberkg.report.cited.told import Told
from cyberkg.report.dossier.roles import ROLES
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["sections"]

_HEADINGS = MappingProxyType(
    {
        "incident": "New incidents",
        "incident-more": "More on known incidents",
        "event": "New events",
        "planned": "Newly planned events",
        "event-more": "More on known events",
        "post": "Posts",
        "work": "Works",
        "differing": "Told otherwise than before",
        "tie": "Ties between people or organisations",
    }
)


def sections(items: Iterable[Item], earlier: Sequence[Told]) -> tuple[Section, ...]:
    """Make a section of each kind of news, in their order.

    :param earlier: what was told before, for the values that differ from it.
    """
    kinds: dict[str, list[Item]] = {}
    for item in items:
        kinds.setdefault(item.kind, []).append(item)
    return tuple(_section(kind, members, earlier) for kind, members in kinds.items())


def _section(kind: str, items: Iterable[Item], earlier: Sequence[Told]) -> Section:
    columns: tuple[str, ...] = ("who or what", "says", "of", "as", "for")
    if kind == "differing":
        columns = ("who or what", "says", "now", "before")
        lines = [found for item in items for found in _differing(item.facts[0], earlier)]
    else:
        lines = [found for item in items for found in _lines(item.facts)]
    return Section(kind, _HEADINGS[kind], "", columns, tuple(lines))


def _lines(facts: Sequence[Told]) -> list[Line]:
    """Make lines: people with one role at one event share one, and so do values of one point of an incident."""
    return [
        line(
            told,
            (
                cell(*(Ref(t.subject.label, t.subject.iri) for t in told)),
                cell(_phrase(told[0])),
                cell(*(value_ref(t) for t in told)),
                cell(told[0].qualifier),
                cell(*(Ref(t.represents.label, t.represents.iri) for t in told[:1] if t.represents)),
            ),
            told[0].briefing.date,
        )
        for told in gathered(facts, _shared).values()
    ]


def _shared(told: Told) -> Hashable:
    """Give what facts of one line have in common."""
    common = (told.predicate, fold_name(told.qualifier), told.represents, told.status)
    if told.predicate in ROLES:
        return (*common, told.value)
    if told.subject.type == EntityType.INCIDENT and told.predicate not in SINGLE:
        return (*common, told.subject)
    return (*common, told.subject, told.value)


def _differing(told: Told, earlier: Sequence[Told]) -> list[Line]:
    """Set a value beside those before it; the sentences of both are cited."""
    others = [
        t
        for t in earlier
        if (t.subject.iri, t.predicate) == (told.subject.iri, told.predicate) and not fit(told, t)
    ]
    before = [
        Ref(f"{value_ref(t).text} ({date_ref(t.briefing.date).text or t.briefing.name})", value_ref(t).iri)
        for t in others
    ]
    cells = (
        cell(Ref(told.subject.label, told.subject.iri)),
        cell(_phrase(told)),
        cell(value_ref(told)),
        cell(*before),
    )
    return [line((told, *others), cells, told.briefing.date)]


def _phrase(told: Told) -> str:
    return PREDICATES[told.predicate].phrase if told.predicate in PREDICATES else told.predicate
