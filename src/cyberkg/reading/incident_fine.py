"""The fine for an attack: the sum that a regulator or a court imposed on who was hit, or on who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.model import Literal
from cyberkg.reading.amounts import find_money
from cyberkg.reading.draft import Draft
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import LiteralKind

__all__ = ["WEIGHT", "find_fines", "read_fine"]

_ABOUT = r"(?:(?:about|around|some|roughly|nearly|almost|over|more\sthan|a\stotal\sof|a\srecord)\s)*"
_KIND = r"(?:(?:civil|monetary|money|administrative|financial|criminal|record|regulatory|provisional)\s)*"
# what stands right before the sum
_BEFORE = re.compile(
    rf"(?:\b(?:fined|fining)\b(?:\s[^\s.;:]{{1,30}}){{0,10}}?"
    rf"|\b(?:fines?|penalt(?:y|ies))\b(?:\sof|\stotalling|\sworth|\samounting\sto|:|,))\s{_ABOUT}$",
    re.IGNORECASE,
)
# what stands right behind it: "a 4.4 million pound fine"
_BEHIND = re.compile(rf"[\s-]{_KIND}(?:fine|penalty)\b", re.IGNORECASE)
# the most that a law allows is no fine
_MOST = re.compile(
    r"\b(?:up\sto|maximum(?:\s\w+)?(?:\sof)?|as\smuch\sas|as\shigh\sas|at\smost|not\sexceeding|reach|instead\sof)\s*$",
    re.IGNORECASE,
)
WEIGHT = 0.85
"""How far to trust one: of 18 found in the marked corpus by the rules alone, 16 are fines for the incident."""
_REACH = 160  # characters before a sum that are looked at


def read_fine(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """Draft ``fine``: each sum that a sentence about an incident calls one.

    What might be imposed, or has been proposed, is told by the words of its clause, as everywhere.
    """
    for value, at in find_fines(sentence):
        yield Draft(incident, "fine", value, sentence, at, weight=WEIGHT)


def find_fines(sentence: Sentence) -> Iterator[tuple[Literal, int]]:
    """Find the sums that a sentence calls fines; what somebody means *to fine* is none yet.

    :returns: each with the offset in the block's text of the words that say so.
    """
    text = sentence.passage.text
    for found in sentence.within(find_money(text)):
        first = max(sentence.start, found.start - _REACH)
        before = text[first : found.start]
        if _MOST.search(before):
            continue
        told = _BEFORE.search(before)
        if told or _BEHIND.match(text, found.end, sentence.end):
            yield (
                Literal(found.value, LiteralKind.MONEY),
                first + told.start() if told else found.start,
            )
