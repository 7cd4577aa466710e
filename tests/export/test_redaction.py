"""Persons without their names: the same pseudonym for the same person, and no name left anywhere."""

from __future__ import annotations

import dataclasses
import re
import stat
from pathlib import Path

import pytest

from cyberkg.errors import CyberkgError, DiskError, InputError
from cyberkg.export import redaction
from cyberkg.export.name_finder import NameFinder
from cyberkg.export.pseudonyms import Pseudonyms, key_beside, read_key
from cyberkg.export.redaction import redact_persons
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Merge
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.terms import EntityType, LiteralKind

KEY = b"a key of some length"
ADA, BEN, BANK = (
    Iri(f"{DEFAULT_BASE}{local}")
    for local in ("person/chung-ada", "person/bolle-ben-de", "organisation/morgan-chung-bank")
)


def redact(knowledge: Knowledge, key: bytes = KEY) -> Knowledge:
    return redact_persons(knowledge, Pseudonyms(key), DEFAULT_BASE)


def told(text: str, *, name: str = "a.txt", title: str = "", source: str = "") -> Knowledge:
    """A briefing that speaks of Ada Chung and Ben De Bolle, and of a bank with two of their names."""
    entities = (
        Entity(ADA, EntityType.PERSON, "Ada Chung Lai-ling", ("Ada Chung",), (), (name,), (Iri("http://www.wikidata.org/entity/Q1"),)),
        Entity(BEN, EntityType.PERSON, "Ben De Bolle", (), (), (name,)),
        Entity(BANK, EntityType.ORGANISATION, "Morgan Chung Bank", (), (), (name,)),
        Entity(Iri(f"{DEFAULT_BASE}incident/fraud-ada-chung"), EntityType.INCIDENT, "Fraud against Ada Chung", (), (), (name,)),
    )  # fmt: skip
    fact = Fact(ADA, "affiliatedWith", BANK, Evidence(name, 0, len(text), text), "r")
    merge = Merge(BANK, name, "MCB", "Morgan Chung Bank", "same", 0.9, "Ada Chung leads both (in a.txt)")
    return in_order(Knowledge((Document(name, text, (), title, None, source),), entities, (fact,), (merge,)))


def text_of(knowledge: Knowledge) -> str:
    return knowledge.documents[0].text


@pytest.mark.parametrize(
    "said",
    [
        "Ada Chung Lai-ling",
        "ADA CHUNG LAI-LING",
        "Ada Chung Lai-\nling",
        "Ada\u200b Chung",
        "A\u00adda Chu\u200bng",
        "Ada **Chung**",
        "Ada\nChung",
        "Chung, Ada",
        "Chung Lai-ling",
        "Lai-ling",
    ],
)
def test_a_name_is_found_however_it_is_written(said: str) -> None:
    text = text_of(redact(told(f"We met Ms {said} of Morgan Chung Bank.")))
    ada = Pseudonyms(KEY).person(ADA)
    assert ada in text
    assert not {"ada", "lai", "ling"} & set(text.casefold().replace("-", " ").split())
    assert text.endswith(" of Morgan Chung Bank.")
    assert "Chung" not in text.replace("Morgan Chung Bank", "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zo&euml;k Quux", "Zoëk Quux"),
        ("An<b>ni</b>k Vlee", "Annik Vlee"),
        ("Annik<br>Vlee", "Annik Vlee"),
        ("Zed\ud800 Quux", "Zed\ud800 Quux"),
    ],
)
def test_a_name_that_a_program_wrote_is_found_as_it_means_it(name: str, said: str) -> None:
    knowledge = told(f"{said} came.")
    person = Entity(Iri(f"{DEFAULT_BASE}person/x"), EntityType.PERSON, name, (), (), ("a.txt",))
    redacted = redact(dataclasses.replace(knowledge, entities=(*knowledge.entities, person)))
    assert text_of(redacted) == f"{Pseudonyms(KEY).person(person.iri)} came."


