"""The countries that texts speak of as they were found before, so that a build looks at the texts that changed alone.

A text is known by its digest and a country by its number among all, so that no word of a text is part of it. Where
nothing is known each text is looked at, and what is found is the same.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cyberkg.identity.geography import all_countries, country_mentions

__all__ = ["Countries", "countries_in", "known"]

Found = tuple[tuple[int, str], ...]
"""Offsets in characters, and the country that is named there."""

_HEAD = struct.Struct("<32sI")  # the digest of a text, and how many countries are named in it
_ONE = struct.Struct("<IH")


class Countries:
    """The countries in texts, by the digest of the text.

    :param packed: what ``pack`` gave on the same ground; anything else is not believed, and nothing is known.
    """

    def __init__(self, packed: bytes = b"") -> None:
        self._names = all_countries()
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._used: dict[bytes, bytes] = {}
        try:
            self._known = dict(_unpacked(packed))
        except struct.error:
            self._known = {}

    def find(self, text: str) -> Found:
        """Give what ``geography.country_mentions`` does."""
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        packed = self._known.get(key)
        found = self._believed(packed, len(text)) if packed is not None else None
        if found is None or packed is None:
            found = country_mentions(text)
            packed = b"".join(_ONE.pack(offset, self._numbers[name]) for offset, name in found)
        self._used[key] = packed
        return found

    def pack(self) -> bytes:
        """Write down all texts that were asked for; equal ones give equal bytes."""
        return b"".join(
            part
            for key, packed in sorted(self._used.items())
            for part in (_HEAD.pack(key, len(packed) // _ONE.size), packed)
        )

    def _believed(self, packed: bytes, length: int) -> Found | None:
        """Read what is known of a text of so many characters; None where that cannot be."""
        rows = tuple(_ONE.iter_unpack(packed))
        if any(offset >= length or number >= len(self._names) for offset, number in rows):
            return None
        return tuple((offset, self._names[number]) for offset, number in rows)


_current: ContextVar[Countries | None] = ContextVar("countries", default=None)


@contextmanager
def known(countries: Countries) -> Iterator[None]:
    """Take what texts speak of from ``countries`` in the block, and add what they lack."""
    before = _current.set(countries)
    try:
        yield
    finally:
        _current.reset(before)


def countries_in(text: str) -> Found:
    """Give the countries a text speaks of, from those of the block where there are any; see ``Countries.find``."""
    countries = _current.get()
    return country_mentions(text) if countries is None else countries.find(text)


def _unpacked(packed: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(packed):
        key, count = _HEAD.unpack_from(packed, at)
        end = at + _HEAD.size + count * _ONE.size
        if end > len(packed):
            raise struct.error("cut short")
        yield key, packed[at + _HEAD.size : end]
        at = end
