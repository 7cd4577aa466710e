"""A candidate: a fact that the network, the rules or both propose."""

from __future__ import annotations

from dataclasses import dataclass

from cyberkg.learned.rivals import UNSEEN, Standing
from cyberkg.model import Evidence, Literal
from cyberkg.terms import Status

__all__ = ["Candidate"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that somebody proposes.

    :param chance: what the network gives it, 0 where it does not see it.
    :param weight: what the rules give it, 0 where they do not say it.
    :param share: its chance by that of the likeliest candidate with the same subject and predicate.
    :param surety: how sure the network is of the words at both ends, in (0, 1]; 1 where it does not see the fact.
    :param contradicted: whether the rules say another object of the same subject and predicate, and not this one.
    :param rank: how many candidates with the same subject and predicate are likelier.
    :param object_share: its chance by that of the likeliest candidate with the same object and predicate.
    :param rivals: how many candidates with the same object and predicate are likely.
    :param also: the chance of the likeliest candidate that says something else of the same two.
    :param words: how many words name its object.
    :param standing: how it stands among the network's other relations, where that saw it best.
    """

    subject: str
    predicate: str
    object: str | Literal
    evidence: Evidence
    status: Status
    titles: tuple[str, ...] = ()
    represents: str = ""
    chance: float = 0.0
    weight: float = 0.0
    share: float = 1.0
    surety: float = 1.0
    contradicted: bool = False
    rank: int = 0
    object_share: float = 1.0
    rivals: int = 0
    also: float = 0.0
    words: int = 1
    standing: Standing = UNSEEN
