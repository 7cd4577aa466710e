"""Are two events one? The same series is not enough: two editions of it are two events.

Year and edition come from the name, else from the date the briefing gives, else from the date of the
briefing. A part of an event is not the event. What happens and is over, such as a hearing, is told by its
date alone; so is what has no name but "the forum".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from cyberkg.identity.dates import gap, years
from cyberkg.identity.event_name import EventName, parse
from cyberkg.identity.profile import Comparison, Context, Profile

__all__ = ["compare", "effective_years"]

_MOST_NAMES = 10
# Days by which two reports of one day may differ: time zones, eves, the day it was written about.
_NEAR = 3
_FAR = 120
_UNLIKE = Comparison(0.02, "the names have nothing in common", firm=False)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How far two names are one: ``worth`` in [0, 1], and why."""

    worth: float
    reason: str
    firm: bool = True


def compare(a: Profile, b: Profile) -> Comparison:
    """Compare two events by names, dates, parents and organisers."""
    left, right = _parsed(a.names), _parsed(b.names)
    if not left or not right:
        return _UNLIKE
    if any(_is_within(x, y) or _is_within(y, x) for x, y in product(left, right)):
        return Comparison(0.05, "one is a part of the other")
    like = max((_alike(x, y) for x, y in product(left, right)), key=lambda k: (k.worth, k.reason))
    if like.worth < 0.3:
        return Comparison(like.worth, like.reason, firm=like.firm)
    generic = all(n.generic for n in left) or all(n.generic for n in right)
    return _dated(a.context, b.context, (left, right), like, generic)


def _parsed(names: Iterable[str]) -> list[EventName]:
    return list(dict.fromkeys(map(parse, names)))[:_MOST_NAMES]


def effective_years(names: Iterable[str], context: Context) -> frozenset[str]:
    """Give the years an event is of: those in its names, else those of its dates; empty where neither is."""
    named = frozenset(y for n in map(parse, names) for y in n.years)
    return named or years(context.dates)


def _alike(x: EventName, y: EventName) -> _Likeness:
    """Compare two names but for year and date."""
    if x.edition and y.edition and x.edition != y.edition:
        return _Likeness(0.05, f"other editions: {x.edition} and {y.edition}")
    if x.operation and y.operation and x.edition != y.edition:
        return _Likeness(0.25, "one is a later one", firm=False)
    if x.parts != y.parts:
        return (
            _Likeness(0.05, "one is a part of the other")
            if x.core == y.core
            else _Likeness(0.02, "other names", firm=False)
        )
    if x.places - y.places and y.places - x.places:
        same = x.core == y.core
        return _Likeness(0.05, "of other places") if same else _Likeness(0.02, "other names", firm=False)
    if _only_letters(x) or _only_letters(y):
        return _abbreviated(x, y)
    return _by_words(x, y)


def _is_within(x: EventName, y: EventName) -> bool:
    """Tell whether a name says that it is a part of what has the other name: "expo of the week"."""
    if x.whole is None or y.whole is not None:
        return False
    return set(x.whole.kinds) <= set(y.kinds) and set(x.whole.core) <= set(y.core)


def _only_letters(name: EventName) -> bool:
    return bool(name.acronyms) and not name.core


def _abbreviated(x: EventName, y: EventName) -> _Likeness:
    shared = sorted(x.acronyms & y.acronyms)
    if shared and x.kinds and y.kinds and x.kinds != y.kinds:
        return _Likeness(0.1, f"{_shown(x.kinds)} is not {_shown(y.kinds)}", firm=False)
    if shared:
        return _Likeness(0.95, f"both are called {shared[0].upper()}")
    meant = sorted((x.acronyms & y.initials) | (y.acronyms & x.initials))
    if meant:
        return _Likeness(0.82 if len(meant[0]) > 2 else 0.4, f"{meant[0].upper()} abbreviates it", firm=False)
    return _Likeness(0.02, "other names", firm=False)


def _by_words(x: EventName, y: EventName) -> _Likeness:
    placed = "" if x.places == y.places else ", only one says of which place"
    if x.core == y.core and x.kinds == y.kinds:
        return _Likeness(0.97 if not placed else 0.88, f"the same name{placed}", firm=not placed)
    if x.core == y.core and x.core:
        return _by_kind(x, y)
    letters = x.acronyms & y.acronyms & (x.initials | y.initials)
    if letters:
        return _Likeness(0.85, f"both are called {min(letters).upper()}", firm=False)
    missing = set(x.core) ^ set(y.core)
    ratio = fuzz.ratio(" ".join(x.core), " ".join(y.core)) / 100
    if x.kinds == y.kinds and ratio >= 0.93 and len(missing) == 2:
        return _Likeness(0.85, f"much the same name: {_shown(sorted(missing))}")
    if x.kinds == y.kinds and len(missing) == 1 and min(len(x.core), len(y.core)) > 1:
        return _Likeness(0.6, f"the same name but for {_shown(sorted(missing))}", firm=False)
    return _Likeness(0.02, "other names", firm=False)


