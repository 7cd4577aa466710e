"""Are two organisations one? Names, and the places and people around them, tell.

Spelling, legal form and decoration do not matter; places do, and so do numbers. A body and a part of it
are two, as are two bodies that only share an abbreviation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from cyberkg.identity.geography import country_of, state_of
from cyberkg.identity.lexicon import words
from cyberkg.identity.organisation_name import OrganisationName, is_acronym, parse
from cyberkg.identity.organisation_pair import Surroundings, compare_names
from cyberkg.identity.profile import Comparison, Context, Profile, Verdict

__all__ = ["compare"]

_MOST_NAMES = 12
_UNLIKE = Comparison(0.02, "the names have nothing in common", firm=False)
_STATE = words("organisations", "state")
_WORLDWIDE = words("organisations", "worldwide")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one side: in full, abbreviated, and those that say nothing of which."""

    full: tuple[OrganisationName, ...]
    short: tuple[OrganisationName, ...]
    anonymous: tuple[OrganisationName, ...]
    letters: frozenset[str]


def compare(a: Profile, b: Profile) -> Comparison:
    """Compare two organisations by names and context."""
    one, other = _names(a.names, a.acronyms), _names(b.names, b.acronyms)
    if not one.full and not other.full and _numbered(one.letters, other.letters):
        return Comparison(0.05, "the numbers in the names differ")
    around = Surroundings(lambda: _surroundings(a.context, b.context, one, other))
    if one.full and other.full:
        return _compare_full(one, other, around)
    if one.full or other.full:
        return _compare_short(*((one, other) if one.full else (other, one)), around)
    if one.letters & other.letters:
        return _same_letters(sorted(one.letters & other.letters)[0].upper(), around)
    return _compare_anonymous(one, other, around)


@lru_cache(1 << 16)
def _names(names: tuple[str, ...], acronyms: frozenset[str]) -> _Names:
    parsed = list(dict.fromkeys((p, name) for name in names for p in parse(name)))
    short = [p for p, name in parsed if p.acronym or (name in acronyms and len(p.core) == 1)]
    anonymous = [p for p, _ in parsed if p not in short and p.anonymous]
    full = [p for p, _ in parsed if p not in short and p not in anonymous]
    letters = {p.core[0] for p in short} | {
        p.core[0] for p, n in parsed if is_acronym(n) and len(p.core) == 1
    }
    return _Names(tuple(full[:_MOST_NAMES]), tuple(short), tuple(anonymous), frozenset(letters))


def _surroundings(a: Context, b: Context, one: _Names, other: _Names) -> tuple[tuple[str, ...], str, bool]:
    """Give the people in common, the country of both, and whether they are of two countries."""
    named, other_named = _countries(one), _countries(other)
    left, right = named or _around(a, one), other_named or _around(b, other)
    shared = left & right
    apart = bool(left and right and not shared)
    if apart and not named and not other_named:  # a text on Guangdong may speak of a Hong Kong office
        apart = {state_of(c) for c in left}.isdisjoint(state_of(c) for c in right)
    return tuple(sorted(r.label for r in a.people & b.people)), min(shared, default=""), apart


def _around(context: Context, names: _Names) -> frozenset[str]:
    """Give the country a body is taken to be of: "the police" are those of the place spoken of just there."""
    return context.countries if names.full or names.short else context.nearby


def _countries(names: _Names) -> frozenset[str]:
    return frozenset(country_of(p) for n in (*names.full, *names.short) for p in n.places)


def _numbered(one: frozenset[str], other: frozenset[str]) -> bool:
    """Recognise APT28 beside APT29: the same letters, other digits."""
    return one.isdisjoint(other) and any(
        x.rstrip("0123456789") == y.rstrip("0123456789")
        for x, y in product(one, other)
        if x[-1:].isdigit() and y[-1:].isdigit()
    )


def _compare_full(one: _Names, other: _Names, around: Surroundings) -> Comparison:
    letters = one.letters & other.letters
    found = [compare_names(x, y, letters, around) for x, y in product(one.full, other.full)]
    best = max(found, key=lambda c: (c.score, c.reason))
    barred = [c for c in found if c.barred]
    if barred and best.verdict is not Verdict.SAME:
        return min(barred, key=lambda c: (c.score, c.reason))
    if letters and best.score < 0.1:  # nothing alike but the abbreviation
        shown = sorted(letters)[0].upper()
        return Comparison(0.05, f"{shown} stands for two names", firm=True)
    return best


def _compare_short(full: _Names, short: _Names, around: Surroundings) -> Comparison:
    """Compare one that is named in full with one that is only abbreviated, or only "the police"."""
    if not short.letters:
        return _compare_anonymous(full, short, around)
    if any((letters,) == n.core for n in full.full for letters in short.letters):
        return Comparison(0.93, "the same name but for capitals")
    declared = sorted(full.letters & short.letters)
    possible = sorted(short.letters & frozenset().union(*(n.initials for n in full.full)))
    if not declared and not possible:
        return _UNLIKE
    shown = (declared or possible)[0].upper()
    reason = f"{shown} abbreviates {full.full[0].text}"
    if shown.casefold() in _WORLDWIDE:
        return Comparison(0.95, f"{reason}, all over the world", firm=False)
    if around.abroad:
        return Comparison(0.3, f"{reason}, but in a briefing about another country", firm=False)
    if declared:
        return Comparison(0.95 if around.same_country or around.people else 0.88, reason, firm=False)
    worth = {2: 0.4, 3: 0.6 if any(n.places for n in full.full) else 0.72}.get(len(shown), 0.8)
    return Comparison(
        worth + (0.08 if around.same_country or around.people else 0),
        f"by its initials, {reason}",
        firm=False,
    )


def _same_letters(shown: str, around: Surroundings) -> Comparison:
    if shown.casefold() in _WORLDWIDE:
        return Comparison(0.97, f"both are called {shown}, which is one body all over the world", firm=False)
    if around.abroad:
        return Comparison(
            0.35, f"both are called {shown}, but in briefings about other countries", firm=False
        )
    return Comparison(0.85, f"both are called {shown}", firm=False)


def _compare_anonymous(one: _Names, other: _Names, around: Surroundings) -> Comparison:
    """Compare where one side at least is only called "the police" or "the association"."""
    cores = [{n.core for n in (*side.full, *side.anonymous)} for side in (one, other)]
    shared = sorted(cores[0] & cores[1])
    if not shared:
        return _UNLIKE
    reason = f"both are called {' '.join(shared[0])}"
    if around.same_country and not _STATE.isdisjoint(shared[0]):
        return Comparison(0.8, f"{reason}, both in {around.same_country.title()}", firm=False)
    return Comparison(0.3, f"{reason}, which says nothing of which", firm=False)
