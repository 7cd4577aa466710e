"""The date of an attack: the first one told, not that of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cyberkg.model import Literal
from cyberkg.reading.dates import DateMention
from cyberkg.reading.draft import Draft
from cyberkg.reading.incident_words import TELLS_ATTACK
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import LiteralKind

__all__ = ["read_date"]


def read_date(incident: str, sentences: Sequence[Sentence]) -> Iterator[Draft]:
    """Draft ``incidentDate``: the date of the first sentence that tells the attack with a date, else the first date.

    :param incident: key of the incident's referent.
    :param sentences: all that is told of it, in order.
    """
    dated = [
        (s, d) for s in sentences for d in s.dates if not s.passage.is_heading and not _is_dateline(s, d)
    ]
    telling = [(s, d) for s, d in dated if TELLS_ATTACK.search(s.text)]
    if telling:
        first = telling[0][0]
        spots = [first.start + m.start() for m in TELLS_ATTACK.finditer(first.text)]
        here = [d for s, d in telling if s is first]
        dated = [(first, min(here, key=lambda d: (min(abs(d.start - at) for at in spots), d.start)))]
    for sentence, found in dated[:1]:
        yield Draft(
            incident,
            "incidentDate",
            Literal(found.value, LiteralKind.DATE),
            sentence,
            found.start,
            weight=0.75,
        )


def _is_dateline(sentence: Sentence, date: DateMention) -> bool:
    """Tell the date of the report itself: *DUBLIN, May 21, 2021 -* or *(Hong Kong, 3 May)* in front of the text."""
    text = sentence.passage.text
    return date.start <= 40 and re.match(r"\s*(?:\)|[-–—:]\s)", text[date.end : date.end + 4]) is not None
