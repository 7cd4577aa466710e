"""Fits the judge: how far to trust what the network and the rules propose, on documents neither learned from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cyberkg.evaluate.found import Found, FoundFact
from cyberkg.evaluate.gold import Gold
from cyberkg.evaluate.score import score
from cyberkg.learned.candidate import Candidate
from cyberkg.learned.judge import FEATURES, VOTES, Judge, features
from cyberkg.learned.trees import LEAF, Tree
from cyberkg.model import Referent
from cyberkg.terms import CONTRACT, PREDICATES, Group, Status

__all__ = ["Case", "cases_of", "fit", "write"]

_STIFFNESS, _STIFFNESS_OF_CONSTANTS = 0.5, 2.0
# Many small trees, each grown on a part of the cases and features: they overfit least (cross-validated on ``dev``).
_GROWTH = {
    "n_estimators": 250,
    "learning_rate": 0.05,
    "max_depth": None,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 25,
    "subsample": 0.7,
    "max_features": 0.4,
    "random_state": 0,
}
_DIGITS = 5  # of what a leaf adds


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate and whether it is right."""

    candidate: Candidate
    is_right: bool


def cases_of(gold: Gold, candidates: Sequence[Candidate], referents: dict[str, Referent]) -> list[Case]:
    """Tell of each candidate that counts whether the gold bears it out; denied and planned ones are left out."""
    told = (c for c in candidates if c.status in {Status.ASSERTED, Status.REPORTED})
    by_fact = {_fact(c): c for c in told if PREDICATES[c.predicate].contract}
    names = {key: frozenset(r.names or (r.label,)) for key, r in referents.items()}
    types = {key: r.type.value for key, r in referents.items()}
    labels = {key: r.label for key, r in referents.items()}
    judged = score(gold, Found(tuple(by_fact), names, types, labels)).judged
    return [Case(by_fact[j.fact], j.is_right) for j in judged if j.fact in by_fact]


def _fact(candidate: Candidate) -> FoundFact:
    is_value = not isinstance(candidate.object, str)
    return FoundFact(
        candidate.subject,
        candidate.predicate,
        candidate.object if isinstance(candidate.object, str) else candidate.object.value,
        candidate.titles[0] if candidate.titles else "",
        is_value,
    )


def fit(cases: Iterable[Case], least: float) -> Judge:
    """Fit a judge.

    :param cases: right ones and wrong ones, some hundreds at least.
    :param least: candidates less sure than this are no facts.
    """
    rows = list(cases)
    x = np.array([features(c.candidate) for c in rows])
    start, trees = _grow(rows, x)
    return Judge(_weights(rows, x[:, : len(VOTES)]), start, trees, least)


def _grow(rows: Sequence[Case], x: NDArray[np.float64]) -> tuple[float, tuple[Tree, ...]]:
    """Grow trees, and tell the score that they begin from."""
    from sklearn.ensemble import GradientBoostingClassifier

    y = np.array([c.is_right for c in rows])
    model = GradientBoostingClassifier(**_GROWTH).fit(x.astype(np.float32), y)
    prior = float(np.mean(y))
    trees = tuple(_tree(grown.tree_, model.learning_rate) for (grown,) in model.estimators_)
    return round(float(np.log(prior / (1 - prior))), _DIGITS), trees


def _tree(grown: Any, rate: float) -> Tree:
    is_leaf = grown.children_left < 0
    return Tree(
        tuple(np.where(is_leaf, LEAF, grown.feature).tolist()),
        tuple(np.where(is_leaf, 0.0, grown.threshold).tolist()),
        tuple(np.where(is_leaf, 0, grown.children_left).tolist()),
        tuple(np.where(is_leaf, 0, grown.children_right).tolist()),
        tuple(np.where(is_leaf, np.round(rate * grown.value[:, 0, 0], _DIGITS), 0.0).tolist()),
    )


def _weights(rows: Sequence[Case], x: NDArray[np.float64]) -> dict[str, tuple[float, ...]]:
    """Fit weights: of the votes by group of predicates, and two of its own for each predicate.

    These are a constant, and how much more or less than its group it trusts the rules.
    """
    from scipy.optimize import minimize

    groups, predicates = list(Group), list(CONTRACT)
    width = len(VOTES)
    y = np.array([c.is_right for c in rows], dtype=float)
    group = np.array([groups.index(PREDICATES[c.candidate.predicate].group) for c in rows])
    which = np.array([predicates.index(c.candidate.predicate) for c in rows])
    size = len(groups) * width
    rules = VOTES.index("rules")
    ruled = x[:, rules]
    prior = np.tile([1.0, 1.0, *[0.0] * (width - 2)], len(groups))

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, constants, trusts = _unpack(w, len(groups), width, len(predicates))
        z = (x * weights[group]).sum(1) + constants[which] + trusts[which] * ruled
        p = 1 / (1 + np.exp(-z))
        wrong = p - y
        slope = np.zeros_like(w)
        np.add.at(slope[:size].reshape(len(groups), width), group, x * wrong[:, None])
        np.add.at(slope[size : size + len(predicates)], which, wrong)
        np.add.at(slope[size + len(predicates) :], which, wrong * ruled)
        away = np.concatenate([w[:size] - prior, w[size:]])
        own = np.full(2 * len(predicates), _STIFFNESS_OF_CONSTANTS)
        stiff = np.concatenate([np.full(size, _STIFFNESS), own])
        likelihood = np.logaddexp(0, z) - y * z
        return float(likelihood.sum() + (stiff * away**2).sum() / 2), slope + stiff * away

    start = np.concatenate([prior, np.zeros(2 * len(predicates))])
    best = minimize(loss, start, jac=True, method="L-BFGS-B").x
    weights, constants, trusts = _unpack(best, len(groups), width, len(predicates))
    fitted: dict[str, tuple[float, ...]] = {}
    for n, name in enumerate(predicates):
        own_weights = weights[groups.index(PREDICATES[name].group)].copy()
        own_weights[rules] += trusts[n]
        fitted[name] = (*map(float, own_weights), float(constants[n]))
    return fitted


def _unpack(
    w: NDArray[np.float64], groups: int, width: int, predicates: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    size = groups * width
    return w[:size].reshape(groups, width), w[size : size + predicates], w[size + predicates :]


def write(judge: Judge, path: Path) -> None:
    """Write a judge where ``load_judge`` finds it, a tree a line."""
    weights = {name: [round(w, 4) for w in judge.weights[name]] for name in sorted(judge.weights)}
    head = {"features": FEATURES, "least": judge.least, "weights": weights, "start": judge.start}
    trees = ",\n".join(json.dumps(asdict(tree)) for tree in judge.trees)
    text = json.dumps(head, indent=1).removesuffix("\n}")
    path.write_text(f'{text},\n "trees": [\n{trees}\n ]\n}}\n', encoding="utf-8")
