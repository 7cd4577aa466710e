"""Values, dates, lists and counts in plain English: "13 to 15 September 2023", "USD 300,000", "A, B and C"."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from types import MappingProxyType

from cyberkg.rdf.values import day_bounds
from cyberkg.terms import PREDICATES, LiteralKind, Status

__all__ = [
    "KINDS",
    "STATED",
    "capital",
    "count",
    "day_words",
    "listed",
    "money_words",
    "number_words",
    "on_words",
    "value_words",
]

# types of incident, as a word before "attack" or "incident"
KINDS = MappingProxyType(
    {
        "data-breach": "data breach",
        "ddos": "denial of service",
        "supply-chain": "supply chain",
        "other": "other kind",
    }
)
STATED = MappingProxyType(
    {
        Status.ASSERTED: "stated",
        Status.REPORTED: "reported",
        Status.PLANNED: "planned",
        Status.DENIED: "denied",
    }
)
_MONEY = re.compile(r"([0-9]+)(\.[0-9]+)? ([A-Z]{3})", re.ASCII)
_FIGURES = re.compile(r"[a-z]+-figure")
_NUMBER = re.compile(r"([0-9]+)(\.[0-9]+)?(.*)", re.ASCII | re.DOTALL)
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def day_words(when: str) -> str:
    """Write an ISO 8601 prefix or interval as English does; what is no date comes back as it is.

    >>> day_words("2023-09-13/2023-09-15"), day_words("2023-12-28/2024-01-02")
    ('13 to 15 September 2023', '28 December 2023 to 2 January 2024')
    >>> day_words("2023-09"), day_words("2023-09/2023-11"), day_words("2023")
    ('September 2023', 'September to November 2023', '2023')
    """
    if day_bounds(when) is None:
        return when
    first, _, last = when.partition("/")
    if not last or first == last:
        return " ".join(_parts(first))
    start, end = _parts(first), _parts(last)
    shared = 0
    while shared < min(len(start), len(end)) - 1 and start[-1 - shared] == end[-1 - shared]:
        shared += 1
    return f"{' '.join(start[: len(start) - shared])} to {' '.join(end)}"


def on_words(when: str) -> str:
    """Write a date with the preposition that it wants in a sentence; what is no date stands alone.

    >>> on_words("2024-06-03"), on_words("2024-06"), on_words("2024-06-03/2024-06-05")
    ('on 3 June 2024', 'in June 2024', 'from 3 to 5 June 2024')
    """
    words = day_words(when)
    if day_bounds(when) is None:
        return words
    first, _, last = when.partition("/")
    if last and last != first:
        return f"from {words}"
    return f"on {words}" if len(first) == 10 else f"in {words}"


def _parts(date: str) -> list[str]:
    """Cut a date to its words: day, month, year."""
    year, *rest = date.split("-")
    words = [str(int(year))]
    if rest:
        words.insert(0, month_name[int(rest[0])])
    if len(rest) > 1:
        words.insert(0, str(int(rest[1])))
    return words


def number_words(digits: str) -> str:
    """Set commas between thousands, and name round millions; other words stay.

    >>> number_words("13000"), number_words("100000000"), number_words("2350000"), number_words("dozens")
    ('13,000', '100 million', '2.35 million', 'dozens')
    """
    found = _NUMBER.fullmatch(digits)
    if found is None or len(found[1]) > 18:
        return digits
    whole = int(found[1])
    for size, name in _SCALES:
        if whole >= size and not found[2] and whole % (size // 100) == 0:
            return f"{whole / size:g} {name}{found[3]}"
    return f"{whole:,}{found[2] or ''}{found[3]}"


def money_words(amount: str) -> str:
    """Write an amount of money; vague words become a phrase.

    >>> money_words("300000 USD"), money_words("six-figure")
    ('USD 300,000', 'a six-figure sum')
    """
    if found := _MONEY.fullmatch(amount):
        return f"{found[3]} {number_words(found[1] + (found[2] or ''))}"
    return f"{_article(amount)} {amount} sum" if _FIGURES.fullmatch(amount) else amount


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"


def value_words(predicate: str, value: str) -> str:
    """Write the value of a fact in words.

    >>> value_words("incidentDate", "2024-06-03"), value_words("incidentType", "data-breach")
    ('3 June 2024', 'data breach')
    """
    kind = PREDICATES[predicate].literal if predicate in PREDICATES else None
    if kind is LiteralKind.DATE:
        return day_words(value)
    if kind is LiteralKind.MONEY:
        return money_words(value)
    if kind in {LiteralKind.NUMBER, LiteralKind.QUANTITY}:
        return number_words(value)
    return KINDS.get(value, value) if predicate == "incidentType" else value


def listed(names: Sequence[str], most: int = 0) -> str:
    """Join names as English does; of a long list the first ones and how many more.

    :param most: how many names to give in full; 0 for all. One name more than that is given too, for
        "and 1 other" would be no shorter.

    >>> listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])
    ('A', 'A and B', 'A, B and C')
    >>> listed(["A", "B", "C", "D", "E"], most=3)
    'A, B, C and 2 others'
    """
    if most and len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} others"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def count(number: int, one: str, many: str = "") -> str:
    """Count things: "1 briefing", "3 briefings".

    :param many: the plural, where it is not the singular with an s.

    >>> count(1, "briefing"), count(1200, "person", "people")
    ('1 briefing', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """Start a text with a capital letter; the rest stays.

    >>> capital("a LockBit affiliate")
    'A LockBit affiliate'
    """
    return text[:1].upper() + text[1:]
