"""Are two organisations one?

Spelling, legal form and decoration do not matter; places do, and so do numbers. A body and a part of it
are two, as are two bodies that only share an abbreviation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from cyberkg.identity.geography import country_of
from cyberkg.identity.lexicon import words
from cyberkg.identity.organisation_name import OrganisationName, is_acronym, parse
from cyberkg.identity.profile import Comparison, Context, Profile, Verdict

__all__ = ["compare"]

_MOST_NAMES = 12
_UNLIKE = Comparison(0.02, "the names have nothing in common", firm=False)
_UNITS = words("organisations", "units")
_STATE = words("organisations", "state")
_OFFICES = words("organisations", "offices")
_COMMON = words("organisations", "generic") | words("organisations", "trade") | _UNITS
_LEVELS = frozenset(
    ["national", "international", "federal", "state", "provincial", "municipal", "regional", "global"]
)
_OF = re.compile(r"\s+(?:of|at|in|under|within)\s+")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one side: in full, abbreviated, and those that say nothing of which."""

    full: tuple[OrganisationName, ...]
    short: tuple[OrganisationName, ...]
    anonymous: tuple[OrganisationName, ...]
    letters: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What two contexts have to do with each other: people in common; countries that agree or differ."""

    people: tuple[str, ...]
    same_country: str
    abroad: bool


def compare(a: Profile, b: Profile) -> Comparison:
    """Compare two organisations by names and context."""
    one, other = _names(a.names, a.acronyms), _names(b.names, b.acronyms)
    if not one.full and not other.full and _numbered(one.letters, other.letters):
        return Comparison(0.05, "the numbers in the names differ")
    around = _surroundings(a.context, b.context, one, other)
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


def _surroundings(a: Context, b: Context, one: _Names, other: _Names) -> _Surroundings:
    left, right = _countries(one) or a.countries, _countries(other) or b.countries
    shared = left & right
    return _Surroundings(
        people=tuple(sorted(r.label for r in a.people & b.people)),
        same_country=min(shared, default=""),
        abroad=bool(left and right and not shared),
    )


def _countries(names: _Names) -> frozenset[str]:
    return frozenset(country_of(p) for n in (*names.full, *names.short) for p in n.places)


def _numbered(one: frozenset[str], other: frozenset[str]) -> bool:
    """True for APT28 beside APT29: the same letters, other digits."""
    return one.isdisjoint(other) and any(
        x.rstrip("0123456789") == y.rstrip("0123456789")
        for x, y in product(one, other)
        if x[-1:].isdigit() and y[-1:].isdigit()
    )


def _compare_full(one: _Names, other: _Names, around: _Surroundings) -> Comparison:
    letters = one.letters & other.letters
    found = [_compare_names(x, y, letters, around) for x, y in product(one.full, other.full)]
    best = max(found, key=lambda c: (c.score, c.reason))
    barred = [c for c in found if c.barred]
    if barred and best.verdict is not Verdict.SAME:
        return min(barred, key=lambda c: (c.score, c.reason))
    if letters and best.score < 0.1:  # nothing alike but the abbreviation
        shown = sorted(letters)[0].upper()
        return Comparison(0.05, f"{shown} stands for two names", firm=True)
    return best


def _compare_names(
    x: OrganisationName, y: OrganisationName, letters: frozenset[str], around: _Surroundings
) -> Comparison:
    if x.numbers != y.numbers:
        if [w for w in x.core if w not in x.numbers] != [w for w in y.core if w not in y.numbers]:
            return _UNLIKE
        if x.numbers and y.numbers:
            return Comparison(0.05, "the numbers in the names differ")
        return Comparison(0.4, "the same name but for the number", firm=False)
    if sorted(x.core) == sorted(y.core) or "".join(x.core) == "".join(y.core):
        return _places(x, y, around)
    return _nearly(x, y, letters, around)


def _places(x: OrganisationName, y: OrganisationName, around: _Surroundings) -> Comparison:
    """Compare two names of the same core by the places in them."""
    reason = "the same name" if x.core == y.core else "the same words in another order"
    if x.trade != y.trade:
        reason += f" but for {' '.join(x.trade or y.trade).title()}"
    worth = 0.97 if x.trade == y.trade else 0.85
    if x.places == y.places:
        if x.led != y.led and len(x.core) == 1 and x.generic and _STATE.isdisjoint(x.core):
            return Comparison(0.5, "the same words in another order", firm=False)
        if x.generic and not x.places and around.abroad:
            return Comparison(0.35, f"{reason}, but in briefings about other countries", firm=False)
        return Comparison(worth, reason)
    if x.places and y.places:
        return _both_placed(x, y, reason)
    placed, place = (x, min(x.places)) if x.places else (y, min(y.places))
    if around.abroad and x.generic:
        return Comparison(0.15, f"{reason}, but one is of {place.title()}, the other of another country")
    if len(x.core) == 1 and x.generic and not _STATE & set(x.core):
        return Comparison(0.3, f"{reason}, but only one is of {place.title()}", firm=False)
    if placed.branch and not x.generic and not placed.acronym:
        return Comparison(0.5, f"{reason}, but one may be the branch in {place.title()}", firm=False)
    if x.generic and around.same_country:
        return Comparison(0.93, f"{reason}, both of {around.same_country.title()}")
    if x.generic:
        return Comparison(0.82, f"{reason}, only one says of {place.title()}", firm=False)
    return Comparison(min(worth, 0.92), f"{reason}, only one says of {place.title()}", firm=not around.abroad)


def _both_placed(x: OrganisationName, y: OrganisationName, reason: str) -> Comparison:
    shown = " and ".join(sorted(p.title() for p in x.places ^ y.places))
    if x.places & y.places and not x.generic:
        return Comparison(0.6, f"{reason}, but not of the same places ({shown})", firm=False)
    return Comparison(0.05, f"{reason}, but of other places ({shown})")


def _nearly(
    x: OrganisationName, y: OrganisationName, letters: frozenset[str], around: _Surroundings
) -> Comparison:
    """Compare two names whose cores differ."""
    left, right = _apart(x.core, y.core)
    apart = bool(x.places and y.places and x.places != y.places)
    if len(left) == len(right) == 1:
        return _misspelt(x, y, (left[0], right[0]), letters, around)
    if left and right:
        return _overlapping(x, y, left, right, letters, apart)
    extra = left or right
    longer, shorter = (x, y) if left else (y, x)
    if apart:
        return _UNLIKE
    if letters:
        return Comparison(0.86, f"the same name but for {_shown(extra)}, with the same abbreviation")
    if _holder(longer, shorter) and not around.abroad:
        return Comparison(
            0.82, f"the office of the {shorter.core[-1].title()}, but for {_shown(extra)}", firm=False
        )
    return _left_out(longer, shorter, extra, around)


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str]]:
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
    return left, right


def _shown(some: list[str]) -> str:
    return " ".join(some).title()


def _holder(longer: OrganisationName, shorter: OrganisationName) -> bool:
    """True for the office of one who holds it, by the start of the title: "Privacy Commissioner's Office"."""
    starts = longer.core[: len(shorter.core)] == shorter.core
    return starts and len(shorter.core) > 1 and shorter.core[-1] in _OFFICES


def _misspelt(
    x: OrganisationName,
    y: OrganisationName,
    pair: tuple[str, str],
    letters: frozenset[str],
    around: _Surroundings,
) -> Comparison:
    one, other = pair
    rest = len(x.core) - 1
    close = _close(one, other)
    apart = x.places != y.places and bool(x.places and y.places)
    if not close or apart:
        return _overlapping(x, y, [one], [other], letters, apart)
    reason = f"{one.title()} and {other.title()} differ in a letter or two"
    if one not in x.distinctive and other not in y.distinctive:
        return Comparison(0.1, f"{one.title()} and {other.title()} are two words")
    if letters or around.people:
        return Comparison(
            0.88, f"{reason}, with {'the same abbreviation' if letters else around.people[0] + ' in common'}"
        )
    if rest or min(len(one), len(other)) >= 8:
        return Comparison(0.78, reason, firm=False)
    return Comparison(0.45, reason, firm=False)


def _close(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= 4 and int(OSA.distance(one, other, score_cutoff=2)) <= (2 if shorter >= 9 else 1)


def _overlapping(
    x: OrganisationName,
    y: OrganisationName,
    left: list[str],
    right: list[str],
    letters: frozenset[str],
    apart: bool,
) -> Comparison:
    """Compare where either name has words that the other lacks."""
    common = len(x.core) - len(left)
    if apart or not common:
        return _UNLIKE
    shown = f"{_shown(left)} is not {_shown(right)}"
    if letters and max(map(len, letters)) >= 5:  # few bodies share so long an abbreviation
        return Comparison(0.8, f"{shown}, but the abbreviation is the same", firm=False)
    if common / max(len(x.core), len(y.core)) < 0.5:
        return _UNLIKE
    if letters:
        return Comparison(0.5, f"{shown}, but the abbreviation is the same", firm=False)
    return Comparison(0.08, f"much the same name, but {shown}")


def _left_out(
    longer: OrganisationName, shorter: OrganisationName, extra: list[str], around: _Surroundings
) -> Comparison:
    """Compare where the shorter name lacks words of the longer one."""
    reason = f"the same name but for {_shown(extra)}"
    if _is_parent(longer, shorter):
        return Comparison(0.05, f"{longer.text} is a part of {shorter.text}")
    if _with_parent(longer, shorter):
        worth = 0.82 if len(shorter.core) > 2 else 0.5  # many a body has an "information centre"
        return Comparison(worth, f"{reason}, which it is a part of", firm=False)
    inside = longer.core[0] == shorter.core[0] and longer.core[-1] == shorter.core[-1]
    if inside and len(shorter.core) > 1 and len(extra) == 1:
        if around.people:
            return Comparison(0.82, f"{reason}, with {around.people[0]} in common")
        return Comparison(0.5, reason, firm=False)
    if not _UNITS.isdisjoint(extra) or (shorter.generic and len(shorter.core) < 3):
        return Comparison(0.08, f"{shorter.text} may be what {longer.text} is a part of")
    if all(w in _COMMON for w in extra):
        return Comparison(0.2, f"{longer.text} may be a part of {shorter.text}", firm=False)
    return Comparison(0.4, reason, firm=False)


def _is_parent(longer: OrganisationName, shorter: OrganisationName) -> bool:
    """True for "Liaison Office" beside "Information Centre of the Liaison Office"."""
    tails = (longer.text[m.end() :] for m in _OF.finditer(longer.text))
    return any(p.core == shorter.core for tail in tails if tail.strip() for p in parse(tail))


def _with_parent(longer: OrganisationName, shorter: OrganisationName) -> bool:
    """True where the longer name is the shorter one and what it is a part of, behind or in front."""
    heads = (longer.text[: m.start()] for m in _OF.finditer(longer.text))
    if any(p.core == shorter.core for head in heads if head.strip() for p in parse(head)):
        return True
    front = longer.core[: -len(shorter.core)]
    return longer.core[-len(shorter.core) :] == shorter.core and _LEVELS.isdisjoint(front)


def _compare_short(full: _Names, short: _Names, around: _Surroundings) -> Comparison:
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


def _same_letters(shown: str, around: _Surroundings) -> Comparison:
    if around.abroad:
        return Comparison(
            0.35, f"both are called {shown}, but in briefings about other countries", firm=False
        )
    return Comparison(0.85, f"both are called {shown}", firm=False)


def _compare_anonymous(one: _Names, other: _Names, around: _Surroundings) -> Comparison:
    """Compare where one side at least is only called "the police" or "the association"."""
    cores = [{n.core for n in (*side.full, *side.anonymous)} for side in (one, other)]
    shared = sorted(cores[0] & cores[1])
    if not shared:
        return _UNLIKE
    reason = f"both are called {' '.join(shared[0])}"
    if around.same_country and not _STATE.isdisjoint(shared[0]):
        return Comparison(0.8, f"{reason}, both in {around.same_country.title()}", firm=False)
    return Comparison(0.3, f"{reason}, which says nothing of which", firm=False)
