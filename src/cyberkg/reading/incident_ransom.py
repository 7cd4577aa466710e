"""The ransom of an attack: the sum demanded or paid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.model import Literal
from cyberkg.reading.amounts import find_money
from cyberkg.reading.draft import Draft
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import LiteralKind

__all__ = ["ransom_told", "read_ransom"]

_RANSOM = re.compile(
    r"\b(?:ransom|demand\w*|extort\w*|asked for|payment|pay|price|in exchange|wanted)\b", re.I
)
_BOUGHT = re.compile(
    r"\b(?:paid|handed over|transferred|sent)\b.*\b(?:to (?:the |its |their )?(?:hackers?|attackers?|criminals?|gang|"
    r"extortionists?|blackmailers?)|to (?:regain|unlock|decrypt|retrieve|restore|recover|get)\b|"
    r"for (?:a|the) (?:decrypt\w+|key|tool|return|deletion|release))",
    re.I,
)
_DEMAND = re.compile(r"\b(?:demand\w*|asked for|asking for|wanted|wants)\b", re.I)
_PAID = re.compile(r"\b(?:paid|paying|handed over|transferred)\b", re.I)
_SAME = re.compile(
    r"\s*[(\[,]?\s*(?:or|then|now|about|around|roughly|some|worth|equivalent to|i\.e\.|~|≈|\s)*", re.I
)

_DEMANDED_BEHIND = re.compile(r"\s*(?:that|which)?\s*(?:\w+\s+){1,3}(?:demanded|asked for|wanted)\b", re.I)


def read_ransom(incident: str, sentence: Sentence, told: bool) -> Iterator[Draft]:
    """Draft ``ransomPaid`` and ``ransomDemanded``: the first sum of each in a sentence about a ransom.

    What follows a sum in brackets is the same sum again, and a rise is not the demand.

    :param told: whether a sum was read before; then a further one counts only where it was paid.
    """
    text, start = sentence.passage.text, sentence.start
    if not (_RANSOM.search(sentence.text) or _BOUGHT.search(sentence.text)):
        return
    behind = start
    drafted: set[str] = set()
    for found in sentence.within(find_money(text)):
        if behind > start and _SAME.fullmatch(text, behind, found.start):
            behind = found.end
            continue
        told_as = ransom_told(text[behind : found.start], text[found.end : sentence.end])
        predicate = told_as or "ransomDemanded"
        behind = found.end
        if predicate in drafted or (predicate == "ransomDemanded" and (told or drafted)):
            continue
        drafted.add(predicate)
        yield Draft(
            incident, predicate, Literal(found.value, LiteralKind.MONEY), sentence, found.start, weight=0.8
        )


def ransom_told(before: str, after: str) -> str:
    """Tell which ransom a sum is by the words around it: the nearest before it decides, else those behind it.

    :param before: the sentence up to the sum, or from the sum before it.
    :param after: the sentence behind the sum.
    :returns: ``ransomDemanded``, ``ransomPaid``, or nothing where no word tells.
    """
    if _DEMANDED_BEHIND.match(after):
        return "ransomDemanded"
    near = {
        name: max((m.start() for m in form.finditer(before)), default=-1)
        for name, form in (("ransomDemanded", _DEMAND), ("ransomPaid", _PAID))
    }
    if near["ransomDemanded"] != near["ransomPaid"]:
        return max(near, key=lambda name: near[name])
    behind = {"ransomPaid": _PAID.search(after), "ransomDemanded": _DEMAND.search(after)}
    told = [name for name, found in behind.items() if found]
    return told[0] if len(told) == 1 else ""
