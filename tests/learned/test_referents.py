"""Things become referents where the text tells enough of them to call them something."""

from __future__ import annotations

import pytest

from cyberkg.learned.decode import Found
from cyberkg.learned.referents import referents_of
from cyberkg.learned.things import Mark, Thing
from cyberkg.model import Block, Document, Item, Referent
from cyberkg.reading.discourse import Discourse, Passage
from cyberkg.reading.draft import Scene
from cyberkg.terms import EntityType

# As in a file: the block leaves the emphasis and the line break of its text out.
TEXT = "The **West African\nCyber Association** (WACA) met."
KEPT = tuple(n for n, c in enumerate(TEXT) if c not in "*")
BLOCK = Block("paragraph", "".join(TEXT[n] for n in KEPT).replace("\n", " "), KEPT)


def scene() -> Scene:
    document = Document("a.txt", TEXT, (Item(None, (BLOCK,)),))
    return Scene(Discourse(document, [Passage(0, 0, BLOCK)], document.items), ())


def thing(kind: EntityType, *words: tuple[str, str]) -> Thing:
    """A thing with marks of some words and kinds, wherever in the block."""
    return Thing(kind, [Mark(0, n, n + 1, mark, text) for n, (text, mark) in enumerate(words)])


def made(*things: Thing) -> dict[int, Referent]:
    return referents_of(scene(), Found(list(things), {}))


def test_mentions_point_into_the_document_past_what_the_block_leaves_out() -> None:
    name = "West African Cyber Association"
    start = BLOCK.text.index(name)
    mark = Mark(0, start, start + len(name), "organisation", name)
    (referent,) = made(Thing(EntityType.ORGANISATION, [mark, mark])).values()
    (span,) = referent.mentions
    assert TEXT[span.start : span.end] == "West African\nCyber Association"


def test_a_referent_goes_by_its_fullest_name_and_knows_its_acronym() -> None:
    names = [
        ("WACA", "organisation"),
        ("West African Cyber Association", "organisation"),
        ("IT", "organisation"),
    ]
    (referent,) = made(thing(EntityType.ORGANISATION, *names, ("it", "organisation-ref"))).values()
    assert (referent.key, referent.label) == ("organisation:west-african-cyber-association", names[1][0])
    assert referent.names == ("West African Cyber Association", "WACA", "IT")
    assert referent.acronyms == ("WACA",)


@pytest.mark.parametrize("kind", [EntityType.PERSON, EntityType.ORGANISATION])
def test_whoever_has_no_name_is_no_referent(kind: EntityType) -> None:
    assert made(thing(kind, ("the spokesman", f"{kind.lower()}-ref"))) == {}


@pytest.mark.parametrize(("kind", "mark"), [(EntityType.EVENT, "event-ref"), (EntityType.WORK, "work-ref")])
def test_an_event_or_a_work_may_be_described_only(kind: EntityType, mark: str) -> None:
    found = made(thing(kind, ("It", mark), ("the dinner", mark), ("the annual dinner", mark)))
    assert [(r.label, r.names) for r in found.values()] == [("the annual dinner", ("the annual dinner",))]
    assert made(thing(kind, ("It", mark), ("which", mark))) == {}


def test_an_incident_has_no_name_and_is_called_by_its_first_words() -> None:
    (referent,) = made(thing(EntityType.INCIDENT, ("attack", "incident"), ("it", "incident"))).values()
    assert (referent.key, referent.label, referent.names) == ("incident:attack", "attack", ())


def test_things_of_one_name_have_keys_of_their_own_and_keep_their_numbers() -> None:
    attack, nobody = ("attack", "incident"), ("he", "person-ref")
    found = made(
        thing(EntityType.INCIDENT, attack),
        thing(EntityType.PERSON, nobody),
        thing(EntityType.INCIDENT, attack),
        thing(EntityType.INCIDENT, attack),
    )
    assert {number: r.key for number, r in found.items()} == {
        0: "incident:attack",
        2: "incident:attack-2",
        3: "incident:attack-2-2",
    }


@pytest.mark.parametrize(
    ("triggers", "label"),
    [(["exposed", "theft"], "theft"), (["it", "stolen"], "incident"), (["Leak"], "Leak")],
)
def test_an_incident_goes_by_a_noun(triggers: list[str], label: str) -> None:
    marks = [(word, "incident") for word in triggers]
    (referent,) = made(thing(EntityType.INCIDENT, *marks)).values()
    assert referent.label == label


def test_an_article_alone_describes_nothing() -> None:
    assert not made(thing(EntityType.EVENT, ("a", "event-ref")))
