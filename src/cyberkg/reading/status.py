"""How far a sentence vouches for one of its passages: asserted, reported, planned or denied.

The cues of ``cues`` govern what follows them in their clause, some also what comes before or hangs below.
Of several that govern a passage the strongest counts: denied, then planned, then reported. A noun phrase
that presupposes its event (*the attack on X*) is not touched by what is denied or planned about it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from cyberkg.reading.clauses import AUXILIARIES, Clause, is_verb, split_clauses
from cyberkg.reading.cues import Cue, find_cues
from cyberkg.reading.lexicon import words
from cyberkg.terms import Status

__all__ = ["status_of"]

_RANK = (Status.DENIED, Status.PLANNED, Status.REPORTED)
_NEAR = 8  # words
_WORD = re.compile(r"[^\W_](?:[\w’'.&-]{0,80}[\w’'])?|[^\w\s]")

_HAPPENING = (
    r"(?:attack|breach|hack|incident|intrusion|leak|theft|outage|break-in|campaign|raid|compromise|affair)s?\b"
    r"(?!\s(?:and|drill|exercise|simulation)\b)"
)
_DEFINITE = r"(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Tt]heir|[Tt]hese|[Tt]hose|[A-Z]\w{1,30}['’]s)"
_PRESUPPOSED = re.compile(rf"\b{_DEFINITE}\s(?:[\w-]{{1,25}}\s){{0,3}}?(?<!first\s){_HAPPENING}")
_TAIL = re.compile(r"\s(?:on|against|at|of|in|by|from)(?=\s)")
_TAIL_STOPS = words("to and or for with that which who as but on against at of in by from after before")
_NEXT = re.compile(r"\s([^\W_](?:[\w’'.&-]{0,80}[\w’'])?)")
_FARTHEST = 1200  # characters; a cue further away governs nothing
_DEEPEST = 12  # clauses within clauses
_HAPPENS = re.compile(
    r"\s(?:yet\s)?(?:happen|occur|take\splace|succeed|held|go\sahead|open|start|begin|proceed)"
)
_EVENT = re.compile(
    r"\b(?:summit|conference|forum|symposium|hearing|meeting|ceremony|seminar|workshop|week|webinar|expo)\b",
    re.IGNORECASE,
)
_CONDITIONS = words("if whether unless")
_TIMES = words("after before since until when once")
_FINITE_AUXILIARIES = AUXILIARIES - words("be been have do can could may might must would should shall")
_ADVERBS = words("yet been be also ever so far then now even still again later not")
_BEHIND_PARTICIPLE = words("by on in at from last during with against to earlier this")
_NO_NOUNS = words("a an the and or nor to of by with for , yet also not be so then it its they he she we")


def status_of(sentence: str, start: int, end: int) -> Status:
    """Tell the status of what a sentence says at a span, best that of the verb or noun that says it.

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
    clauses = split_clauses(sentence)
    cuts = sorted((a, n) for n, clause in enumerate(clauses) for a, _ in clause.stretches)
    passage = _Passage(sentence, start, end, clauses, tuple(cuts))
    near = (cue for cue in cues if cue.start < end + _FARTHEST and start < cue.end + _FARTHEST)
    governing = {cue.status for cue in near if passage.governed_by(cue)}
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


