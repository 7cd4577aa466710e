"""Lists of words written as text, which reads better than forty quoted strings."""

from __future__ import annotations

__all__ = ["listed", "words"]


def listed(text: str) -> tuple[str, ...]:
    """Split a text at white space.

    >>> listed("nav aside footer")
    ('nav', 'aside', 'footer')
    """
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """Split a text at white space, for looking words up."""
    return frozenset(listed(text))
