"""Are two persons one? Names first, then what the briefings say around them.

A name alone is trusted as far as it is rare; an employer, a post or an event in common speaks for one
person, employers without anything in common speak against it where the name is a usual one. Two given
names that cannot be one are never merged, however alike they look.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

from cyberkg.identity.person_name import Alignment, PersonName, align, is_common, parse
from cyberkg.identity.profile import Comparison, Context, Profile

__all__ = ["compare", "compare_names"]

_MOST_NAMES = 12
_UNLIKE = Comparison(0.02, "the names have nothing in common", firm=False)


class _Surroundings(NamedTuple):
    """What two contexts have to do with each other."""

    shared: str
    same_post: bool
    apart: bool
    abroad: bool
    together: bool


def compare(a: Profile, b: Profile) -> Comparison:
    """Compare two persons by names and context."""
    pairs = _pairs(a.names, b.names)
    if pairs is None:  # nineteen of twenty: what is around them tells nothing
        return _UNLIKE
    around = _surroundings(a.context, b.context)
    found = [compare_names(x, y, around) for x, y in pairs]
    if not found:
        return Comparison(0.3, "only a single word of a name is known", firm=False)
    best = max(found, key=lambda c: (c.score, c.reason))
    barred = [c for c in found if c.barred]
    return barred[0] if barred and best.score < 0.7 else best


@lru_cache(1 << 16)
def _pairs(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[PersonName, PersonName], ...] | None:
    """Pair the full names of two persons; None where each two are unlike."""
    pairs = tuple(product(_full_names(one), _full_names(other)))
    return None if pairs and all(_unlike(x, y) for x, y in pairs) else pairs


@lru_cache(1 << 16)
def _full_names(names: tuple[str, ...]) -> tuple[PersonName, ...]:
    parsed = dict.fromkeys(p for name in names for p in parse(name) if p.full)
    return tuple(sorted(parsed, key=lambda p: -len(p.words))[:_MOST_NAMES])


def _surroundings(a: Context, b: Context) -> _Surroundings:
    offices = sorted(r.label for r in a.affiliations & b.affiliations)
    events = sorted(r.label for r in a.events & b.events)
    posts = sorted(a.posts & b.posts, key=lambda p: (-len(p), p))
    telling = [p for p in posts if len(p.split()) >= 3]  # "chairman" is held by many
    shared = ""
    if offices:
        shared = f"both of {offices[0]}" + (f" ({posts[0]})" if posts else "")
    elif events:
        shared = f"both at {events[0]}"
    elif telling:
        shared = f"both {telling[0]}"
    return _Surroundings(
        shared=shared,
        same_post=bool(posts),
        apart=bool(a.affiliations and b.affiliations) and not shared,
        abroad=bool(a.countries and b.countries) and a.countries.isdisjoint(b.countries),
        together=not a.documents.isdisjoint(b.documents),
    )


def _unlike(x: PersonName, y: PersonName) -> bool:
    """Tell whether two full names are those of two, whatever is around them."""
    if x.handle or y.handle:
        return x.words != y.words
    pairs = align(x.words, y.words)
    if pairs.left and pairs.right:
        common = {*pairs.exact, *(w for pair in pairs.typo for w in pair)}
        return x.family.isdisjoint(common) or y.family.isdisjoint(common)
    return not (_meet(x, pairs.exact, pairs.typo) and _meet(y, pairs.exact, pairs.typo))


def compare_names(x: PersonName, y: PersonName, around: _Surroundings) -> Comparison:
    """Compare two full names in the light of what is around them."""
    if _unlike(x, y):
        return _UNLIKE
    if x.handle or y.handle:
        return Comparison(0.95, "the same handle")
    pairs = align(x.words, y.words)
    return (_conflicting if pairs.left and pairs.right else _paired)(x, y, pairs, around)


def _paired(x: PersonName, y: PersonName, pairs: Alignment, around: _Surroundings) -> Comparison:
    """Compare where every word of the shorter name has its partner, a family name among them."""
    if pairs.typo:
        return _misspelt(pairs, around)
    if pairs.initial and len(pairs.exact) + len(pairs.variant) < 2:
        return _abbreviated(pairs, around)
    if pairs.variant:
        return _nickname(x, pairs, around)
    if pairs.left or pairs.right or pairs.initial:
        return _shortened(min(x, y, key=lambda n: len(n.words)), pairs, around)
    return _equal(x, y, around)


def _meet(name: PersonName, exact: tuple[str, ...], typo: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether the paired words hold a family name of ``name``: a shared given name tells nothing."""
    paired = {*exact, *(w for pair in typo for w in pair)}
    return not name.family.isdisjoint(paired) or any(w in part for part in exact for w in name.family)


def _with(reason: str, around: _Surroundings) -> str:
    return f"{reason}, {around.shared}" if around.shared else reason


