"""What changed between two graphs: documents, things and facts, each change with its sentence.

compare    two values of knowledge -> a difference
render     a difference -> text, JSON or Markdown
"""

from __future__ import annotations

from cyberkg.diff.compare import compare
from cyberkg.diff.model import Difference, DocumentChange, FactChange, Statement, Thing, ThingChange
from cyberkg.diff.render import FORMATS, render

__all__ = [
    "FORMATS",
    "Difference",
    "DocumentChange",
    "FactChange",
    "Statement",
    "Thing",
    "ThingChange",
    "compare",
    "render",
]
