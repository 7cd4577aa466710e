"""Which facts of one document are right, wrong and missing.

- A fact is right when subject, predicate, object and, where the gold tells one, the title of a post match.
- A gold fact found twice under two identities is right once and wrong once: what was not merged costs precision.
- ``spokeAt`` and ``officiated`` imply ``attended``, ``holdsPost`` implies ``affiliatedWith``, on both sides.
- Neither right nor wrong are: what is optional in the gold, a value of the gold that was worded twice, a post
  in a government that the gold does not name.
- What is beyond the contract counts only where the gold tells of it.
- Facts found as planned or denied are not scored; it is counted apart how many of the gold's were found so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cyberkg.evaluate.align import align, same_fact
from cyberkg.evaluate.found import Found, FoundFact
from cyberkg.evaluate.gold import Gold, GoldFact
from cyberkg.terms import CONTRACT, Status

__all__ = ["IMPLIES", "DocumentScore", "Judged", "Share", "Tally", "score"]

IMPLIES = {"spokeAt": "attended", "officiated": "attended", "holdsPost": "affiliatedWith"}
_POSTS = frozenset({"holdsPost", "affiliatedWith"})

_Fact = TypeVar("_Fact", GoldFact, FoundFact)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts are right, wrong and missing."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missing + other.missing)

    @property
    def gold(self) -> int:
        """How many there are to be found."""
        return self.right + self.missing

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Tally(right=3, wrong=1, missing=3).f1
        0.6
        """
        both = 2 * self.right + self.wrong + self.missing
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """Of so many, how many were found."""

    found: int = 0
    gold: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.found + other.found, self.gold + other.gold)


@dataclass(frozen=True, slots=True)
class Judged:
    """A found fact that counts, and whether it is right."""

    fact: FoundFact
    is_right: bool


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """What the gold says of the facts found in one document.

    :param right: the gold facts that were found; ``missing`` those that were not.
    :param judged: the found facts that count, in their order; implied ones are marked as such.
    :param aligned: id of an entity of the graph: key of the gold entity that it is.
    :param shares: of the gold facts that are planned or denied, how many were found with that status.
    """

    gold: Gold
    found: Found
    right: tuple[GoldFact, ...]
    missing: tuple[GoldFact, ...]
    judged: tuple[Judged, ...]
    aligned: Mapping[str, str]
    shares: Mapping[Status, Share]

    @property
    def wrong(self) -> tuple[FoundFact, ...]:
        """The found facts that are wrong."""
        return tuple(judged.fact for judged in self.judged if not judged.is_right)

    @property
    def tallies(self) -> dict[str, Tally]:
        """The counts by predicate, of the predicates that occur."""
        counts: dict[str, Tally] = {}
        for facts, one in (
            (self.right, Tally(right=1)),
            (self.missing, Tally(missing=1)),
            (self.wrong, Tally(wrong=1)),
        ):
            for fact in facts:
                counts[fact.predicate] = counts.get(fact.predicate, Tally()) + one
        return counts


def score(gold: Gold, found: Found) -> DocumentScore:
    """Score what was found in one document."""
    known = {*CONTRACT, *(fact.predicate for fact in gold.facts)}
    found = replace(found, facts=tuple(fact for fact in found.facts if fact.predicate in known))
    stated = _with_implied(f for f in found.facts if f.status in {Status.ASSERTED, Status.REPORTED})
    aligned = align(gold.entities, [*gold.facts, *gold.optional], found, stated)
    wanted, optional = _with_implied(gold.facts), _with_implied(gold.optional)
    right: list[GoldFact] = []
    judged: list[Judged] = []
    for fact in stated:
        fitting = [one for one in wanted if same_fact(one, fact, aligned)]
        hit = next((one for one in fitting if one not in right), None)
        if hit is not None:
            right.append(hit)
            judged.append(Judged(fact, is_right=True))
        elif not (
            any(same_fact(one, fact, aligned) for one in optional)
            or (fact.is_value and fitting)
            or _is_unnamed_government(fact, found, aligned)
        ):
            judged.append(Judged(fact, is_right=False))
    missing = tuple(one for one in wanted if one not in right)
    shares = {
        Status.PLANNED: _share(gold, gold.planned, found, Status.PLANNED, aligned),
        Status.DENIED: _share(gold, gold.denied, found, Status.DENIED, aligned),
    }
    return DocumentScore(gold, found, tuple(right), missing, tuple(judged), aligned, shares)


def _with_implied(facts: Iterable[_Fact]) -> list[_Fact]:
    """Add what facts imply behind each, and keep one of each; what is stated itself is not marked as implied."""
    seen: dict[tuple[str, ...], _Fact] = {}
    for fact in facts:
        _keep(seen, fact)
        if fact.predicate in IMPLIES:
            _keep(seen, replace(fact, predicate=IMPLIES[fact.predicate], title="", implied=True))
    return list(seen.values())


def _keep(seen: dict[tuple[str, ...], _Fact], fact: _Fact) -> None:
    title = fact.title if fact.predicate == "holdsPost" else ""
    key = (fact.subject, fact.predicate, fact.object, title)
    if key not in seen or (seen[key].implied and not fact.implied):
        seen[key] = fact


def _is_unnamed_government(fact: FoundFact, found: Found, aligned: Mapping[str, str]) -> bool:
    if fact.predicate not in _POSTS or fact.object in aligned:
        return False
    return any("government" in name.casefold() for name in found.names.get(fact.object, ()))


def _share(
    gold: Gold, rows: Sequence[GoldFact], found: Found, status: Status, aligned: Mapping[str, str]
) -> Share:
    """Count the gold facts of a status that were found with it; a planned talk is planned attendance, too."""
    facts = [fact for fact in found.facts if fact.status is status]
    if status is Status.PLANNED:
        facts = _with_implied(facts)
    everything = align(gold.entities, rows, found, facts, aligned)
    return Share(sum(any(same_fact(one, fact, everything) for fact in facts) for one in rows), len(rows))
