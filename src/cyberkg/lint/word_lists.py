"""The lists of words beside this module."""

from __future__ import annotations

from functools import cache
from importlib import resources

__all__ = ["listed"]


@cache
def listed(name: str) -> frozenset[str]:
    """Read the words of the list ``name`` (no suffix); a line that begins with ``#`` is a comment."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
