"""Names of persons: taken apart, whatever their order, and laid beside each other word by word.

Honorifics and letters behind a name are no part of it. Which word is the family name is told by capitals
("Ada CHUNG Lai-ling"), by a comma, by a hyphenated given name or by the lists; where two words may be it,
both are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from cyberkg.identity.fold import fold, spellings
from cyberkg.identity.lexicon import aliases, words

__all__ = ["Alignment", "PersonName", "align", "canonical", "is_common", "parse", "strip_titles"]

_TITLES = words("persons", "titles")
_POSTNOMINALS = words("persons", "postnominals")
_PARTICLES = words("persons", "particles")
_EAST = words("surnames", "east")
_EAST_GIVEN = words("surnames", "east given")
_WEST = words("surnames", "west")
_MOST = words("surnames", "most")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\"“„][^\"”]*[\"”]")
_DASHES = re.compile(r"[‐‑‒–—―]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts.

    :param text: the name as written, without honorifics and letters behind it, in reading order.
    :param parts: its parts, folded; the words of a hyphenated one are joined by a space.
    :param words: its parts, hyphenated ones split.
    :param family: those of ``words`` that may be the family name.
    :param handle: True for a name in the net (``LockBitSupp``), one word that is as good as a full name.
    """

    text: str
    parts: tuple[str, ...]
    words: tuple[str, ...]
    family: frozenset[str]
    handle: bool = False

    @property
    def full(self) -> bool:
        """True where the name says who it is: two words at least, or a handle."""
        return self.handle or len(self.words) > 1

    @property
    def given(self) -> frozenset[str]:
        """Those of ``words`` that are given names of European use."""
        return frozenset(w for w in self.words if w in _given())

    @property
    def eastern(self) -> bool:
        """True where the family name is one of those that stand first in their own language."""
        return not self.family.isdisjoint(_EAST)

    @property
    def key(self) -> tuple[str, ...]:
        """The words whatever their order."""
        return tuple(sorted(self.words))

    @property
    def ordered(self) -> tuple[str, ...]:
        """The parts in an order that does not hang on how they were written.

        Known given names of Europe come first, then what is only a family name in China, then the rest.
        """
        return tuple(sorted(self.parts, key=_place_in_key))


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the words of two names pair up.

    :param exact: words that stand in both, however split.
    :param variant: pairs of a given name and another form of it (``bob``, ``robert``).
    :param initial: pairs of a letter and a word that begins with it.
    :param typo: pairs of words that differ in a letter.
    :param left, right: words of either name that found no partner.
    """

    exact: tuple[str, ...]
    variant: tuple[tuple[str, str], ...]
    initial: tuple[tuple[str, str], ...]
    typo: tuple[tuple[str, str], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


@cache
def _given() -> Mapping[str, frozenset[str]]:
    """Map each given name and short form to the names it may stand for."""
    table: dict[str, set[str]] = {}
    for name, forms, _ in aliases("given_names"):
        for form in (name, *forms):
            table.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in table.items()}


@lru_cache(1 << 17)
def parse(name: str) -> tuple[PersonName, ...]:
    """Take a name apart, once for each way to write it without accents; at least one.

    >>> parse("Ms Ada CHUNG Lai-ling, JP")[0].words
    ('ada', 'chung', 'lai', 'ling')
    >>> sorted(parse("Law Yuet-wing, Frank")[0].family)
    ['law']
    """
    return tuple(dict.fromkeys(_parse(spelling) for spelling in spellings(name))) or (_parse(name),)


def strip_titles(name: str) -> str:
    """Give the name without honorifics, asides and letters behind it, in reading order.

    >>> strip_titles("The Hon. Mr. David Ip, JP")
    'David Ip'
    """
    return " ".join(_ordered(name)[0])


def _place_in_key(part: str) -> tuple[int, str]:
    if part in _given():
        return (0, part)
    return (1 if part in _EAST and part not in _EAST_GIVEN else 2, part)


def _parse(name: str) -> PersonName:
    raw, hint = _ordered(name)
    parts = [(_pieces(token), token) for token in raw]
    parts = [(p, t) for p, t in parts if p] or [((fold(name) or name,), name)]
    if len(parts) > 2:
        parts = [(p, t) for p, t in parts if not (t.islower() and fold(t) in _PARTICLES)] or parts
    every = tuple(word for pieces, _ in parts for word in pieces)
    family = [w for w in (_pieces(hint) if hint else _family(parts)) if len(w) > 1]
    handle = len(every) == 1 and _is_handle(raw[0] if raw else name)
    return PersonName(" ".join(raw), tuple(" ".join(p) for p, _ in parts), every, frozenset(family), handle)


def _is_handle(token: str) -> bool:
    return bool(re.search(r"\d|_|[a-z][A-Z]", token)) and not re.match(r"(Ma?c|O'|D')[A-Z]", token)


def _ordered(name: str) -> tuple[list[str], str]:
    """Split into words in reading order, without titles; and the family name where a comma marks it."""
    plain = _DASHES.sub("-", _ASIDE.sub(" ", name.replace("’", "'"))).strip(" '\"“”.;:")
    segments = [s.split() for s in plain.split(",")]
    first = segments[0]
    rest = [s for s in segments[1:] if s and not all(_letters(w) in _POSTNOMINALS for w in s)]
    hint = ""
    if rest and first and len(rest[0]) <= 3 and all(w[:1].isupper() for w in rest[0]):
        hint = first[0]
        first = _bare(rest[0]) + first
    return _bare(first), hint


def _bare(tokens: list[str]) -> list[str]:
    start, end = 0, len(tokens)
    while start < end - 1 and (_letters(tokens[start]) in _TITLES or tokens[start].casefold() == "the"):
        start += 1
    while end - start > 2 and _stands_behind(tokens[end - 1]):
        end -= 1
    out = tokens[start:end]
    if out and out[-1].endswith("'s"):
        out = [*out[:-1], out[-1][:-2]]
    return out


def _stands_behind(word: str) -> bool:
    letters = _letters(word)
    return letters in {"jr", "sr", "esq"} or (letters in _POSTNOMINALS and word.rstrip(".").isupper())


def _letters(word: str) -> str:
    return word.casefold().strip(".,;")


def _pieces(token: str) -> tuple[str, ...]:
    folded = fold(token)
    return tuple(p for p in (re.sub(r"[^a-z0-9_]", "", piece) for piece in re.split(r"[-.\s]", folded)) if p)


def _family(parts: list[tuple[tuple[str, ...], str]]) -> tuple[str, ...]:
    """Find the words that may be the family name; see the module's head."""
    if len(parts) == 1:
        return parts[0][0]
    capitals = [p for p, t in parts if t.isupper() and sum(c.isalpha() for c in t) > 1 and "." not in t]
    if capitals and len(capitals) < len(parts):
        return tuple(w for p in capitals for w in p)
    for i, (pieces, token) in enumerate(parts):
        if len(pieces) > 1 and re.search(r"-[a-z]", token):  # a given name such as Lai-ling
            return parts[i - 1][0] if i else parts[-1][0]
    return _family_by_list([p for p, _ in parts])


