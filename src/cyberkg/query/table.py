"""Rows as text for a terminal: columns that fit its width, long cells broken over several lines.

Plain text, laid out here: a library that draws tables takes a hundred times as long for ten thousand rows as the
query that finds them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

__all__ = ["fold_line", "lay_out", "share_out", "width_of"]

_GAP = "  "
_LEAST = 4  # columns of text that a column of a table keeps, however many there are


def lay_out(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    r"""Set rows under names, in columns as wide as their content where the width allows it; the rest is broken.

    :param names: the heads of the columns.
    :param rows: cells of visible text, one for each name.
    :param width: of the terminal, in columns of text; a wide character takes two.
    :returns: the lines of the head, as one text, then of each row; without the last line feed.

    >>> print("\n".join(lay_out(["name", "event"], [["Ada Tan", "a talk on fraud"]], 16)))
    name     event
    Ada Tan  a talk
             on
             fraud
    """
    table = [names, *rows]
    wanted = [
        max(width_of(line) for row in table for line in row[at].split("\n")) for at in range(len(names))
    ]
    widths = share_out(wanted, width - len(_GAP) * (len(names) - 1))
    for row in table:
        cells = [_break(cell, columns) for cell, columns in zip(row, widths, strict=True)]
        yield "\n".join(
            _GAP.join(
                _pad(cell[at] if at < len(cell) else "", columns)
                for cell, columns in zip(cells, widths, strict=True)
            ).rstrip()
            for at in range(max(map(len, cells), default=0))
        )


def share_out(wanted: Sequence[int], available: int) -> list[int]:
    """Give narrow columns what they want, and let the wide ones share what is left."""
    widths = list(wanted)
    while sum(widths) > available and max(widths, default=0) > _LEAST:
        widest = max(widths)
        following = max((w for w in widths if w < widest), default=_LEAST)
        same = widths.count(widest)
        excess = sum(widths) - available
        shrunk = max(following, _LEAST, widest - -(-excess // same))
        widths = [shrunk if w == widest else w for w in widths]
    return widths


def width_of(text: str) -> int:
    """Count the columns of text that a terminal uses: two for wide characters, none for combining ones.

    Source: https://www.unicode.org/reports/tr11/

    >>> width_of("Zoé 漢字")
    8
    """
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pad(text: str, columns: int) -> str:
    return text + " " * (columns - width_of(text))


def _break(text: str, columns: int) -> list[str]:
    """Break a cell into lines at its line feeds, between words, or within one that is longer than a line."""
    if "\n" not in text and width_of(text) <= columns:
        return [text]
    return [line for part in text.split("\n") for line in fold_line(part, columns)]


def fold_line(text: str, columns: int) -> Iterator[str]:
    """Fold a line between words, or within one that is longer than a line; in time that grows with its length.

    :param columns: of text, how wide a line may be.
    """
    line, used = "", 0
    for word in text.split(" "):
        wide = width_of(word)
        if line and used + 1 + wide > columns:
            yield line
            line, used = "", 0
        if line:
            line, used = f"{line} {word}", used + 1 + wide
            continue
        *full, line = _pieces(word, columns)
        yield from full
        used = width_of(line)
    yield line


def _pieces(word: str, columns: int) -> Iterator[str]:
    """Cut a word into pieces that fill a line each, of at least a character."""
    start = used = 0
    for at, character in enumerate(word):
        wide = _columns(character)
        if used + wide > columns and at > start:
            yield word[start:at]
            start, used = at, 0
        used += wide
    yield word[start:]
