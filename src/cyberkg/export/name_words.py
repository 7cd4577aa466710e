"""A text as the words that names are compared by: in any case, without accents, past what is invisible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Word", "fold_word", "gap_before", "words_in"]

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = frozenset(
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands (characters, half-open), as shown and as compared."""

    start: int
    end: int
    shown: str
    folded: str

    @property
    def capital(self) -> bool:
        """True for a word that begins like a name, or is of a script without capitals."""
        return not self.shown[:1].islower() and not self.shown[:1].isdigit()


@lru_cache(1 << 16)
def fold_word(word: str) -> str:
    """Write a word as words are compared: in small letters, without accents."""
    spread = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in spread if not unicodedata.combining(c))


def words_in(text: str) -> list[Word]:
    """Cut a text into words; invisible characters are passed over."""
    if _INVISIBLE.isdisjoint(text):
        return [Word(m.start(), m.end(), m[0], fold_word(m[0])) for m in _WORD.finditer(text)]
    places = [at for at, c in enumerate(text) if c not in _INVISIBLE]
    plain = "".join(text[at] for at in places)
    return [
        Word(places[m.start()], places[m.end() - 1] + 1, m[0], fold_word(m[0])) for m in _WORD.finditer(plain)
    ]


def gap_before(text: str, words: Sequence[Word], at: int) -> str:
    """Give what stands between a word and the one before it, without what is invisible."""
    gap = text[words[at - 1].end : words[at].start]
    return gap if _INVISIBLE.isdisjoint(gap) else "".join(c for c in gap if c not in _INVISIBLE)
