"""Graphs of any size to ask, as files: what briefings tell, as the benchmark of reports has it, many times over.

A world is what up to 1,300 briefings tell, a million triples; bigger graphs are so many worlds, with people, bodies,
events and incidents of their own, so that what a query finds grows as the graph does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from tests.report.many_briefings import make_briefings

from cyberkg.rdf.encode import encode

__all__ = ["write_graph"]

_WORLD = 1_300  # briefings
_BLOCK = 8 << 20  # bytes that are renamed at a time
_NAME = re.compile(rb"([Pp]erson|[Oo]rganisation|[Ee]vent|[Aa]ttack|[Cc]ity|briefing)([ -])(\d+)")
_HASH = re.compile(rb"(/id/[a-z]+/[0-9a-f]{20})>")


def write_graph(quads: Path, triples: Path, millions: float) -> int:
    """Write a graph of so many million triples, as N-Quads, and without its graphs as N-Triples.

    :returns: how many quads there are.
    """
    briefings = round(millions * _WORLD)
    worlds = max(1, round(briefings / _WORLD))
    body = io.BytesIO()
    ox.serialize(encode(make_briefings(min(briefings, _WORLD))), body, ox.RdfFormat.N_QUADS)
    count = 0
    with quads.open("wb") as with_graphs, triples.open("wb") as without:
        for number in range(worlds):
            for block in _blocks(body):
                renamed = _renamed(block, number)
                lines = renamed.splitlines()
                count += len(lines)
                with_graphs.write(renamed)
                without.writelines(line[: line.rindex(b" <")] + b" .\n" for line in lines)
    return count


def _blocks(body: io.BytesIO) -> Iterator[bytes]:
    body.seek(0)
    while block := body.read(_BLOCK):
        yield block + body.readline()


def _renamed(block: bytes, number: int) -> bytes:
    """Exchange names, and what is made of them, by those of another world."""
    if not number:
        return block
    block = _NAME.sub(lambda found: b"%b%b%d" % (found[1], found[2], int(found[3]) + 10_000 * number), block)
    return _HASH.sub(rb"\g<1>-%d>" % number, block)
