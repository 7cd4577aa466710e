"""Outputs that mend an answer while it is being written: cut after so many rows, or rid of what XML forbids.

The store writes W3C result formats much faster than Python could and cannot be told to stop; so its output
is looked through as it comes, one match of a pattern for each row, and cut behind the last row that may pass.

Sources: https://www.w3.org/TR/sparql11-results-json/, https://www.w3.org/TR/rdf-sparql-XMLres/,
https://www.w3.org/TR/sparql11-results-csv-tsv/
"""

from __future__ import annotations

import re
from typing import IO

__all__ = ["EnoughRows", "RowLimit", "XmlOutput"]

_CHUNK = 1 << 16


def _json_row() -> bytes:
    """Match an object with its nested ones: as deep as triples within triples can sensibly go."""
    plain = rb'"(?:[^"\\]++|\\.)*+"|[^"{}]++'
    row = plain
    for _ in range(8):
        row = rb"%s|\{(?:%s)*+\}" % (plain, row)
    return rb",?\{(?:%s)*+\}" % row


_CSV_ROW = rb'(?:"(?:[^"]++|"")*+"|[^"\n]++)*+\n'
# what stands before the rows, a row, what closes the answer after the last one
_FORMATS = {
    "json": (rb'[^\[]*"vars":\[[^\]]*\][^\[]*\[', _json_row(), b"]}}"),
    "xml": (rb".*?<results>", rb"<result>.*?</result>", b"</results></sparql>"),
    "csv": (_CSV_ROW, _CSV_ROW, b""),
    "tsv": (rb"[^\n]*\n", rb"[^\n]*\n", b""),
}


# not characters of XML 1.0, in UTF-8: most controls, and the last two code points of the first plane
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class XmlOutput:
    """A binary output that replaces by U+FFFD what may not stand in XML, even escaped, and keeps line ends.

    Source: https://www.w3.org/TR/xml/#charsets and #sec-line-ends

    :param output: takes the bytes.
    """

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._held = b""

    def write(self, chunk: bytes) -> int:
        """Take bytes of well-formed UTF-8, cut anywhere."""
        whole = self._held + bytes(chunk)
        # what may be the start of a character to be replaced waits for its end
        keep = next((n for n in (2, 1) if b"\xef\xbf".startswith(whole[len(whole) - n :])), 0) if whole else 0
        self._held = whole[len(whole) - keep :]
        ready = _NOT_XML.sub(b"\xef\xbf\xbd", whole[: len(whole) - keep])
        self._output.write(ready.replace(b"\r", b"&#13;"))
        return len(chunk)

    def flush(self) -> None:
        """Do nothing: no answer ends within a character."""


class EnoughRows(Exception):  # noqa: N818
    """The limit is reached; everything that may pass is written, and the answer is closed."""


class RowLimit:
    """A binary output that lets ``rows`` rows of a result format pass and then raises ``EnoughRows``.

    :param output: takes the bytes.
    :param format: ``json``, ``xml``, ``csv`` or ``tsv``.
    :param rows: how many, above 0.
    """

    def __init__(self, output: IO[bytes], format: str, rows: int) -> None:  # noqa: A002
        head, row, self._tail = _FORMATS[format]
        self._output = output
        self._next = re.compile(head, re.DOTALL)
        self._row = re.compile(row, re.DOTALL)
        self._left = rows + 1  # the head counts as one
        self._waiting = bytearray()
        self._enough = _CHUNK
        self._closed = False

    def write(self, chunk: bytes) -> int:
        """Take bytes of the answer, of any length.

        :raises EnoughRows: where a row begins and ends beyond the last one that may pass.
        """
        if self._closed:  # the store empties its buffer even when it was told to stop
            return len(chunk)
        self._waiting += chunk
        if len(self._waiting) >= self._enough:
            self._pass_on()
        return len(chunk)

    def flush(self) -> None:
        """Do nothing: ``close`` writes the rest."""

    def close(self) -> None:
        """Write what is still waiting; the output stays open.

        :raises EnoughRows: as ``write``.
        """
        self._pass_on()
        self._output.write(self._waiting)
        self._waiting.clear()

    def _pass_on(self) -> None:
        position = 0
        while match := self._next.match(self._waiting, position):
            if not self._left:
                self._output.write(self._waiting[:position] + self._tail)
                self._closed = True
                raise EnoughRows
            self._left -= 1
            self._next = self._row
            position = match.end()
        self._output.write(self._waiting[:position])
        del self._waiting[:position]
        # one row longer than all that waits is looked at again only when that has doubled
        self._enough = max(_CHUNK, 2 * len(self._waiting))
