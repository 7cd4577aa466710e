"""Text folded for comparison: one spelling for all that differs in case, accents, script or country.

Folding is for comparing only: labels keep the spelling of the briefings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from cyberkg.identity.lexicon import sections

__all__ = ["fold", "spellings", "squeeze", "tokens", "unify"]

_CACHE = 1 << 17
_TOKEN = re.compile(r"[a-z0-9]+(?:['.&][a-z0-9]+)*\.?")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Two letters stand for one with a mark where a keyboard has none (ICAO Doc 9303 part 3, section 6).
_LONG = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
)
_AMERICAN = dict(line.split() for line in sections("spelling")[""])


@lru_cache(_CACHE)
def fold(text: str) -> str:
    """Write ``text`` in lower-case ASCII with single spaces: no accents, every script in Latin letters.

    >>> fold("  An Garda  Síochána ")
    'an garda siochana'
    >>> fold("Евгений Богачев")
    'evgeniy bogachev'
    """
    return " ".join(_latin(text).casefold().split())


@lru_cache(_CACHE)
def spellings(text: str) -> tuple[str, ...]:
    """Give the ways to write ``text`` without accents, unfolded in case, the plain one first.

    >>> spellings("Müller")
    ('Muller', 'Mueller')
    """
    composed = unicodedata.normalize("NFC", text)
    long = composed.translate(_LONG)
    return (_latin(composed),) if long == composed else (_latin(composed), _latin(long))


def _latin(text: str) -> str:
    """Write in Latin letters; syllables of scripts without spaces, which come out as one word, are split."""
    whole = unicodedata.normalize("NFKC", text)
    if whole.isascii():
        return whole
    words = (w if w.isascii() or _is_latin(w) else _CAMEL.sub(" ", anyascii(w)) for w in whole.split())
    return anyascii(" ".join(words)).replace('"', " ")


def _is_latin(word: str) -> bool:
    return all(ord(c) < 0x250 or not c.isalpha() for c in word)


@lru_cache(_CACHE)
def tokens(text: str) -> tuple[str, ...]:
    """Cut folded text into words; inner apostrophes, points and ampersands go, a possessive ``'s`` too.

    >>> tokens("Ireland's AT&T, U.S. office")
    ('ireland', 'att', 'us', 'office')
    """
    words = []
    for found in _TOKEN.findall(fold(text).replace("’", "'")):
        bare = found[:-2] if found.endswith("'s") else found
        words.append(re.sub(r"['.&]", "", bare))
    return tuple(w for w in words if w)


@lru_cache(_CACHE)
def unify(words: tuple[str, ...]) -> tuple[str, ...]:
    """Write words as Americans do, and compounds with ``cyber`` as one word.

    >>> unify(("national", "cyber", "security", "centre"))
    ('national', 'cybersecurity', 'center')
    """
    spelt = [_AMERICAN.get(w, w) for w in words]
    out: list[str] = []
    for word in spelt:
        if (
            out
            and out[-1] == "cyber"
            and word in {"security", "space", "crime", "attack", "attacks", "threat"}
        ):
            out[-1] = f"cyber{word}"
        else:
            out.append(word)
    return tuple(out)


def squeeze(words: tuple[str, ...]) -> str:
    """Write words without the spaces between them: the same however a name is split.

    >>> squeeze(("Lai", "ling"))
    'Lailing'
    """
    return "".join(words)
