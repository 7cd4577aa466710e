"""Events in words: when and where, by whom, who spoke and who came; and events that are planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from cyberkg.report.changes.clauses import Clause, by_status, likeliest, sentences, verb, within
from cyberkg.report.changes.naming import one_line, the, the_all
from cyberkg.report.cited.told import Briefing, Thing, Told
from cyberkg.report.cited.wording import day_words, listed, on_words
from cyberkg.report.dossier.roles import ROLES
from cyberkg.terms import Status

__all__ = ["event_weight", "is_planned", "more_on_event", "new_event"]

_BASIC = frozenset({"eventDate", "eventPlace", "eventTheme", "subEventOf", "organised"})
_MOST = 6  # names in a list of people
# predicate: said of those who were there, and of those who are yet to come
_VERBS = {
    "officiated": ("officiated at it", "to officiate at it"),
    "spokeAt": ("spoke there", "to speak there"),
    "attended": ("attended it", "to attend it"),
    "supported": ("supported it", "to support it"),
}


def is_planned(facts: Sequence[Told]) -> bool:
    """Tell whether an event is yet to come: its date is planned, or, without one, all that is told of it."""
    dates = [t.status for t in facts if t.predicate == "eventDate" and t.status is not Status.DENIED]
    told = dates or [t.status for t in facts if t.status is not Status.DENIED]
    return bool(told) and all(status is Status.PLANNED for status in told)


def new_event(event: Thing, facts: Sequence[Told]) -> str:
    """Tell an event that nobody spoke of before."""
    dated = likeliest(facts, "eventDate")
    status = Status.ASSERTED if is_planned(facts) or dated is None else dated.status
    usual = {Status.ASSERTED, Status.PLANNED if is_planned(facts) else status}
    about = [t for t in facts if t.predicate in _BASIC]
    rest = [t for t in about if t.status not in usual]
    return sentences(
        [
            Clause(_held(event, [t for t in about if t.status in usual], is_planned(facts)), status),
            *_basics(rest),
            *_parts(facts),
        ]
    )


def more_on_event(event: Thing, facts: Sequence[Told], first: Briefing) -> str:
    """Tell what is new on an event that was spoken of before; empty where there is nothing.

    :param first: the briefing that first spoke of it.
    """
    clauses = [*_basics(facts), *_parts(facts)]
    since = f", first told {on_words(first.date)}" if first.date else ""
    return f"There is more on {the(event)}{since}: {within(clauses)}." if clauses else ""


def event_weight(facts: Sequence[Told]) -> float:
    """Give a key that puts the event with most people in it first."""
    return -float(len({t.subject for t in facts if t.predicate in ROLES}))


def _held(event: Thing, facts: Sequence[Told], planned: bool) -> str:
    """Say when and where an event was or is to be, of what it is a part, who organised it, its theme."""
    dated, theme = likeliest(facts, "eventDate"), likeliest(facts, "eventTheme")
    words = [the(event), "is planned" if planned else "took place"]
    if dated:
        words.append(f"for {day_words(dated.value)}" if planned else on_words(dated.value))
    if where := _ends(t for t in facts if t.predicate == "eventPlace"):
        words.append(f"in {where}")
    if whole := _ends(t for t in facts if t.predicate == "subEventOf"):
        words.append(f"as a part of {whole}")
    ran = _who(t for t in facts if t.predicate == "organised")
    by = f", {'to be organised' if planned else 'organised'} by {ran}" if ran else ""
    return f"{' '.join(words)}{by}{f', under the theme “{one_line(theme.value)}”' if theme else ''}"


def _basics(facts: Sequence[Told]) -> Iterator[Clause]:
    """Say date, place, theme and organisers one by one, for an event that is known."""

    def each(predicate: str) -> list[Told]:
        return [t for t in facts if t.predicate == predicate]

    def dates(found: Sequence[Told]) -> str:
        if found[0].status is Status.PLANNED:
            return ""
        return f"it took place {' or '.join(dict.fromkeys(on_words(t.value) for t in found))}"

    planned = [t for t in each("eventDate") if t.status is Status.PLANNED]
    if planned:
        yield Clause(f"it is planned for {' or '.join(dict.fromkeys(day_words(t.value) for t in planned))}")
    yield from by_status(each("eventDate"), dates)
    yield from by_status(each("eventPlace"), lambda found: f"it took place in {_ends(found)}")
    yield from by_status(
        each("eventTheme"), lambda found: f"its theme was {listed([f'“{one_line(t.value)}”' for t in found])}"
    )
    yield from by_status(each("subEventOf"), lambda found: f"it was a part of {_ends(found)}")
    yield from by_status(each("organised"), lambda found: f"it was organised by {_who(found)}")


def _ends(facts: Iterable[Told]) -> str:
    return the_all(t.object for t in facts if isinstance(t.object, Thing))


def _parts(facts: Sequence[Told]) -> Iterator[Clause]:
    """Say who had which part; who did more than attend is not said to have attended as well."""
    more = {(t.subject, t.status) for t in facts if t.predicate in {"officiated", "spokeAt"}}
    for predicate, (did, to_come) in _VERBS.items():
        found = [
            t
            for t in facts
            if t.predicate == predicate and (predicate != "attended" or (t.subject, t.status) not in more)
        ]
        coming = [t for t in found if t.status is Status.PLANNED]
        if coming:
            yield Clause(f"{_who(coming)} {verb([t.subject for t in coming], 'is', 'are')} {to_come}")
        rest = [t for t in found if t.status is not Status.PLANNED]
        yield from by_status(rest, partial(_did, did))


def _did(deed: str, facts: Sequence[Told]) -> str:
    return f"{_who(facts)} {deed}"


def _who(facts: Iterable[Told]) -> str:
    """Name who had a part, with the organisations stood for: "A and B (both for Orchid Bank) and C"."""
    bodies: dict[Thing, dict[Thing, None]] = {}
    for told in facts:
        bodies.setdefault(told.subject, {}).update({told.represents: None} if told.represents else {})
    kept = list(bodies) if len(bodies) <= _MOST + 1 else list(bodies)[:_MOST]
    groups: dict[tuple[Thing, ...], list[str]] = {}
    for who in kept:
        groups.setdefault(tuple(bodies[who]), []).append(the(who))
    shown = []
    for stood_for, names in groups.items():
        if stood_for:
            both = {1: "", 2: "both "}.get(len(names), "all ")
            shown.append(f"{listed(names)} ({both}for {the_all(stood_for)})")
        else:
            shown += names
    if len(kept) < len(bodies):
        shown.append(f"{len(bodies) - len(kept)} others")
    return listed(shown)
