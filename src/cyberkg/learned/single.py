"""What can be so but once: of several counts of those affected by one incident the likeliest stays.

On the development part of the marked corpus one in five of the others is right: a date of another incident, a
count of something else, a title that a neighbour in the sentence holds.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from cyberkg.learned.candidate import Candidate
from cyberkg.terms import Status

__all__ = ["without_others"]

_SINGLE = frozenset(["affectedCount", "incidentDate", "partOf"])
_TOLD = frozenset([Status.ASSERTED, Status.REPORTED])


def without_others(kept: Iterable[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Leave out what contradicts a likelier fact of the document; of equally likely ones the first stays.

    An incident has one day and one number of people, a body is a unit of one other, and nobody holds one title
    at two bodies. What is planned or denied contradicts nothing.

    :param kept: facts and how likely each is; their order is kept.
    """
    every = list(kept)
    likeliest: dict[Hashable, int] = {}
    for at, (candidate, chance) in enumerate(every):
        for key in _keys(candidate):
            known = likeliest.setdefault(key, at)
            if chance > every[known][1]:
                likeliest[key] = at
    return [
        (candidate, chance)
        for at, (candidate, chance) in enumerate(every)
        if all(likeliest[key] == at for key in _keys(candidate))
    ]


def _keys(candidate: Candidate) -> Iterator[Hashable]:
    if candidate.status not in _TOLD:
        return
    if candidate.predicate in _SINGLE:
        yield candidate.predicate, candidate.subject
    if candidate.predicate == "partOf":  # neither of two bodies is a unit of the other's unit
        yield candidate.predicate, frozenset([candidate.subject, candidate.object])
    elif candidate.predicate == "holdsPost":
        for title in candidate.titles:
            yield candidate.predicate, candidate.subject, title.casefold()
