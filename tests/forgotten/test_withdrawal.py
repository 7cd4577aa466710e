"""Knowledge freed of somebody: no fact, no name, every sentence where its offsets say, and others left whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.errors import CyberkgError
from cyberkg.forgotten import (
    MASK,
    Record,
    Withdrawal,
    blot,
    entry_for,
    shield,
    spot,
    with_masked_quotes,
    withdraw,
    withdrawal,
)
from cyberkg.forgotten.record import merged_names, names_of
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import (
    Block,
    Claim,
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Item,
    Knowledge,
    Literal,
    Merge,
    Reading,
)
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.rdf.turtle import write_turtle
from cyberkg.terms import EntityType, LiteralKind

KEY = b"a key of some length"
TEXT = """\
Harbour Forum

Ms Ada CHUNG Lai-ling and Peter Chung spoke at the Harbour Forum. Ms Chung works for the Orchid Bank.
Ada
Chung left early. The trade mark law was read, and the Chung Report by Ada Chung was out.
"""
ADA, PETER, FORUM, BANK, REPORT, FRAUD = (
    Iri(f"{DEFAULT_BASE}{local}")
    for local in (
        "person/ada-chung", "person/peter-chung", "event/harbour-forum", "organisation/orchid-bank",
        "work/letter-by-ada-chung", "incident/fraud-against-ada-chung",
    )
)  # fmt: skip


def said(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence("a.txt", start, start + len(quote), quote)


def sample() -> Knowledge:
    here = ("a.txt",)
    sentence = "Ms Ada CHUNG Lai-ling and Peter Chung spoke at the Harbour Forum."
    return in_order(
        Knowledge(
            documents=(
                Document("a.txt", TEXT, (), "Ada Chung and others", None, "https://example.org/ada-chung/1"),
                Document("2024-ada-chung.txt", "Nobody in particular.", ()),
            ),
            entities=(
                Entity(ADA, EntityType.PERSON, "Ada Chung", ("Ada CHUNG Lai-ling",), (), here),
                Entity(PETER, EntityType.PERSON, "Peter Chung", (), (), here),
                Entity(FORUM, EntityType.EVENT, "Harbour Forum", (), (), here),
                Entity(BANK, EntityType.ORGANISATION, "Orchid Bank", (), (), here),
                Entity(REPORT, EntityType.WORK, "Letter by Ada Chung", ("Chung Report",), (), here),
                Entity(FRAUD, EntityType.INCIDENT, "Fraud against Ada Chung", (), (), here, (), (Iri(f"{FRAUD}-2"),)),
            ),
            facts=(
                Fact(ADA, "spokeAt", FORUM, said(sentence), "r", represents=BANK),
                Fact(PETER, "spokeAt", FORUM, said(sentence), "r", qualifier="for Ada Chung"),
                Fact(ADA, "affiliatedWith", BANK, said("Ms Chung works for the Orchid Bank."), "r"),
                Fact(PETER, "published", REPORT, said("the Chung Report by Ada Chung"), "r"),
                Fact(FRAUD, "compromisedData", Literal("Ada Chung", LiteralKind.TEXT), said("Ada\nChung left early."), "r"),
                Fact(FRAUD, "compromisedData", Literal("letters of Ada Chung", LiteralKind.TEXT), said("Ada\nChung left early."), "r"),
            ),
            merges=(
                Merge(ADA, "a.txt", "Ms Chung", "Ada Chung", "same", 0.9, "the same surname"),
                Merge(PETER, "a.txt", "Peter Chung", "Ada Chung", "unsure", 0.5, "a surname"),
                Merge(BANK, "a.txt", "Orchid", "Orchid Bank", "same", 0.9, "a part (in 2024-ada-chung.txt)"),
            ),
        )
    )  # fmt: skip


def record_of(knowledge: Knowledge, iri: Iri) -> Record:
    entity = next(e for e in knowledge.entities if e.iri == iri)
    record = Record(KEY)
    return record.with_entry(entry_for(record, names_of(entity, merged_names(knowledge)), entity, knowledge))


def without(iri: Iri, knowledge: Knowledge | None = None) -> Withdrawal:
    knowledge = knowledge or sample()
    return withdraw(knowledge, record_of(knowledge, iri), DEFAULT_BASE)


def test_no_name_is_left_in_the_graph() -> None:
    graph = write_turtle(encode(without(ADA).knowledge)).decode()
    assert "Ada" not in graph
    assert "ada-chung" not in graph.casefold()
    assert "Lai-ling" not in graph
    assert "Peter Chung" in graph
    assert "Chung Report" in graph


def test_offsets_hold_and_others_keep_their_facts() -> None:
    left = without(ADA).knowledge
    text = left.documents[0].text if left.documents[0].text.startswith("Harbour") else left.documents[1].text
    assert len(text) == len(TEXT)
    assert text.count("\n") == TEXT.count("\n")
    for fact in left.facts:
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
    assert {f.predicate for f in left.facts if f.subject == PETER} == {"spokeAt", "published"}
    assert all(ADA not in (f.subject, f.object, f.represents) for f in left.facts)
    assert "and Peter Chung spoke" in text
    assert "The trade mark law was read" in text
    assert f"{MASK * 8} works" in text
    assert f"{MASK * 3}\n{MASK * 5} left early" in text


def test_what_only_they_tell_of_goes_and_what_is_called_by_them_is_called_otherwise() -> None:
    found = without(ADA)
    labels = {e.label for e in found.knowledge.entities}
    assert [e.label for e in found.things] == ["Orchid Bank"]
    assert f"Letter by {MASK * 9}" in labels
    assert f"Fraud against {MASK * 9}" in labels
    values = [f.object.value for f in found.knowledge.facts if isinstance(f.object, Literal)]
    assert values == [f"letters of {MASK * 9}"]
    assert found.facts == 3


def test_decisions_that_name_them_go() -> None:
    assert without(ADA).knowledge.merges == ()  # that of the bank went with it


def test_a_file_name_with_the_name_is_another() -> None:
    names = [d.name for d in without(ADA).knowledge.documents]
    assert any(name.startswith("document-") and name.endswith(".txt") for name in names)
    assert all("ada" not in name for name in names)


def test_it_is_done_once() -> None:
    once = without(ADA).knowledge
    again = withdraw(once, record_of(sample(), ADA), DEFAULT_BASE)
    assert not (again.changed or again.persons or again.things or again.facts or again.names)
    assert again.knowledge == once


def test_everything_is_in_the_graphs_order() -> None:
    assert without(ADA).knowledge == in_order(without(ADA).knowledge)


def test_an_empty_record_changes_nothing() -> None:
    assert withdraw(sample(), Record(KEY), DEFAULT_BASE).knowledge == sample()


def test_a_namesake_in_another_briefing_is_left_alone() -> None:
    other = Iri(f"{DEFAULT_BASE}person/ada-chung-2")
    base = sample()
    knowledge = dataclasses.replace(
        base,
        documents=(*base.documents, Document("b.txt", "Ada Chung came to the Harbour Forum.", ())),
        entities=(*base.entities, Entity(other, EntityType.PERSON, "Ada Chung", (), (), ("b.txt",))),
        facts=(*base.facts, Fact(other, "attended", FORUM, Evidence("b.txt", 0, 36, "Ada Chung came to the Harbour Forum."), "r")),
    )  # fmt: skip
    found = without(ADA, in_order(knowledge))
    assert [e.iri for e in found.persons] == [ADA]
    assert {d.name: d.text for d in found.knowledge.documents}[
        "b.txt"
    ] == "Ada Chung came to the Harbour Forum."
    assert any(f.subject == other for f in found.knowledge.facts)


def test_a_name_that_no_reader_took_for_a_person_goes_too() -> None:
    base = sample()
    wrong = dataclasses.replace(
        base, entities=tuple(dataclasses.replace(e, type=EntityType.ORGANISATION) if e.iri == ADA else e for e in base.entities)
    )  # fmt: skip
    found = withdraw(wrong, record_of(base, ADA), DEFAULT_BASE)
    assert [e.iri for e in found.persons] == [ADA]
    assert not any("Ada" in d.text for d in found.knowledge.documents)


def test_a_short_form_that_is_their_name_goes_and_others_stay() -> None:
    base = sample()
    thing = Iri(f"{DEFAULT_BASE}organisation/friends")
    friends = Entity(thing, EntityType.ORGANISATION, "Friends", (), ("ADA CHUNG", "FoA"), ("a.txt",))
    found = without(ADA, dataclasses.replace(base, entities=(*base.entities, friends)))
    (left,) = (e for e in found.knowledge.entities if e.iri == thing)
    assert left.acronyms == ("FoA",)


def test_a_mask_in_a_briefing_is_nobody() -> None:
    base = sample()
    masked = Entity(Iri(f"{DEFAULT_BASE}person/x"), EntityType.PERSON, f"Ms {MASK * 5}", (), (), ("a.txt",))
    found = withdraw(
        dataclasses.replace(base, entities=(*base.entities, masked)), record_of(base, ADA), DEFAULT_BASE
    )
    assert masked.iri in {e.iri for e in found.persons}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ada Chung", "█████████"),
        ("ADA CHUNG LAI-LING", "█" * 18),
        ("CHUNG Lai-\nling, Ada", "██████████\n█████████"),
        ("A\u00adda Chu\u200bng", "█" * 11),
        ("Ada **Chung** spoke", "███████████** spoke"),
        ("ada chung", "ada chung"),
        ("Ada. Bob Chung", "Ada. Bob Chung"),
        ("Ada\n\nChung", "Ada\n\nChung"),
    ],
)
def test_names_are_found_however_they_are_written(text: str, masked: str) -> None:
    record = record_of(sample(), ADA)
    assert blot(text, ((s.start, s.end) for s in spot(record, text))) == masked


@settings(deadline=None)
@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_a_mask_keeps_the_length(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs]
    masked = blot(text, spans)
    assert len(masked) == len(text)
    hidden = {at for start, end in spans for at in range(start, end)}
    assert all(masked[at] == (c if at not in hidden or c in "\r\n" else MASK) for at, c in enumerate(text))


def test_a_document_to_be_sent_away_is_masked_in_all_its_parts() -> None:
    text = "# Ada Chung\n\nAda\nChung spoke."
    heading = Block("heading", "Ada Chung", tuple(range(2, 11)), 1)
    words = Block("paragraph", "Ada Chung spoke.", tuple(range(13, 29)))
    document = Document("a.txt", text, (Item(heading, (words,), ("On Ada Chung",)),), "For Ada Chung")
    shielded = shield(document, record_of(sample(), ADA))
    assert list(_words(shielded)) == [
        f"# {MASK * 9}\n\n{MASK * 3}\n{MASK * 5} spoke.", f"For {MASK * 9}", MASK * 9, f"{MASK * 9} spoke.", f"On {MASK * 9}",
    ]  # fmt: skip
    assert [b.offsets for i in shielded.items for b in i.blocks] == [words.offsets]


def _words(document: Document) -> Iterator[str]:
    yield from (document.text, document.title)
    for item in document.items:
        yield item.heading.text if item.heading else ""
        yield from (block.text for block in item.blocks)
        yield from item.path


def test_quotes_are_masked_as_verdicts_have_them() -> None:
    claim = Claim("a", "attended", "b", Evidence("a.txt", 0, 16, "Ada Chung spoke."))
    masked = with_masked_quotes(Reading("a.txt", "r", (), (claim,)), record_of(sample(), ADA))
    assert masked.claims[0].evidence.quote == f"{MASK * 9} spoke."


HERE = ("a.txt",)


def named(
    local: str, kind: EntityType, label: str, *aliases: str, documents: tuple[str, ...] = HERE
) -> Entity:
    return Entity(Iri(f"{DEFAULT_BASE}{local}"), kind, label, aliases, (), documents)


def beside(*entities: Entity, facts: tuple[Fact, ...] = (), merges: tuple[Merge, ...] = ()) -> Withdrawal:
    """The sample with more in it, freed of Ada Chung."""
    base = sample()
    more = dataclasses.replace(
        base,
        entities=(*base.entities, *entities),
        facts=(*base.facts, *facts),
        merges=(*base.merges, *merges),
    )
    return withdraw(in_order(more), record_of(base, ADA), DEFAULT_BASE)


def only(text: str, title: str = "", *, record: Record | None = None) -> Withdrawal:
    """One briefing of which nothing is known but its text."""
    knowledge = Knowledge((Document("a.txt", text, (), title),))
    return withdraw(knowledge, record or record_of(sample(), ADA), DEFAULT_BASE)


def called_law() -> Record:
    """Somebody who goes by one word in one briefing."""
    law = named("person/law", EntityType.PERSON, "Law")
    return Record(KEY).with_entry(entry_for(Record(KEY), ["Law"], law, Knowledge(entities=(law,))))


def test_an_empty_record_leaves_masks_of_others_alone() -> None:
    knowledge = Knowledge(entities=(named("organisation/x", EntityType.ORGANISATION, MASK * 5),))
    assert withdraw(knowledge, Record(KEY), DEFAULT_BASE).knowledge == knowledge


@pytest.mark.parametrize("label", [MASK * 9, f"{MASK * 3}-{MASK * 2} {MASK}.", f"Ms {MASK * 5}"])
def test_a_thing_that_is_called_by_nothing_but_a_mask_goes(label: str) -> None:
    thing = named("organisation/x", EntityType.ORGANISATION, label)
    assert (thing.iri in {e.iri for e in beside(thing).persons}) is not label.startswith("Ms")


def test_an_incident_that_is_called_by_a_name_stays_however_often_it_is_done() -> None:
    incident = named("incident/ada", EntityType.INCIDENT, "Ada Chung")
    once = beside(incident).knowledge
    assert MASK * 9 in {e.label for e in once.entities}
    assert withdraw(once, record_of(sample(), ADA), DEFAULT_BASE).knowledge == once


def test_a_value_of_marks_alone_is_no_mask() -> None:
    facts = (Fact(FRAUD, "compromisedData", Literal("-", LiteralKind.TEXT), said("Harbour Forum"), "r"),)
    values = [f.object.value for f in beside(facts=facts).knowledge.facts if isinstance(f.object, Literal)]
    assert "-" in values


@pytest.mark.parametrize(
    ("entity", "goes"),
    [
        (named("person/ac", EntityType.PERSON, "Ada Chung of Kowloon"), True),
        (named("person/lai", EntityType.PERSON, "A. C. L.", "Chung Lai-ling, Ada"), True),
        (named("organisation/ada", EntityType.ORGANISATION, "Unknown", "Ada Chung"), True),
        (named("organisation/of", EntityType.ORGANISATION, "Friends of Ada Chung"), False),
    ],
)
def test_what_goes_by_their_name_goes_and_what_is_called_after_them_stays(entity: Entity, goes: bool) -> None:
    assert (entity.iri in {e.iri for e in beside(entity).persons}) is goes


def test_who_is_called_so_by_a_decision_alone_goes() -> None:
    zeb = named("person/zeb", EntityType.PERSON, "Zeb")
    decisions = (Merge(zeb.iri, "a.txt", "Zeb", "Ada Chung", "same", 0.9, "by hand"),)
    assert zeb.iri in {e.iri for e in beside(zeb, merges=decisions).persons}


@pytest.mark.parametrize(
    ("entity", "goes"),
    [
        (named("person/law", EntityType.PERSON, "Law"), True),
        (named("person/law", EntityType.PERSON, "Law", documents=("b.txt",)), False),
        (named("organisation/law", EntityType.ORGANISATION, "Law"), False),
    ],
)
def test_one_word_is_theirs_in_their_briefing_and_for_people_alone(entity: Entity, goes: bool) -> None:
    found = withdraw(Knowledge(entities=(entity,)), called_law(), DEFAULT_BASE)
    assert (found.knowledge.entities == ()) is goes


def test_a_word_that_they_go_by_is_masked_where_it_is_not_part_of_anothers_name() -> None:
    bob = named("person/bob", EntityType.PERSON, "Bob Law")
    text = "Law spoke. Bob Law left, and the law was read."
    knowledge = Knowledge((Document("a.txt", text, ()),), (bob,))
    (document,) = withdraw(knowledge, called_law(), DEFAULT_BASE).knowledge.documents
    assert document.text == f"{MASK * 3} spoke. Bob Law left, and the law was read."


def test_who_is_named_in_the_title_is_masked_by_a_part_of_the_name_in_the_text() -> None:
    (document,) = only("Then Ms Chung left early.", "Ada Chung").knowledge.documents
    assert "Chung" not in document.text


def test_names_are_counted_in_texts_alone() -> None:
    found = only("Ada Chung spoke. Ada Chung left.", "For Ada Chung")
    assert (found.names, found.changed) == (2, True)


def test_what_somebody_did_on_their_behalf_goes() -> None:
    fact = Fact(PETER, "attended", FORUM, said("Peter Chung"), "r", represents=ADA)
    assert "attended" not in {f.predicate for f in beside(facts=(fact,)).knowledge.facts}


@pytest.mark.parametrize("at", range(3))
def test_a_decision_about_another_goes_wherever_it_names_them(at: int) -> None:
    words = ["Pete", "Peter Chung", "a part"]
    words[at] = f"{words[at]} of Ada Chung"
    decision = Merge(PETER, "a.txt", words[0], words[1], "same", 0.9, words[2])
    assert beside(merges=(decision,)).knowledge.merges == ()


@pytest.mark.parametrize(
    ("place", "quote"),
    [
        (Evidence("b.txt", 0, 15, "Ada Chung came."), f"{MASK * 9} came."),
        (Evidence("a.txt", 0, 13, "Ada Chung ran"), f"{MASK * 9} ran"),
        (Evidence("a.txt", 0, 13, "Ada Chung came."), f"{MASK * 9} came."),
        (Evidence("b.txt", 0, 0, ""), ""),
    ],
)
def test_a_sentence_that_is_not_in_the_text_as_told_is_masked_for_itself(place: Evidence, quote: str) -> None:
    left = beside(facts=(Fact(PETER, "attended", FORUM, place, "r"),)).knowledge
    assert [f.evidence.quote for f in left.facts if f.predicate == "attended"] == [quote]


def test_links_with_the_name_go_and_others_stay() -> None:
    links = (Iri("https://a.example/ada-chung"), Iri("https://a.example/forum"))
    thing = dataclasses.replace(named("event/x", EntityType.EVENT, "Tea Forum"), links=links, former=links)
    (left,) = (e for e in beside(thing).knowledge.entities if e.iri == thing.iri)
    assert left.links == left.former == links[1:]


def test_things_that_are_called_alike_without_the_name_stay_apart() -> None:
    things = [
        named(f"work/{local}", EntityType.WORK, label)
        for local, label in (
            ("note", "Note"),
            ("note-2", "Note 2"),
            ("note-ada-chung", "Note Ada Chung"),
            ("ada-chung-note", "Ada Chung Note"),
        )
    ]
    facts = tuple(Fact(PETER, "published", thing.iri, said("Peter Chung"), "r") for thing in things)
    left = beside(*things, facts=facts).knowledge
    iris = [e.iri for e in left.entities]
    assert len(iris) == len(set(iris))
    assert {f.object for f in left.facts} <= set(iris) | {
        f.object for f in left.facts if isinstance(f.object, Literal)
    }
    assert sum("note" in iri for iri in iris) == 4


def test_what_is_renamed_is_renamed_wherever_it_is_spoken_of() -> None:
    friends = named(
        "organisation/friends-of-ada-chung", EntityType.ORGANISATION, "Friends of Ada Chung", documents=("2024-ada-chung.txt",)
    )  # fmt: skip
    fact = Fact(PETER, "attended", FORUM, said("Peter Chung"), "r", represents=friends.iri)
    decision = Merge(
        friends.iri, "2024-ada-chung.txt", "Friends", "Pals", "same", 0.9, "in 2024-ada-chung.txt"
    )
    left = beside(friends, facts=(fact,), merges=(decision,)).knowledge
    (new,) = (e for e in left.entities if e.label == f"Friends of {MASK * 9}")
    (document,) = (d.name for d in left.documents if d.name.startswith("document-"))
    assert "ada" not in new.iri.removeprefix(DEFAULT_BASE)
    assert new.documents == (document,)
    assert [f.represents for f in left.facts if f.predicate == "attended"] == [new.iri]
    (merge,) = left.merges
    assert (merge.entity, merge.document, merge.reason) == (new.iri, document, f"in {document}")


@pytest.mark.parametrize("missed", ["_mask", "clean"])
def test_what_was_missed_in_spite_of_all_leaves_nothing(missed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withdrawal._Cleaner, missed, lambda _, text, *__, **___: text)
    with pytest.raises(CyberkgError, match="a forgotten name would have been left"):
        only("Ada Chung spoke.", "" if missed == "_mask" else "With Ada Chung")


def test_a_title_is_masked_though_the_text_names_nobody() -> None:
    document = Document("a.txt", "Nobody spoke.", (), "For Ada Chung")
    assert shield(document, record_of(sample(), ADA)).title == f"For {MASK * 9}"


def test_a_text_without_headings_is_masked_too() -> None:
    words = Block("paragraph", "Ada Chung spoke.", tuple(range(16)))
    document = Document("a.txt", "Ada Chung spoke.", (Item(None, (words,)),))
    shielded = shield(document, record_of(sample(), ADA))
    assert [item.heading for item in shielded.items] == [None]
    assert list(_words(shielded)) == [f"{MASK * 9} spoke.", "", "", f"{MASK * 9} spoke."]


@pytest.mark.parametrize("name", ["a.txt", "b.txt"])
def test_a_name_that_others_bear_is_masked_in_their_briefing_alone(name: str) -> None:
    lee = named("person/lee", EntityType.PERSON, "John Lee")
    other = named("person/lee-2", EntityType.PERSON, "John Lee", documents=("b.txt",))
    record = Record(KEY).with_entry(
        entry_for(Record(KEY), ["John Lee"], lee, Knowledge(entities=(lee, other)))
    )
    shown = MASK * 8 if name == "a.txt" else "John Lee"
    words = Block("paragraph", "John Lee", tuple(range(8)))
    document = Document(name, "John Lee", (Item(None, (words,), ("John Lee",)),), "John Lee")
    assert list(_words(shield(document, record))) == [shown, shown, "", shown, shown]
    claim = Claim("a", "attended", "b", Evidence(name, 0, 8, "John Lee"))
    reading = with_masked_quotes(Reading(name, "r", (), (claim,)), record)
    assert reading.claims[0].evidence.quote == shown


@pytest.mark.parametrize(
    "said",
    [
        "ada.tanaka@bank.example",
        "atanaka@bank.example",
        "Ada.tanaka@bank.example",
        "@ada_tanaka",
        "#AdaTanaka",
        "https://bank.example/people/ada-tanaka",
        "https://social.example/adatanaka",
        "https://social.example/tanakaada",
        "ada_tanaka_cv.pdf",
    ],
)
def test_a_name_in_an_address_an_account_or_a_file_goes_too(said: str) -> None:
    ada = Entity(Iri(f"{DEFAULT_BASE}person/ada"), EntityType.PERSON, "Ada Tanaka", documents=("a.md",))
    document = Document("a.md", f"Ada Tanaka spoke. Write to {said} or to info@bank.example; taxes are due.")
    knowledge = Knowledge((document,), (ada,), (), ())
    record = Record(KEY)
    record = record.with_entry(entry_for(record, ("Ada Tanaka",), ada, knowledge))
    (left,) = withdraw(knowledge, record, DEFAULT_BASE).knowledge.documents
    assert "tanaka" not in left.text.casefold()
    assert "info@bank.example; taxes are due." in left.text
    assert len(left.text) == len(document.text)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Bo Li", "The mine at Boli is closed."),  # too short to be anything but a word
        ("Margaret Law", "On the margaret law, see below."),  # in small letters, with a blank
    ],
)
def test_words_that_are_no_name_stay(name: str, said: str) -> None:
    person = Entity(Iri(f"{DEFAULT_BASE}person/x"), EntityType.PERSON, name, documents=("a.md",))
    knowledge = Knowledge((Document("a.md", f"{name} spoke.\n\n{said}"),), (person,))
    record = Record(KEY)
    record = record.with_entry(entry_for(record, (name,), person, knowledge))
    (left,) = withdraw(knowledge, record, DEFAULT_BASE).knowledge.documents
    assert left.text.endswith(f"\n\n{said}")
    assert name not in left.text
