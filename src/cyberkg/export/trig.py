"""The graph as TriG: a graph for each briefing, one for the entities, one for the identity decisions.

Source: https://www.w3.org/TR/trig/
"""

from __future__ import annotations

from itertools import chain

from cyberkg.export.model import Selection, Written
from cyberkg.export.rdf_comments import comments
from cyberkg.rdf.encode import encode
from cyberkg.rdf.turtle import write_trig

__all__ = ["write"]


def write(selection: Selection) -> Written:
    """Write TriG; it carries all."""
    pieces = write_trig(encode(selection.knowledge, selection.base), selection.base)
    return Written((("", chain((comments(selection),), pieces)),))
