"""What is now told otherwise than before, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from cyberkg.report.changes.naming import one_line, the
from cyberkg.report.cited.agreement import fit
from cyberkg.report.cited.told import Thing, Told
from cyberkg.report.cited.wording import capital, listed, on_words, value_words
from cyberkg.report.dossier.incident import POINTS
from cyberkg.terms import PREDICATES, Status

__all__ = ["differing_words", "find_differing"]

_NAMES = MappingProxyType({**POINTS, "eventDate": "date"})


def find_differing(fresh: Sequence[Told], earlier: Sequence[Told]) -> Iterator[tuple[Told, tuple[Told, ...]]]:
    """Yield each fact that cannot stand beside what was told before, with that.

    :param earlier: in order of time.
    """
    before: dict[tuple[str, str], list[Told]] = {}
    for told in earlier:
        before.setdefault((told.subject.iri, told.predicate), []).append(told)
    for told in fresh:
        others = tuple(t for t in before.get((told.subject.iri, told.predicate), ()) if not fit(told, t))
        if others:
            yield told, others


def differing_words(told: Told, others: Sequence[Told]) -> str:
    """Tell a value beside those that were told before it: "The number affected of … is now told as 7,000"."""
    if any((t.status is Status.DENIED) is not (told.status is Status.DENIED) for t in others):
        return _denial(told, others)
    name = _NAMES.get(told.predicate, PREDICATES[told.predicate].phrase)
    now = _value(told)
    return (
        f"For {the(told.subject)}, the {name} is now told as {now}; before, it was told as {_dated(others)}."
    )


def _denial(told: Told, others: Sequence[Told]) -> str:
    target = the(told.object) if isinstance(told.object, Thing) else _value(told)
    words = f"that {the(told.subject)} {PREDICATES[told.predicate].phrase} {target}"
    now = "denied" if told.status is Status.DENIED else "told"
    was = "it was denied" if told.status is not Status.DENIED else "it was told"
    when = listed([on_words(t.briefing.date) or f"in {t.briefing.name}" for t in _by_briefing(others)], 3)
    return f"{capital(words)} is now {now}; {was} {when}."


def _dated(others: Sequence[Told]) -> str:
    shown = []
    for told in _by_briefing(others):
        when = on_words(told.briefing.date) or f"in {one_line(told.briefing.name)}"
        reported = "reported " if told.status is Status.REPORTED else ""
        shown.append(f"{_value(told)} ({reported}{when})")
    return listed(shown, 3)


def _by_briefing(others: Sequence[Told]) -> list[Told]:
    """Take one fact for each value and briefing."""
    return list({(t.value, t.briefing): t for t in others}.values())


def _value(told: Told) -> str:
    if isinstance(told.object, Thing):
        return the(told.object)
    return one_line(value_words(told.predicate, told.object))
