"""The reader that cyberkg reads with: candidates become claims that are sure enough, once each, with their sentence."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest

from cyberkg.learned import reader
from cyberkg.learned.candidate import Candidate
from cyberkg.learned.judge import GRID, VOTES, Judge
from cyberkg.learned.reader import LearnedReader, candidates_of
from cyberkg.model import Block, Document, Evidence, Item, Literal, Reading, Referent
from cyberkg.reading.reader import RuleReader
from cyberkg.terms import PREDICATES, EntityType, LiteralKind, Status

TEXT = "Ada Tan, chair of Delta Bank, spoke at the Harbour Forum. The forum was held on 14 May 2024."
FIRST = Evidence("a.txt", 0, 57, TEXT[:57])
SECOND = Evidence("a.txt", 58, len(TEXT), TEXT[58:])
DOCUMENT = Document(
    "a.txt", TEXT, (Item(None, (Block("paragraph", TEXT, tuple(range(len(TEXT)))),)),), title="May"
)
REFERENTS = {
    "person:tan": Referent("person:tan", EntityType.PERSON, "Ada Tan", ("Ada Tan",)),
    "organisation:bank": Referent("organisation:bank", EntityType.ORGANISATION, "Delta Bank", ("Delta Bank",)),
    "event:forum": Referent("event:forum", EntityType.EVENT, "Harbour Forum", ("Harbour Forum",)),
    "incident:hole": Referent("incident:hole", EntityType.INCIDENT, "the hole"),
}  # fmt: skip
DAY = Literal("2024-05-14", LiteralKind.DATE)

Read = Callable[..., Reading]


def candidate(
    subject: str,
    predicate: str,
    target: str | Literal,
    chance: float = 0.9,
    *,
    titles: Sequence[str] = (),
    evidence: Evidence = FIRST,
) -> Candidate:
    return Candidate(subject, predicate, target, evidence, Status.ASSERTED, tuple(titles), chance=chance)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read a document of which these candidates are proposed; a chance is believed as it is, from 0.4."""
    weights = tuple(2.0 * (name == "network") for name in VOTES)
    judge = Judge(dict.fromkeys(PREDICATES, (*weights, 0.0)), 0.0, (), 0.4)
    monkeypatch.setattr(reader, "load_judge", lambda: judge)

    def run(*candidates: Candidate) -> Reading:
        monkeypatch.setattr(reader, "candidates_of", lambda *_, **__: (list(candidates), REFERENTS))
        return LearnedReader().read(DOCUMENT)

    return run


def rows(reading: Reading) -> list[tuple[str, ...]]:
    return [
        (c.subject, c.predicate, c.object.value if isinstance(c.object, Literal) else c.object, c.qualifier)
        for c in reading.claims
    ]


SPOKE = candidate("person:tan", "spokeAt", "event:forum")


def test_a_candidate_is_a_claim_with_its_confidence_and_its_sentence(read: Read) -> None:
    reading = read(candidate("event:forum", "eventDate", DAY, 0.8, evidence=SECOND))
    (claim,) = reading.claims
    assert (claim.object, claim.evidence) == (DAY, SECOND)
    assert claim.confidence == pytest.approx(0.8)
    assert reading.document == "a.txt"


def test_what_is_not_sure_enough_is_no_claim_and_brings_nobody(read: Read) -> None:
    reading = read(SPOKE, candidate("person:tan", "affiliatedWith", "organisation:bank", 0.36))
    assert rows(reading) == [("person:tan", "spokeAt", "event:forum", "")]
    assert [r.key for r in reading.referents] == ["event:forum", "person:tan"]


def test_claims_come_in_the_order_of_their_sentences(read: Read) -> None:
    day = candidate("event:forum", "eventDate", DAY, evidence=SECOND)
    assert read(day, SPOKE) == read(SPOKE, day)
    assert [c.evidence for c in read(day, SPOKE).claims] == [FIRST, SECOND]


def test_a_post_is_a_claim_for_each_of_its_titles(read: Read) -> None:
    post = candidate("person:tan", "holdsPost", "organisation:bank", titles=["founder", "chair"])
    assert rows(read(post)) == [
        ("person:tan", "holdsPost", "organisation:bank", "chair"),
        ("person:tan", "holdsPost", "organisation:bank", "founder"),
    ]


def test_a_post_without_a_title_is_an_affiliation(read: Read) -> None:
    post = candidate("person:tan", "holdsPost", "organisation:bank")
    assert rows(read(post)) == [("person:tan", "affiliatedWith", "organisation:bank", "")]


def test_an_affiliation_goes_without_saying_beside_a_post(read: Read) -> None:
    post = candidate("person:tan", "holdsPost", "organisation:bank", titles=["chair"])
    reading = read(candidate("person:tan", "affiliatedWith", "organisation:bank"), post)
    assert rows(reading) == [("person:tan", "holdsPost", "organisation:bank", "chair")]


def test_who_came_stands_for_the_body_that_the_sentence_gives(read: Read) -> None:
    post = candidate("person:tan", "holdsPost", "organisation:bank", titles=["chair"])
    assert {c.predicate: c.represents for c in read(SPOKE, post).claims} == {
        "holdsPost": "",
        "spokeAt": "organisation:bank",
    }


@pytest.mark.parametrize(
    ("types", "victims"), [(["vulnerability"], 0), (["vulnerability", "intrusion"], 1), ([], 1)]
)
def test_a_hole_that_nobody_used_has_no_victim(read: Read, types: list[str], victims: int) -> None:
    told = [candidate("incident:hole", "incidentType", Literal(t, LiteralKind.TEXT)) for t in types]
    reading = read(candidate("incident:hole", "victim", "organisation:bank"), *told)
    assert sum(c.predicate == "victim" for c in reading.claims) == victims


def test_its_name_says_what_read() -> None:
    rules = RuleReader().name
    both, alone = LearnedReader().name, LearnedReader(ruled=False).name
    network = both.removesuffix(f", {rules}")
    assert network.startswith("MPNet ")
    assert both != network
    assert alone == f"{network} ({rules.partition('(')[2]}"


@pytest.mark.parametrize("ruled", [True, False], ids=["with rules", "the network alone"])
def test_a_reading_by_the_shipped_network_is_sound_and_the_same_each_time(ruled: bool) -> None:
    own = LearnedReader(ruled=ruled)
    reading = own.read(DOCUMENT)
    assert own.read(DOCUMENT) == reading
    keys = {r.key: r for r in reading.referents}
    assert reading.claims
    for claim in reading.claims:
        assert DOCUMENT.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert 0 < claim.confidence < 1
        assert (
            math.isclose(claim.confidence / GRID, round(claim.confidence / GRID)) or claim.confidence == 0.975
        )
        predicate = PREDICATES[claim.predicate]
        assert keys[claim.subject].type in predicate.domain
        if isinstance(claim.object, Literal):
            assert claim.object.kind is predicate.literal
        else:
            assert keys[claim.object].type in predicate.range


def test_the_network_alone_asks_no_rule() -> None:
    candidates, _ = candidates_of(DOCUMENT, ruled=False)
    assert candidates
    assert {c.weight for c in candidates} == {0.0}
