"""Finds volumes of data: ``400GB``, ``700 gigabytes``, ``half a terabyte``; not memory sizes, not speeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cyberkg.reading.numerals import DIGITS, SPELLED, digits, magnitude, number_in, plain

__all__ = ["QuantityMention", "find_quantities"]

_PREFIXES = {"kilo": "K", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E"}
_QUANTITY = re.compile(
    rf"(?<![\w.,$€£¥-])(?:(?P<low>{DIGITS})\s?[-–—]\s?(?={DIGITS}))?"
    rf"(?:(?P<number>{DIGITS})(?:\s(?P<scale>thousand|million|billion))?|(?P<words>{SPELLED})|(?P<share>half\s)?an?)"
    rf"[\s-]?(?:(?P<letter>[KMGTPE]i?[Bb]|[kmgtpe]b)s?|(?i:(?P<name>{'|'.join(_PREFIXES)})?bytes?))"
    r"(?![\w/]|\sof\s(?:RAM|memory|storage)\b|\s(?:per|a)\ssecond\b)"
)


@dataclass(frozen=True, slots=True, order=True)
class QuantityMention:
    """A volume of data in a text.

    :param start: offset in characters, half-open with ``end``.
    :param value: number and unit: ``400 GB``, ``1.5 TB``, ``2 GiB``; the lower end of a range.
    """

    start: int
    end: int
    value: str


@lru_cache(maxsize=1024)  # several readers ask of each passage
def find_quantities(text: str) -> tuple[QuantityMention, ...]:
    """Find the volumes of data in a text, in order; in time linear in the text.

    >>> [m.value for m in find_quantities("over 400GB, 700 gigabytes and half a terabyte of mail")]
    ['400 GB', '700 GB', '0.5 TB']
    """
    return tuple(
        QuantityMention(match.start(), match.end(), _value(match)) for match in _QUANTITY.finditer(text)
    )


def _value(match: re.Match[str]) -> str:
    if match["words"]:
        number = plain(number_in(match["words"]))
    elif match["number"]:
        number = plain(digits(match["low"] or match["number"]) * magnitude(match["scale"]))
    else:
        number = "0.5" if match["share"] else "1"
    if match["letter"]:
        letter = match["letter"]
        return f"{number} {letter[0].upper()}{'i' if 'i' in letter else ''}B"
    return f"{number} {_PREFIXES.get((match['name'] or '').casefold(), '')}B"
