"""Facts gathered to lines: those that say the same thing share one, with all their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from cyberkg.report.cited.model import Cell, Line, Ref, Source
from cyberkg.report.cited.told import Told, start_key
from cyberkg.report.cited.wording import day_words, value_words

__all__ = [
    "as_words",
    "by_date",
    "cell",
    "date_ref",
    "fold_name",
    "gathered",
    "last_told",
    "latest",
    "line",
    "value_ref",
]


def gathered(
    facts: Iterable[Told], key: Callable[[Told], Hashable | None]
) -> Mapping[Hashable, tuple[Told, ...]]:
    """Gather facts by a key, in the order in which each key is first met; those without a key stay out."""
    groups: dict[Hashable, list[Told]] = defaultdict(list)
    for told in facts:
        if (found := key(told)) is not None:
            groups[found].append(told)
    return {found: tuple(members) for found, members in groups.items()}


def line(facts: Sequence[Told], cells: Sequence[Cell], when: str = "", mark: str = "") -> Line:
    """Make a line of facts that say it.

    :param when: its date, as ``Line.when``.
    """
    surest: dict[Hashable, float] = defaultdict(float)
    for told in facts:
        said = (told.subject.iri, told.predicate, told.value, told.qualifier)
        surest[said] = max(surest[said], told.confidence)
    return Line(
        when=when,
        cells=tuple(cells),
        sources=tuple(dict.fromkeys(Source.of(told) for told in sorted(facts, key=lambda t: t.order))),
        ids=frozenset(told.id for told in facts),
        sure=(min(surest.values()), max(surest.values())),
        mark=mark,
    )


def by_date(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Sort lines by their dates, then by what stands in them."""
    return tuple(sorted(lines, key=lambda found: (start_key(found.when), as_words(found.cells))))


def as_words(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Write cells as texts."""
    return tuple(", ".join(ref.text for ref in found) for found in cells)


def fold_name(text: str) -> str:
    """Take capitals and surplus spaces from a text, to tell whether two say the same."""
    return " ".join(text.casefold().split())


def cell(*texts: str | Ref) -> Cell:
    """Make a cell of texts; empty ones stay out, and each text stands once."""
    refs = (text if isinstance(text, Ref) else Ref(text) for text in texts)
    return tuple(dict.fromkeys(ref for ref in refs if ref.text))


def value_ref(told: Told) -> Ref:
    """Show the other end of a fact: the name of a thing, or a value in words."""
    if isinstance(told.object, str):
        words = value_words(told.predicate, told.object)
        return Ref(words, value=told.object if words != told.object else "")
    return Ref(told.object.label, told.object.iri)


def last_told(facts: Sequence[Told]) -> Cell:
    """Show the date of the last briefing that tells something."""
    return cell(date_ref(latest(facts).briefing.date))


def latest(facts: Iterable[Told]) -> Told:
    """Choose the fact told last; one in a briefing without a date only where there is no other."""
    return max(facts, key=lambda told: (bool(told.briefing.date), told.order))


def date_ref(when: str) -> Ref:
    """Show a date in words, and as ISO 8601 to machines."""
    return Ref(day_words(when), value=when)
