"""The lists of words beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cyberkg.shipped import read_shipped

__all__ = ["listed"]


@cache
def listed(name: str) -> frozenset[str]:
    """Read the words of the list ``name`` (no suffix); a line that begins with ``#`` is a comment."""
    text = read_shipped(Path(__file__).with_name(f"{name}.txt")).decode("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
