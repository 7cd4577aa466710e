"""One small case for each rule of scoring."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.evaluate.gold import Gold
from cyberkg.evaluate.score import DocumentScore, Share, Tally
from cyberkg.terms import Status

MakeGold = Callable[..., Gold]
ScoreOf = Callable[..., DocumentScore]


def total(score: DocumentScore) -> Tally:
    return sum(score.tallies.values(), Tally())


def test_a_tally_of_nothing_is_zero() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)


def test_tallies_add_up() -> None:
    both = Tally(3, 1, 0) + Tally(0, 0, 3)
    assert (both.gold, both.precision, both.recall, both.f1) == (6, 0.75, 0.5, 0.6)


def test_right_wrong_and_missing(make_gold: MakeGold, score_of: ScoreOf) -> None:
    found = score_of(
        make_gold(["doe attended forum", "roe attended forum"]), "doe attended forum", "office attended forum"
    )
    assert found.tallies == {"attended": Tally(right=1, wrong=1, missing=1)}
    assert [fact.subject for fact in found.wrong] == ["id:office"]
    assert [fact.subject for fact in found.missing] == ["roe"]


def test_nothing_found_is_all_missing(make_gold: MakeGold, score_of: ScoreOf) -> None:
    assert total(score_of(make_gold(["doe attended forum"]), "! roe attended forum")) == Tally(missing=1)


def test_reported_is_scored_like_asserted(make_gold: MakeGold, score_of: ScoreOf) -> None:
    assert total(score_of(make_gold(["doe attended forum"]), "~ doe attended forum")) == Tally(right=1)


def test_a_speaker_attended_on_both_sides(make_gold: MakeGold, score_of: ScoreOf) -> None:
    found = score_of(make_gold(["doe spokeAt forum"]), "doe attended forum")
    assert found.tallies == {"spokeAt": Tally(missing=1), "attended": Tally(right=1)}
    found = score_of(make_gold(["doe attended forum"]), "doe officiated forum")
    assert found.tallies == {"officiated": Tally(wrong=1), "attended": Tally(right=1)}


def test_a_post_is_an_affiliation(make_gold: MakeGold, score_of: ScoreOf) -> None:
    found = score_of(make_gold(["doe holdsPost office =Head"]), "doe affiliatedWith office")
    assert found.tallies == {"holdsPost": Tally(missing=1), "affiliatedWith": Tally(right=1)}


def test_what_is_implied_and_stated_counts_once_and_as_stated(make_gold: MakeGold, score_of: ScoreOf) -> None:
    found = score_of(make_gold(["doe spokeAt forum"]), "doe spokeAt forum", "doe attended forum")
    assert total(found) == Tally(right=2)
    assert [judged.fact.implied for judged in found.judged] == [False, False]


def test_titles_must_match_one_of_their_wordings(make_gold: MakeGold, score_of: ScoreOf) -> None:
    gold = make_gold(["doe holdsPost office =Chief Executive|CEO"])
    assert score_of(gold, "doe holdsPost office =CEO").tallies["holdsPost"] == Tally(right=1)
    assert score_of(gold, "doe holdsPost office =Clerk").tallies["holdsPost"] == Tally(wrong=1, missing=1)


def test_any_title_is_right_where_the_gold_tells_none(make_gold: MakeGold, score_of: ScoreOf) -> None:
    found = score_of(make_gold(["doe holdsPost office"]), "doe holdsPost office =Clerk")
    assert found.tallies["holdsPost"] == Tally(right=1)


def test_the_qualifier_of_another_predicate_says_nothing(make_gold: MakeGold, score_of: ScoreOf) -> None:
    assert total(score_of(make_gold(["doe attended forum"]), "doe attended forum =guest")) == Tally(right=1)


def test_alternatives_are_equally_good(make_gold: MakeGold, score_of: ScoreOf) -> None:
    gold = make_gold(["forum eventDate =2024-05-03|2024-05"])
    assert total(score_of(gold, "forum eventDate =2024-05")) == Tally(right=1)


def test_a_value_worded_twice_is_not_wrong(make_gold: MakeGold, score_of: ScoreOf) -> None:
    gold = make_gold(["forum eventDate =2024-05-03|2024-05"])
    found = score_of(gold, "forum eventDate =2024-05-03", "forum eventDate =2024-05")
    assert total(found) == Tally(right=1)
    assert len(found.judged) == 1


def test_a_fact_under_two_identities_is_right_once_and_wrong_once(
    make_gold: MakeGold, score_of: ScoreOf
) -> None:
    found = score_of(make_gold(["doe attended forum"]), "doe attended forum", "doe' attended forum")
    assert total(found) == Tally(right=1, wrong=1)


def test_optional_facts_count_neither_way(make_gold: MakeGold, score_of: ScoreOf) -> None:
    gold = make_gold(["doe attended forum"], optional=["roe spokeAt forum"])
    found = score_of(gold, "doe attended forum", "roe spokeAt forum")
    assert total(found) == Tally(right=1)
    assert len(found.judged) == 1


def test_a_post_in_a_government_without_name_counts_neither_way(
    make_gold: MakeGold, score_of: ScoreOf
) -> None:
    gold = make_gold(["doe attended forum"])
    posts = "doe holdsPost the-government =Minister", "doe affiliatedWith the-government"
    assert total(score_of(gold, "doe attended forum", *posts)) == Tally(right=1)
    assert total(score_of(gold, "doe attended forum", "the-government organised forum")) == Tally(1, 1)


def test_what_is_beyond_the_contract_counts_where_the_gold_tells_of_it(
    make_gold: MakeGold, score_of: ScoreOf
) -> None:
    silent = score_of(make_gold(["doe attended forum"]), "doe attended forum", "hack fine =450000 EUR")
    assert total(silent) == Tally(right=1)
    gold = make_gold(["doe attended forum", "hack fine =450000 EUR"])
    assert score_of(gold, "doe attended forum", "hack fine =1 EUR").tallies["fine"] == Tally(
        wrong=1, missing=1
    )


@pytest.mark.parametrize("section", ["planned", "denied"])
def test_what_is_planned_or_denied_is_wrong_when_asserted(
    section: str, make_gold: MakeGold, score_of: ScoreOf
) -> None:
    gold = make_gold(["doe attended forum"], **{section: ["roe attended forum"]})
    assert total(score_of(gold, "doe attended forum", "roe attended forum")) == Tally(1, 1)


def test_found_as_planned_or_denied_is_not_scored_but_counted(make_gold: MakeGold, score_of: ScoreOf) -> None:
    gold = make_gold(
        ["doe attended forum"],
        planned=["roe attended forum", "office organised forum"],
        denied=["doe spokeAt forum"],
    )
    found = score_of(gold, "doe attended forum", "? roe spokeAt forum", "! doe spokeAt forum")
    assert total(found) == Tally(right=1)
    assert found.shares == {Status.PLANNED: Share(1, 2), Status.DENIED: Share(1, 1)}


def test_who_is_denied_to_have_spoken_may_have_attended(make_gold: MakeGold, score_of: ScoreOf) -> None:
    gold = make_gold([], denied=["doe attended forum"])
    assert score_of(gold, "! doe spokeAt forum").shares[Status.DENIED] == Share(0, 1)


def test_what_only_a_planned_fact_names_is_aligned_too(make_gold: MakeGold, score_of: ScoreOf) -> None:
    gold = make_gold([], planned=["lunch eventDate =2025-01-02", "lunch eventTheme =peace"])
    found = score_of(gold, "? lunch eventDate =2025-01-02", "? lunch eventTheme =peace")
    assert found.shares[Status.PLANNED] == Share(2, 2)
