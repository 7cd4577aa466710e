"""Names within one document: which two of them may name the same thing.

Deciding between documents is the work of ``cyberkg.identity``; here the writer has the first mention in full
and comes back to it shorter, so short forms may lean on what stands earlier in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cyberkg.reading.lexicon import (
    COUNTRIES,
    EVENT_HEADS,
    HONORIFICS,
    NATIONALITIES,
    ORGANISATION_HEADS,
    PLACE_HEADS,
    words,
)
from cyberkg.reading.mentions import Mention, normal
from cyberkg.terms import EntityType

__all__ = [
    "person_parts",
    "same_event",
    "same_name",
    "same_names",
    "same_organisation",
    "same_person",
    "same_place",
    "spelling",
]

_LEGAL = words(
    """limited ltd inc incorporated corp corporation plc llc gmbh ag sa nv co company group holdings holding gang
    team ransomware international management crew collective network platform software"""
)
_REGIONS = words(
    "hong kong north south east west united states kingdom new zealand saudi arabia sri lanka hksar us uk eu"
)
_PLACES = {c.casefold() for c in COUNTRIES | NATIONALITIES} | _REGIONS


def spelling(name: str) -> str:
    """Fold the spellings of a name that differ by fashion only.

    >>> spelling("the Cyber Security Centre")
    'cybersecurity center'
    """
    folded = normal(name)
    for old, new in (
        ("cyber security", "cybersecurity"),
        ("centre", "center"),
        ("organisation", "organization"),
        ("programme", "program"),
        ("co operation", "cooperation"),
        ("defence", "defense"),
    ):
        folded = folded.replace(old, new)
    return folded


def person_parts(name: str) -> list[str]:
    """Split a person's name in lower-case parts, honorifics left out.

    >>> person_parts("Ms Ada CHUNG Lai-ling")
    ['ada', 'chung', 'lai', 'ling']
    """
    parts = [p.casefold() for p in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", name)]
    while len(parts) > 1 and parts[0] in HONORIFICS:
        parts = parts[1:]
    return parts


def same_person(short: str, full: str) -> bool:
    """Tell whether one name is the other, or the other with parts left out.

    A single part must be the family name: the last part, or the first where that is how the full name runs.
    """
    a, b = person_parts(short), person_parts(full)
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return False
    if len(a) == 1:
        return a[0] in (b[-1], b[0], b[min(1, len(b) - 1)])
    return set(a) <= set(b) and (a[0] in (b[0], b[-1]) or a[-1] in (b[0], b[-1]))


@lru_cache(maxsize=4096)  # each name of a document is held against many
def _core(name: str) -> tuple[str, ...]:
    """The words of a body's name that tell it from others: no legal form, no country in front or behind."""
    ws = [w for w in spelling(name).split() if w not in {"of", "the", "for", "and"}]
    while len(ws) > 1 and ws[-1] in _LEGAL:
        ws.pop()
    start = 0
    while start < len(ws) - 1 and ws[start] in _PLACES:
        start += 1
    end = len(ws)
    while end > start + 1 and ws[end - 1] in _PLACES:
        end -= 1
    return tuple(ws[start:end])


def same_organisation(a: str, b: str) -> bool:
    """Tell whether two names of bodies in one document are one: legal form, country or one word apart.

    >>> same_organisation("Hong Kong Cyberport Management Company Limited", "Cyberport")
    True
    >>> same_organisation("House Committee on Rules", "House Committee on Homeland Security")
    False
    """
    x, y = _core(a), _core(b)
    if x == y:
        return True
    short, long = sorted((x, y), key=len)
    if len(short) >= 4 and len(long) == len(short) + 1 and short[0] == long[0] and short[-1] == long[-1]:
        rest = iter(long)
        return all(w in rest for w in short)  # a word left out by mistake
    heads = ORGANISATION_HEADS - _LEGAL
    if len(short) == 1 and short[0] in heads:
        return False
    return (
        bool(short) and long[: len(short)] == short and len(short) == 1 and not any(w in heads for w in long)
    )


def same_event(a: str, b: str) -> bool:
    """Tell whether two names of events are one: the year apart, or a short form of the longer.

    >>> same_event("CSOP 2023", "CSOP 2023 Cyber Security Operation And Practices Conference")
    True
    >>> same_event("Information Security Summit 2022", "Information Security Summit 2023")
    False
    """
    x, y = spelling(a).split(), spelling(b).split()
    years = [{w for w in ws if re.fullmatch(r"(?:19|20)\d\d", w)} for ws in (x, y)]
    if years[0] and years[1] and years[0] != years[1]:
        return False
    x, y = ([w for w in ws if not w.isdigit() and w not in {"of", "on", "the", "for"}] for ws in (x, y))
    if x == y and x:
        return True
    short, long = sorted((x, y), key=len)
    if not short:
        return False
    if len(short) == 1:
        return short[0] not in EVENT_HEADS and short[0] in (long[0], long[-1])
    return set(short) <= set(long) and (short[-1] == long[-1] or short[0] == long[0])


def same_place(a: str, b: str) -> bool:
    """Tell whether two names of places are one, *Province* or *City* apart."""

    def bare(name: str) -> list[str]:
        ws = normal(name).split()
        return [w for w in ws if w not in PLACE_HEADS - {"sands", "bay", "village", "park"}] or ws

    return bare(a) == bare(b)


def same_name(a: Mention, b: Mention) -> bool:
    """Tell whether two mentions of one type name the same thing, by their names and acronyms."""
    if (a.acronym and normal(a.acronym) == normal(b.name)) or (
        b.acronym and normal(b.acronym) == normal(a.name)
    ):
        return True
    return same_names(a.type or EntityType.WORK, a.name, b.name)


def same_names(kind: EntityType, a: str, b: str) -> bool:
    """Tell whether two names of one type name the same thing."""
    same = {
        EntityType.PERSON: same_person,
        EntityType.ORGANISATION: same_organisation,
        EntityType.EVENT: same_event,
        EntityType.PLACE: same_place,
    }.get(kind)
    return same(a, b) if same else spelling(a) == spelling(b)
