"""Texts as cells of a table that a spreadsheet will open: nothing hidden, nothing computed.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.export.tables import Cell, Table
from cyberkg.export.text import count
from cyberkg.query.visible import visible_lines
from cyberkg.sheets import is_formula

__all__ = ["altered", "csv_lines", "guarded"]

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
# Where a semicolon parts the cells, one within a text may begin a new cell.
_PARTED = re.compile(r";(?=[=+\-@＝＋－＠])")


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would compute.

    >>> guarded("=1+1"), guarded("-5"), guarded("a;=1+1")
    ("'=1+1", '-5', 'a; =1+1')
    """
    safe = _PARTED.sub("; ", visible_lines(text))
    return f"'{safe}" if is_formula(safe) and not _NUMBER.fullmatch(safe) else safe


def csv_lines(table: Table) -> Iterator[str]:
    """Write a table as lines of CSV, texts in quotes, names of the columns first."""
    yield _line([column.name for column in table.columns])
    for row in table.rows:
        yield _line(row)


def _line(cells: list[str] | tuple[Cell, ...]) -> str:
    return ",".join(map(_csv_cell, cells)) + "\n"


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return '"{}"'.format(guarded(cell).replace('"', '""')) if cell else ""
    return repr(cell)


def altered(tables: tuple[Table, ...]) -> tuple[str, ...]:
    """Tell how many texts are not written as they are."""
    texts = [cell for table in tables for row in table.rows for cell in row if isinstance(cell, str)]
    hidden = sum(visible_lines(text) != text for text in texts)
    guards = sum(guarded(text) != visible_lines(text) for text in texts)
    told = (
        (hidden, "with hidden characters as they are: these are spelled out (\\u202e)"),
        (guards, "that a spreadsheet would compute as it is: an apostrophe or a blank keeps it a text"),
    )
    return tuple(f"{count(number, 'cell')} {words}" for number, words in told if number)
