"""Names of organisations: what is left of one without legal form, country and words that only decorate.

Hong Kong Cyberport Management Company Limited
places: hong kong      core: cyberport      trade: management      (left out: company limited)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cyberkg.identity.fold import spellings, tokens, unify
from cyberkg.identity.geography import place_at
from cyberkg.identity.lexicon import words

__all__ = ["OrganisationName", "is_acronym", "parse"]

_LEGAL = words("organisations", "legal")
_LOOSE = words("organisations", "loose")
_TRADE = words("organisations", "trade")
_OFFICES = words("organisations", "offices")
_ANONYMOUS = words("organisations", "anonymous")
_GENERIC = (
    words("organisations", "generic") | _ANONYMOUS | words("organisations", "units") | _TRADE | _OFFICES
)
_LINKS = words("links", "")
_FILLERS = frozenset(["select", "standing", "permanent"])  # of a committee: named with or without
_RAW = re.compile(r"[^\s,;:()\[\]\"“”„«»/]+")
_LEADING = frozenset(["nv", "bv", "pt", "ooo", "oao", "zao", "pao", "pjsc", "jsc", "ao", "ab", "oy"])
_NUMBERED = re.compile(r"\b([A-Z]{2,5})[ -](\d{1,5})\b")  # APT 28
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z][A-Za-z0-9&.]{1,9}")


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name in parts, all folded.

    :param text: the name as written.
    :param core: the words that tell which organisation it is, in order.
    :param trade: words cut off behind the core that are often left out (``technologies``).
    :param places: countries, regions and towns in the name, where a core is left without them.
    :param branch: True where the place stands bare behind the name, as in "Google Ireland".
    :param led: True where a place stands in front, as in "Washington University".
    :param numbers: words of the core with a digit in them: "Unit 29155" is not "Unit 74455".
    :param acronym: True for an abbreviation such as ``NCSC``.
    :param initials: what the name may be abbreviated to, in lower case.
    """

    text: str
    core: tuple[str, ...]
    trade: tuple[str, ...]
    places: frozenset[str]
    branch: bool
    led: bool
    numbers: frozenset[str]
    acronym: bool
    initials: frozenset[str]

    @property
    def generic(self) -> bool:
        """True where the core is made of words that many bodies share ("Consumer Council")."""
        return all(w in _GENERIC for w in self.core)

    @property
    def distinctive(self) -> frozenset[str]:
        """The words of the core that are no common words."""
        return frozenset(w for w in self.core if w not in _GENERIC)

    @property
    def anonymous(self) -> bool:
        """True for "the police", "the association": it says nothing of which."""
        if self.acronym or self.places or any(w not in _ANONYMOUS for w in self.core):
            return False
        return len(self.core) == 1 or self.text == self.text.casefold()


def is_acronym(name: str) -> bool:
    """Recognise one word with two capitals at least and hardly a small letter: ``NCSC``, ``DoJ``.

    >>> [is_acronym(n) for n in ("NCSC", "DoJ", "AT&T", "Europol", "FireEye")]
    [True, True, True, False, False]
    """
    return len(name) <= 8 and bool(_ACRONYM.fullmatch(name)) and sum(c.islower() for c in name) <= 1


@lru_cache(1 << 17)
def parse(name: str) -> tuple[OrganisationName, ...]:
    """Take a name apart, once for each way to write it without accents; at least one.

    >>> parse("The Hong Kong Ballet Limited")[0].core
    ('ballet',)
    """
    return tuple(dict.fromkeys(_parse(name, spelling) for spelling in spellings(name.replace("’", "'"))))


def _parse(name: str, spelling: str) -> OrganisationName:
    raw = _RAW.findall(_NUMBERED.sub(r"\1\2", spelling))
    if len(raw) > 1 and raw[0].casefold() in {"the", "a", "an"}:
        raw = raw[1:]
    plain, places, branch = _without_places(raw)
    bare = [w for w in plain if w not in _LINKS] or plain
    if not [w for w in bare if w not in _LEGAL]:
        plain = bare = [w for r in raw for w in _words(r)] or [spelling.casefold()]
        places, branch = frozenset(), False
    core, trade = _core(unify(tuple(bare)))
    single = [r for r in raw if not place_at([r], 0)] if places else raw
    return OrganisationName(
        text=name,
        core=core,
        trade=trade,
        places=places,
        branch=branch,
        led=bool(places) and place_at([r.removesuffix("'s") for r in raw], 0) is not None,
        numbers=frozenset(w for w in core if any(c.isdigit() for c in w)),
        acronym=len(core) == 1 and bool(single) and is_acronym(single[0]) and len(bare) == 1,
        initials=_initials([w for r in raw for w in _words(r)], plain) if len(bare) > 1 else frozenset(),
    )


def _words(raw: str) -> tuple[str, ...]:
    return tokens(raw.replace("-", " ")) if raw != "&" else ("and",)


def _without_places(raw: Sequence[str]) -> tuple[list[str], frozenset[str], bool]:
    """Split words as written into plain words and places; and tell whether a place stands bare at the end."""
    plain: list[str] = []
    places: set[str] = set()
    branch = False
    stems = [r[:-2] if r.endswith("'s") else r for r in raw]
    i = 0
    while i < len(raw):
        hit = place_at(stems, i)
        branch = False
        if hit:
            places.add(hit[0])
            branch = bool(plain) and plain[-1] not in _LINKS
            i += hit[1]
        else:
            plain.extend(_words(raw[i]))
            i += 1
    return plain, frozenset(places), branch


def _core(bare: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cut legal forms, loose words and an ``office`` off; then the trade words, which come second."""
    core = list(bare)
    while len(core) > 1 and core[-1] in _LEGAL | _LOOSE:
        core.pop()
    while len(core) > 1 and core[0] in _LEADING:
        core.pop(0)
    if len(core) > 1 and "office" in core and not _OFFICES.isdisjoint(core):
        core.remove("office")
    if core[-2:] in (["police", "force"], ["police", "service"]):
        core.pop()
    if "committee" in core:
        core = [w for w in core if w not in _FILLERS]
    trade: list[str] = []
    while len(core) > 1 and core[-1] in _TRADE and not all(w in _GENERIC for w in core[:-1]):
        trade.insert(0, core.pop())
    return tuple(core), tuple(trade)


def _initials(every: Sequence[str], plain: Sequence[str]) -> frozenset[str]:
    """Give what words may be abbreviated to: with and without links, places, legal forms and an office."""
    found: set[str] = set()
    for base in (list(every), list(plain)):
        cut = [w for w in base if w not in _LEGAL] or base
        for listed in (base, cut):
            short = [w for w in listed if w not in _LINKS]
            for chosen in (listed, short, short[1:] if short[:1] == ["office"] else short):
                letters = "".join(w[0] for w in chosen)
                found |= {letters, "".join("cs" if w == "cybersecurity" else w[0] for w in chosen)}
    return frozenset(f for f in found if len(f) > 1)
