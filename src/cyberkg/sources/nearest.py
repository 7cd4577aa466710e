"""Words that were probably meant, for the hints of messages."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(word: str, known: Iterable[str]) -> str:
    """Write the hint that names the known words nearest to a word; all of them where none is near.

    >>> nearest("attendet", ["attended", "organised"])
    "did you mean 'attended'?"
    """
    from difflib import get_close_matches

    words = sorted(known)
    lower = {w.casefold(): w for w in words}
    near = [lower[w] for w in get_close_matches(word[:60].casefold(), list(lower), n=3, cutoff=0.6)]
    if near:
        return f"did you mean {' or '.join(repr(w) for w in near)}?"
    return f"use one of {', '.join(words)}"
