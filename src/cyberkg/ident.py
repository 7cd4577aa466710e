"""Names to keys and keys to IRIs: pure, the same on every machine.

Parts are hashed with their lengths in front, so that ("ab", "c") and ("a", "bc") differ.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from cyberkg.model import Iri

__all__ = ["DEFAULT_BASE", "digest", "fold", "foldings", "mint", "slug"]

DEFAULT_BASE = "https://w3id.org/cyberkg/id/"
_MAX_SLUG = 80
_WORDS = re.compile(r"[^\W_]+")
# letters that Unicode does not take apart into a letter and a mark
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "’": "'"})


@lru_cache(1 << 16)
def slug(text: str) -> str:
    """Turn a name into lower-case words joined by hyphens, at most 80 characters, safe in any IRI.

    Letters lose their diacritics; those of other scripts stay, as IRIs allow. A name without any letter
    or digit becomes the digest of its characters.

    >>> slug("An Garda Síochána")
    'an-garda-siochana'
    >>> slug("O'Connor & Sons, Ltd.")
    'oconnor-sons-ltd'
    """
    folded = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = folded if folded.isascii() else "".join(c for c in folded if not unicodedata.combining(c))
    words = _WORDS.findall(unicodedata.normalize("NFC", plain.replace("'", "")))
    whole = "-".join(words)
    if len(whole) > _MAX_SLUG:
        whole = f"{whole[: _MAX_SLUG - 9].rstrip('-')}-{digest(whole, length=8)}"
    return whole or digest(text, length=12)


def fold(text: str) -> str:
    """Take capitals, diacritics and surplus spaces from a name, to find it by.

    >>> fold("  José  ØDEGÅRD ")
    'jose odegard'
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.translate(_LETTERS).split())


def foldings(name: str) -> tuple[str, ...]:
    """Give what a name is found by: itself without capitals and diacritics, and the same in Latin letters.

    >>> foldings("Борис Новак")
    ('борис новак', 'boris novak')
    """
    if name.isascii():
        return (fold(name),)
    from anyascii import anyascii

    return tuple(dict.fromkeys((fold(name), fold(anyascii(name)))))


def digest(*parts: str, length: int = 20) -> str:
    """Hash parts, each delimited by its length in bytes, to ``length`` hexadecimal digits of SHA-256.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    whole = "".join([f"{len(part)}:{part}" for part in parts])
    if whole.isascii():  # as most are: each character is one byte
        return hashlib.sha256(whole.encode()).hexdigest()[:length]
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(part), part) for part in encoded])).hexdigest()[:length]


def mint(base: str, kind: str, name: str) -> Iri:
    """Make the IRI of a thing: ``{base}{kind}/{slug of name}``, the kind in lower case.

    >>> mint("https://example.org/", "Person", "Mr David Ip")
    'https://example.org/person/mr-david-ip'
    """
    return Iri(f"{base}{kind.lower()}/{slug(name)}")
