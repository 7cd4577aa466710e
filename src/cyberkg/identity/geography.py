"""Countries, regions and towns inside names and texts, so far as they tell one body from another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from cyberkg.identity.fold import fold
from cyberkg.identity.lexicon import aliases

__all__ = [
    "all_countries",
    "country_mentions",
    "country_of",
    "leading_country",
    "place_at",
    "same_place_name",
    "state_of",
]

_WORD = re.compile(r"[^\W\d_](?:[\w.]*\w)?\.?")
_LONGEST = 6
# The share of the places named in a passage that one country must have to be what the passage is about.
_MAJORITY = 0.6


@cache
def _names() -> tuple[Mapping[tuple[str, ...], str], Mapping[tuple[str, ...], str], Mapping[str, str]]:
    """Map folded words to place, codes in capitals to place, and place to country."""
    words: dict[tuple[str, ...], str] = {}
    codes: dict[tuple[str, ...], str] = {}
    country: dict[str, str] = {}
    for name, others, inside in aliases("places"):
        country[name] = name
        for other in (name, *others):
            if other.isupper():
                codes[(other.replace(".", ""),)] = name
            else:
                words[_key(other)] = name
        for town in inside:
            words.setdefault(_key(town), town)
            country.setdefault(town, name)
    return words, codes, country


@cache
def _longest() -> Mapping[str, int]:
    """Map the first word of places to the number of words of the longest that begins so."""
    found: dict[str, int] = {}
    for key in _names()[0]:
        found[key[0]] = max(len(key), found.get(key[0], 0))
    return found


@lru_cache(1 << 17)
def _key(text: str) -> tuple[str, ...]:
    return tuple(fold(text).replace(".", "").replace("-", " ").replace("'", "").split())


def place_at(raw: Sequence[str], start: int) -> tuple[str, int] | None:
    """Find the longest place that ``raw[start:]`` begins with: its name and the number of words it takes.

    ``raw`` are words as written: codes such as ``UK`` count in capitals only, other names only where they
    begin with a capital.
    """
    words, codes, _ = _names()
    if not raw[start][:1].isupper():
        return None
    code = codes.get((raw[start].replace(".", ""),))
    parts = [_key(word) for word in raw[start : start + _LONGEST]]
    most = _longest().get(parts[0][0], 0) if all(parts) else _LONGEST
    for length in range(min(most, len(parts)), 0, -1):
        key = tuple(part for word in parts[:length] for part in word)
        if key in words:
            return words[key], length
    return (code, 1) if code else None


def country_of(place: str) -> str:
    """Give the country that a place of the list lies in; the place itself where that is a country."""
    return _names()[2].get(place, place)


@cache
def all_countries() -> tuple[str, ...]:
    """Give all countries and regions that ``country_mentions`` may find, sorted."""
    return tuple(sorted(set(_names()[2].values())))


@cache
def _territories() -> Mapping[str, str]:
    return {name: state for state, names, _ in aliases("territories") for name in names}


def state_of(country: str) -> str:
    """Give the state that a territory with a government of its own belongs to; all else itself.

    >>> state_of("hong kong")
    'china'
    """
    return _territories().get(country, country)


def country_mentions(text: str) -> tuple[tuple[int, str], ...]:
    """Find the countries a text speaks of, by name, adjective or town: offset in characters and country."""
    hits = []
    words = _WORD.findall(text)
    skip = 0
    for i in [i for i, word in enumerate(words) if _may_start(word)]:
        if i < skip:
            continue
        hit = place_at([_bare(word) for word in words[i : i + _LONGEST]], 0)
        if hit:
            hits.append((i, country_of(hit[0])))
            skip = i + hit[1]
    offsets = [match.start() for match in _WORD.finditer(text)] if hits else []
    return tuple((offsets[i], country) for i, country in hits)


def _bare(word: str) -> str:
    return word if word.count(".") > 1 else word.rstrip(".")


@lru_cache(1 << 17)
def _may_start(word: str) -> bool:
    """Tell whether the name of a place may begin with a word."""
    return word[:1].isupper() and fold(word).replace(".", "").replace("'", "") in _starters()


@cache
def _starters() -> frozenset[str]:
    words, codes, _ = _names()
    return frozenset(k[0] for k in words) | frozenset(k[0].casefold() for k in codes)


def leading_country(countries: Iterable[str]) -> str:
    """Give the country that most of the mentions name; empty where there is none or no clear majority."""
    counts: dict[str, int] = {}
    for country in countries:
        counts[country] = counts.get(country, 0) + 1
    if not counts:
        return ""
    best = min(counts, key=lambda c: (-counts[c], c))
    return best if counts[best] >= _MAJORITY * sum(counts.values()) else ""


@cache
def _town_names() -> Mapping[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for name, others, _ in aliases("place_names"):
        table.update({_key(other): name for other in (name, *others)})
    return table


def same_place_name(words: tuple[str, ...]) -> tuple[str, ...]:
    """Replace another name of a place (folded words) by the one that is compared.

    >>> same_place_name(("kiev",))
    ('kyiv',)
    >>> same_place_name(("britain",))
    ('united', 'kingdom')
    """
    name = _town_names().get(words) or _names()[0].get(words)
    if name is None and len(words) == 1:
        name = _names()[1].get((words[0].upper(),))
    return tuple(name.split()) if name else words
