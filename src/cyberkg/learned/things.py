"""From spans to things: which spans of a document name or refer to one person, body, event, work or incident."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from cyberkg.learned.features import likeness
from cyberkg.learned.labels import TYPE_OF
from cyberkg.reading.mentions import normal
from cyberkg.reading.naming import same_names
from cyberkg.terms import EntityType

__all__ = ["Mark", "Thing", "gather_things"]

# What ``likeness`` tells of the same name, a part or a whole of it, or its acronym.
_FORMS = frozenset({1, 2, 3, 4})
_EQUAL = frozenset({1, 4})
_NO_PLACES = frozenset({EntityType.EVENT, EntityType.ORGANISATION})


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span in a document: its passage, its offsets in the block's text (half-open), its kind and words.

    :param surety: the network's probability for its words to be such a span, in (0, 1]; 1 for what rules found.
    """

    passage: int
    start: int
    end: int
    kind: str
    text: str = field(compare=False)
    value: str = field(default="", compare=False)
    surety: float = field(default=1.0, compare=False)

    @property
    def is_name(self) -> bool:
        """Whether the words are a name and no mere reference."""
        return not self.kind.endswith("-ref") and self.kind != "incident"


@dataclass(slots=True)
class Thing:
    """What a cluster of marks stands for."""

    type: EntityType
    marks: list[Mark] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Its names, the fullest first, those used most often before others as full; none where only referred to."""
        counted = Counter(m.text for m in self.marks if m.is_name)
        return sorted(counted, key=lambda n: (-len(n.split()), -counted[n], -len(n), n))


Test = Callable[[Mark, Mark], bool]
Chances = Mapping[Mark, tuple[float, Sequence[tuple[Mark, float]]]]
_NO_PARTS: Mapping[Mark, Mark] = MappingProxyType({})


def gather_things(
    marks: Iterable[Mark],
    chances: Chances,
    apart: Test = lambda _, __: False,
    rival: Test = lambda _, __: False,
    places: Collection[str] = (),
    parts: Mapping[Mark, Mark] = _NO_PARTS,
) -> tuple[list[Thing], dict[Mark, int]]:
    """Cluster the marks of a document, in order.

    A name joins a thing of the same name; else mark by mark the likeliest antecedent decides, or none.

    :param chances: for each mark the probability that it is the first of its thing, and for earlier marks that it
        comes back to them.
    :param apart: tells of two marks whether they stand in different stories; a mere reference does not come back
        from one to the other.
    :param rival: tells of two marks whether they cannot be of one thing, whatever stands between them.
    :param places: names of places in normal form: *Hong Kong* does not stand for *Hong Kong Bank*.
    :param parts: for a reference the mark of that which it is a part of, and counts for.
    :returns: the things, and the number of its thing for each mark that has one.
    """
    things: list[Thing] = []
    where: dict[Mark, int] = {}
    known: dict[tuple[EntityType, str], int] = {}
    for mark in sorted(marks, key=lambda m: (parts.get(m, m), m in parts)):
        kind = TYPE_OF.get(mark.kind)
        if kind is None:
            continue
        name = (kind, normal(mark.text))
        number = known.get(name) if mark.is_name else where.get(parts.get(mark, mark))
        if number is None:
            may_join = partial(_may_join, is_place=normal(mark.text) in places)
            number = _antecedent(mark, kind, _within(mark, chances, apart), where, things, may_join, rival)
        if number is None:
            number = len(things)
            things.append(Thing(kind))
        things[number].marks.append(mark)
        where[mark] = number
        if mark.is_name:
            known.setdefault(name, number)
    return things, where


def _within(mark: Mark, chances: Chances, apart: Test) -> tuple[float, Sequence[tuple[Mark, float]]]:
    """The antecedents of a mark that it may come back to from its story."""
    first, earlier = chances.get(mark, (1.0, ()))
    return first, earlier if mark.is_name else [(m, chance) for m, chance in earlier if not apart(m, mark)]


def _antecedent(
    mark: Mark,
    kind: EntityType,
    chances: tuple[float, Sequence[tuple[Mark, float]]],
    where: Mapping[Mark, int],
    things: Sequence[Thing],
    may_join: Callable[[Mark, Thing], bool],
    rival: Test,
) -> int | None:
    first, earlier = chances
    totals: dict[int, float] = {}
    for other, chance in earlier:
        number = where.get(other)
        if number is not None and things[number].type is kind:
            totals[number] = totals.get(number, 0.0) + chance
    totals = {
        n: chance
        for n, chance in totals.items()
        if may_join(mark, things[n]) and not any(rival(m, mark) for m in things[n].marks)
    }
    best = max(totals, key=lambda n: (totals[n], -n), default=None)
    if best is not None and totals[best] > first:
        return best
    if not mark.is_name:
        return None
    return next(
        (
            n
            for n, thing in enumerate(things)
            if thing.type is kind
            and may_join(mark, thing)
            and any(m.is_name and same_names(kind, mark.text, m.text) for m in thing.marks[:8])
        ),
        None,
    )


def _may_join(mark: Mark, thing: Thing, *, is_place: bool) -> bool:
    """Tell whether a mark may be of a thing: a name must be a form of its fullest name, where it has any.

    To be a form of any would not do: *Tony Wong* and *Dicky Wong* both have *Wong* in them.
    """
    named = [m for m in thing.marks if m.is_name]
    if not (mark.is_name and named):
        return True
    if thing.type is EntityType.EVENT:
        years, own = {year for m in named for year in _years(m.text)}, _years(mark.text)
        if years and own and not years & own:
            return False
    if any(likeness(mark.text, m.text) in _EQUAL for m in named):
        return True
    if is_place and thing.type in _NO_PLACES:
        return False
    fullest = max(named, key=lambda m: len(m.text.split()))
    return likeness(mark.text, fullest.text) in _FORMS or same_names(thing.type, mark.text, fullest.text)


def _years(name: str) -> set[str]:
    return set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", name))
