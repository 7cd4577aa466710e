"""Counts how often a sequence is gone through: work that goes through all for each of all is square, at any speed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Passes(tuple[_T, ...], Generic[_T]):
    """A tuple that counts."""

    passes = 0

    def __iter__(self) -> Iterator[_T]:
        """Begin one more pass."""
        self.passes += 1
        return super().__iter__()
