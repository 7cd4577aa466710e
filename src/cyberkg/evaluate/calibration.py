"""Whether the confidence that is claimed is kept: of what is claimed at 0.8, four in five should be right."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Bin", "Reliability", "reliability"]


@dataclass(frozen=True, slots=True)
class Bin:
    """Facts claimed with a confidence above ``low`` and up to ``high``.

    :param facts: how many.
    :param claimed: their mean confidence.
    :param right: the share of them that is right.
    """

    low: float
    high: float
    facts: int
    claimed: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Claims against what came of them.

    :param bins: those with a fact in them, from the least confident.
    :param error: expected calibration error: how far the bins' claims are from what is right, each bin
        weighted by its facts. Source: https://arxiv.org/abs/1706.04599
    """

    bins: tuple[Bin, ...] = ()
    error: float = 0.0


def reliability(claims: Iterable[tuple[float, bool]], bins: int = 10) -> Reliability:
    """Bin claims by confidence.

    :param claims: confidences in [0, 1], each with whether the fact is right.
    :param bins: how many of equal width there are.

    >>> reliability([(0.75, True), (0.75, False)])
    Reliability(bins=(Bin(low=0.7, high=0.8, facts=2, claimed=0.75, right=0.5),), error=0.25)
    """
    sorted_in: dict[int, list[tuple[float, bool]]] = {}
    for claimed, right in claims:
        # rounded, so that 0.7 * 10 is 7 and 0.7 lies in the bin that ends there
        at = max(math.ceil(round(claimed * bins, 9)) - 1, 0)
        sorted_in.setdefault(at, []).append((claimed, right))
    total = sum(map(len, sorted_in.values()))
    found = tuple(
        Bin(
            low=at / bins,
            high=(at + 1) / bins,
            facts=len(own),
            claimed=math.fsum(claimed for claimed, _ in own) / len(own),
            right=sum(right for _, right in own) / len(own),
        )
        for at, own in sorted(sorted_in.items())
    )
    return Reliability(
        found, math.fsum(b.facts * abs(b.claimed - b.right) for b in found) / total if total else 0.0
    )
