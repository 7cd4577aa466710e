"""What the network and the rules say of one document is laid over each other."""

from __future__ import annotations

from cyberkg.learned.candidate import Candidate
from cyberkg.learned.candidates import propose
from cyberkg.learned.decode import Found, Relation
from cyberkg.learned.things import Mark, Thing
from cyberkg.model import Block, Claim, Document, Evidence, Item, Literal, Reading, Referent, Span
from cyberkg.reading.draft import Scene
from cyberkg.reading.reader import open_scene
from cyberkg.terms import EntityType, LiteralKind, Status

TEXT = "Ada Tan of Delta Bank spoke at CSOP on 14 May 2024."
PERSON, BODY, EVENT = EntityType.PERSON, EntityType.ORGANISATION, EntityType.EVENT


def mark(words: str, kind: str, value: str = "") -> Mark:
    start = TEXT.index(words)
    return Mark(0, start, start + len(words), kind, words, value)


def scene() -> Scene:
    block = Block("paragraph", TEXT, tuple(range(len(TEXT))))
    return open_scene(Document("a.txt", TEXT, (Item(None, (block,)),)))


def found(*relations: Relation) -> Found:
    marks = [mark("Ada Tan", "person"), mark("Delta Bank", "organisation"), mark("CSOP", "event")]
    things = [Thing(kind, [m]) for kind, m in zip((PERSON, BODY, EVENT), marks, strict=True)]
    return Found(things, {m: n for n, m in enumerate(marks)}, list(relations))


def rules(*claims: Claim) -> Reading:
    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    referents = (
        Referent("person:tan", PERSON, "Ada Tan", ("Ada Tan",), (), (span("Ada Tan"),)),
        Referent("event:csop", EVENT, "CSOP", ("CSOP",), (), (span("CSOP on 14 May"),)),
        Referent("organisation:x", BODY, "Ministry", ("Ministry",), (), ()),
    )
    return Reading("a.txt", "rules", referents, claims)


def told(candidates: list[Candidate]) -> list[tuple[object, ...]]:
    return sorted((c.subject, c.predicate, str(c.object), c.chance, c.weight) for c in candidates)


EVIDENCE = Evidence("a.txt", 0, len(TEXT), TEXT)


def test_a_fact_of_both_is_one_candidate_with_both_votes() -> None:
    network = found(Relation(0, "spokeAt", 2, 0.9, Status.ASSERTED, 0, ()))
    candidates, _ = propose(
        scene(), network, rules(Claim("person:tan", "spokeAt", "event:csop", EVIDENCE, confidence=0.8))
    )
    assert told(candidates) == [("person:ada-tan", "spokeAt", "event:csop", 0.9, 0.8)]


def test_things_are_aligned_by_the_words_they_share_not_by_their_keys() -> None:
    _, referents = propose(scene(), found(), rules())
    assert set(referents) == {"person:ada-tan", "organisation:delta-bank", "event:csop", "organisation:x"}


def test_a_fact_that_only_the_rules_tell_stays_with_their_vote_alone() -> None:
    claim = Claim("organisation:x", "organised", "event:csop", EVIDENCE, confidence=0.7)
    candidates, _ = propose(scene(), found(), rules(claim))
    assert told(candidates) == [("organisation:x", "organised", "event:csop", 0.0, 0.7)]


def test_values_are_the_same_whatever_their_case() -> None:
    day = mark("14 May 2024", "date", "2024-05-14")
    claim = Claim(
        "event:csop", "eventDate", Literal("2024-05-14", LiteralKind.DATE), EVIDENCE, confidence=0.8
    )
    candidates, _ = propose(
        scene(), found(Relation(2, "eventDate", day, 0.6, Status.ASSERTED, 0, ())), rules(claim)
    )
    assert [(c.predicate, c.chance, c.weight) for c in candidates] == [("eventDate", 0.6, 0.8)]


def test_the_titles_of_the_rules_go_before_those_of_the_network() -> None:
    claim = Claim("person:tan", "holdsPost", "organisation:x", EVIDENCE, qualifier="chair", confidence=0.8)
    network = found(Relation(0, "holdsPost", 1, 0.9, Status.ASSERTED, 0, (), "head of risk"))
    candidates, _ = propose(scene(), network, rules(claim))
    assert {c.object: c.titles for c in candidates} == {
        "organisation:delta-bank": ("head of risk",),
        "organisation:x": ("chair",),
    }


def test_candidates_tell_how_they_stand_among_those_with_the_same_ends() -> None:
    network = found(
        Relation(0, "spokeAt", 2, 0.8, Status.ASSERTED, 0, ()),
        Relation(1, "spokeAt", 2, 0.4, Status.ASSERTED, 0, ()),
        Relation(0, "attended", 2, 0.6, Status.ASSERTED, 0, ()),
    )
    ruled = Claim("organisation:x", "spokeAt", "event:csop", EVIDENCE, confidence=0.7)
    candidates, _ = propose(scene(), network, rules(ruled))
    by_fact = {(c.subject, c.predicate): c for c in candidates}
    tan, bank = (by_fact[s, "spokeAt"] for s in ("person:ada-tan", "organisation:delta-bank"))
    assert (tan.object_share, bank.object_share) == (1.0, 0.5)
    assert tan.rivals == bank.rivals == 2  # the rules' Ministry has no chance of its own
    assert (tan.also, bank.also) == (0.6, 0.0)
    assert tan.words == 1


def test_of_two_objects_the_likelier_ranks_first() -> None:
    days = [mark("14 May 2024", "date", "2024-05-14"), mark("14 May", "date", "2023-05-14")]
    network = found(
        *(
            Relation(2, "eventDate", day, chance, Status.ASSERTED, 0, ())
            for day, chance in zip(days, (0.8, 0.2), strict=True)
        )
    )
    candidates, _ = propose(scene(), network, rules())
    assert sorted((c.rank, c.share) for c in candidates) == [(0, 1.0), (1, 0.25)]