@pytest.mark.parametrize("said", ['Ben "Bosko" De Bolle', "Ben (Bosko) De Bolle", "Ben “Bosko” De Bolle"])
def test_a_nickname_within_a_name_goes_with_it(said: str) -> None:
    text = text_of(redact(told(f"We met {said} (CISO) of Morgan Chung Bank.")))
    assert text == f"We met {Pseudonyms(KEY).person(BEN)} (CISO) of Morgan Chung Bank."


def test_a_name_in_another_script_behind_a_name_goes_too() -> None:
    text = text_of(redact(told("We met Ada Chung (鍾麗玲), and 鍾麗玲 (PCPD) was not named.")))
    ada = Pseudonyms(KEY).person(ADA)
    assert text.startswith(f"We met {ada} ({ada}), and")


def test_names_in_small_words_stay_words() -> None:
    text = "Bolle and De Bolle ate Bolle's bolle at Morgan Chung Bank, and ben nevis is no Ben."
    found = text_of(redact(told(text)))
    ben = Pseudonyms(KEY).person(BEN)
    assert found == f"{ben} and De {ben} ate {ben}'s bolle at Morgan Chung Bank, and ben nevis is no {ben}."


def test_an_unknown_name_behind_a_courtesy_title_goes_too() -> None:
    found = text_of(
        redact(told("Dr. Eve Stone, Mr Li and Mrs Morgan Chung Bank met. Ms Chung left. Mr Bean. The end."))
    )
    for name in ("Eve", "Stone", "Li", "Bean"):
        assert name not in found
    assert "Morgan Chung Bank" in found
    assert found.endswith(". The end.")
    assert Pseudonyms(KEY).person(ADA) in found


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("We met Dr LAW Yuet-wing, Frank; he left.", "We met Dr {}; he left."),
        ("We met Prof William Chung Kam-fai, a member.", "We met Prof {}, a member."),
        ("We met Mr CHUNG Kam-fai of it.", "We met Mr {} of it."),
        ("CHUNG Kam-fai spoke.", "{} spoke."),
        ("We met Ir Jan van der Berg there.", "We met Ir {} there."),
        ("Health Minister Stephen Donnelly said so.", "Health Minister {} said so."),
        ("Ms Siobhan O'Brien's plan.", "Ms {}'s plan."),
        ("Mr LEE Ka-chiu, Chairman, spoke.", "Mr {}, Chairman, spoke."),
    ],
)
def test_of_somebody_unknown_the_whole_name_goes_where_a_part_of_it_tells(said: str, left: str) -> None:
    found = text_of(redact(told(said)))
    name = re.search(r"Person [a-z2-7]{10}", found)
    assert name and found == left.format(name[0])
    assert name[0] not in {Pseudonyms(KEY).person(ADA), Pseudonyms(KEY).person(BEN)}


@pytest.mark.parametrize(
    "said", ["Minister of Health.", "General Electric paid.", "Secretary for Security, Hong Kong."]
)
def test_an_office_is_nobody(said: str) -> None:
    assert text_of(redact(told(said))) == said


def test_a_word_that_two_persons_share_is_neither() -> None:
    knowledge = told("Chung spoke.")
    other = Entity(Iri(f"{DEFAULT_BASE}person/x"), EntityType.PERSON, "Eve Chung", (), (), ("a.txt",))
    found = text_of(redact(dataclasses.replace(knowledge, entities=(*knowledge.entities, other))))
    assert "Chung" not in found
    assert Pseudonyms(KEY).person(ADA) not in found


def test_the_same_person_has_the_same_pseudonym_in_every_export() -> None:
    first, second = (redact(told(text)) for text in ("Ada Chung spoke.", "Nobody did."))
    ids = [{e.iri: e.label for e in k.entities if e.type is EntityType.PERSON} for k in (first, second)]
    assert ids[0] == ids[1]
    assert {label.split()[0] for label in ids[0].values()} == {"Person"}
    other = redact(told("Ada Chung spoke."), b"another key of length")
    assert not set(ids[0]) & {entity.iri for entity in other.entities}


