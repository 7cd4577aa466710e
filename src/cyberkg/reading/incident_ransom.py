"""The ransom of an attack: the sum demanded or paid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.model import Literal
from cyberkg.reading.amounts import find_money
from cyberkg.reading.draft import Draft
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import LiteralKind

__all__ = ["read_ransom"]

_RANSOM = re.compile(
    r"\b(?:ransom|demand\w*|extort\w*|asked for|payment|pay|price|in exchange|wanted)\b", re.I
)
_DEMAND = re.compile(r"\bdemand", re.I)
_PAID = re.compile(r"\b(?:paid|paying|handed over)\b", re.I)


def read_ransom(incident: str, sentence: Sentence, told: bool) -> Iterator[Draft]:
    """Draft ``ransomPaid`` or ``ransomDemanded``: the first sum of a sentence about a ransom.

    What follows the first sum in brackets or as a rise is not the demand.

    :param told: whether a sum was read before; then a further one counts only where it was paid.
    """
    if not _RANSOM.search(sentence.text):
        return
    for found in sentence.within(find_money(sentence.passage.text))[:1]:
        paid = _PAID.search(sentence.text) and not _DEMAND.search(sentence.text)
        if told and not paid:
            return
        predicate = "ransomPaid" if paid else "ransomDemanded"
        yield Draft(
            incident, predicate, Literal(found.value, LiteralKind.MONEY), sentence, found.start, weight=0.8
        )
