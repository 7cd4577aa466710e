"""How far to trust a candidate: one calibrated probability from what the network and the rules give it.

The mean of two scores, both fitted on documents that the network was not trained on, and written by
``training.calibrate``: a logistic regression over the votes of the two (Platt scaling, "Probabilistic Outputs for Support
Vector Machines", 1999), which knows the rare predicates, and gradient-boosted trees (Friedman, "Greedy function
approximation", Annals of Statistics 29, 2001) over all that is known of a candidate and its rivals.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np

from cyberkg.errors import DamagedError
from cyberkg.learned.candidate import Candidate
from cyberkg.learned.rivals import Standing
from cyberkg.learned.trees import Tree, read_tree
from cyberkg.shipped import read_shipped
from cyberkg.terms import CONTRACT, PREDICATES, Group, Status

__all__ = ["FEATURES", "GRID", "VOTES", "Judge", "features", "load_judge"]

_FILE = Path(__file__).with_name("weights") / "judge.json"
# Confidences are told in steps: a machine that rounds a sum differently tells the same.
GRID = 0.05
_FLOOR = 0.01
_NAMES, _GROUPS = CONTRACT, tuple(Group)
VOTES = ("network", "rules", "both", "only rules", "share", "surety", "contradicted")
FEATURES = (
    *VOTES,
    *("weight", "rank", "object share", "rivals", "also", "words", "sentence", "reported"),
    *(field.name.replace("_", " ") for field in fields(Standing)),
    *("predicate", *(group.value for group in _GROUPS)),
)


@dataclass(frozen=True, slots=True)
class Judge:
    """Two scores whose mean tells the chance (log-odds).

    :param weights: by predicate one weight for each of ``VOTES`` and, last, the constant.
    :param start: where the trees begin.
    :param trees: what each adds.
    :param least: candidates less sure than this are no facts.
    """

    weights: dict[str, tuple[float, ...]]
    start: float
    trees: tuple[Tree, ...]
    least: float

    def chance(self, candidate: Candidate) -> float:
        """The probability that a candidate is right, in steps of ``GRID``, between 0.05 and 0.95; not rounded for both ends.

        Of what is beyond the contract only the rules tell, and their word counts as it is.
        """
        if candidate.predicate not in self.weights:
            return _in_steps(candidate.weight)
        row = features(candidate)
        *weights, constant = self.weights[candidate.predicate]
        voted = constant + sum(w * x for w, x in zip(weights, row[: len(VOTES)], strict=True))
        asked = self.start + sum(tree.weigh(row) for tree in self.trees)
        score = (voted + asked) / 2
        return _in_steps(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))


def _in_steps(chance: float) -> float:
    steps = round(chance / GRID)
    return round(min(max(steps * GRID, GRID), 1 - GRID / 2), 3)


def features(candidate: Candidate) -> tuple[float, ...]:
    """The features of a candidate, in the order of ``FEATURES`` and as exact as 32 bits tell them."""
    chance = min(max(candidate.chance, _FLOOR), 1 - _FLOOR)
    ruled = float(candidate.weight > 0)
    group = PREDICATES[candidate.predicate].group
    row = (
        math.log(chance / (1 - chance)),
        ruled,
        ruled * float(candidate.chance >= 0.5),
        ruled * float(candidate.chance < 0.1),
        math.log(max(candidate.share, _FLOOR)),
        math.log(max(candidate.surety, _FLOOR)),
        candidate.contradicted,
        candidate.weight,
        candidate.rank,
        candidate.object_share,
        candidate.rivals,
        candidate.also,
        candidate.words,
        len(candidate.evidence.quote),
        candidate.status is Status.REPORTED,
        *astuple(candidate.standing),
        _NAMES.index(candidate.predicate),
        *(group is other for other in _GROUPS),
    )
    return tuple(np.array(row, dtype=np.float32).tolist())


@lru_cache(maxsize=1)
def load_judge(path: Path = _FILE) -> Judge:
    """Load the judge that the package ships.

    :raises DamagedError: where its file is missing or broken.
    """
    try:
        content = json.loads(read_shipped(path))
        _same(content["features"], FEATURES)
        weights = {name: _row(content["weights"][name]) for name in CONTRACT}
        trees = tuple(read_tree(tree, len(FEATURES)) for tree in content["trees"])
        return Judge(weights, float(content["start"]), trees, float(content["least"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(
            "the reader's judge cannot be loaded", str(path), "install cyberkg again"
        ) from error


def _same(told: Iterable[str], known: Sequence[str]) -> None:
    """Compare the features that the judge was fitted on with those that are known here.

    :raises ValueError: where they differ.
    """
    if list(told) != list(known):
        raise ValueError("other features")


def _row(content: Iterable[float]) -> tuple[float, ...]:
    """The weights of a predicate.

    :raises ValueError: where there are not one for each vote and a constant.
    """
    row = tuple(map(float, content))
    if len(row) != len(VOTES) + 1:
        raise ValueError("another number of weights than of votes")
    return row