def test_quotes_stand_where_their_offsets_say(sample: Knowledge) -> None:
    redacted = redact(sample)
    texts = {document.name: document.text for document in redacted.documents}
    for fact in redacted.facts:
        place = fact.evidence
        assert texts[place.document][place.start : place.end] == place.quote
        assert place.quote
    parts = [
        document.text[p.span.start : p.span.end] for document in redacted.documents for p in document.parts
    ]
    assert [part[:28] for part in parts] == ["The Data Office looks into i"]
    assert parts[0].endswith(f"told {Pseudonyms(KEY).person(f'{DEFAULT_BASE}person/ada-tan')}.")


def test_a_sentence_that_ends_before_a_name_ends_before_its_pseudonym() -> None:
    knowledge = told("We met Ada Chung. Ada Chung left.")
    ends = ((0, 7), (7, 16), (0, 10), (10, 33))
    facts = tuple(
        dataclasses.replace(
            knowledge.facts[0], evidence=Evidence("a.txt", a, b, text_of(knowledge)[a:b]), qualifier=str(a)
        )
        for a, b in ends
    )
    ada = Pseudonyms(KEY).person(ADA)
    quotes = [fact.evidence.quote for fact in redact(dataclasses.replace(knowledge, facts=facts)).facts]
    assert sorted(quotes) == sorted(["We met ", ada, f"We met {ada}", f"{ada}. {ada} left."])


def test_a_link_with_a_name_in_it_goes() -> None:
    knowledge = told("Ada Chung.")
    links = (Iri("https://a.example/ada-chung"), Iri("https://a.example/bank"))
    entities = tuple(
        dataclasses.replace(entity, links=links, former=links) if entity.iri == BANK else entity
        for entity in knowledge.entities
    )
    bank = next(
        e for e in redact(dataclasses.replace(knowledge, entities=entities)).entities if e.iri == BANK
    )
    assert bank.links == bank.former == (links[1],)


def test_two_persons_of_one_name_are_told_apart_nowhere() -> None:
    knowledge = told("Ada Chung spoke.")
    twin = Entity(Iri(f"{DEFAULT_BASE}person/twin"), EntityType.PERSON, "Ada Chung", (), (), ("a.txt",))
    redacted = redact(dataclasses.replace(knowledge, entities=(*knowledge.entities, twin)))
    persons = {entity.label for entity in redacted.entities if entity.type is EntityType.PERSON}
    assert len(persons) == 3
    assert not any(label in text_of(redacted) for label in persons)


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_no_name_is_left_in_any_text_of_the_graph(which: str, request: pytest.FixtureRequest) -> None:
    knowledge = request.getfixturevalue(which)
    said = "\n".join(str(quad) for quad in encode(redact(knowledge)))
    for entity in knowledge.entities:
        if entity.type is EntityType.PERSON:
            assert entity.iri not in said
            for name in (entity.label, *entity.aliases):
                assert not any(True for _ in NameFinder({"x": [name]}, ()).full_names(said)), name


def test_titles_files_addresses_and_labels_lose_the_name() -> None:
    redacted = redact(
        told(
            "Ada Chung.",
            name="2024-chung-talk.txt",
            title="With Ada Chung",
            source="https://a.example/ada-chung/7",
        )
    )
    document = redacted.documents[0]
    assert document.name.startswith("document-")
    assert document.name.endswith(".txt")
    assert document.source == "https://a.example/"
    said = (
        "\n".join(str(quad) for quad in encode(redacted))
        .casefold()
        .replace("morgan-chung", "")
        .replace("morgan chung", "")
    )
    assert "chung" not in said
    assert "wikidata" not in said
    incident = next(entity for entity in redacted.entities if entity.type is EntityType.INCIDENT)
    assert incident.label == f"Fraud against {Pseudonyms(KEY).person(ADA)}"


def test_an_address_of_a_host_with_a_name_goes_as_a_whole() -> None:
    redacted = redact(told("Ada Chung.", source="https://ada-chung.example/7"))
    assert redacted.documents[0].source == ""