def _family_by_list(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    first, last = parts[0][0], parts[-1][-1]
    given = _given()
    if first in given and len(parts) > 2 and parts[1][0] in _EAST and last not in _WEST:
        return (*parts[1], last)  # "Ada Chung Lai Ling", but also "John Lee Carter"
    if first not in _EAST or (last in _WEST and last not in _EAST):
        return parts[-1]
    if first in given:
        return (first, last)
    return (first, last) if last in _EAST or last in given else (first,)


def canonical(every: tuple[str, ...]) -> frozenset[str]:
    """Give the words, each short or foreign form of a given name replaced by the names it may stand for.

    >>> sorted(canonical(("bob", "mandia")))
    ['mandia', 'robert']
    """
    given = _given()
    return frozenset(name for word in every for name in given.get(word, (word,)))


@lru_cache(1 << 16)
def align(one: tuple[str, ...], other: tuple[str, ...]) -> Alignment:
    """Pair the words of two names, the surest pairs first.

    >>> align(("ada", "chung"), ("chung", "lai", "ling", "ada")).right
    ('lai', 'ling')
    """
    left, right, exact = list(one), list(other), []
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
            exact.append(word)
    exact += _take_joined(left, right)
    exact += _take_joined(right, left)
    return Alignment(
        tuple(exact),
        _take(left, right, _variant),
        _take(left, right, _initial),
        _take(left, right, _typo),
        tuple(left),
        tuple(right),
    )


def _take_joined(whole: list[str], pieces: list[str]) -> list[str]:
    """Pair a word with two or three in a row that make it up (``lailing``: ``lai``, ``ling``); both go."""
    found: list[str] = []
    if len(pieces) < 2:  # as a rule
        return found
    for word in list(whole):
        for length in (2, 3):
            start = next(
                (i for i in range(len(pieces) - length + 1) if "".join(pieces[i : i + length]) == word), None
            )
            if start is not None:
                whole.remove(word)
                del pieces[start : start + length]
                found.append(word)
                break
    return found


def _take(
    left: list[str], right: list[str], alike: Callable[[str, str], bool]
) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    if not right:
        return ()
    for word in list(left):
        partner = next((other for other in right if alike(word, other)), None)
        if partner is not None:
            left.remove(word)
            right.remove(partner)
            pairs.append((word, partner))
    return tuple(pairs)


def _variant(one: str, other: str) -> bool:
    return not _given().get(one, frozenset()).isdisjoint(_given().get(other, frozenset()))


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 < max(len(one), len(other)) and one[0] == other[0]


def _typo(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < 4 or (one in _given() and other in _given()):
        return False  # Maria and Mario are two names, not one misspelt
    return int(OSA.distance(one, other, score_cutoff=2)) <= (2 if shorter >= 9 else 1)


def is_common(name: PersonName) -> bool:
    """Tell whether several people may well go by the name: a usual given name with a usual family name."""
    given = _given()
    if len(name.words) == 3 and name.eastern and not name.given - name.family:
        return not name.family.isdisjoint(_MOST)
    if len(name.words) != 2:
        return False
    for first, last in (name.words, name.words[::-1]):
        if first in given and (last in _EAST or last in _WEST):
            return True
        if first in _EAST and last in _EAST_GIVEN:
            return True
    return False
