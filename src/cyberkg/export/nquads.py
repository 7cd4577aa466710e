"""The graph as N-Quads: a line for each statement, in pure ASCII where a character could mislead.

Source: https://www.w3.org/TR/n-quads/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

import pyoxigraph as ox

from cyberkg.export.model import Selection, Written
from cyberkg.export.rdf_comments import comments
from cyberkg.export.text import HIDDEN
from cyberkg.rdf.encode import encode

__all__ = ["write"]

_BATCH = 5_000


def write(selection: Selection) -> Written:
    """Write N-Quads; it carries all."""
    lines = _lines(encode(selection.knowledge, selection.base))
    return Written((("", chain((comments(selection),), lines)),))


def _lines(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    rest = iter(quads)
    while batch := list(islice(rest, _BATCH)):
        text = (ox.serialize(batch, format=ox.RdfFormat.N_QUADS) or b"").decode()
        yield HIDDEN.sub(lambda found: _escape(ord(found[0])), text).encode()


def _escape(code: int) -> str:
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
