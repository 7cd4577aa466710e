from __future__ import annotations

import json
from pathlib import Path

import pytest

from cyberkg.errors import DamagedError
from cyberkg.learned.candidate import Candidate
from cyberkg.learned.judge import Judge, load_judge
from cyberkg.model import Evidence
from cyberkg.terms import PREDICATES, Status

JUDGE = Judge(dict.fromkeys(PREDICATES, (1.0, 1.5, -0.5, -1.0, 0.5, 0.5, -0.5, 0.0)), 0.4)


def candidate(chance: float, weight: float) -> Candidate:
    evidence = Evidence("a.txt", 0, 1, "x")
    return Candidate("p", "spokeAt", "e", evidence, Status.ASSERTED, chance=chance, weight=weight)


def test_two_voices_count_more_than_one() -> None:
    network, rules, both = (JUDGE.chance(candidate(*c)) for c in ((0.7, 0.0), (0.0, 0.8), (0.7, 0.8)))
    assert rules < network < both


@pytest.mark.parametrize("chance", [0.0, 1e-9, 0.3, 0.999, 1.0])
@pytest.mark.parametrize("weight", [0.0, 0.8])
def test_a_chance_is_told_in_steps_and_never_as_certain(chance: float, weight: float) -> None:
    told = JUDGE.chance(candidate(chance, weight))
    assert 0 < told < 1
    assert told == 0.975 or round(told * 20) == pytest.approx(told * 20)


def test_the_shipped_judge_knows_every_predicate() -> None:
    judge = load_judge()
    assert judge.weights.keys() == PREDICATES.keys()
    assert 0 < judge.least < 1


@pytest.mark.parametrize(
    "content", ["{", json.dumps({"least": 0.4, "weights": {name: [1.0] for name in PREDICATES}})]
)
def test_a_broken_judge_is_told_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "judge.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DamagedError, match="judge cannot be loaded"):
        load_judge(path)