def test_short_forms_and_iris_of_things_lose_the_name() -> None:
    knowledge = told("Ada Chung.")
    named = Iri(f"{DEFAULT_BASE}organisation/friends-of-ada-chung")
    thing = Entity(named, EntityType.ORGANISATION, "Friends", (), ("ADA CHUNG",), ("a.txt",))
    redacted = redact(dataclasses.replace(knowledge, entities=(*knowledge.entities, thing)))
    (friends,) = (entity for entity in redacted.entities if entity.label == "Friends")
    assert friends.iri == f"{DEFAULT_BASE}organisation/friends"
    assert friends.acronyms == (Pseudonyms(KEY).person(ADA),)


def test_a_sentence_that_is_not_in_the_text_as_told_loses_the_name() -> None:
    knowledge = told("Ada Chung.")
    place = Evidence("b.txt", 0, 15, "Ada Chung came.")
    facts = (dataclasses.replace(knowledge.facts[0], evidence=place),)
    (fact,) = redact(dataclasses.replace(knowledge, facts=facts)).facts
    assert fact.evidence.quote == f"{Pseudonyms(KEY).person(ADA)} came."


def test_names_and_documents_in_decisions_about_others_are_replaced() -> None:
    knowledge = told("Ada Chung.", name="2024-chung-talk.txt")
    decision = Merge(
        BANK,
        "2024-chung-talk.txt",
        "Ada Chung Bank",
        "Bank of Ada Chung",
        "same",
        0.9,
        "in 2024-chung-talk.txt",
    )
    (merge,) = redact(dataclasses.replace(knowledge, merges=(decision,))).merges
    ada = Pseudonyms(KEY).person(ADA)
    assert (merge.name, merge.other) == (f"{ada} Bank", f"Bank of {ada}")
    assert merge.reason == f"in {merge.document}"


def test_a_name_that_only_a_decision_has_for_somebody_goes() -> None:
    knowledge = told("Zeb Quux spoke.")
    decision = Merge(ADA, "a.txt", "Zeb Quux", "Ada Chung", "same", 0.9, "")
    text = text_of(redact(dataclasses.replace(knowledge, merges=(decision,))))
    assert text == f"{Pseudonyms(KEY).person(ADA)} spoke."


def test_what_was_missed_in_spite_of_all_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction._Redactor, "_clean", lambda _, text, __: text)
    with pytest.raises(CyberkgError, match="a name of a person would have been left"):
        redact(told("Ada Chung.", title="With Ada Chung"))


def test_a_pseudonym_is_no_name_though_somebody_is_called_so() -> None:
    knowledge = told("Person spoke.")
    called = Entity(Iri(f"{DEFAULT_BASE}person/person"), EntityType.PERSON, "Person", (), (), ("a.txt",))
    redacted = redact(dataclasses.replace(knowledge, entities=(*knowledge.entities, called)))
    assert text_of(redacted) == f"{Pseudonyms(KEY).person(called.iri)} spoke."


