"""Literals of the contract as RDF terms and back: dates, money, quantities, numbers, texts.

A value gets a datatype only where its spelling is the one that a store gives back, so that no spelling is
lost; what fits no datatype stays a plain string. Partial dates follow XML Schema (``xsd:gYearMonth``,
``xsd:gYear``), intervals the Extended Date/Time Format of the Library of Congress.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from cyberkg.errors import InputError
from cyberkg.model import Iri
from cyberkg.rdf import vocab
from cyberkg.rdf.iris import value_iri
from cyberkg.terms import LiteralKind

__all__ = [
    "AMOUNT_KINDS",
    "Triple",
    "date_term",
    "day_bounds",
    "decimal_term",
    "describe_amount",
    "node",
    "number_term",
    "text",
    "value_term",
]

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]

_DATATYPES = {4: vocab.XSD_G_YEAR, 7: vocab.XSD_G_YEAR_MONTH, 10: vocab.XSD_DATE}
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_NUMBER = re.compile(r"0|[1-9][0-9]*")
_MONEY = re.compile(r"([0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?) (\S+)")
_FIGURES = re.compile(r"([a-z]+)-figure")
_COUNTS = {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
AMOUNT_KINDS = {LiteralKind.MONEY: "money", LiteralKind.QUANTITY: "quantity"}


# The same few terms come again and again: a fifth of the time of encoding is in making them.
@functools.lru_cache(maxsize=8192)
def node(iri: str) -> ox.NamedNode:
    """Make a node of an absolute IRI.

    :raises InputError: where the text is no IRI: a blank, a ``>``, no scheme, half a surrogate pair.
    """
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise InputError(f"{iri!a} is no IRI", hint="percent-encode what an IRI may not hold") from error


def text(value: str) -> ox.Literal:
    """Make a plain string of any characters, control characters included.

    :raises InputError: where the text holds half a surrogate pair, which no RDF can carry. Readers of files
        replace these with U+FFFD, so that only values made by hand meet this.
    """
    try:
        return ox.Literal(value)
    except ValueError as error:
        raise InputError(f"{value!a} holds half a surrogate pair", hint="replace it by U+FFFD") from error


def _typed(value: str, datatype: Iri) -> ox.Literal:
    return ox.Literal(value, datatype=node(datatype))


def number_term(value: str) -> ox.Literal:
    """Make an ``xsd:integer`` of decimal digits; what is spelt in another way stays a string."""
    return _typed(value, vocab.XSD_INTEGER) if _NUMBER.fullmatch(value) else text(value)


def decimal_term(value: float | Decimal) -> ox.Literal:
    """Make an ``xsd:decimal`` that reads back as the very same number, without trailing zeros.

    >>> decimal_term(0.9).value, decimal_term(1.0).value, decimal_term(1e-7).value
    ('0.9', '1', '0.0000001')
    """
    return _decimal(str(value) if isinstance(value, Decimal) else repr(value))


@functools.lru_cache(maxsize=1 << 12)  # confidences and scores are some hundred numbers
def _decimal(written: str) -> ox.Literal:
    digits = format(Decimal(written), "f")
    plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return _typed(plain or "0", vocab.XSD_DECIMAL)


@functools.lru_cache(
    maxsize=1 << 14
)  # reports ask time and again for the dates of the same few thousand things
def day_bounds(date: str) -> tuple[datetime.date, datetime.date] | None:
    """Find the first and the last day that a date can mean; None where it is no ISO 8601 prefix or interval.

    >>> [day.isoformat() for day in day_bounds("2024-02")]
    ['2024-02-01', '2024-02-29']
    >>> [day.isoformat() for day in day_bounds("2023-09-13/2023-09-15")]
    ['2023-09-13', '2023-09-15']
    """
    start, slash, end = date.partition("/")
    first = _one_date(start)
    last = _one_date(end) if slash else first
    return (first[0], last[1]) if first and last else None


def _one_date(date: str) -> tuple[datetime.date, datetime.date] | None:
    if not _DATE.fullmatch(date):
        return None
    year, *rest = (int(part) for part in date.split("-"))
    try:
        months = rest[:1] or [1, 12]
        days = rest[1:] or [1, calendar.monthrange(year, months[-1])[1]]
        return datetime.date(year, months[0], days[0]), datetime.date(year, months[-1], days[-1])
    except ValueError:
        return None


def date_term(date: str) -> ox.Literal:
    """Make a typed literal of a date as precise as it is written; what is no date stays a string.

    >>> print(date_term("2023-09"))
    "2023-09"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>
    """
    if day_bounds(date) is None:
        return text(date)
    return _typed(date, vocab.EDTF_EDTF if "/" in date else _DATATYPES[len(date)])


def value_term(base: str, kind: LiteralKind, value: str) -> ox.NamedNode | ox.Literal:
    """Make the object of a fact: a literal, or for money and quantities the node of the amount."""
    if kind in AMOUNT_KINDS:
        return node(value_iri(base, AMOUNT_KINDS[kind], value))
    if kind is LiteralKind.DATE:
        return date_term(value)
    return number_term(value) if kind is LiteralKind.NUMBER else text(value)


def describe_amount(amount: ox.NamedNode, kind: LiteralKind, value: str) -> Iterator[Triple]:
    """Describe the node of an amount: its words always, number and unit where they can be told.

    Words like ``six-figure`` bound the number: six digits lie between 100000 and 999999.
    """
    money = kind is LiteralKind.MONEY
    yield (
        amount,
        node(vocab.RDF_TYPE),
        node(vocab.SCHEMA_MONETARY_AMOUNT if money else vocab.SCHEMA_QUANTITATIVE_VALUE),
    )
    yield amount, node(vocab.RDF_VALUE), text(value)
    if found := (_MONEY if money else _QUANTITY).fullmatch(value):
        yield amount, node(vocab.SCHEMA_VALUE), decimal_term(Decimal(found[1]))
        yield amount, node(vocab.SCHEMA_CURRENCY if money else vocab.SCHEMA_UNIT_TEXT), text(found[2])
    elif money and (words := _FIGURES.fullmatch(value)) and words[1] in _COUNTS:
        digits = _COUNTS[words[1]]
        yield amount, node(vocab.SCHEMA_MIN_VALUE), decimal_term(Decimal(10 ** (digits - 1)))
        yield amount, node(vocab.SCHEMA_MAX_VALUE), decimal_term(Decimal(10**digits - 1))
