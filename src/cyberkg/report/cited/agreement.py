"""Which values of one thing cannot all be right: two days of one event, two amounts of one ransom, a denial.

Values that differ only in how closely they tell agree: a month and a day in it, "six-figure" and an amount
of six figures, 400 GB and 0.4 TB.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cyberkg.rdf.values import day_bounds
from cyberkg.report.cited.told import Told
from cyberkg.terms import PREDICATES, LiteralKind, Status

__all__ = ["SINGLE", "Versions", "agree", "fit", "versions"]

# Predicates of which a thing has one value.
SINGLE = frozenset(
    {"eventDate", "incidentDate", "affectedCount", "dataVolume", "ransomDemanded", "ransomPaid"}
)
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?) (\S+)", re.ASCII)
_FIGURES = {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_BYTES = {"B": 0, "KB": 3, "MB": 6, "GB": 9, "TB": 12, "PB": 15, "EB": 18}


@dataclass(frozen=True, slots=True)
class Versions:
    """What is told of one thing in ways that cannot all be right.

    :param values: the facts, by value, in the order in which each value was first told.
    """

    predicate: str
    values: tuple[tuple[Told, ...], ...]


def versions(facts: Iterable[Told]) -> tuple[Versions, ...]:
    """Find what is told in different versions; in the order in which it was first told.

    :param facts: of any subjects, in order of time.
    """
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in facts:
        groups[told.subject.iri, told.predicate].append(told)
    found = []
    for (_, predicate), members in groups.items():
        if values := _differing(members):
            found.append(Versions(predicate, values))
    return tuple(found)


def _differing(members: Sequence[Told]) -> tuple[tuple[Told, ...], ...]:
    by_value: dict[tuple[str, bool], list[Told]] = defaultdict(list)
    for told in members:
        by_value[told.value, told.status is Status.DENIED].append(told)
    values = [tuple(group) for group in by_value.values()]
    return tuple(
        one for one in values if any(not fit(one[0], other[0]) for other in values if other is not one)
    )


def fit(one: Told, other: Told) -> bool:
    """Tell whether two facts with one subject and predicate can both be right."""
    if (one.status is Status.DENIED) is not (other.status is Status.DENIED):
        return one.value != other.value
    if one.status is Status.DENIED or one.predicate not in SINGLE:
        return True
    return agree(one.predicate, one.value, other.value)


def agree(predicate: str, one: str, other: str) -> bool:
    """Tell whether two values of a predicate of ``SINGLE`` can be one.

    >>> agree("incidentDate", "2023-08", "2023-08-18"), agree("ransomDemanded", "six-figure", "300000 USD")
    (True, True)
    >>> agree("affectedCount", "13000", "13632"), agree("dataVolume", "400 GB", "0.4 TB")
    (False, True)
    """
    if one == other:
        return True
    kind = PREDICATES[predicate].literal
    if kind is LiteralKind.DATE:
        left, right = day_bounds(one), day_bounds(other)
        return bool(left and right and left[0] <= right[1] and right[0] <= left[1])
    if kind is LiteralKind.MONEY:
        return _money_agrees(one, other) or _money_agrees(other, one)
    if kind is LiteralKind.QUANTITY:
        return _size(one) == _size(other)
    return False


def _money_agrees(vague: str, exact: str) -> bool:
    """Tell whether an amount has as many figures as words say, or is in another currency."""
    found, figures = _AMOUNT.fullmatch(exact), vague.removesuffix("-figure")
    if found is None:
        return False
    if other := _AMOUNT.fullmatch(vague):
        return other[2] != found[2]
    return figures in _FIGURES and len(found[1].partition(".")[0]) == _FIGURES[figures]


def _size(quantity: str) -> tuple[float, str]:
    found = _AMOUNT.fullmatch(quantity)
    if found is None:
        return 0.0, " ".join(quantity.casefold().split())
    unit = found[2].upper()
    return (float(f"{found[1]}e{_BYTES[unit]}"), "") if unit in _BYTES else (float(found[1]), unit)
