"""The scores of all documents put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cyberkg.evaluate.calibration import Reliability, reliability
from cyberkg.evaluate.found import Found, Row, find_by_document
from cyberkg.evaluate.gold import Gold
from cyberkg.evaluate.identity import Identity, b_cubed, mentions_of
from cyberkg.evaluate.score import DocumentScore, Share, Tally, score
from cyberkg.terms import PREDICATES, Group, Status

__all__ = ["Evaluation", "measure"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well documents were read.

    :param documents: the scores, by document.
    :param reliability: of all facts that are stated and either right or wrong.
    :param identity: over all documents.
    """

    documents: tuple[DocumentScore, ...]
    reliability: Reliability
    identity: Identity

    @property
    def predicates(self) -> dict[str, Tally]:
        """The counts of the predicates that occur, in the contract's order."""
        tallies = [score.tallies for score in self.documents]
        return {
            name: sum((t[name] for t in tallies if name in t), Tally())
            for name in PREDICATES
            if any(name in t for t in tallies)
        }

    @property
    def groups(self) -> dict[Group, Tally]:
        """The counts of the groups of predicates that occur."""
        counts: dict[Group, Tally] = {}
        for name, tally in self.predicates.items():
            group = PREDICATES[name].group
            counts[group] = counts.get(group, Tally()) + tally
        return {group: counts[group] for group in Group if group in counts}

    @property
    def overall(self) -> Tally:
        """The counts of all facts."""
        return sum(self.predicates.values(), Tally())

    @property
    def shares(self) -> dict[Status, Share]:
        """Of the planned and the denied facts of the gold, how many were found with that status."""
        return {
            status: sum((score.shares[status] for score in self.documents), Share())
            for status in (Status.PLANNED, Status.DENIED)
        }


def measure(golds: Sequence[Gold], facts: Iterable[Row], entities: Iterable[Row]) -> Evaluation:
    """Score rows of the fact contract against gold.

    :param facts: rows as ``cyberkg facts`` prints them in JSON; those of other documents are not looked at.
    :param entities: rows as ``cyberkg entities`` prints them, which tell the entities' other names.
    """
    found = find_by_document(facts, entities)
    scores = tuple(
        score(gold, found.get(gold.file_name) or found.get(gold.document) or Found()) for gold in golds
    )
    claims = [
        (judged.fact.confidence, judged.is_right)
        for one in scores
        for judged in one.judged
        if judged.fact.confidence is not None and not judged.fact.implied
    ]
    return Evaluation(scores, reliability(claims), b_cubed(mentions_of(scores)))
