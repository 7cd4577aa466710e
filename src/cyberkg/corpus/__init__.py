"""The corpus: texts with their mentions and facts marked in place, to learn from and to measure by."""

from __future__ import annotations

from cyberkg.corpus.marked import Fact, MarkedText, Mention, parse_marked, read_marked
from cyberkg.corpus.parts import part_of

__all__ = ["Fact", "MarkedText", "Mention", "parse_marked", "part_of", "read_marked"]
