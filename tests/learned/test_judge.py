from __future__ import annotations

import json
from pathlib import Path

import pytest

from cyberkg.errors import DamagedError
from cyberkg.learned.candidate import Candidate
from cyberkg.learned.judge import FEATURES, Judge, features, load_judge
from cyberkg.learned.rivals import UNSEEN, Standing
from cyberkg.learned.trees import LEAF, Tree
from cyberkg.model import Evidence, Literal
from cyberkg.terms import CONTRACT, PREDICATES, LiteralKind, Status

WEIGHTS: dict[str, tuple[float, ...]] = dict.fromkeys(PREDICATES, (1.0, 1.5, -0.5, -1.0, 0.5, 0.5, -0.5, 0.0))
OTHER = FEATURES.index("other object")
# Who is likely elsewhere is less likely here.
RIVALS = Tree((OTHER, LEAF, LEAF), (0.5, 0.0, 0.0), (1, 0, 0), (2, 0, 0), (0.0, 1.0, -1.0))
JUDGE = Judge(WEIGHTS, 0.0, (RIVALS,), 0.4)


def candidate(chance: float, weight: float, standing: Standing = UNSEEN) -> Candidate:
    evidence = Evidence("a.txt", 0, 1, "x")
    return Candidate(
        "p", "spokeAt", "e", evidence, Status.ASSERTED, chance=chance, weight=weight, standing=standing
    )


def test_two_voices_count_more_than_one() -> None:
    network, rules, both = (JUDGE.chance(candidate(*c)) for c in ((0.7, 0.0), (0.0, 0.8), (0.7, 0.8)))
    assert rules < network < both


def test_a_likely_rival_speaks_against_a_candidate() -> None:
    alone, beside = (JUDGE.chance(candidate(0.6, 0.0, Standing(other_object=c))) for c in (0.1, 0.9))
    assert beside < alone


def test_features_have_a_name_each() -> None:
    row = features(candidate(0.7, 0.8, Standing(0.1, 0.2, total=3.0, sentences=2)))
    told = dict(zip(FEATURES, row, strict=True))
    assert told["rules"] == told["both"] == 1
    assert told["weight"] == pytest.approx(0.8)
    assert (told["other object"], told["other subject"]) == pytest.approx((0.1, 0.2))
    assert (told["total"], told["sentences"], told["attendance"], told["works"]) == (3, 2, 1, 0)


@pytest.mark.parametrize("chance", [0.0, 1e-9, 0.3, 0.999, 1.0])
@pytest.mark.parametrize("weight", [0.0, 0.8])
def test_a_chance_is_told_in_steps_and_never_as_certain(chance: float, weight: float) -> None:
    told = JUDGE.chance(candidate(chance, weight))
    assert 0 < told < 1
    assert told == 0.975 or round(told * 20) == pytest.approx(told * 20)


def test_the_shipped_judge_knows_every_predicate_of_the_contract() -> None:
    judge = load_judge()
    assert judge.weights.keys() == set(CONTRACT)
    assert 0 < judge.least < 1


GOOD = {
    "features": FEATURES,
    "least": 0.4,
    "weights": WEIGHTS,
    "start": 0.0,
    "trees": [{"feature": [-1], "most": [0.0], "left": [0], "right": [0], "value": [0.5]}],
}
ENDLESS = {"feature": [0], "most": [0.0], "left": [0], "right": [0], "value": [0.0]}


def test_a_judge_is_loaded_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "judge.json"
    path.write_text(json.dumps(GOOD), encoding="utf-8")
    assert load_judge(path).trees[0].value == (0.5,)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        json.dumps(GOOD | {"weights": {name: [1.0] for name in PREDICATES}}),
        json.dumps(GOOD | {"features": FEATURES[1:]}),
        json.dumps(GOOD | {"trees": [ENDLESS]}),
        json.dumps(GOOD | {"trees": [{}]}),
        json.dumps(GOOD | {"trees": [7]}),
    ],
)
def test_a_broken_judge_is_told_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "judge.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DamagedError, match="judge cannot be loaded"):
        load_judge(path)


def test_of_what_is_beyond_the_contract_the_rules_word_counts() -> None:
    sum_ = Literal("450000 EUR", LiteralKind.MONEY)
    one = Candidate("i", "fine", sum_, Evidence("a.txt", 0, 1, "x"), Status.ASSERTED, weight=0.83)
    assert load_judge().chance(one) == 0.85
