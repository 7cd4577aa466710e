"""Names of events: which series, which edition of it, the whole or a part.

CSOP 2023 Cyber Security Operation And Practices Conference
years: 2023      acronyms: csop      core: cybersecurity operation practices      kinds: conference
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cyberkg.identity.fold import spellings, tokens, unify
from cyberkg.identity.geography import place_at
from cyberkg.identity.lexicon import words
from cyberkg.identity.organisation_name import is_acronym

__all__ = ["EventName", "parse"]

_PARTS = words("events", "parts")
_KINDS = words("events", "kinds")
_OCCASIONS = words("events", "occasions")
_GENERIC = words("events", "generic")
_LINKS = words("links", "")
_OF = re.compile(r"\s(of|at|during|within)\s(?:the\s)?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_RAW = re.compile(r"[^\s,;:()\[\]\"“”„«»/]+")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ONES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
)
_ORDINALS = {
    word: n
    for n, word in enumerate(
        f"{_ONES} fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1
    )
}
_NUMERALS = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}


@dataclass(frozen=True, slots=True)
class EventName:
    """A name in parts, all folded.

    :param core: the words that tell which event it is, sorted; empty for an abbreviation.
    :param kinds: words for the kind of event (``summit``), sorted.
    :param parts: words that name a part of an event (``opening``, ``ceremony``), sorted.
    :param years: years in the name.
    :param edition: the number of the edition, 0 where there is none.
    :param places: countries, regions and towns in the name.
    :param acronyms: abbreviations in the name, in lower case.
    :param initials: what the rest of the name may be abbreviated to.
    :param operation: True for a named operation, which has no editions.
    :param occasion: True for a hearing, a visit, a raid: a thing that only its date tells from the next one.
    :param described: True where no word but those for places has a capital: a description, not a name.
    :param whole: of "expo of the Cybersecurity Week" the name of the week; None where it tells no such.
    """

    core: tuple[str, ...]
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    years: frozenset[str]
    edition: int
    places: frozenset[str]
    acronyms: frozenset[str]
    initials: frozenset[str]
    operation: bool
    occasion: bool
    described: bool
    whole: EventName | None = None

    @property
    def generic(self) -> bool:
        """True for "the opening ceremony": it says nothing of which."""
        return self.described or (
            not self.acronyms and not self.places and all(w in _GENERIC for w in self.core)
        )


@lru_cache(1 << 16)
def parse(name: str) -> EventName:
    """Take a name apart.

    >>> parse("CSOP 2023 Cyber Security Operation and Practices Conference").acronyms
    frozenset({'csop'})
    >>> parse("third summit of the International Counter Ransomware Initiative").edition
    3
    """
    raw = [r.removesuffix("'s") for r in _RAW.findall(spellings(name.replace("’", "'"))[0])]
    letters = {r.casefold() for r in raw if is_acronym(r) and not place_at([r], 0)}
    acronyms = frozenset(letters - _NUMERALS.keys())
    rest = [r for r in raw if r.casefold() not in acronyms] if len(acronyms) < len(raw) else raw
    plain, places, unplaced = _split_places(rest)
    plain, years = _take_years(plain)
    plain, edition = _take_edition(plain)
    content = [w for w in unify(tuple(plain)) if w not in _LINKS and w != "annual"]
    operation = len(plain) > 1 and plain[0] == "operation"
    every = [w for r in raw for w in tokens(r.replace("-", " ")) if not _YEAR.fullmatch(w)]
    return EventName(
        core=tuple(sorted(w for w in content if w not in _KINDS and w not in _PARTS)),
        kinds=tuple(sorted(w for w in content if w in _KINDS and w not in _PARTS)),
        parts=tuple(sorted(w for w in content if w in _PARTS)),
        years=years,
        edition=edition,
        places=places,
        acronyms=acronyms,
        initials=_initials(every, plain, acronyms),
        operation=operation,
        occasion=not operation and _is_occasion(content),
        described=not acronyms
        and not operation
        and all(r[:1].islower() or not r[:1].isalpha() for r in unplaced),
        whole=_whole(name),
    )


def _whole(name: str) -> EventName | None:
    """Give the event that one is a part of by its name: both sides of the "of" say what kind of event they are."""
    head, of, tail = _OF.split(name, maxsplit=1) if len(_OF.findall(name)) == 1 else (name, "", "")
    if not of or any(_KINDS.isdisjoint(tokens(side.replace("-", " "))) for side in (head, tail)):
        return None
    return parse(tail)


def _is_occasion(content: Sequence[str]) -> bool:
    series = _KINDS - _OCCASIONS
    return (
        bool(content) and not _OCCASIONS.isdisjoint((content[0], content[-1])) and series.isdisjoint(content)
    )


def _split_places(raw: Sequence[str]) -> tuple[list[str], frozenset[str], list[str]]:
    """Split words as written into folded words, places, and the words as written without the places."""
    plain: list[str] = []
    unplaced: list[str] = []
    places: set[str] = set()
    i = 0
    while i < len(raw):
        hit = place_at(raw, i)
        if hit:
            places.add(hit[0])
            i += hit[1]
        else:
            plain.extend(tokens(raw[i].replace("-", " ")) if raw[i] != "&" else ("and",))
            unplaced.append(raw[i])
            i += 1
    return plain, frozenset(places), unplaced


def _take_years(plain: list[str]) -> tuple[list[str], frozenset[str]]:
    years = frozenset(w for w in plain if _YEAR.fullmatch(w))
    return [w for w in plain if w not in years], years


def _take_edition(plain: list[str]) -> tuple[list[str], int]:
    """Take the first ordinal, roman numeral or bare number out of the words."""
    for i, word in enumerate(plain):
        number = _number(word)
        tens = _TENS.get(plain[i - 1], 0) if i else 0
        if number:
            return [w for j, w in enumerate(plain) if j != i and not (tens and j == i - 1)], number + tens
    return plain, 0


def _number(word: str) -> int:
    digits = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)?", word)
    return int(digits[1]) if digits else _ORDINALS.get(word) or _NUMERALS.get(word, 0)


def _initials(every: Sequence[str], plain: Sequence[str], acronyms: frozenset[str]) -> frozenset[str]:
    """Give what the words may be abbreviated to; the kind of event may be left out of an abbreviation."""
    found = set()
    for base in (every, plain, [w for w in every if w not in acronyms]):
        short = [w for w in base if w not in _LINKS]
        cut = [w for w in short if w not in _KINDS]
        for chosen in (base, short, cut):
            found.add("".join(w if w in acronyms else w[0] for w in chosen) if len(chosen) > 1 else "")
    return frozenset(found - {""})
