"""What is asked: a pair that may be one, or a fact that may be wrong."""

from __future__ import annotations

from dataclasses import dataclass

from cyberkg.review.verdicts import Verdict
from cyberkg.terms import EntityType

__all__ = ["FactQuestion", "IdentityQuestion", "Mention", "Question", "Version"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One side of an unsure pair.

    :param iri: of the entity it is; empty where the graph does not tell.
    :param quote: a sentence about it; empty where none is found.
    """

    name: str
    document: str
    label: str
    iri: str
    quote: str


@dataclass(frozen=True, slots=True)
class IdentityQuestion:
    """A pair that may be one; ``doubt`` in [0, 1] is the probability that the graph is wrong."""

    doubt: float
    type: EntityType
    one: Mention
    other: Mention
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """A fact as the built-in reader has it; ``verdict`` is the one that says that it is right."""

    words: str
    status: str
    confidence: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """A fact to be judged.

    :param words: the fact in words.
    :param against: what it is in conflict with, in words, with the document.
    :param verdict: the verdict that says yes; one that says no differs in ``right``.
    :param only: which of two readers alone has the fact; empty where both have it or one only read.
    :param absent: whether the graph leaves the fact out.
    :param other: what the other reader has in its place; None where it has nothing.
    """

    doubt: float
    words: str
    status: str
    confidence: float
    against: tuple[str, ...]
    verdict: Verdict
    only: str = ""
    absent: bool = False
    other: Version | None = None


Question = IdentityQuestion | FactQuestion
