"""Works in words: who published, launched, signed or joined what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyberkg.report.changes.clauses import Clause, sentences, verb
from cyberkg.report.changes.naming import the_all, titled
from cyberkg.report.cited.lines import gathered
from cyberkg.report.cited.told import Thing, Told
from cyberkg.report.cited.wording import listed
from cyberkg.terms import Status

__all__ = ["alike", "work_words"]

# predicate: what those are said to do who have yet to do it
_DEEDS = {"published": "to publish", "launched": "to launch", "signed": "to sign", "joined": "to join"}


def alike(facts: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    """Yield facts on works that make one sentence: the same deed of the same makers, vouched for alike."""
    deeds = gathered(facts, lambda t: (t.predicate, t.object, t.status) if t.predicate in _DEEDS else None)
    makers: dict[tuple[str, Status, frozenset[Thing]], list[Told]] = {}
    for told in deeds.values():
        key = told[0].predicate, told[0].status, frozenset(t.subject for t in told)
        makers.setdefault(key, []).extend(told)
    yield from map(tuple, makers.values())


def work_words(facts: Sequence[Told]) -> str:
    """Tell a deed of which all facts are, as ``alike`` gives them."""
    first = facts[0]
    makers = list(dict.fromkeys(t.subject for t in facts))
    works = dict.fromkeys(t.object for t in facts if isinstance(t.object, Thing))
    if first.status is Status.PLANNED:
        did = f"{verb(makers, 'is', 'are')} {_DEEDS[first.predicate]}"
        return sentences([Clause(f"{the_all(makers)} {did} {listed([titled(work) for work in works])}")])
    words = f"{the_all(makers)} {first.predicate} {listed([titled(work) for work in works])}"
    return sentences([Clause(words, first.status)])