def test_decisions_about_persons_stay_behind_and_others_are_cleaned(sample: Knowledge) -> None:
    assert redact(sample).merges == ()
    (merge,) = redact(told("Ada Chung.", name="2024-chung-talk.txt")).merges
    assert merge.reason.startswith("Person ")
    assert merge.document.startswith("document-")


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = key_beside(tmp_path / "graph")
    assert path == tmp_path / "graph.redact-key"
    key, made = read_key(path, make=True)
    assert made
    assert read_key(path, make=True) == (key, False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(key) == 64


@pytest.mark.parametrize("content", [None, b"short\n"])
def test_a_key_that_is_none_is_refused(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "key"
    if content:
        path.write_bytes(content)
    with pytest.raises(InputError, match="no such key file" if content is None else "16 characters or more"):
        read_key(path, make=False)


def with_fact(knowledge: Knowledge, **changes: object) -> Fact:
    """The one fact of a briefing, changed, as it leaves."""
    facts = (dataclasses.replace(knowledge.facts[0], **changes),)  # type: ignore[arg-type]
    (fact,) = redact(dataclasses.replace(knowledge, facts=facts)).facts
    return fact


def with_thing(knowledge: Knowledge, *things: Entity) -> Knowledge:
    return redact(dataclasses.replace(knowledge, entities=(*knowledge.entities, *things)))


def test_all_that_a_fact_tells_of_somebody_is_told_of_the_pseudonym() -> None:
    knowledge, ada = told("Ada Chung."), Pseudonyms(KEY).person(ADA)
    value = Literal("letters of Ada Chung", LiteralKind.TEXT)
    fact = with_fact(
        knowledge, object=value, qualifier="for Ada Chung", reader="Ada Chung", represents=BEN, subject=BANK
    )
    assert fact.object == Literal(f"letters of {ada}", LiteralKind.TEXT)
    assert (fact.qualifier, fact.reader) == (f"for {ada}", ada)
    persons = {e.label: e.iri for e in redact(knowledge).entities}
    assert fact.represents == persons[Pseudonyms(KEY).person(BEN)]
    assert with_fact(knowledge, subject=BANK, object=ADA).object == persons[ada]
    assert with_fact(knowledge).represents is None


def test_a_part_of_a_name_goes_where_a_fact_alone_says_that_the_text_speaks_of_its_bearer() -> None:
    knowledge = told("Zebulon spoke.")
    zeb = Entity(Iri(f"{DEFAULT_BASE}person/zeb"), EntityType.PERSON, "Zebulon Quux", (), (), ())
    entities = (*knowledge.entities, zeb)
    for ends in ({"subject": zeb.iri}, {"subject": BANK, "object": zeb.iri}):
        facts = (dataclasses.replace(knowledge.facts[0], **ends),)  # type: ignore[arg-type]
        redacted = redact(dataclasses.replace(knowledge, entities=entities, facts=facts))
        assert text_of(redacted) == f"{Pseudonyms(KEY).person(zeb.iri)} spoke."


def test_a_name_that_a_decision_refused_for_somebody_is_not_theirs() -> None:
    knowledge = told("Sea Quux spoke.")
    decision = Merge(ADA, "a.txt", "Sea Quux", "Ada Chung", "different", 0.1, "")
    assert text_of(redact(dataclasses.replace(knowledge, merges=(decision,)))) == "Sea Quux spoke."


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("told by Ada Chung", f"told by {Pseudonyms(KEY).person(ADA)}"),
        ("http://a.example/ada-chung", "http://a.example/"),
        ("https://a.example/bank", "https://a.example/bank"),
    ],
)
def test_a_source_is_told_without_the_name(source: str, left: str) -> None:
    assert redact(told("Ada Chung.", source=source)).documents[0].source == left


def test_former_names_of_a_thing_go_with_a_name_in_what_it_is_called() -> None:
    old = (Iri(f"{DEFAULT_BASE}organisation/old"),)
    plain = Entity(Iri(f"{DEFAULT_BASE}organisation/plain"), EntityType.ORGANISATION, "Plain", former=old)
    named = Entity(
        Iri(f"{DEFAULT_BASE}organisation/x"), EntityType.ORGANISATION, "Friends of Ada Chung", former=old
    )
    local = Entity(
        Iri(f"{DEFAULT_BASE}organisation/pals-of-ada-chung"), EntityType.ORGANISATION, "Pals", former=old
    )
    redacted = with_thing(told("Ada Chung."), plain, named, local).entities
    former = {entity.label: entity.former for entity in redacted}
    assert former["Plain"] == old
    assert former["Pals"] == former[f"Friends of {Pseudonyms(KEY).person(ADA)}"] == ()


def test_other_names_of_a_thing_lose_the_name() -> None:
    alias = Entity(
        Iri(f"{DEFAULT_BASE}organisation/x"), EntityType.ORGANISATION, "Friends", ("Pals of Ada Chung",)
    )
    (friends,) = (e for e in with_thing(told("Ada Chung."), alias).entities if e.label == "Friends")
    assert friends.aliases == (f"Pals of {Pseudonyms(KEY).person(ADA)}",)


def test_things_that_are_called_alike_without_the_name_stay_apart() -> None:
    things = [
        Entity(Iri(f"{DEFAULT_BASE}organisation/{local}"), EntityType.ORGANISATION, "Friends")
        for local in ("friends", "friends-2", "friends-of-ada-chung", "ada-chung-friends")
    ]
    redacted = with_thing(told("Ada Chung."), *things)
    iris = [entity.iri for entity in redacted.entities]
    assert len(set(iris)) == len(iris)
    assert sum("/friends" in iri for iri in iris) == 4