def _by_kind(x: EventName, y: EventName) -> _Likeness:
    """Compare two names that differ in the kind of event alone."""
    if x.kinds and y.kinds:
        kinds = f"{_shown(x.kinds)} is not {_shown(y.kinds)}"
        return _Likeness(0.25, f"much the same name, but {kinds}", firm=False)
    worth = 0.4 if x.generic else 0.86
    return _Likeness(worth, f"the same name but for {_shown(x.kinds + y.kinds)}", firm=False)


def _shown(some: Iterable[str]) -> str:
    return " and ".join(some).title()


def _dated(
    a: Context, b: Context, names: tuple[list[EventName], list[EventName]], like: _Likeness, generic: bool
) -> Comparison:
    """Compare by date two events whose names may be one."""
    named = [frozenset(y for n in side for y in n.years) for side in names]
    year = [named[0] or years(a.dates), named[1] or years(b.dates)]
    apart = gap(a.dates, b.dates)
    shared = _shared(a, b)
    if year[0] and year[1] and year[0].isdisjoint(year[1]) and not (apart is not None and apart <= _NEAR):
        return Comparison(0.03, f"{like.reason}, but of {min(year[0])} and {min(year[1])}")
    once = all(n.occasion for side in names for n in side) and not (named[0] & named[1])
    if generic or once:
        return _occasion(like, apart, shared, generic)
    if apart is not None and apart <= _NEAR:
        return Comparison(max(like.worth, 0.9), f"{like.reason}, on the same days{shared}")
    if year[0] & year[1]:
        if apart is not None and apart > _FAR and not (named[0] and named[1]):
            return Comparison(0.45, f"{like.reason}, but {apart} days apart", firm=False)
        reason = f"{like.reason}, of {min(year[0] & year[1])}{shared}"
        return Comparison(_capped(like, shared), reason, firm=like.firm or bool(shared))
    return _one_edition(names, like) or _undated(a, b, year, like, shared)


def _one_edition(names: tuple[list[EventName], list[EventName]], like: _Likeness) -> Comparison | None:
    """Recognise a named operation, which happens once, and a numbered edition: they need no year."""
    editions = [{n.edition for n in side if n.edition} for side in names]
    if any(n.operation for side in names for n in side):
        return Comparison(min(like.worth, 0.9), like.reason)
    if editions[0] & editions[1]:
        return Comparison(min(like.worth, 0.9), f"{like.reason}, the same edition")
    return None


def _shared(a: Context, b: Context) -> str:
    """Name what two events have in common, with a comma in front; empty where that is nothing."""
    for left, right, words in ((a.parents, b.parents, "part of"), (a.makers, b.makers, "organised by")):
        common = sorted(r.label for r in left & right)
        if common:
            return f", {words} {common[0]}"
    common = sorted(r.label for r in a.people & b.people)
    return f", with {common[0]}" if common else ""


def _capped(like: _Likeness, shared: str) -> float:
    """Raise a doubtful likeness where organisers or participants agree."""
    return max(like.worth, 0.8) if shared and like.worth >= 0.6 else like.worth


def _occasion(like: _Likeness, apart: int | None, shared: str, generic: bool) -> Comparison:
    """Compare two things without a name of their own, or that happen once: by date and surroundings."""
    if apart is not None and apart <= _NEAR:
        if generic and not shared:
            return Comparison(0.5, f"{like.reason}, on the same days, but a name without meaning", firm=False)
        return Comparison(0.88, f"{like.reason}, on the same days{shared}")
    if apart is not None and apart > _FAR:
        return Comparison(0.05, f"{like.reason}, but {apart} days apart")
    if apart is not None:
        return Comparison(0.2, f"{like.reason}, but {apart} days apart", firm=False)
    return Comparison(0.3, f"{like.reason}, but nothing says on which day", firm=False)


def _undated(a: Context, b: Context, year: list[frozenset[str]], like: _Likeness, shared: str) -> Comparison:
    """Compare where one side at least has no date: the date of the briefing stands in for it."""
    written = [year[0] or years(a.written), year[1] or years(b.written)]
    if not written[0] or not written[1]:
        return Comparison(min(like.worth, 0.6), f"{like.reason}, but nothing says of which year", firm=False)
    if written[0] & written[1]:
        worth = min(_capped(like, shared), 0.85)
        return Comparison(
            worth, f"{like.reason}, in briefings of {min(written[0] & written[1])}{shared}", firm=False
        )
    return Comparison(0.35, f"{like.reason}, but nothing says of which year", firm=False)
