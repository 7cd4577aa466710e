"""Names of people of whom a graph knows nothing, told by what stands beside them: a title, or a family name.

Behind a courtesy title (``Dr LAW Yuet-wing, Frank``) any name is somebody's; behind the title of an office (``Minister
Stephen Donnelly``) one that begins with a usual given name, as much else begins with a capital there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cyberkg.export.name_words import Word, gap_before
from cyberkg.identity.lexicon import aliases
from cyberkg.identity.lexicon import words as word_list

__all__ = ["behind_title", "given_behind"]

_COURTESIES = frozenset((
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lady", "lord", "madam", "mme", "herr",
    "ir", "rev", "reverend", "senator", "congressman", "congresswoman", "councillor", "judge", "sheikh",
))  # fmt: skip
_OFFICES = word_list("persons", "titles") - _COURTESIES
_PARTICLES = word_list("persons", "particles")
_HYPHENS = frozenset("-‐‑")
_BLANK = re.compile(r"\s{1,2}")
_POINT = re.compile(r"\.\s?")
_APOSTROPHE = frozenset("'’")
_TURNED = re.compile(r",\s{1,2}")
_ENDED = re.compile(r"\s?[,;.:)]")
_MOST = 3  # names with blanks between


def behind_title(text: str, words: Sequence[Word], at: int) -> range:
    """Give the words of the name behind a title, where one stands: a name with hyphens and particles as a whole.

    A given name behind the comma of ``LAW Yuet-wing, Frank`` belongs to it.

    :param at: the word that may be a title.
    """
    title, first = words[at], at + 1
    if not title.capital or first >= len(words) or not _follows(text, words, first):
        return range(0)
    if title.folded not in _COURTESIES and not (
        title.folded in _OFFICES and words[first].folded in _given_names()
    ):
        return range(0)
    end = first
    for _ in range(_MOST):
        longer = _one_more(text, words, end)
        if longer == end:
            break
        end = longer
    if end > first and _is_turned(text, words, first, end):
        end += 1
    return range(first, end)


def given_behind(text: str, words: Sequence[Word], at: int) -> int:
    """Count the words of the Chinese given name that stands behind a family name: two in ``Wong Kam-fai``, mostly none.

    :param at: the first word behind the family name.
    """
    if at + 1 >= len(words) or not _BLANK.fullmatch(gap_before(text, words, at)):
        return 0
    given = words[at].capital and words[at + 1].shown.islower() and _hyphened(text, words, at + 1)
    return 2 if given else 0


def _one_more(text: str, words: Sequence[Word], at: int) -> int:
    """Give where the next name of a full name ends; where it begins, if there is none."""
    end = at
    while end + 1 < len(words) and words[end].folded in _PARTICLES and _follows(text, words, end):
        end += 1
    if end >= len(words) or not words[end].capital or words[end].folded in _COURTESIES:
        return at
    if not _follows(text, words, end):
        return at
    end += 1
    while end < len(words) and (_hyphened(text, words, end) or _elided(text, words, end)):
        end += 1
    return end


def _follows(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether a word follows the one before it as names do, the point of ``Mr. J.`` between or none."""
    gap, before = gap_before(text, words, at), words[at - 1]
    short = len(before.shown) == 1 or before.folded in _COURTESIES or before.folded in _OFFICES
    return bool(_BLANK.fullmatch(gap)) or (short and bool(_POINT.fullmatch(gap)))


def _hyphened(text: str, words: Sequence[Word], at: int) -> bool:
    return gap_before(text, words, at) in _HYPHENS


def _elided(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell ``Brien`` in ``O'Brien`` from the ``s`` of ``Brien's``."""
    return gap_before(text, words, at) in _APOSTROPHE and words[at].capital


def _is_turned(text: str, words: Sequence[Word], first: int, end: int) -> bool:
    """Tell whether a given name stands behind the comma: a usual one, and nothing else up to the next mark."""
    if end >= len(words) or len(words[first].shown) < 2 or not words[first].shown.isupper():
        return False
    given = words[end]
    return (
        bool(_TURNED.fullmatch(gap_before(text, words, end)))
        and given.capital
        and given.folded in _given_names()
        and bool(_ENDED.match(text, given.end))
    )


@cache
def _given_names() -> frozenset[str]:
    return frozenset(form for name, forms, _ in aliases("given_names") for form in (name, *forms))
