"""Sums of money without a currency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.lint.model import Briefing, Finding
from cyberkg.reading.counts import find_counts
from cyberkg.reading.money import find_money

__all__ = ["check_amounts"]

KIND = "amount-without-currency"
# a word of money, and up to five others between it and the number
_CUE = re.compile(
    r"\b(?:ransoms?|fines?|fined|paid|pays?|paying|payments?|costs?|costing|worth|demand(?:s|ed|ing)?|rewards?"
    r"|bount(?:y|ies)|prices?|damages|budget|revenue|turnover|settle(?:d|ment)|ask(?:s|ed|ing) for|want(?:s|ed)|seek(?:s|ing)|sought|extort(?:s|ed|ing))"
    r"(?:\s[\w'’-]+){0,5}\s$",
    re.IGNORECASE,
)
_REACH = 80  # characters before the number in which the cue stands
_LEAST = 1000  # below, a bare number counts things that were named before


def check_amounts(briefing: Briefing) -> Iterator[Finding]:
    """Warn of a number behind a word of money that has no currency and counts nothing."""
    for passage in briefing.discourse.passages:
        named = [money.start for money in find_money(passage.text)]
        for count in find_counts(passage.text):
            if any(start < count.start for start in named):
                continue  # "asked for thirty thousand dollars; it paid nine thousand"
            before = passage.text[max(0, count.start - _REACH) : count.start]
            if not count.head and int(count.value) >= _LEAST and _CUE.search(before):
                words = passage.text[count.start : count.end]
                message = f"{words} of which currency? Name it"
                yield briefing.warn(passage, count.start, count.end, KIND, message)
