"""Are two works one? Titles must agree word for word, and years and numbers with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from cyberkg.identity.dates import years
from cyberkg.identity.fold import spellings, tokens, unify
from cyberkg.identity.lexicon import words
from cyberkg.identity.profile import Comparison, Context, Profile

__all__ = ["Title", "compare", "parse"]

_GENERIC = words("works", "generic")
_LINKS = words("links", "")
_UNLIKE = Comparison(0.02, "the titles have nothing in common", firm=False)


@dataclass(frozen=True, slots=True)
class Title:
    """A title in parts, folded: its words without articles and links, years, and other numbers."""

    core: tuple[str, ...]
    years: frozenset[str]
    numbers: frozenset[str]

    @property
    def generic(self) -> bool:
        """True for "the report": it says nothing of which."""
        return all(w in _GENERIC for w in self.core)


@lru_cache(1 << 16)
def parse(title: str) -> Title:
    """Take a title apart; quotation marks are no part of it.

    >>> parse("The 2023 Policy Address").core
    ('policy', 'address')
    """
    every = unify(tokens(spellings(title)[0].replace("-", " ")))
    dated = frozenset(w for w in every if re.fullmatch(r"(?:19|20)\d\d", w))
    core = tuple(w for w in every if w not in _LINKS and w not in dated)
    return Title(core or every, dated, frozenset(w for w in core if w[:1].isdigit()))


def compare(a: Profile, b: Profile) -> Comparison:
    """Compare two works by title, year and publisher."""
    pairs = [(parse(m), parse(n)) for m, n in product(a.names, b.names)]
    found = [_compare_titles(x, y, a.context, b.context) for x, y in pairs]
    return max(found, key=lambda c: (c.score, c.reason), default=_UNLIKE)


def _compare_titles(x: Title, y: Title, a: Context, b: Context) -> Comparison:
    ratio = 1.0 if x.core == y.core else fuzz.ratio(" ".join(x.core), " ".join(y.core)) / 100
    if ratio < 0.95 or (ratio < 1 and min(len(x.core), len(y.core)) < 4):
        return _UNLIKE
    if x.numbers != y.numbers:
        return Comparison(0.05, "the numbers in the titles differ")
    return _dated(x, y, a, b, ratio)


def _dated(x: Title, y: Title, a: Context, b: Context, ratio: float) -> Comparison:
    """Compare two works of one title by year and publisher."""
    reason = "the same title" if ratio == 1 else "nearly the same title"
    left, right = x.years or years(a.dates), y.years or years(b.dates)
    if left and right and left.isdisjoint(right):
        return Comparison(0.03, f"{reason}, but of {min(left)} and {min(right)}")
    makers = sorted(r.label for r in a.makers & b.makers)
    rivals = bool(a.makers and b.makers) and not makers
    by = f", both by {makers[0]}" if makers else ""
    if x.generic or y.generic:
        return _generic(x, y, a, b, reason + by, bool(makers))
    if rivals and len(x.core) < 4:
        return Comparison(0.35, f"{reason}, but by others", firm=False)
    if bool(left) != bool(right):
        return _half_dated(left or years(a.written), right or years(b.written), reason + by)
    of_year = f", of {min(left & right)}" if left else ""
    return Comparison(
        (0.95 if left else 0.92) * ratio, reason + of_year + by, firm=bool(left) or len(x.core) > 2
    )


def _generic(x: Title, y: Title, a: Context, b: Context, reason: str, makers: bool) -> Comparison:
    if makers and (x.years & y.years) and len(x.core) > 1:
        return Comparison(0.8, f"{reason}, of {min(x.years & y.years)}", firm=False)
    return Comparison(0.3, f"{reason}, which says nothing of which", firm=False)


def _half_dated(left: frozenset[str], right: frozenset[str], reason: str) -> Comparison:
    """Compare where one title says its year: the date of the briefing stands in for the other's."""
    if not left or not right:
        return Comparison(0.6, f"{reason}, but only one says of which year", firm=False)
    if left & right:
        return Comparison(0.85, f"{reason}, in briefings of {min(left & right)}", firm=False)
    return Comparison(0.4, f"{reason}, but only one says of which year", firm=False)
