"""The graph as one Turtle file, the same as ``graph.ttl`` but for the comments at its head.

Source: https://www.w3.org/TR/turtle/
"""

from __future__ import annotations

from cyberkg.export.model import Selection, Written
from cyberkg.export.rdf_comments import NO_GRAPHS, comments
from cyberkg.rdf.encode import encode
from cyberkg.rdf.turtle import write_turtle

__all__ = ["write"]

_LOSSES = (NO_GRAPHS,)


def write(selection: Selection) -> Written:
    """Write Turtle."""
    turtle = write_turtle(encode(selection.knowledge, selection.base), selection.base)
    return Written((("", (comments(selection, _LOSSES), turtle)),), _LOSSES)
