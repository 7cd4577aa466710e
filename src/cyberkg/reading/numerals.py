"""Numbers as briefings write them, in digits or in words: ``34,140``, ``9.7 million``, ``half a million``.

The patterns are bounded; a number longer than they allow is not one. ``number_in`` says what one is worth.
"""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["DIGITS", "MAGNITUDE", "SPELLED", "digits", "magnitude", "number_in", "plain"]

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: n for n, word in enumerate((*_ONES, *_TEENS), start=1)}
_SMALL |= {word: n * 10 for n, word in enumerate(_TENS, start=2)}
_SCALES = {
    **{"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    **{
        "lakh": 10**5,
        "crore": 10**7,
        "mn": 10**6,
        "mln": 10**6,
        "bn": 10**9,
        "k": 10**3,
        "m": 10**6,
        "b": 10**9,
    },
}

# Thousands are set off by commas, or by spaces: "4 406", "25 000 000".
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d|[:/,-]\d|\.\d{3}|\.\d{1,2}\.\d)){1,5}|\d{1,15})"
    r"(?:\.\d{1,6})?(?!\d)"
)
MAGNITUDE = (
    r"(?:(?i:hundred thousand|thousand|million|billion|trillion|lakh|crore|mln|mn|bn)|[kKmMbB])(?![A-Za-z])"
)

_TO_NINE = rf"(?:{'|'.join(_ONES)})(?![a-z])"
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]{_TO_NINE})?|(?:{'|'.join(_TEENS)})(?![a-z])|{_TO_NINE})"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}|an?)\shundred(?:\s(?:and\s)?{_BELOW_100})?|{_BELOW_100})"
_SCALE = r"(?:thousand|million|billion|trillion|dozen)(?![a-z])"
_AMOUNT = rf"(?:{_BELOW_1000}(?:\sand\sa\shalf)?|half\sa|a\squarter\sof\sa|an?)"
SPELLED = (
    rf"(?<![\w-])(?i:{_AMOUNT}[\s-](?:hundred\s)?{_SCALE}(?:,?\s(?:and\s)?{_BELOW_1000}(?:\sthousand(?![a-z]))?)?"
    rf"|{_BELOW_1000})(?![\w-]|\sand\sa\shalf)"
)
_FRACTIONS = {"half a ": Decimal("0.5"), "a quarter of a ": Decimal("0.25")}


def digits(text: str) -> Decimal:
    """Read a number in digits, with commas or spaces between thousands or without.

    >>> digits("34,140")
    Decimal('34140')
    """
    return Decimal(re.sub(r"[,\s]", "", text))


def magnitude(word: str | None) -> int:
    """Return what a word or letter behind a number multiplies it by; 1 for none.

    >>> magnitude("bn"), magnitude("hundred thousand"), magnitude(None)
    (1000000000, 100000, 1)
    """
    factor = 1
    for part in (word or "").casefold().split():
        factor *= _SCALES[part]
    return factor


def number_in(words: str) -> Decimal:
    """Say what a number in words is worth; the words are a match of ``SPELLED``.

    >>> number_in("two and a half million"), number_in("a hundred and twenty-five")
    (Decimal('2500000.0'), Decimal('125'))
    """
    text = re.sub(r"[\s-]+", " ", words.casefold())
    one, total, current = Decimal(1), Decimal(0), Decimal(0)
    for phrase, share in _FRACTIONS.items():
        if text.startswith(phrase):
            current, text = share, text.removeprefix(phrase)
    text = text.replace("and a half", "½")
    for word in re.findall(r"[a-z½]+", text):
        if word == "½":
            current += Decimal("0.5")
        elif word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = (current or one) * 100
        elif word == "dozen":
            current = (current or one) * 12
        elif word in _SCALES:
            total += (current or one) * _SCALES[word]
            current = Decimal(0)
    return total + current


def plain(number: Decimal) -> str:
    """Write a number without exponent, commas or idle zeros.

    >>> plain(Decimal("2.350000")), plain(Decimal("3E+6"))
    ('2.35', '3000000')
    """
    if number == number.to_integral_value():
        return str(int(number))
    return format(number.normalize(), "f")
