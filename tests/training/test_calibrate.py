"""The judge learns whom to trust from candidates of which it is known whether they are right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from cyberkg.corpus import parse_marked
from cyberkg.evaluate.calibration import reliability
from cyberkg.evaluate.gold import gold_of_marked
from cyberkg.learned.candidate import Candidate
from cyberkg.learned.judge import VOTES, Judge, load_judge
from cyberkg.model import Evidence, Literal, Referent
from cyberkg.terms import CONTRACT, EntityType, LiteralKind, Status
from cyberkg.training.calibrate import Case, cases_of, fit, write

EVIDENCE = Evidence("a.txt", 0, 1, "x")


def candidate(
    predicate: str = "spokeAt", *, chance: float = 0.0, weight: float = 0.0, share: float = 1.0
) -> Candidate:
    return Candidate(
        "p", predicate, "e", EVIDENCE, Status.ASSERTED, chance=chance, weight=weight, share=share
    )


def drawn(size: int, seed: int = 0) -> list[Case]:
    """Cases of two predicates: the network is right as often as it says, the rules four in five times.

    Where both say a fact it is right; of the rules alone *victim* is right, *attended* is not.
    """
    draw = random.Random(seed)
    cases = []
    for _ in range(size):
        predicate = draw.choice(["attended", "victim"])
        kind = draw.choice(["network", "rules", "both"])
        chance = draw.choice([0.1, 0.3, 0.5, 0.7, 0.9])
        if kind == "network":
            cases.append(Case(candidate(predicate, chance=chance), draw.random() < chance))
        elif kind == "rules":
            right = draw.random() < (0.9 if predicate == "victim" else 0.1)
            cases.append(Case(candidate(predicate, weight=0.8), right))
        else:
            cases.append(Case(candidate(predicate, chance=chance, weight=0.8), draw.random() < 0.95))
    return cases


@pytest.fixture(scope="module")
def judge() -> Judge:
    return fit(drawn(2000), 0.35)


def test_all_predicates_get_weights_those_without_a_case_too(judge: Judge) -> None:
    assert judge.weights.keys() == set(CONTRACT)
    assert {len(weights) for weights in judge.weights.values()} == {len(VOTES) + 1}


def test_what_is_likelier_ranks_higher(judge: Judge) -> None:
    for predicate in ("attended", "victim"):
        ranked = [judge.chance(candidate(predicate, chance=c)) for c in (0.1, 0.3, 0.5, 0.7, 0.9)]
        assert ranked == sorted(set(ranked))
        both = judge.chance(candidate(predicate, chance=0.5, weight=0.8))
        assert both > judge.chance(candidate(predicate, chance=0.5))


def test_each_predicate_says_how_far_its_rules_are_trusted(judge: Judge) -> None:
    told = {p: judge.chance(candidate(p, weight=0.8)) for p in ("attended", "victim")}
    assert told["attended"] < 0.35 < 0.65 < told["victim"]


def test_a_predicate_without_a_case_goes_by_its_group() -> None:
    judge = fit([Case(candidate("spokeAt", chance=0.8), is_right=n < 5) for n in range(20)], 0.35)
    told = [judge.chance(candidate(p, chance=0.8)) for p in ("spokeAt", "supported", "signed")]
    assert told[0] <= told[1] < told[2]


def test_confidences_are_kept_on_cases_it_did_not_see(judge: Judge) -> None:
    found = reliability((judge.chance(c.candidate), c.is_right) for c in drawn(2000, seed=1))
    assert found.error < 0.06
    careless = reliability((0.975, c.is_right) for c in drawn(2000, seed=1))
    assert careless.error > 0.3


def test_the_same_cases_fit_the_same_judge() -> None:
    assert fit(drawn(150), 0.4) == fit(drawn(150), 0.4)


def test_the_order_of_cases_makes_no_difference_that_is_told() -> None:
    forward, backward = (fit(cases, 0.35) for cases in (drawn(150), drawn(150)[::-1]))
    for case in drawn(40, seed=2):
        assert forward.chance(case.candidate) == pytest.approx(backward.chance(case.candidate), abs=0.051)


def test_what_is_written_is_what_is_loaded(judge: Judge, tmp_path: Path) -> None:
    path = tmp_path / "judge.json"
    write(judge, path)
    loaded = load_judge(path)
    assert loaded.least == judge.least
    for name, weights in judge.weights.items():
        assert loaded.weights[name] == pytest.approx(weights, abs=5e-5)
    first = path.read_bytes()
    write(loaded, path)
    assert path.read_bytes() == first


SOURCE = """# style: note

[Ada Tan|p.tan], [chair|=] of [Delta Bank|o.delta], spoke at the [Harbour Forum|e.forum] on [14 May|=2024-05-14].
> p.tan holdsPost o.delta =chair
> p.tan spokeAt e.forum
> e.forum eventDate =2024-05-14
> % o.delta supported e.forum
"""
NAMES = {
    "person:tan": (EntityType.PERSON, "Ada Tan"),
    "organisation:bank": (EntityType.ORGANISATION, "Delta Bank"),
    "event:forum": (EntityType.EVENT, "Harbour Forum"),
}
REFERENTS = {key: Referent(key, kind, name, (name,)) for key, (kind, name) in NAMES.items()}


def proposed(
    subject: str,
    predicate: str,
    target: str | Literal,
    titles: Sequence[str] = (),
    status: Status = Status.ASSERTED,
) -> Candidate:
    return Candidate(subject, predicate, target, EVIDENCE, status, tuple(titles), chance=0.9)


def judged(*candidates: Candidate) -> list[tuple[str, bool]]:
    gold = gold_of_marked(parse_marked(SOURCE, "a"), Path("a.txt"))
    return [(c.candidate.predicate, c.is_right) for c in cases_of(gold, candidates, REFERENTS)]


def test_candidates_are_right_where_the_gold_bears_them_out() -> None:
    day, other = (Literal(f"2024-05-{n}", LiteralKind.DATE) for n in (14, 15))
    assert judged(
        proposed("person:tan", "spokeAt", "event:forum", status=Status.REPORTED),
        proposed("person:tan", "organised", "event:forum"),
        proposed("person:tan", "holdsPost", "organisation:bank", ["chair"]),
        proposed("event:forum", "eventDate", day),
        proposed("event:forum", "eventDate", other),
    ) == [
        ("spokeAt", True),
        ("organised", False),
        ("holdsPost", True),
        ("eventDate", True),
        ("eventDate", False),
    ]


def test_what_counts_neither_way_teaches_nothing() -> None:
    assert (
        judged(
            proposed("organisation:bank", "supported", "event:forum"),
            proposed("person:tan", "spokeAt", "event:forum", status=Status.PLANNED),
            proposed("person:tan", "spokeAt", "event:forum", status=Status.DENIED),
        )
        == []
    )


def test_what_a_candidate_implies_is_no_case_of_its_own() -> None:
    assert judged(proposed("person:tan", "spokeAt", "event:forum")) == [("spokeAt", True)]
    assert judged(proposed("person:tan", "attended", "event:forum")) == [("attended", True)]
