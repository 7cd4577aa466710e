"""Claims become facts: one for each thing a document says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cyberkg.identity import Decisions, resolve
from cyberkg.model import Claim, Document, Evidence, Fact, Literal, Reading
from cyberkg.terms import EntityType, LiteralKind, Status

Write = Callable[..., tuple[Reading, Document]]
PERSON, EVENT, ORGANISATION = EntityType.PERSON, EntityType.EVENT, EntityType.ORGANISATION
IP, CSOP, HKCNSA = "person:David Ip", "event:CSOP 2023", "organisation:HKCNSA"


def facts(write: Write, *claims: Claim) -> tuple[Fact, ...]:
    reading, document = write(
        "a.txt",
        [(PERSON, "David Ip"), (PERSON, "Mr. David Ip"), (EVENT, "CSOP 2023"), (ORGANISATION, "HKCNSA")],
    )
    return resolve([replace(reading, claims=claims)], [document], Decisions()).facts


def attended(
    start: int, status: Status = Status.ASSERTED, confidence: float = 1.0, subject: str = IP
) -> Claim:
    return Claim(
        subject, "attended", CSOP, Evidence("a.txt", start, start + 1, ""), status, confidence=confidence
    )


def test_the_best_status_stays(briefing: Write) -> None:
    (fact,) = facts(
        briefing, attended(1, Status.PLANNED), attended(2, Status.ASSERTED, 0.5), attended(3, Status.REPORTED)
    )
    assert (fact.status, fact.evidence.start) == (Status.ASSERTED, 2)


def test_of_one_status_the_surest_stays_then_the_earliest(briefing: Write) -> None:
    (fact,) = facts(
        briefing, attended(1, confidence=0.5), attended(9, confidence=0.9), attended(4, confidence=0.9)
    )
    assert (fact.confidence, fact.evidence.start) == (0.9, 4)


def test_a_denial_stays_beside_what_it_denies(briefing: Write) -> None:
    found = facts(briefing, attended(1), attended(2, Status.DENIED))
    assert [f.status for f in found] == [Status.ASSERTED, Status.DENIED]


def test_claims_about_two_referents_of_one_thing_are_one_fact(briefing: Write) -> None:
    assert len(facts(briefing, attended(1), attended(2, subject="person:Mr. David Ip"))) == 1


def test_two_titles_are_two_facts(briefing: Write) -> None:
    proof = Evidence("a.txt", 0, 1, "")
    posts = [
        Claim(IP, "holdsPost", HKCNSA, proof, qualifier=q) for q in ("Chairman", "Founder", "chairman", "")
    ]
    assert sorted(f.qualifier for f in facts(briefing, *posts)) == ["Chairman", "Founder"]


def test_whom_somebody_stands_for_is_kept(briefing: Write) -> None:
    (fact,) = facts(briefing, attended(1), replace(attended(5), represents=HKCNSA))
    assert fact.represents is not None
    assert fact.represents.endswith("organisation/hkcnsa")


def test_text_is_folded_by_its_letters(briefing: Write) -> None:
    proof = Evidence("a.txt", 0, 1, "")
    themes = [
        Claim(CSOP, "eventTheme", Literal(t, LiteralKind.TEXT), proof) for t in ("New Threats", "new threats")
    ]
    assert len(facts(briefing, *themes)) == 1
