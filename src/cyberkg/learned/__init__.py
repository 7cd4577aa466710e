"""The learned reader: a small network that finds what a briefing speaks of and what it says, beside the rules.

    labels      what the network tells: kinds of spans, relations
    windows     a parsed document as word pieces, with shapes and what rules know of them as hints
    spans       ranges of pieces with a kind
    features    how far apart two spans stand, how alike they are written
    network     the trained network at work: onnxruntime and numpy
    things      spans that name or refer to one thing
    ceremonies  the opening of an event, which is no event of its own
    rivals      what else the ends of a relation may be joined to
    stories     which parts of a document are stories of their own
    decode      all of it for one document
    ransoms     sums demanded and paid, told apart by the words around them
    referents   things as referents of a reading
    tenses      what is over and what is to come, by the dates
    candidates  the network's facts and the rules' laid over each other
    trees       questions about a candidate that lead to a score
    judge       one calibrated probability for each
    reader      a document in, facts with evidence out

``cyberkg.training`` makes the weights from the marked corpus.
"""

from __future__ import annotations

from cyberkg.learned.reader import LearnedReader

__all__ = ["LearnedReader"]
