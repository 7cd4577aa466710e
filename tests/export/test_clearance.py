"""What may leave by its marking: nothing above the level in any fact, name, IRI or text."""

from __future__ import annotations

import dataclasses

import pytest

from cyberkg.export.clearance import clear
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Knowledge,
    Literal,
    MarkedPart,
    Merge,
    Period,
    Span,
)
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.terms import EntityType, LiteralKind, Marking


def cut(knowledge: Knowledge, level: Marking, unmarked: Marking = Marking.GREEN) -> Knowledge:
    return clear(knowledge, level, DEFAULT_BASE, unmarked).knowledge


def labels(knowledge: Knowledge) -> set[str]:
    return {entity.label for entity in knowledge.entities}


def test_green_leaves_out_amber_and_red(sample: Knowledge) -> None:
    green = cut(sample, Marking.GREEN)
    assert [document.name for document in green.documents] == ["one.md", "three.txt"]
    assert {fact.evidence.document for fact in green.facts} == {"one.md", "three.txt"}
    assert labels(green) == {
        "Ada Tan", "Ben Okafor", "Orchid Bank", "Harbour Association", "Harbour Forum", "Harbour Forum 2025",
        "Singapore", "Guide to Safe Passwords",
    }  # fmt: skip
    assert green.merges == ()


def test_amber_leaves_out_the_red_paragraph(sample: Knowledge) -> None:
    amber = cut(sample, Marking.AMBER)
    two = next(document for document in amber.documents if document.name == "two.txt")
    assert "Mole Ltd" not in labels(amber)
    assert "Grey Heron" in labels(amber)
    assert "secret helper" not in two.text
    assert len(two.text) == len(next(d.text for d in sample.documents if d.name == "two.txt"))
    assert two.parts == ()
    assert (two.title, two.marking) == ("Issue 2, with Ada Tan", Marking.AMBER)


def test_red_leaves_out_nothing(sample: Knowledge) -> None:
    assert cut(sample, Marking.RED) == sample


def test_what_is_unmarked_counts_as_green(sample: Knowledge) -> None:
    assert cut(sample, Marking.CLEAR) == Knowledge()
    assert [d.name for d in cut(sample, Marking.CLEAR, unmarked=Marking.CLEAR).documents] == ["three.txt"]
    assert [d.name for d in cut(sample, Marking.AMBER, unmarked=Marking.RED).documents] == [
        "one.md",
        "two.txt",
    ]


def test_a_fact_of_several_briefings_keeps_the_evidence_that_may_go(sample: Knowledge) -> None:
    """Ada Tan spoke at the forum by a green and an unmarked briefing."""
    talks = {f.evidence.document for f in cut(sample, Marking.GREEN).facts if f.predicate == "spokeAt"}
    assert talks == {"one.md", "three.txt"}
    only = cut(sample, Marking.CLEAR, unmarked=Marking.CLEAR)
    assert {f.evidence.document for f in only.facts if f.predicate == "spokeAt"} == {"three.txt"}
    ada = next(entity for entity in only.entities if entity.label == "Ada Tan")
    assert (ada.documents, ada.aliases) == (("three.txt",), ())


def test_quotes_stand_where_their_offsets_say(sample: Knowledge) -> None:
    for level in Marking:
        kept = cut(sample, level)
        texts = {document.name: document.text for document in kept.documents}
        for fact in kept.facts:
            place = fact.evidence
            assert texts[place.document][place.start : place.end] == place.quote
        list(encode(kept))  # every end of a fact is there


def secretive() -> Knowledge:
    """A red briefing knows a person by the full name, a green one by a nickname; so with the victim of an attack."""
    red = "Jane Doe, known as Dizzy, runs Project Nightjar for Hidden Hand Ltd, which others call Handy."
    green = "Dizzy was there. Handy was hit by ransomware on 3 May 2024."
    documents = (
        Document("green.txt", green, (), "", Period("2024-05-04", "2024-05-04"), "", "", Marking.GREEN),
        Document("red.txt", red, (), "On Jane Doe", Period("2024-05-03", "2024-05-03"), "", "", Marking.RED),
    )
    both = ("green.txt", "red.txt")
    jane, hand, attack, nightjar = (
        Iri(f"{DEFAULT_BASE}{local}")
        for local in ("person/jane-doe", "organisation/hidden-hand-ltd", "incident/hidden-hand-2024-05", "work/project-nightjar")
    )  # fmt: skip
    links = (Iri("http://www.wikidata.org/entity/Q1"),)
    entities = (
        Entity(
            jane,
            EntityType.PERSON,
            "Jane Doe",
            ("Dizzy",),
            (),
            both,
            links,
            (Iri(f"{DEFAULT_BASE}person/jane"),),
        ),
        Entity(hand, EntityType.ORGANISATION, "Hidden Hand Ltd", ("Handy",), (), both),
        Entity(
            attack,
            EntityType.INCIDENT,
            "Ransomware attack on Hidden Hand Ltd, May 2024",
            (),
            (),
            ("green.txt",),
        ),
        Entity(nightjar, EntityType.WORK, "Project Nightjar", (), (), ("red.txt",)),
    )
    said = Evidence("green.txt", 17, len(green), green[17:])
    hidden = Evidence("red.txt", 0, len(red), red)
    facts = (
        Fact(attack, "victim", hand, said, "r"),
        Fact(attack, "incidentType", Literal("ransomware", LiteralKind.TEXT), said, "r"),
        Fact(attack, "incidentDate", Literal("2024-05-03", LiteralKind.DATE), said, "r"),
        Fact(jane, "affiliatedWith", hand, hidden, "r"),
        Fact(jane, "launched", nightjar, hidden, "r"),
    )
    return in_order(Knowledge(documents, entities, facts))


