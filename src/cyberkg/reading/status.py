"""How far a sentence vouches for one of its passages: asserted, reported, planned or denied.

The cues of ``cues`` govern what follows them in their clause, some also what comes before or hangs below.
Of several that govern a passage the strongest counts: denied, then planned, then reported. A noun phrase
that presupposes its event (*the attack on X*) is not touched by what is denied or planned about it.
"""

from __future__ import annotations

import re

from cyberkg.reading.clauses import Clause, is_verb, split_clauses
from cyberkg.reading.cues import Cue, find_cues
from cyberkg.terms import Status

__all__ = ["status_of"]

_RANK = (Status.DENIED, Status.PLANNED, Status.REPORTED)
_NEAR = 8  # words
_WORD = re.compile(r"[^\W_](?:[\w’'.&-]{0,80}[\w’'])?|[^\w\s]")

_HAPPENING = (
    r"(?:attack|breach|hack|incident|intrusion|leak|theft|outage|break-in|campaign|raid|compromise|affair|infection)s?"
)
_PRESUPPOSED = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Tt]heir|[Tt]hese|[Tt]hose|[A-Z]\w{{1,30}}['’]s)\s(?:[\w-]{{1,25}}\s){{0,3}}?{_HAPPENING}\b"
)
_TAIL = re.compile(r"\s(?:on|against|at|of|in|by|from)(?=\s)")
_TAIL_STOPS = {"to", "and", "or", "for", "with", "that", "which", "who", "as", "but", "has", "have", "will"}
_HAPPENS = re.compile(r"\s(?:yet\s)?(?:happen|occur|take\splace|succeed|held|go\sahead|open|start|begin|proceed)")
_EVENT = re.compile(
    r"\b(?:summit|conference|forum|symposium|hearing|meeting|ceremony|seminar|workshop|week|webinar|exhibition)\b", re.I
)


def status_of(sentence: str, start: int, end: int) -> Status:
    """Tell the status of what a sentence says at a span: best the verb or noun that says it, else a date or name.

    :param start: offset in characters of ``sentence``, half-open with ``end``; the word it cuts counts whole.
    :returns: ``ASSERTED`` where no cue governs the span, so also for fragments.

    >>> text = "AWS had been invited but declined; Smith testified."
    >>> status_of(text, 0, 3).value, status_of(text, 35, 40).value
    ('planned', 'asserted')
    """
    start, end = _whole_word(sentence, start, end)
    cues = find_cues(sentence)
    if not cues and "?" not in sentence:
        return Status.ASSERTED
    scene = _Scene(sentence, start, end)
    governing = {cue.status for cue in cues if scene.governed_by(cue)}
    best = next((status for status in _RANK if status in governing), Status.ASSERTED)
    asked = sentence.rstrip(" \"'”’)").endswith("?") and best in {Status.ASSERTED, Status.REPORTED}
    return Status.PLANNED if asked else best


def _whole_word(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the words at its edges and leave out white space."""
    start, end = max(0, min(start, len(sentence))), max(0, min(end, len(sentence)))
    while start > 0 and sentence[start - 1 : start + 1].isalnum() and not sentence[start - 1].isspace():
        start -= 1
    while 0 < end < len(sentence) and sentence[end - 1 : end + 1].isalnum():
        end += 1
    return start, max(start, end)
