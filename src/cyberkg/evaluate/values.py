"""When two names, or two values, are the same, whatever their case, articles, titles of courtesy and wording."""

from __future__ import annotations

import re

__all__ = ["normalise", "same_value"]

_COURTESY = {"mr", "ms", "mrs", "miss", "dr", "prof", "professor", "ir", "hon", "honourable", "sir", "madam"}
_LEADING = frozenset({"the", "a", "an"} | _COURTESY)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d[\d,]*\.?\d*")
_FIGURE = re.compile(r"[\d,.]+\s*[A-Za-z]{0,3}")
_LEAST_SHARED = 0.6  # of the words of two wordings of one thing


def normalise(text: str) -> str:
    """Reduce a name to its words: lower case, one space between, no leading article or courtesy title.

    >>> normalise("The Digital Office's"), normalise("Hon. David IP")
    ('digital office', 'david ip')
    """
    words = _WORD.findall(text.casefold().replace("’s", "").replace("'s", ""))
    first = next((i for i, word in enumerate(words) if word not in _LEADING), len(words))
    return " ".join(words[first:])


def same_value(gold: str, found: str) -> bool:
    """Tell whether a value is one of the gold's, which has ``|`` between wordings that are equally good.

    Figures and dates are exact, whatever their thousands separators; of other words three in five are shared.

    >>> same_value("13,000|13000 records", "13000"), same_value("2023-09-08", "2023-09")
    (True, False)
    >>> same_value("names of staff", "the names of all staff"), same_value("names", "addresses")
    (True, False)
    """
    return any(_is_wording(wording, found) for wording in gold.split("|"))


def _is_wording(gold: str, found: str) -> bool:
    mine, other = normalise(gold), normalise(found)
    if mine == other:
        return True
    if re.search(r"\d", gold):
        return bool(_FIGURE.fullmatch(gold.strip())) and _figure(gold) == _figure(found)
    a, b = set(mine.split()), set(other.split())
    return bool(a and b) and len(a & b) / len(a | b) >= _LEAST_SHARED


def _figure(text: str) -> tuple[list[float], str]:
    """Split a figure: its numbers, and its unit in lower case."""
    numbers = [float(number.replace(",", "")) for number in _NUMBER.findall(text)]
    return numbers, re.sub(r"[\d,.\s~≈]+", "", text).casefold()
