"""The written forms of literals: what a date, an amount of money, a quantity and a number may look like."""

from __future__ import annotations

import calendar
import re

from cyberkg.terms import INCIDENT_TYPES, LiteralKind

__all__ = ["find_fault"]

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)? [A-Z]{3}")
_QUANTITY = re.compile(r"[0-9]+(?:\.[0-9]+)? \S(?:.{0,30}\S)?")
_NUMBER = re.compile(r"[0-9]+")
_LONGEST_VAGUE = 60


def find_fault(predicate: str, kind: LiteralKind, value: str) -> str | None:
    """Tell what is wrong with a literal, and how to write it; None where nothing is.

    >>> find_fault("eventDate", LiteralKind.DATE, "8 September 2023")
    'write dates as 2023-09-08, 2023-09, 2023 or 2023-09-13/2023-09-15'
    """
    if predicate == "incidentType":
        return None if value in INCIDENT_TYPES else f"use one of {', '.join(INCIDENT_TYPES)}"
    if kind is LiteralKind.DATE:
        return (
            None if _is_date(value) else "write dates as 2023-09-08, 2023-09, 2023 or 2023-09-13/2023-09-15"
        )
    if kind is LiteralKind.MONEY:
        return None if _is_money(value) else "write amounts as 300000 USD, or in words (six-figure)"
    if kind is LiteralKind.QUANTITY:
        return None if _QUANTITY.fullmatch(value) else "write quantities as 400 GB"
    if kind is LiteralKind.NUMBER:
        return None if _NUMBER.fullmatch(value) else "write numbers as 13000"
    return None


def _is_date(value: str) -> bool:
    ends = value.split("/")
    points = [_point(end) for end in ends]
    if len(ends) > 2 or None in points:
        return False
    return len(ends) == 1 or ends[0][: len(ends[1])] <= ends[1][: len(ends[0])]


def _point(text: str) -> str | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(n) if n else None for n in found.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return text


def _is_money(value: str) -> bool:
    """Tell whether a value is an amount with its currency, or words without any digit."""
    vague = (
        len(value) <= _LONGEST_VAGUE
        and not any(c.isdigit() for c in value)
        and any(c.isalpha() for c in value)
    )
    return bool(_AMOUNT.fullmatch(value)) or vague
