"""Words and values of foreign files made fit for the contract: names, dates, IRIs, counts, a line that says a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cyberkg.terms import PREDICATES, Marking, Status

__all__ = ["LONGEST", "clean", "day", "interval", "link", "marking_of", "said", "strictest", "unique"]

LONGEST = 1000
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:[T ][0-9:.]*)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
_IRI = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]{1,500}")
_WIKIDATA = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")


def clean(value: object) -> str:
    """Make one line of a name or a text: characters that cannot be seen become blanks.

    :returns: empty for what is no text, or longer than a name can be.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = value if isinstance(value, str) else str(value)
    if len(text) > 4 * LONGEST:
        return ""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else ""


def day(value: object) -> str:
    """Cut a date or a time down to its day, month or year; empty where it is none.

    >>> day("2023-09-19T23:15:00.000Z"), day("2023-09"), day("19 September")
    ('2023-09-19', '2023-09', '')
    """
    found = _DAY.fullmatch(clean(value))
    return "-".join(part for part in found.groups() if part) if found else ""


def interval(start: str, end: str) -> str:
    """Put two days together as the contract writes them: one where they are the same or one is missing.

    >>> interval("2023-09-19", "2023-09-21"), interval("2023", "")
    ('2023-09-19/2023-09-21', '2023')
    """
    start, end = start or end, end or start
    return start if start == end else f"{start}/{end}"


def link(value: object) -> str:
    """Take an IRI of the same thing elsewhere, items of Wikidata by the one IRI that they have; empty for others.

    >>> link("https://www.wikidata.org/wiki/Q7747")
    'http://www.wikidata.org/entity/Q7747'
    """
    iri = value if isinstance(value, str) else ""
    item = _WIKIDATA.fullmatch(iri)
    if item:
        return f"http://www.wikidata.org/entity/{item[1]}"
    return iri if _IRI.fullmatch(iri) and iri.isprintable() and "wikidata.org" not in iri else ""


def marking_of(label: str) -> Marking | None:
    """Read a level of the Traffic Light Protocol, with or without its name in front; None for other words.

    >>> marking_of("TLP:AMBER+STRICT"), marking_of("white"), marking_of("secret")
    (<Marking.AMBER_STRICT: 'amber+strict'>, <Marking.CLEAR: 'clear'>, None)
    """
    level = clean(label).lower().removeprefix("tlp").strip(": ").replace(" ", "")
    level = "clear" if level == "white" else level
    return Marking(level) if level in set(Marking) else None


def strictest(markings: Iterable[Marking | None]) -> Marking | None:
    """Give the strictest of markings; None where none is given."""
    return max((m for m in markings if m is not None), key=lambda m: m.rank, default=None)


def unique(values: Iterable[str], without: str = "") -> tuple[str, ...]:
    """Drop what is empty, stands twice or is ``without``; the order stays."""
    return tuple(dict.fromkeys(value for value in values if value and value != without))


def said(predicate: str, ends: tuple[str, str], qualifier: str, represents: str, status: Status) -> str:
    """Say a fact in one line, so that a reader sees all of it.

    >>> said("spokeAt", ("Ada Tan", "Harbour Forum"), "keynote", "Orchid Bank", Status.PLANNED)
    'Ada Tan spoke at Harbour Forum (keynote), for Orchid Bank; planned.'
    """
    role = f" ({qualifier})" if qualifier else ""
    whom = f", for {represents}" if represents else ""
    how = "" if status is Status.ASSERTED else f"; {status}"
    return f"{ends[0]} {PREDICATES[predicate].phrase} {ends[1]}{role}{whom}{how}."
