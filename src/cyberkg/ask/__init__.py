"""Questions in plain words, without a model: each is mapped to a named query by the phrasings that queries declare.

words       what the words of a question mean: stems, synonyms, and words that say nothing
lattice     a question as the meanings that its stretches may have
pattern     a phrasing as what must stand in a question, in order
known       the names of a graph, to be found in a question
counts      "top 5", "the three largest": how many are asked for
dates       "in September 2023", "since March": a period, as first and last day, month or year
match       the phrasings that a question fits, in order of how well
interpret   a question in, a named query with its parameters out
ranking     the first so many of a ranking
answer      its rows, each with its sentences
"""

from __future__ import annotations

from cyberkg.ask.answer import answer
from cyberkg.ask.interpret import Interpretation, interpret

__all__ = ["Interpretation", "answer", "interpret"]
