"""How many of a ranking a question asks for: the *top 5*, the *three* largest, a *dozen*."""

from __future__ import annotations

import re
from types import MappingProxyType

__all__ = ["SEVERAL", "count_in", "is_count"]

SEVERAL = "several"
"""The meaning of words that tell how many; those in letters stand under it in ``words.txt``."""

_DIGITS = re.compile(r"[2-9]|[1-9][0-9]{1,2}")  # four digits are a year
_ORDER = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty"
)
_NAMES = MappingProxyType(
    {
        **{name: number for number, name in enumerate(_ORDER.split(), start=2)},
        "dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    }
)  # fmt: skip


def is_count(word: str) -> bool:
    """Tell whether a word is a number of things in digits.

    >>> is_count("15"), is_count("1"), is_count("2023"), is_count("٣")
    (True, False, False, False)
    """
    return _DIGITS.fullmatch(word) is not None


def count_in(text: str) -> int:
    """Give the number that words mean; 0 where they mean none.

    >>> count_in("Ten"), count_in("15"), count_in("a few")
    (10, 15, 0)
    """
    word = text.casefold()
    return int(word) if is_count(word) else _NAMES.get(word, 0)
