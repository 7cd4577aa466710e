"""How much of a long report is shown at first: a page, chosen before the sentences of anything are fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["LONG", "PAGE", "Page", "cut", "enough"]

LONG = 300
"""Rows up to which a report is shown whole."""
PAGE = 100
"""Rows of a page of a longer one."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """The first of the sections or rows of a report.

    :param keys: what names those that are shown; all of them where the report is whole.
    :param shown: rows that are shown.
    :param total: rows that there are.
    """

    keys: tuple[_T, ...]
    shown: int
    total: int

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.shown == self.total

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must be told: nothing where the report is whole."""
        if self.whole:
            return ()
        return (f"Showing {self.shown:,} of {self.total:,} rows; --all shows all of them.",)


def enough(total: int, limit: int | None) -> int:
    """Say how many rows of a report are shown at first; 0 for all.

    :param total: rows that there are.
    :param limit: as of ``cut``.
    """
    return limit if limit is not None else PAGE if total > LONG else 0


def cut(sizes: Iterable[tuple[_T, int]], limit: int | None) -> Page[_T]:
    """Take sections from the start until there are enough rows; a section is never cut.

    :param sizes: what names a section, and its rows, in the order of the report.
    :param limit: rows that are enough; 0 for all; None for ``PAGE`` where there are more than ``LONG``.

    >>> cut([("a", 2), ("b", 3), ("c", 1)], 3)
    Page(keys=('a', 'b'), shown=5, total=6)
    """
    found: Sequence[tuple[_T, int]] = list(sizes)
    total = sum(size for _, size in found)
    wanted = enough(total, limit)
    keys: list[_T] = []
    shown = 0
    for key, size in found:
        if wanted and shown >= wanted:
            break
        keys.append(key)
        shown += size
    return Page(tuple(keys), shown, total)
