"""What the language pipeline is given of a text that is no prose, so that its time grows with the length.

Of a sentence of *n* words, and of a word of *n* characters, spaCy takes time by the square. No sentence that anybody
means to be read has more than a few hundred words, and no word two hundred characters; twenty kilobytes of one quotation mark
after the other took most of a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["cut", "without_endless_words"]

_LONGEST_WORD = 200  # characters
_LONGEST_SENTENCE = 400  # words
_ENDLESS = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_END = re.compile(r"[.!?][\"”'’)\]]{0,3}\s+")
_WORD = re.compile(r"\S+\s*")


def without_endless_words(text: str) -> str:
    """Write words of more than 200 characters as so many letters; offsets stay.

    >>> without_endless_words("so " + "'" * 201) == "so " + "x" * 201
    True
    """
    return _ENDLESS.sub(lambda found: "x" * len(found[0]), text)


def cut(text: str) -> list[str]:
    """Cut a text where a sentence goes on for more than 400 words; the pieces, put together, are the text.

    >>> cut("Acme was hit. Nobody knows by whom.")
    ['Acme was hit. Nobody knows by whom.']
    """
    places = [0, *_places(text), len(text)]
    return [text[start:end] for start, end in pairwise(places) if start < end] or [text]


def _places(text: str) -> Iterator[int]:
    """Yield where to cut, in order: in front of an endless sentence, within it, and behind it."""
    ends = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    for start, end in pairwise(ends):
        if end - start <= 2 * _LONGEST_SENTENCE:  # too short for so many words
            continue
        words = [found.start() for found in _WORD.finditer(text, start, end)]
        if len(words) > _LONGEST_SENTENCE:
            yield start
            yield from words[_LONGEST_SENTENCE::_LONGEST_SENTENCE]
            yield end