def _equal(x: PersonName, y: PersonName, around: _Surroundings) -> Comparison:
    turned = x.words != y.words and len(x.words) == len(y.words)
    reason = "the same name in another order" if turned else "the same name"
    if around.shared:
        return Comparison(0.95 if turned else 0.98, _with(reason, around))
    if turned and len(x.given) > 1:
        return Comparison(0.5, f"{reason}, either of which may be the family name", firm=False)
    if is_common(x):
        return _usual(reason, around)
    if around.apart:
        if around.abroad:
            return Comparison(0.5, f"{reason}, but other employers in other countries", firm=False)
        return Comparison(0.8, f"{reason}, a rare one, though with other employers", firm=False)
    return Comparison(0.88 if turned else 0.92, f"{reason}, a rare one")


def _usual(reason: str, around: _Surroundings) -> Comparison:
    """Compare by a name that several people may share."""
    if around.apart and around.abroad:
        return Comparison(0.2, f"{reason}, a usual one, with other employers in other countries")
    if around.apart:
        return Comparison(0.5, f"{reason}, a usual one, with other employers", firm=False)
    if around.abroad:
        return Comparison(0.45, f"{reason}, a usual one, in briefings about other countries", firm=False)
    return Comparison(0.75, f"{reason}, a usual one, and nothing against it", firm=False)


def _shortened(shorter: PersonName, pairs: Alignment, around: _Surroundings) -> Comparison:
    left_out = " ".join(pairs.left or pairs.right or (pairs.initial[0][0],))
    reason = f"the same name but for {left_out.title()}"
    if any(len(w) == 1 for w in pairs.exact) and all(len(w) == 1 for w in (*pairs.left, *pairs.right)):
        return Comparison(
            0.5, f"{reason}, and initials tell kin apart", firm=False
        )  # George W., George H. W.
    if around.shared:
        return Comparison(0.93, _with(reason, around))
    if around.apart:
        common = is_common(shorter)
        return Comparison(0.3 if common else 0.5, f"{reason}, with other employers", firm=False)
    if is_common(shorter) and (around.abroad or not shorter.eastern):
        return Comparison(0.55, f"{reason}, the shorter a usual one", firm=False)
    if is_common(shorter):  # in Hong Kong people drop the Chinese given name as they please
        return Comparison(0.72, f"{reason}, the shorter a usual one, and nothing against it", firm=False)
    return Comparison(0.8, f"{reason}, and nothing against it", firm=False)


def _nickname(x: PersonName, pairs: Alignment, around: _Surroundings) -> Comparison:
    short, long = sorted(pairs.variant[0], key=lambda w: (len(w), w))
    reason = f"{short.title()} is another form of {long.title()}"
    if around.shared:
        return Comparison(0.9, _with(reason, around))
    if around.apart or around.abroad:
        return Comparison(0.35, f"{reason}, but nothing else in common", firm=False)
    if is_common(x):
        return Comparison(0.55, f"{reason}, but the names are usual ones", firm=False)
    return Comparison(0.75, f"{reason}, the family name a rare one", firm=False)


def _abbreviated(pairs: Alignment, around: _Surroundings) -> Comparison:
    letter, word = sorted(pairs.initial[0], key=len)
    reason = f"{letter.upper()}. may stand for {word.title()}"
    if around.shared and not around.together:
        return Comparison(0.85, _with(reason, around), firm=False)
    return Comparison(0.3 if around.apart else 0.45, f"{reason}, but nothing else in common", firm=False)


def _misspelt(pairs: Alignment, around: _Surroundings) -> Comparison:
    one, other = pairs.typo[0]
    reason = f"{one.title()} and {other.title()} differ in a letter or two"
    if len(pairs.typo) > 1 or not pairs.exact:
        return _UNLIKE
    long = min(len(one), len(other)) >= 6  # in a short name each letter counts: Li Qiang, Li Qian
    if around.shared and not around.together and (long or around.same_post):
        return Comparison(0.86, _with(reason, around))
    if around.shared:
        return Comparison(0.55, _with(reason, around), firm=False)
    return Comparison(
        0.25 if around.apart or not long else 0.4, f"{reason}, and nothing else in common", firm=False
    )


def _conflicting(x: PersonName, y: PersonName, pairs: Alignment, around: _Surroundings) -> Comparison:
    """Compare where either name has a word that the other lacks."""
    if _two_systems(x, y, pairs):
        reason = "a European and a Chinese given name with the same family name"
        if around.shared and around.same_post:
            return Comparison(0.75, _with(reason, around), firm=False)
        return Comparison(0.5 if around.shared else 0.3, _with(reason, around), firm=False)
    one, other = " ".join(pairs.left).title(), " ".join(pairs.right).title()
    if len(pairs.exact) > 2 and len(pairs.left) == len(pairs.right) == 1:
        score = 0.75 if around.shared and not around.together else 0.45
        return Comparison(score, _with(f"the same name but for {one} and {other}", around), firm=False)
    return Comparison(0.02, f"other given names: {one} and {other}")


def _two_systems(x: PersonName, y: PersonName, pairs: Alignment) -> bool:
    """Recognise Ada Chung beside Chung Lai-ling: one person may go by both."""
    if not (x.eastern and y.eastern):
        return False
    left, right = set(pairs.left), set(pairs.right)
    return (left <= x.given and right.isdisjoint(y.given)) or (right <= y.given and left.isdisjoint(x.given))
