"""An answer as text for a terminal: columns that fit its width, every control character made visible.

Plain text, laid out here: a library that draws tables would take longer to load than a query takes to answer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from cyberkg.query.prefixes import shorten
from cyberkg.query.results import Table, Term, Triples
from cyberkg.query.visible import visible

__all__ = ["lay_out", "share_out", "show", "width_of"]

_GAP = "  "
_ELLIPSIS = "…"
_LEAST = 4  # columns of text that a column of a table keeps, however many there are


def show(answer: Table | Triples | bool, width: int) -> str:
    """Write an answer as lines, each at most ``width`` columns wide, with a notice where it was cut.

    IRIs are shortened by the known prefixes. A boolean is ``yes`` or ``no``.
    """
    if isinstance(answer, bool):
        return "yes\n" if answer else "no\n"
    names = answer.columns if isinstance(answer, Table) else ("subject", "predicate", "object")
    rows = [[_cell(cell) for cell in row] for row in answer.rows]
    text = lay_out([visible(name) for name in names], rows, width)
    if answer.truncated:
        text += f"({len(rows):,} rows are shown, and there are more)\n"
    return text


def _cell(cell: Term | None) -> str:
    if cell is None:
        return ""
    return visible(shorten(cell.value) if cell.kind == "iri" else cell.value)


def lay_out(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Set rows under names, in columns as wide as their content where the width allows it; the rest is cut.

    :param names: the heads of the columns.
    :param rows: cells, one for each name: single lines of visible text.
    :param width: of the terminal, in columns of text; a wide character takes two.
    :returns: lines that end with a newline each.
    """
    table = [list(names), *([*row] for row in rows)]
    wanted = [max(width_of(row[index]) for row in table) for index in range(len(names))]
    widths = share_out(wanted, width - len(_GAP) * (len(names) - 1))
    rule = ["─" * columns for columns in widths]
    lines = (
        _GAP.join(_fit(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip()
        for row in [table[0], rule, *table[1:]]
    )
    return "".join(f"{line}\n" for line in lines)


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


def _fit(text: str, columns: int) -> str:
    """Pad or cut a cell to just so many columns."""
    missing = columns - width_of(text)
    if missing >= 0:
        return text + " " * missing
    kept, used = [], 0
    for character in text:
        used += _columns(character)
        if used > columns - 1:
            break
        kept.append(character)
    cut = "".join(kept) + _ELLIPSIS
    return cut + " " * (columns - width_of(cut))
