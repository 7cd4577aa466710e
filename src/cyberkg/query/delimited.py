"""CSV in which an IRI with a comma is one cell: the store leaves IRIs as they are, though they may hold one.

Its answer is only counted while it is written, which costs next to nothing: cells of literals are quoted where need
be, and a quote cannot stand in an IRI, so a comma too many outside quotes is one of an IRI. Which cells it parts
cannot be told from the text; then the answer is written anew, from its terms, by Python.

Source: https://www.w3.org/TR/sparql11-results-csv-tsv/, section 3; https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import IO

import pyoxigraph

__all__ = ["CommaCount", "write_rows"]

_SPECIAL = frozenset(',"\r\n')


class CommaCount:
    """A binary output that passes CSV on, and knows whether every row has as many cells as there are columns.

    :param output: takes the bytes.
    :param columns: how many there are.
    """

    def __init__(self, output: IO[bytes], columns: int) -> None:
        self._output, self._each = output, max(columns - 1, 0)
        self._quoted = 0  # whether what comes next is within quotes
        self._commas = self._rows = 0

    def write(self, chunk: bytes) -> int:
        """Take bytes of the answer, of any length."""
        parts = bytes(chunk).split(b'"')
        plain = b"".join(parts[self._quoted :: 2])
        self._quoted = (self._quoted + len(parts) - 1) % 2
        self._commas += plain.count(b",")
        self._rows += plain.count(b"\n")
        self._output.write(chunk)
        return len(chunk)

    def flush(self) -> None:
        """Do nothing: what comes is passed on at once."""

    @property
    def is_even(self) -> bool:
        """Whether there are as many commas outside quotes as the rows want, the head among them."""
        return self._commas == self._rows * self._each


def write_rows(found: pyoxigraph.QuerySolutions, rows: int, output: IO[bytes]) -> bool:
    """Write solutions as CSV, term by term.

    :param rows: how many at the most; 0 for all.
    :returns: whether there were more.
    """
    output.write(_line(variable.value for variable in found.variables))
    for solution in islice(found, rows or None):
        output.write(_line(map(_text, solution)))
    return bool(rows) and next(found, None) is not None


def _line(cells: Iterable[str]) -> bytes:
    return f"{','.join(map(_quote, cells))}\r\n".encode()


def _text(term: object) -> str:
    if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal):
        return term.value
    return "" if term is None else str(term)


def _quote(cell: str) -> str:
    return cell if _SPECIAL.isdisjoint(cell) else '"' + cell.replace('"', '""') + '"'
