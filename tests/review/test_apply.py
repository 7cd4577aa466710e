"""Verdicts in force: what is kept, left out and corrected, and what fits no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyberkg.model import Evidence, Literal, Reading
from cyberkg.review import Verdict, apply_verdicts
from cyberkg.terms import LiteralKind, Status

DATE = Verdict(
    "may.md", "Harbour Forum", "eventDate", "2024-05-03", "Harbour Forum opened on 3 May 2024.", right=False,
    where="v.yaml, line 1",
)  # fmt: skip
SPOKE = Verdict(
    "may.md", "Ada Tan", "spokeAt", "Harbour Forum", "Ms Ada Tan of Orchid Bank spoke at the Harbour Forum.",
    right=True, where="v.yaml, line 7",
)  # fmt: skip


def claims(readings: tuple[Reading, ...]) -> list[tuple[str, str, float]]:
    return [(r.reader, c.predicate, c.confidence) for r in readings for c in r.claims]


def test_no_verdict_changes_nothing(reading: Reading) -> None:
    assert apply_verdicts([reading], []).readings == (reading,)


def test_right_is_kept_with_confidence_1_and_the_reader_says_so(reading: Reading) -> None:
    found = apply_verdicts([reading], [SPOKE])
    assert claims(found.readings) == [
        ("rules 1", "eventDate", 0.9),
        ("rules 1", "affiliatedWith", 0.6),
        ("rules 1, confirmed by review", "spokeAt", 1.0),
    ]
    assert found.warnings == ()


def test_wrong_is_left_out_with_what_only_it_spoke_of(reading: Reading) -> None:
    wrong = replace(reading, claims=reading.claims[:1] + reading.claims[2:])
    found = apply_verdicts([wrong], [replace(SPOKE, right=False)]).readings
    assert claims(found) == [("rules 1", "eventDate", 0.9)]
    assert [r.key for r in found[0].referents] == ["e"]


def test_a_value_is_corrected(reading: Reading) -> None:
    found = apply_verdicts([reading], [replace(DATE, corrected="2024-05-10")]).readings
    assert found[-1].reader == "rules 1, corrected by review"
    assert [(c.object, c.confidence) for c in found[-1].claims] == [
        (Literal("2024-05-10", LiteralKind.DATE), 1.0)
    ]


def test_a_thing_is_corrected_to_another_of_its_type(reading: Reading) -> None:
    found = apply_verdicts([reading], [replace(SPOKE, right=False, corrected="Winter Clinic")]).readings
    assert found[-1].claims[0].object == "event:winter-clinic"
    assert [(r.key, r.names) for r in found[-1].referents if r.type == "Event"] == [
        ("event:winter-clinic", ("Winter Clinic",))
    ]


@pytest.mark.parametrize(
    ("quote", "fits"),
    [
        ("Harbour Forum  opened on 3 May 2024.", True),
        ("The Harbour Forum was opened on 3 May 2024.", True),
        (
            "On 3 May 2024 ministers from nine countries met at Harbour Forum, which had been put off twice.",
            False,
        ),
    ],
)
def test_a_verdict_outlives_small_changes_of_the_sentence_only(
    reading: Reading, quote: str, fits: bool
) -> None:
    claim = replace(reading.claims[0], evidence=Evidence("may.md", 0, len(quote), quote))
    found = apply_verdicts([replace(reading, claims=(claim, *reading.claims[1:]))], [DATE])
    assert ("eventDate" not in {c[1] for c in claims(found.readings)}) is fits
    assert found.warnings == (
        () if fits else ("1 verdict fits no fact of this build any more, and waits: v.yaml, line 1",)
    )


@pytest.mark.parametrize(
    "verdict",
    [
        replace(DATE, document="june.md"),
        replace(DATE, object="2024-05-04"),
        replace(DATE, subject="Winter Clinic"),
        replace(SPOKE, represents="Vellum Ltd"),
        replace(SPOKE, qualifier="Chair"),
    ],
)
def test_what_differs_in_anything_else_does_not_fit(reading: Reading, verdict: Verdict) -> None:
    found = apply_verdicts([reading], [verdict])
    assert found.readings == (reading,)
    assert len(found.warnings) == 1


def test_of_two_sentences_that_look_alike_only_the_one_is_meant(reading: Reading) -> None:
    other = "Harbour Forum opened on 3 May 2024!"
    twin = replace(reading.claims[0], evidence=Evidence("may.md", 0, len(other), other))
    found = apply_verdicts([replace(reading, claims=(*reading.claims, twin))], [DATE]).readings
    assert [c.evidence.quote for r in found for c in r.claims if c.predicate == "eventDate"] == [other]


def test_of_two_names_that_look_alike_only_the_one_is_meant(reading: Reading) -> None:
    twin = replace(reading.referents[0], key="q", label="Ms Eda Tan", names=("Ms Eda Tan",))
    both = replace(
        reading,
        referents=(*reading.referents, twin),
        claims=(*reading.claims, replace(reading.claims[2], subject="q")),
    )
    found = apply_verdicts([both], [replace(SPOKE, right=False)]).readings
    assert [c.subject for r in found for c in r.claims if c.predicate == "spokeAt"] == ["q"]


def test_of_two_verdicts_on_one_fact_the_last_counts(reading: Reading) -> None:
    found = apply_verdicts([reading], [replace(SPOKE, right=False), SPOKE]).readings
    assert ("rules 1, confirmed by review", "spokeAt", 1.0) in claims(found)


@pytest.fixture
def spare(reading: Reading) -> Reading:
    """What another reader has besides and otherwise: another day, and an affiliation without its body."""
    other = replace(reading.claims[0], object=Literal("2024-05-10", LiteralKind.DATE))
    attended = replace(reading.claims[2], predicate="attended", represents="")
    return replace(reading, reader="rules 2", claims=(other, attended))


ATTENDED = replace(SPOKE, predicate="attended", represents="")


def test_what_is_spare_stays_out_until_it_is_confirmed(reading: Reading, spare: Reading) -> None:
    assert apply_verdicts([reading], [], [spare]).readings == (reading,)
    found = apply_verdicts([reading], [ATTENDED], [spare])
    assert claims(found.readings) == [
        *claims((reading,)),
        ("rules 2, confirmed by review", "attended", 1.0),
    ]
    assert found.settled == {spare.claims[1]}
    assert {r.key for r in found.readings[-1].referents} == {"p", "e"}


def test_what_is_spare_comes_in_corrected(reading: Reading, spare: Reading) -> None:
    verdict = replace(DATE, object="2024-05-10", corrected="2024-05-11")
    found = apply_verdicts([reading], [verdict], [spare]).readings
    assert found[0] == reading
    assert [(found[1].reader, c.object) for c in found[1].claims] == [
        ("rules 2, corrected by review", Literal("2024-05-11", LiteralKind.DATE))
    ]


def test_verdict_that_refuses_what_is_spare_does_not_wait(reading: Reading, spare: Reading) -> None:
    found = apply_verdicts([reading], [replace(ATTENDED, right=False)], [spare])
    assert (found.readings, found.warnings) == ((reading,), ())


def test_verdict_that_fits_both_is_on_the_claim_of_the_graph(reading: Reading, spare: Reading) -> None:
    twin = replace(spare, claims=reading.claims[:1])
    assert claims(apply_verdicts([reading], [replace(DATE, right=True)], [twin]).readings)[-1] == (
        "rules 1, confirmed by review",
        "eventDate",
        1.0,
    )


def test_status_tells_two_versions_of_a_fact_apart(reading: Reading, spare: Reading) -> None:
    twin = replace(spare, claims=(replace(reading.claims[0], status=Status.PLANNED),))
    verdicts = [replace(DATE, status="asserted"), replace(DATE, status="planned", right=True)]
    found = apply_verdicts([reading], verdicts, [twin]).readings
    assert claims(found) == [*claims((reading,))[1:], ("rules 2, confirmed by review", "eventDate", 1.0)]
