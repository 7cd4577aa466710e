"""A model's reading beside the built-in reader's: who is trusted how far, and what is set aside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyberkg.llm import Weighed, weigh
from cyberkg.model import Claim, Evidence, Literal, Reading, Referent
from cyberkg.terms import EntityType, LiteralKind, Status

ALL = Evidence("d.txt", 0, 40, "x" * 40)
PERSON = Referent("person:jane-doe", EntityType.PERSON, "Jane Doe", ("Jane Doe",))
FORUM = Referent("event:forum", EntityType.EVENT, "Harbour Forum", ("Harbour Forum",))
ACME = Referent("organisation:acme", EntityType.ORGANISATION, "Acme Ltd", ("Acme Ltd",))
SPOKE = Claim(PERSON.key, "spokeAt", FORUM.key, ALL, confidence=0.8)
WORKS = Claim(PERSON.key, "affiliatedWith", ACME.key, ALL, confidence=0.8)
POST = replace(WORKS, predicate="holdsPost", qualifier="Director")
DAY = Claim(FORUM.key, "eventDate", Literal("2024-05-03", LiteralKind.DATE), ALL, confidence=0.8)

NEXT_DAY = replace(DAY, object=Literal("2024-05-04", LiteralKind.DATE))


def model(*claims: Claim) -> Reading:
    return Reading("d.txt", "llm 1", (PERSON, FORUM, ACME), claims)


def built_in(*claims: Claim, sure: float = 0.6) -> Reading:
    """A reading with keys and one name of its own."""
    names = {PERSON.key: "p", FORUM.key: "e", ACME.key: "o"}
    return Reading(
        "d.txt",
        "rules 1",
        (
            replace(PERSON, key="p"),
            replace(FORUM, key="e", label="Forum", names=("Forum", "Harbour Forum")),
            replace(ACME, key="o"),
        ),
        tuple(
            replace(
                c, subject=names[c.subject], object=names.get(str(c.object), c.object),
                represents=names.get(c.represents, ""), confidence=sure,
            )
            for c in claims
        ),
    )  # fmt: skip


def kinds(weighed: Weighed, *settled: Claim, least: float = 0.0) -> list[str]:
    return sorted(d.kind for d in weighed.differences(frozenset(settled), least))


def test_fact_that_both_have_is_trusted_more_than_one_that_one_has() -> None:
    found = weigh(model(SPOKE, WORKS, DAY), built_in(SPOKE, NEXT_DAY, sure=0.9))
    spoke, works, day = (c.confidence for c in found.reading.claims)
    assert spoke > 0.8 > works > day > 0
    assert [c.confidence for c in found.spare.claims] == [pytest.approx(1 - day)]


def test_fact_that_both_have_is_trusted_no_less_than_the_built_in_reader_does() -> None:
    assert weigh(model(SPOKE), built_in(SPOKE, sure=0.975)).reading.claims[0].confidence == 0.975


def test_fact_that_the_model_passes_over_is_trusted_less_than_the_built_in_reader_does() -> None:
    found = weigh(model(), built_in(SPOKE, sure=0.9))
    assert 0 < found.spare.claims[0].confidence < 0.9
    assert found.reading.claims == ()


def test_what_is_set_aside_speaks_of_the_things_of_the_model() -> None:
    spoke = replace(SPOKE, represents=ACME.key)
    found = weigh(model(WORKS), built_in(spoke, WORKS))
    assert found.spare.reader == "rules 1"
    assert [(c.subject, c.object, c.represents) for c in found.spare.claims] == [
        (PERSON.key, FORUM.key, ACME.key)
    ]
    assert found.spare.referents == (FORUM, ACME, PERSON)


def test_thing_that_the_model_has_not_keeps_apart_from_one_of_the_same_key() -> None:
    attack = Referent("incident:x", EntityType.INCIDENT, "Attack on Acme")
    other = replace(attack, label="Breach at Vellum")
    one = Claim(attack.key, "victim", ACME.key, ALL)
    two = Claim(attack.key, "reportedTo", "organisation:dco", Evidence("d.txt", 50, 60, "y" * 10))
    body = Referent("organisation:dco", EntityType.ORGANISATION, "DCO", ("DCO",))
    found = weigh(
        Reading("d.txt", "llm 1", (ACME, attack), (one,)), Reading("d.txt", "rules 1", (other, body), (two,))
    )
    assert found.spare.claims[0].subject != attack.key
    assert {r.label for r in found.spare.referents} == {"Breach at Vellum", "DCO"}


def test_title_that_only_the_model_has_is_no_difference_and_the_other_way_round_is() -> None:
    bare = replace(POST, qualifier="")
    assert kinds(weigh(model(POST), built_in(bare))) == []
    assert kinds(weigh(model(bare), built_in(POST))) == ["qualifier"]


def test_more_and_less_of_one_relation_are_one_difference() -> None:
    assert kinds(weigh(model(POST), built_in(WORKS))) == ["predicate"]
    assert kinds(weigh(model(SPOKE), built_in(replace(SPOKE, predicate="attended")))) == ["predicate"]
    assert kinds(weigh(model(SPOKE), built_in(replace(SPOKE, predicate="organised")))) == ["first", "second"]


def test_two_titles_at_one_body_are_compared_one_by_one() -> None:
    chair = replace(POST, qualifier="Chair")
    assert kinds(weigh(model(POST, chair), built_in(chair, POST))) == []
    assert kinds(weigh(model(POST, chair), built_in(chair))) == ["first"]


def test_asserted_and_reported_is_a_difference_of_little_weight() -> None:
    for status, sure in ((Status.REPORTED, True), (Status.DENIED, False)):
        found = weigh(model(SPOKE), built_in(replace(SPOKE, status=status)))
        assert kinds(found) == ["status"]
        assert (found.reading.claims[0].confidence > 0.9) is sure


def test_difference_is_closed_by_a_verdict_on_either_version() -> None:
    found = weigh(model(DAY), built_in(NEXT_DAY))
    assert kinds(found) == ["object"]
    assert kinds(found, found.reading.claims[0]) == kinds(found, found.spare.claims[0]) == []


def test_what_only_the_built_in_reader_has_is_left_out_below_the_least_confidence() -> None:
    found = weigh(model(WORKS), built_in(SPOKE))
    assert kinds(found, least=0.2) == ["first", "second"]
    assert kinds(found, least=0.3) == ["first"]


def test_version_of_the_built_in_reader_stands_alone_where_the_other_is_left_out() -> None:
    found = weigh(model(DAY), built_in(NEXT_DAY, sure=0.9))
    (difference,) = found.differences(least=0.5)
    assert difference.first is None
    assert difference.second is not None
    assert difference.second.object == "2024-05-04"
    assert kinds(found, least=0.8) == []


def test_fact_that_a_reader_repeats_is_one_difference() -> None:
    again = replace(SPOKE, evidence=Evidence("d.txt", 50, 60, "y" * 10))
    assert kinds(weigh(model(), built_in(SPOKE, again))) == ["second"]
    found = weigh(model(SPOKE, again), built_in())
    assert kinds(found) == ["first"]
    assert {c.confidence for c in found.reading.claims} == {0.69}