def test_things_are_found_in_the_document_that_another_name_was_given_to() -> None:
    redacted = redact(told("Ada Chung.", name="2024-ada-chung.txt"))
    (name,) = {document.name for document in redacted.documents}
    assert {entity.documents for entity in redacted.entities} == {(name,)}


def test_a_sentence_within_a_name_is_all_of_the_pseudonym() -> None:
    knowledge = told("Then Ada Chung left.")
    ada = Pseudonyms(KEY).person(ADA)
    assert with_fact(knowledge, evidence=Evidence("a.txt", 9, 14, "Chung")).evidence.quote == ada
    assert with_fact(knowledge, evidence=Evidence("a.txt", 4, 11, " Ada Ch")).evidence.quote == f" {ada}"


def test_a_sentence_that_reaches_beyond_the_text_is_kept_as_it_is_told() -> None:
    place = with_fact(told("Ada Chung."), evidence=Evidence("a.txt", 50, 65, "Ada Chung came.")).evidence
    assert place.quote == f"{Pseudonyms(KEY).person(ADA)} came."
    assert place.start <= place.end


def test_a_pseudonym_hangs_on_what_it_stands_for_and_takes_any_name() -> None:
    pseudonyms = Pseudonyms(KEY)
    assert pseudonyms.token("person", "x") != pseudonyms.token("document", "x")
    assert pseudonyms.person("Ada \ud800") != pseudonyms.person("Ada \ud801")


@pytest.mark.parametrize("ends", ["", "\n", " \r\n"])
def test_sixteen_characters_are_a_key_whatever_space_is_around_them(ends: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{ends}0123456789abcdef{ends}", encoding="utf-8")
    assert read_key(path, make=True) == (b"0123456789abcdef", False)
    path.write_text(f"{ends}0123456789abcde{ends}", encoding="utf-8")
    with pytest.raises(InputError, match="16 characters or more"):
        read_key(path, make=True)


def test_no_key_is_written_through_a_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DiskError, match="key"):
        read_key(tmp_path / "key", make=True)
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_in_place_of_a_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="the disk refuses"):
        read_key(tmp_path, make=True)


@pytest.mark.parametrize(("here", "graph"), [("graph", "."), ("graph/texts", ".."), (".", "graph")])
def test_the_key_lies_beside_the_graph_wherever_one_is(
    here: str, graph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "graph/texts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / here)
    assert key_beside(Path(graph)).absolute() == tmp_path / "graph.redact-key"


@pytest.mark.parametrize(
    "said",
    [
        "j.mueller@bank.example",
        "mueller+news@bank.example",
        "@ada_mueller",
        "@AdaMueller",
        "#AdaMüller",
        "https://social.example/adamueller",
        "https://social.example/muellerada",
        "Ada Mueller",
        "MUELLER, Ada",
        "Ms Mueller",
    ],
)
def test_addresses_accounts_and_spellings_without_marks_are_names(said: str) -> None:
    ada = Entity(Iri(f"{DEFAULT_BASE}person/ada"), EntityType.PERSON, "Ada Müller", documents=("a.md",))
    document = Document("a.md", f"Ada Müller spoke. Write to {said} or to info@bank.example.")
    left = text_of(redact(Knowledge((document,), (ada,), (), ())))
    assert "ller" not in left.casefold()
    assert "info@bank.example" in left


def test_a_name_with_an_apostrophe_is_found_without_it() -> None:
    person = Entity(Iri(f"{DEFAULT_BASE}person/o"), EntityType.PERSON, "Ada O'Brien", documents=("a.md",))
    document = Document(
        "a.md",
        "Ada O'Brien spoke, as ADA OBRIEN had said; Mr OBrien wrote from obrien@bank.example as @AdaOBrien.",
    )
    left = redact(Knowledge((document,), (person,))).documents[0].text
    assert "brien" not in left.casefold()