def _presupposed(sentence: str, start: int) -> bool:
    """Tell whether a word stands in a phrase like *the attack on X at Y*."""
    for match in _PRESUPPOSED.finditer(sentence, max(0, start - _FARTHEST), start + _FARTHEST):
        end = match.end()
        while tail := _TAIL.match(sentence, end):
            end = tail.end()
            while (
                (word := _NEXT.match(sentence, end)) and word[1] not in _TAIL_STOPS and not is_verb(word[1])
            ):
                end = word.end()
        if match.start() <= start < end:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Passage:
    """The words whose status is asked for, in their sentence: offsets in characters, half-open.

    :param cuts: where each stretch of a clause begins, and the index of the clause; in order.
    """

    sentence: str
    start: int
    end: int
    clauses: tuple[Clause, ...]
    cuts: tuple[tuple[int, int], ...]

    def governed_by(self, cue: Cue) -> bool:
        if cue.start < self.end and self.start < cue.end:
            return True
        if cue.scope == "match" or (cue.status is not Status.REPORTED and self._stands_apart(cue)):
            return False
        home, of_cue = self._clause(self.start), self._clause(cue.start)
        if cue.end <= self.start:
            return self._follows(cue, home, of_cue)
        return cue.scope in {"clause", "event"} and home == of_cue and self._is_subject(cue, home)

    def _clause(self, offset: int) -> int:
        return (
            self.cuts[max(0, bisect_right(self.cuts, (offset, len(self.clauses))) - 1)][1] if self.cuts else 0
        )

    def _stands_apart(self, cue: Cue) -> bool:
        """Tell whether what the cue says of the passage presupposes it."""
        return _presupposed(self.sentence, self.start) and not self._undoes(cue)

    def _undoes(self, cue: Cue) -> bool:
        """Tell whether a cue says of an event that it does not happen."""
        return cue.scope == "event" or bool(_HAPPENS.match(self.sentence, cue.end))

    def _follows(self, cue: Cue, home: int, of_cue: int) -> bool:
        """Tell whether a cue before the passage reaches it."""
        between = _WORD.findall(self.sentence, cue.end, self.start)
        if cue.scope == "near":
            return home == of_cue and len(between) <= _NEAR and "," not in between
        if home != of_cue:
            return self._hangs_on(cue, home, of_cue)
        return cue.scope == "over" or not self._cut_off(cue, between)

    def _hangs_on(self, cue: Cue, home: int, of_cue: int) -> bool:
        """Tell whether the clause of the passage is one that the cue governs from above."""
        step: int | None = home
        for _ in range(_DEEPEST):
            if step is None or step == of_cue:
                break
            clause = self.clauses[step]
            governs = cue.scope == "over" and (clause.complement or clause.opener in _CONDITIONS)
            adjunct = cue.status is Status.PLANNED and clause.opener in _TIMES and not self._has_verb(clause)
            if not (governs or adjunct):
                return False
            step = clause.parent
        return step == of_cue

    def _has_verb(self, clause: Clause) -> bool:
        return any(
            is_verb(w) for start, end in clause.stretches for w in _WORD.findall(self.sentence, start, end)
        )

    def _cut_off(self, cue: Cue, between: list[str]) -> bool:
        """Tell whether another verb, or a participle behind a noun, stands between a cue and the passage."""
        groups = sum(
            word in _FINITE_AUXILIARIES and (not n or between[n - 1] not in AUXILIARIES)
            for n, word in enumerate(between)
        )
        if groups > (1 if cue.scope == "onward" else 0):
            return True
        behind = _WORD.findall(self.sentence, self.start, self.end + _FARTHEST)[:2]
        run = [*between, *behind, ""]
        main = 0
        while main < len(run) and (run[main] in AUXILIARIES | _ADVERBS or run[main].endswith("ly")):
            main += 1
        return any(
            is_verb(run[n])
            and run[n] not in AUXILIARIES
            and run[n + 1] in _BEHIND_PARTICIPLE
            and _is_noun(run[n - 1])
            for n in range(max(1, main + 1), len(between) + 1)
        )

    def _is_subject(self, cue: Cue, home: int) -> bool:
        """Tell whether the passage stands in the subject of the verb that a cue belongs to."""
        first = cue.start - 2 * _FARTHEST
        stretches = [
            (max(a, first), min(b, cue.start)) for a, b in self.clauses[home].stretches if a < cue.start
        ]
        before = [word for a, b in stretches for word in _WORD.findall(self.sentence, a, b)]
        if any(is_verb(word) for word in before):
            return False
        presupposed = cue.status is Status.DENIED and _EVENT.search(self.sentence, 0, cue.start)
        return not presupposed or self._undoes(cue)


def _is_noun(word: str) -> bool:
    """Tell whether a word before a participle may be the noun that it describes."""
    return word[:1].isalnum() and word not in _NO_NOUNS and not word.endswith("ly") and not is_verb(word)
