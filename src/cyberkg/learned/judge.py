"""How far to trust a candidate: one calibrated probability from what the network and the rules give it.

A logistic regression over few features, fitted on documents that the network was not trained on (Platt scaling,
"Probabilistic Outputs for Support Vector Machines", 1999, with the rules' vote beside the score). The numbers
are written by ``training.calibrate``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cyberkg.errors import DamagedError
from cyberkg.learned.candidate import Candidate
from cyberkg.shipped import read_shipped
from cyberkg.terms import PREDICATES

__all__ = ["FEATURES", "GRID", "Judge", "features", "load_judge"]

_FILE = Path(__file__).with_name("weights") / "judge.json"
FEATURES = ("network", "rules", "both", "only rules", "share", "surety", "contradicted")
# Confidences are told in steps: a machine that rounds a sum differently tells the same.
GRID = 0.05
_FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights of features, by predicate.

    :param weights: by predicate one weight for each of ``FEATURES`` and, last, the constant.
    :param least: candidates less sure than this are no facts.
    """

    weights: dict[str, tuple[float, ...]]
    least: float

    def chance(self, candidate: Candidate) -> float:
        """The probability that a candidate is right, in steps of ``GRID``, between 0.05 and 0.95; not rounded for both ends."""
        *weights, constant = self.weights[candidate.predicate]
        score = constant + sum(w * x for w, x in zip(weights, features(candidate), strict=True))
        exact = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
        steps = round(exact / GRID)
        return round(min(max(steps * GRID, GRID), 1 - GRID / 2), 3)


def features(candidate: Candidate) -> tuple[float, ...]:
    """The features of a candidate, in the order of ``FEATURES``."""
    chance = min(max(candidate.chance, _FLOOR), 1 - _FLOOR)
    ruled = float(candidate.weight > 0)
    seen = float(candidate.chance >= 0.5)
    return (
        math.log(chance / (1 - chance)),
        ruled,
        ruled * seen,
        ruled * float(candidate.chance < 0.1),
        math.log(max(candidate.share, _FLOOR)),
        math.log(max(candidate.surety, _FLOOR)),
        float(candidate.contradicted),
    )


@lru_cache(maxsize=1)
def load_judge(path: Path = _FILE) -> Judge:
    """Load the judge that the package ships.

    :raises DamagedError: where its file is missing or broken.
    """
    try:
        content = json.loads(read_shipped(path))
        weights = {name: _row(content["weights"][name]) for name in PREDICATES}
        return Judge(weights, float(content["least"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedError(
            "the reader's judge cannot be loaded", str(path), "install cyberkg again"
        ) from error


def _row(content: Iterable[float]) -> tuple[float, ...]:
    """The weights of a predicate.

    :raises ValueError: where there are not one for each feature and a constant.
    """
    row = tuple(map(float, content))
    if len(row) != len(FEATURES) + 1:
        raise ValueError("another number of weights than of features")
    return row
