"""One name, written in two ways: a slip of the pen, or two habits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from cyberkg.lint.model import Briefing, Finding
from cyberkg.reading.discourse import Passage
from cyberkg.reading.mentions import Mention

__all__ = ["check_spellings", "distance"]

KIND = "two-spellings"
_WORD = re.compile(r"[^\W_]+")
_LEAST = 5  # letters of a word that one slip makes no other word of
_LEAST_SWAPPED = 4  # that two neighbours swapped make no other word of
_HEAD = 3  # words that a name has in common with the beginning of a longer one


def check_spellings(briefing: Briefing) -> Iterator[Finding]:
    """Warn of the rarer spelling of a name, or of the later one, where it stands first."""
    first: dict[str, tuple[Passage, Mention]] = {}
    counts: Counter[str] = Counter()
    for passage in briefing.discourse.passages:
        for mention in passage.mentions:
            if not mention.quoted and not mention.described:
                counts[mention.name] += 1
                first.setdefault(mention.name, (passage, mention))
    names = list(first)
    for number, name in enumerate(names):
        for other in names[:number]:
            if _is_same(other, name):
                usual, odd = (other, name) if counts[other] >= counts[name] else (name, other)
                passage, mention = first[odd]
                at = (
                    passage.text.index(odd, mention.start)
                    if odd in passage.text[mention.start :]
                    else mention.start
                )
                yield briefing.warn(
                    passage, at, at + len(odd), KIND, _message(briefing, odd, usual, first[usual])
                )
                break


def _message(briefing: Briefing, odd: str, usual: str, place: tuple[Passage, Mention]) -> str:
    passage, mention = place
    line = briefing.warn(passage, mention.start, mention.end, KIND, "").line
    if len("".join(_plain(usual))) > len("".join(_plain(odd))) + 1:  # not by a slip alone: it goes on
        usual = " ".join(usual.split()[: len(odd.split())])
    return f"{odd} is spelled {usual} in line {line}; keep to one spelling"


def _is_same(one: str, other: str) -> bool:
    """Tell whether two names are one, written in two ways; capitals alone make no other way.

    One may be the beginning of the other, of some length and with a slip in it.
    """
    a, b = _plain(one), _plain(other)
    if one.casefold() == other.casefold():
        return False
    if "".join(a) == "".join(b):
        return True
    if len(a) != len(b) and min(len(a), len(b)) < _HEAD:
        return False
    different = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(different) == 1 and _is_slip(*different[0])


def _plain(name: str) -> list[str]:
    """The words of a name without capitals and marks."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("’", "'").removesuffix("'s"))
    return _WORD.findall("".join(c for c in letters if not unicodedata.combining(c)))


def _is_slip(one: str, other: str) -> bool:
    """Tell whether a word is another but for a slip: not with an ending more, and numbers are what they are."""
    short, long = sorted((one, other), key=len)
    least = _LEAST_SWAPPED if sorted(short) == sorted(long) else _LEAST
    if len(short) < least or not (one + other).isalpha() or long.startswith(short):
        return False
    return distance(one, other) == 1


def distance(one: str, other: str) -> int:
    """Count the letters to be added, left out, exchanged or swapped with their neighbour between two words.

    >>> distance("centre", "center"), distance("trigona", "trigonna"), distance("bank", "tank")
    (1, 1, 1)
    """
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        earlier, before, row = before, row, [n]
        for m, match in enumerate(other, 1):
            steps = [before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != match)]
            if n > 1 and m > 1 and (letter, one[n - 2]) == (other[m - 2], match):
                steps.append(earlier[m - 2] + 1)
            row.append(min(steps))
    return row[-1]
