"""Are two places one? Names must agree, but for what kind of place it is and what it lies in."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from cyberkg.identity.fold import spellings, tokens, unify
from cyberkg.identity.geography import same_place_name
from cyberkg.identity.profile import Comparison, Profile

__all__ = ["base", "compare"]

_KINDS = frozenset(
    [
        "province",
        "city",
        "county",
        "prefecture",
        "municipality",
        "district",
        "hotel",
        "sar",
        "region",
        "island",
        "islands",
    ]
)
# What a kind may not be left out of: these are other places without it.
_OTHERS = frozenset(
    [("new", "york"), ("mexico",), ("kuwait",), ("panama",), ("guatemala",), ("luxembourg",), ("long",)]
)


def compare(a: Profile, b: Profile) -> Comparison:
    """Compare two places by their names."""
    found = [
        _compare_names(x, y) for m, n in product(a.names, b.names) for x, y in product(_parsed(m), _parsed(n))
    ]
    return max(
        found,
        key=lambda c: (c.score, c.reason),
        default=Comparison(0.02, "a place without a name", firm=False),
    )


@lru_cache(1 << 16)
def _parsed(name: str) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...]:
    return tuple(dict.fromkeys(base(spelling) for spelling in spellings(name)))


@lru_cache(1 << 16)
def base(name: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Split ``Fuzhou City, Fujian Province`` into the words of the place and of those it lies in, folded.

    >>> base("Fuzhou City, Fujian Province")
    (('fuzhou',), (('fujian',),))
    """
    parts = [_plain(part) for part in re.split(r"[,(]", name)]
    whole = same_place_name(unify(tokens(name.replace(",", " "))))
    named = [p for p in parts if p]
    if len(named) < 2 or same_place_name(whole) != whole:
        return (_plain(name) if not named else named[0], ())
    return named[0], tuple(named[1:])


def _plain(part: str) -> tuple[str, ...]:
    found = list(unify(tokens(part.replace("-", " "))))
    if len(found) > 1 and found[0] == "the":
        found.pop(0)
    known = same_place_name(tuple(found))
    if known != tuple(found):
        return known
    while len(found) > 1 and found[-1] in _KINDS and tuple(found[:-1]) not in _OTHERS:
        found.pop()
    return same_place_name(tuple(found))


def _compare_names(
    x: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]],
    y: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]],
) -> Comparison:
    if "".join(x[0]) != "".join(y[0]):
        return Comparison(0.02, "the names have nothing in common", firm=False)
    if x[1] and y[1] and not set(x[1]) & set(y[1]):
        return Comparison(0.1, f"in {' '.join(x[1][0]).title()} and in {' '.join(y[1][0]).title()}")
    return Comparison(0.95, "the same place name")