def test_names_that_only_a_withheld_text_has_do_not_leave() -> None:
    green = cut(secretive(), Marking.GREEN)
    assert labels(green) == {"Dizzy", "Handy", "Ransomware attack on Handy, May 2024"}
    told = repr(green) + "".join(map(str, encode(green)))
    for secret in ("jane", "doe", "hidden", "nightjar", "red.txt"):
        assert secret not in told.casefold()
    assert {entity.iri for entity in green.entities} == {
        f"{DEFAULT_BASE}{local}"
        for local in ("person/dizzy", "organisation/handy", "incident/ransomware-attack-on-handy-may-2024")
    }
    assert {fact.subject for fact in green.facts} <= {entity.iri for entity in green.entities}


def test_a_thing_without_any_name_that_may_leave_has_none() -> None:
    whole = secretive()
    pronoun = dataclasses.replace(
        whole.documents[0], text="She was there. It was hit by ransomware on 3 May 2024."
    )
    said = Evidence("green.txt", 15, len(pronoun.text), pronoun.text[15:])
    facts = tuple(
        dataclasses.replace(fact, evidence=said) if fact.evidence.document == "green.txt" else fact
        for fact in whole.facts
    )
    green = cut(
        dataclasses.replace(whole, documents=(pronoun, whole.documents[1]), facts=facts), Marking.GREEN
    )
    assert "Unnamed organisation" in labels(green)
    assert "Ransomware attack on Unnamed organisation, May 2024" in labels(green)
    assert "hand" not in repr(green).casefold()
    nameless = dataclasses.replace(whole.entities[1], links=(Iri("http://www.wikidata.org/entity/Q2"),))
    assert nameless.label == "Hidden Hand Ltd"
    entities = (whole.entities[0], nameless, *whole.entities[2:])
    linked = dataclasses.replace(
        whole, entities=entities, documents=(pronoun, whole.documents[1]), facts=facts
    )
    assert "Q2" not in repr(cut(linked, Marking.GREEN))


def test_links_go_with_the_name(sample: Knowledge) -> None:
    green = cut(secretive(), Marking.GREEN)
    person = next(entity for entity in green.entities if entity.type is EntityType.PERSON)
    assert (person.links, person.former) == ((Iri("http://www.wikidata.org/entity/Q1"),), ())


def test_an_item_that_is_freer_than_its_document_leaves_alone() -> None:
    whole = secretive()
    part = MarkedPart(Span(0, 16), Marking.CLEAR)
    document = dataclasses.replace(
        whole.documents[0], marking=Marking.AMBER, parts=(part,), title="T", source="S"
    )
    public = cut(dataclasses.replace(whole, documents=(document, whole.documents[1])), Marking.CLEAR)
    (kept,) = public.documents
    assert kept.text.strip() == "Dizzy was there."
    assert (kept.title, kept.source, kept.marking, kept.parts) == ("", "", None, (part,))
    assert labels(public) == {"Dizzy"}


@pytest.mark.parametrize("level", Marking)
def test_what_stays_behind_is_told(sample: Knowledge, level: Marking) -> None:
    cleared = clear(sample, level, DEFAULT_BASE, Marking.GREEN)
    number = len(sample.facts) - len(cleared.knowledge.facts)
    assert any(clause == f"{number} fact{'s' if number > 1 else ''}" for clause in cleared.withheld) == bool(
        number
    )


def test_a_decision_that_tells_of_a_withheld_text_stays_behind() -> None:
    texts = {"open.md": "Ada Tan spoke.", "secret.md": "Adam Tan spoke."}
    documents = tuple(
        Document(name, text, marking=Marking.GREEN if name == "open.md" else Marking.RED)
        for name, text in texts.items()
    )
    ada, adam = (
        Entity(Iri(f"{DEFAULT_BASE}person/{n}"), EntityType.PERSON, label, documents=(name,))
        for n, label, name in (("ada", "Ada Tan", "open.md"), ("adam", "Adam Tan", "secret.md"))
    )
    merges = tuple(
        Merge(ada.iri, "open.md", "Ada Tan", other, verdict, 0.4, reason, by)
        for other, verdict, reason, by in (
            ("Adam Tan", "different", "identity.yaml:2 says so", "user"),
            ("Adam Tan", "unsure", "much alike (in secret.md)", "rule"),
            ("Ada Tan", "unsure", "the same name (in secret.md)", "rule"),
            ("Ada Tan", "same", "the same name (in open.md)", "rule"),
        )
    )
    kept = cut(Knowledge(documents, (ada, adam), (), merges), Marking.GREEN)
    assert [merge.verdict for merge in kept.merges] == ["same"]
    assert "Adam" not in repr(kept)
    assert "secret.md" not in repr(kept)
