from __future__ import annotations

import dataclasses
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.errors import CyberkgError, InputError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal, Merge
from cyberkg.rdf import vocab
from cyberkg.rdf.derived import predicate_iri
from cyberkg.rdf.encode import Quads, encode, encode_document, encode_entities, encode_merges
from cyberkg.rdf.turtle import write_turtle
from cyberkg.terms import EntityType, LiteralKind, Status

TAN = Iri(f"{DEFAULT_BASE}person/ada-tan")
BANK = Iri(f"{DEFAULT_BASE}organisation/orchid-bank")
FORUM = Iri(f"{DEFAULT_BASE}event/harbour-forum")
BRIEFING = f"{DEFAULT_BASE}document/issue-7-txt"


def pairs(knowledge: Knowledge) -> set[tuple[str, str, str]]:
    return {(q.subject.value, q.predicate.value, q.object.value) for q in encode(knowledge)}  # type: ignore[union-attr]


def only(knowledge: Knowledge, fact: Fact) -> Knowledge:
    return dataclasses.replace(knowledge, facts=(fact,))


def test_a_briefing_owns_what_rests_on_it(sample: Knowledge) -> None:
    by_graph: dict[str, set[str]] = {}
    for quad in encode(sample):
        by_graph.setdefault(quad.graph_name.value, set()).add(quad.predicate.value)  # type: ignore[union-attr]
    assert set(by_graph) == {BRIEFING, f"{DEFAULT_BASE}graph/entities", f"{DEFAULT_BASE}graph/identity"}
    assert by_graph[f"{DEFAULT_BASE}graph/entities"] == {
        vocab.RDF_TYPE,
        vocab.SKOS_PREF_LABEL,
        vocab.SKOS_ALT_LABEL,
        vocab.ACRONYM,
    }
    assert {vocab.SPOKE_AT, vocab.SCHEMA_PERFORMER, vocab.SCHEMA_MENTIONS, vocab.RESTS_ON} <= by_graph[
        BRIEFING
    ]


def test_the_parts_make_the_whole(sample: Knowledge) -> None:
    mentions = [entity.iri for entity in sample.entities]
    parts = [
        *encode_document(sample.documents[0], sample.facts, mentions),
        *encode_entities(sample.entities),
        *encode_merges(sample.merges),
    ]
    assert parts == list(encode(sample))


@pytest.mark.parametrize(
    ("status", "flat"), [("asserted", True), ("reported", True), ("planned", False), ("denied", False)]
)
def test_only_what_is_vouched_for_becomes_flat(sample: Knowledge, status: str, flat: bool) -> None:
    fact = dataclasses.replace(sample.facts[1], status=Status(status))
    assert fact.predicate == "spokeAt"
    found = pairs(only(sample, fact))
    assert ((TAN, vocab.SPOKE_AT, FORUM) in found) is flat
    assert ((FORUM, vocab.SCHEMA_PERFORMER, TAN) in found) is flat
    parts = {s for s, p, o in found if (p, o) == (vocab.RDF_TYPE, vocab.PARTICIPATION)}
    assert {o for s, p, o in found if s in parts and p == vocab.STATUS} == {
        f"https://w3id.org/cyberkg/status-{status}"
    }


def test_a_participation_tells_role_and_organisation(sample: Knowledge) -> None:
    found = pairs(sample)
    (part,) = {s for s, p, o in found if (p, o) == (vocab.RDF_TYPE, vocab.PARTICIPATION)}
    (claim,) = {s for s, p, o in found if (p, o) == (vocab.RDF_PREDICATE, vocab.SPOKE_AT)}
    assert {(p, o) for s, p, o in found if s == part} == {
        (vocab.RDF_TYPE, vocab.PARTICIPATION),
        (vocab.PARTICIPANT, TAN),
        (vocab.AT_EVENT, FORUM),
        (vocab.ROLE, vocab.ROLE_SPEAKER),
        (vocab.REPRESENTS, BANK),
        (vocab.STATUS, vocab.STATUS_ASSERTED),
        (vocab.RESTS_ON, claim),
    }


def test_two_briefings_support_one_participation(sample: Knowledge) -> None:
    other = dataclasses.replace(sample.documents[0], name="issue-8.txt")
    place = dataclasses.replace(sample.facts[1].evidence, document="issue-8.txt")
    again = dataclasses.replace(sample.facts[1], evidence=place)
    both = dataclasses.replace(sample, documents=(*sample.documents, other), facts=(*sample.facts, again))
    resting = [(s, o) for s, p, o in pairs(both) if p == vocab.RESTS_ON]
    assert len({part for part, _ in resting}) == 1
    assert len({claim for _, claim in resting}) == 2


def test_a_post_becomes_a_tenure_with_its_title(sample: Knowledge) -> None:
    fact = Fact(TAN, "holdsPost", BANK, sample.facts[0].evidence, "rules 3", qualifier="Chair")
    found = pairs(only(sample, fact))
    (tenure,) = {s for s, p, o in found if (p, o) == (vocab.RDF_TYPE, vocab.TENURE)}
    said = {(p, o) for s, p, o in found if s == tenure}
    assert {
        (vocab.ORG_MEMBER, TAN),
        (vocab.ORG_ORGANIZATION_PROPERTY, BANK),
        (vocab.POST_TITLE, "Chair"),
    } <= said
    assert (TAN, vocab.ORG_MEMBER_OF, BANK) in found


