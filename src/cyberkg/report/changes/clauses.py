"""Clauses and what is made of them: what is reported, planned or denied is plainly told as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cyberkg.report.cited.lines import gathered
from cyberkg.report.cited.told import Thing, Told
from cyberkg.report.cited.wording import capital, listed
from cyberkg.terms import Status

__all__ = ["Clause", "by_status", "likeliest", "sentences", "verb", "within"]

_SAID = MappingProxyType(
    {
        Status.REPORTED: "it is reported",
        Status.PLANNED: "it is expected",
        Status.DENIED: "it is denied",
    }
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that can stand within a sentence, without a full stop, and how far they are vouched for."""

    words: str
    status: Status = Status.ASSERTED


def by_status(facts: Iterable[Told], say: Callable[[Sequence[Told]], str]) -> list[Clause]:
    """Say facts of one predicate, those of each status by themselves, the best vouched for first.

    :param say: puts facts in words; empty where there is nothing to say.
    """
    groups = gathered(facts, lambda told: told.status)
    found = [Clause(say(members), members[0].status) for members in groups.values()]
    return sorted((clause for clause in found if clause.words), key=lambda clause: clause.status.rank)


def sentences(clauses: Iterable[Clause]) -> str:
    """Make sentences: one of each clause that is stated, one for all that is vouched for in another way.

    >>> sentences([Clause("X fell"), Clause("Y rose", Status.REPORTED), Clause("Z slept", Status.REPORTED)])
    'X fell. It is reported that Y rose and that Z slept.'
    """
    return " ".join(f"{capital(words)}." for words in _gathered(clauses))


def within(clauses: Iterable[Clause]) -> str:
    """Put clauses one after another within a sentence.

    >>> within([Clause("X fell"), Clause("Y rose", Status.DENIED)])
    'X fell; it is denied that Y rose'
    """
    return "; ".join(_gathered(clauses))


def _gathered(clauses: Iterable[Clause]) -> list[str]:
    """Join neighbours that are vouched for alike, but for what is simply stated."""
    runs: list[tuple[Status, list[str]]] = []
    for clause in clauses:
        if runs and runs[-1][0] is clause.status and clause.status in _SAID:
            runs[-1][1].append(clause.words)
        else:
            runs.append((clause.status, [clause.words]))
    return [
        f"{_SAID[status]} {listed([f'that {each}' for each in words])}" if status in _SAID else words[0]
        for status, words in runs
    ]


def likeliest(facts: Iterable[Told], predicate: str) -> Told | None:
    """Choose the fact of a predicate that is vouched for best and surest; nothing that is denied."""
    found = [t for t in facts if t.predicate == predicate and t.status is not Status.DENIED]
    return min(found, key=lambda t: (t.status.rank, -t.confidence, t.value), default=None)


def verb(things: Sequence[Thing] | Sequence[str], one: str, many: str) -> str:
    """Choose the form of a verb by the number of things."""
    return one if len(set(things)) == 1 else many