def test_a_sentence_is_one_node_for_all_that_it_says(sample: Knowledge) -> None:
    found = pairs(sample)
    sentence = f"{BRIEFING}#char=0,72"
    assert len({s for s, p, o in found if (p, o) == (vocab.EVIDENCE, sentence)}) == 2
    assert (f"{sentence};position", vocab.OA_END, "72") in found
    assert (f"{sentence};quote", vocab.OA_EXACT, sample.documents[0].text) in found


def test_a_claim_outlives_an_edit_of_the_text_and_a_better_reader(sample: Knowledge) -> None:
    place = dataclasses.replace(sample.facts[1].evidence, start=5, end=9, quote="Else")
    moved = dataclasses.replace(sample.facts[1], evidence=place, reader="rules 4", confidence=0.5)
    claims = [
        {s for s, p, o in pairs(only(sample, fact)) if (p, o) == (vocab.RDF_TYPE, vocab.CLAIM)}
        for fact in (sample.facts[1], moved)
    ]
    assert claims[0] == claims[1]


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        ("attends", FORUM),
        ("attended", Literal("2024", LiteralKind.DATE)),
        ("eventDate", FORUM),
        ("eventDate", Literal("2024", LiteralKind.TEXT)),
    ],
)
def test_a_fact_that_does_not_fit_its_predicate_is_refused(
    sample: Knowledge, predicate: str, value: Iri | Literal
) -> None:
    fact = dataclasses.replace(sample.facts[0], predicate=predicate, object=value)
    with pytest.raises(CyberkgError, match=predicate) as caught:
        list(encode(only(sample, fact)))
    assert caught.value.where == "issue-7.txt"


def test_a_document_that_is_not_there_is_refused(sample: Knowledge) -> None:
    with pytest.raises(CyberkgError, match=r"^issue-7\.txt: .*cites a document"):
        list(encode(dataclasses.replace(sample, documents=())))


@pytest.mark.parametrize("iri", ["no scheme", "http://x/> <http://y/", "http://x/\ud800", "http://x/\n"])
def test_an_iri_that_is_none_is_refused_and_shown_harmless(sample: Knowledge, iri: str) -> None:
    entity = Entity(Iri(iri), EntityType.PERSON, "Ada Tan")
    with pytest.raises(InputError, match="is no IRI") as caught:
        list(encode(dataclasses.replace(sample, entities=(entity,))))
    assert str(caught.value).isascii()


def test_half_a_surrogate_pair_is_refused_and_shown_harmless(sample: Knowledge) -> None:
    entity = Entity(TAN, EntityType.PERSON, "Ada \ud83d Tan")
    with pytest.raises(InputError, match=r"'Ada \\ud83d Tan' holds half a surrogate pair"):
        list(encode(dataclasses.replace(sample, entities=(entity,))))


def test_a_source_on_the_web_is_a_link(sample: Knowledge) -> None:
    def source(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
        document = dataclasses.replace(sample.documents[0], source=text)
        found = [
            q.object for q in encode_document(document, (), ()) if q.predicate.value == vocab.DCTERMS_SOURCE
        ]
        return found[0]

    assert source("https://example.org/7") == ox.NamedNode("https://example.org/7")
    assert source("https://example.org/a b") == ox.Literal("https://example.org/a b")
    assert source("The Harbour Gazette") == ox.Literal("The Harbour Gazette")


def test_predicates_are_terms_of_the_ontology() -> None:
    assert predicate_iri("spokeAt") == vocab.SPOKE_AT


PRINT = """
import sys
from hashlib import sha256
sys.path.insert(0, sys.argv[1])
from conftest import sample
from cyberkg.rdf.encode import encode
from cyberkg.rdf.turtle import write_turtle
knowledge = sample.__wrapped__()
quads = list(encode(knowledge))
print(sha256("".join(map(str, quads)).encode()).hexdigest(), sha256(write_turtle(quads)).hexdigest())
"""


def test_bytes_do_not_depend_on_the_hash_seed(sample: Knowledge) -> None:
    quads = list(encode(sample))
    here = hashlib.sha256("".join(map(str, quads)).encode()).hexdigest()
    turtle = hashlib.sha256(write_turtle(quads)).hexdigest()
    for seed in "012":
        run = subprocess.run(
            [sys.executable, "-c", PRINT, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.split() == [here, turtle]


def test_quads_can_be_gone_through_again_and_again(sample: Knowledge) -> None:
    quads = Quads(sample)
    assert list(quads) == list(quads) == list(encode(sample))
    assert str(next(iter(Quads(sample, "http://x/"))).graph_name).startswith("<http://x/")


def test_each_quad_comes_once_though_decisions_and_entities_say_it_twice(sample: Knowledge) -> None:
    person, name = sample.entities[0], sample.documents[0].name
    merge = Merge(person.iri, name, "Lee", "Ann Lee", "same", 0.9, "the same name")
    merges = [merge, dataclasses.replace(merge, name="A. Lee"), merge]
    twin = dataclasses.replace(person, aliases=(*person.aliases, "Ann the Other"))
    for quads in (list(encode_merges(merges)), list(encode_entities([person, twin, person]))):
        assert len(quads) == len(set(quads))
    told = ox.Literal(name)
    assert [quad.object for quad in encode_merges(merges)].count(told) == 1
    assert ox.Literal("Ann the Other") in {quad.object for quad in encode_entities([person, twin])}
