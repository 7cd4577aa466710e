"""A graph of cyberkg's own: in every syntax it comes back with the same facts, sentences and IRIs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from cyberkg.building import Options, collect
from cyberkg.diff import compare
from cyberkg.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Knowledge,
    Literal,
    MarkedPart,
    Period,
    Span,
)
from cyberkg.rdf.encode import encode
from cyberkg.rdf.turtle import write_turtle
from cyberkg.terms import EntityType, LiteralKind, Marking, Status

Load = Callable[[str, "str | bytes"], Any]
BASE = "https://w3id.org/cyberkg/id/"
GRAPH = Path(__file__).parents[2] / "graph" / "graph.ttl"
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def iri(local: str) -> Iri:
    return Iri(f"{BASE}{local}")


def made(base: str = BASE) -> Knowledge:
    """Two briefings, two people of one name, a plan and a denial."""
    one, other = iri("person/john-lee"), iri("person/john-lee-0d1f2e")
    forum, bank = iri("event/harbour-forum-2024"), iri("organisation/orchid-bank")
    attack = iri("incident/orchid-bank-2024-05")

    def fact(
        document: str, start: int, subject: Iri, predicate: str, target: Iri | Literal, **more: object
    ) -> Fact:
        place = Evidence(document, start, start + 20, f"Words at {start} of\nit.")
        return replace(Fact(subject, predicate, target, place, "rules 3"), **more)  # type: ignore[arg-type]

    knowledge = Knowledge(
        documents=(
            Document("a.txt", "", (), "Issue 1", Period("2024-05-01", "2024-05-14"), "https://example.org/1", "0" * 64),
            Document("b.txt", "", (), "", Period("2024-06-01", "2024-06-01"), "", "1" * 64),
        ),
        entities=(
            Entity(forum, EntityType.EVENT, "Harbour Forum 2024", documents=("a.txt", "b.txt")),
            Entity(attack, EntityType.INCIDENT, "the attack on the bank", documents=("b.txt",)),
            Entity(bank, EntityType.ORGANISATION, "OB", ("Orchid Bank",), (), ("a.txt", "b.txt"), (Iri("http://www.wikidata.org/entity/Q5"),)),
            Entity(one, EntityType.PERSON, "John Lee", documents=("a.txt", "b.txt")),
            Entity(other, EntityType.PERSON, "John Lee", ("John K. Lee",), documents=("a.txt",)),
        ),
        facts=(
            fact("a.txt", 5, one, "spokeAt", forum, qualifier="keynote", represents=bank, confidence=0.75),
            fact("a.txt", 40, other, "attended", forum, status=Status.PLANNED),
            fact("b.txt", 7, one, "attended", forum, status=Status.DENIED),
            fact("b.txt", 7, attack, "victim", bank, reader="llm 1"),
            fact("b.txt", 70, attack, "ransomDemanded", Literal("six-figure", LiteralKind.MONEY), status=Status.REPORTED),
        ),
    )  # fmt: skip
    return knowledge if base == BASE else moved(knowledge, base)


def moved(knowledge: Knowledge, base: str) -> Knowledge:
    def move(end: Iri | Literal) -> Iri | Literal:
        return end if isinstance(end, Literal) else Iri(end.replace(BASE, base))

    return replace(
        knowledge,
        entities=tuple(replace(e, iri=Iri(e.iri.replace(BASE, base))) for e in knowledge.entities),
        facts=tuple(
            replace(
                f,
                subject=Iri(f.subject.replace(BASE, base)),
                object=move(f.object),
                represents=f.represents and Iri(f.represents.replace(BASE, base)),
            )
            for f in knowledge.facts
        ),
    )


def written(knowledge: Knowledge, syntax: str, base: str = BASE) -> bytes:
    quads = list(encode(knowledge, base))
    plain = [quad.triple for quad in quads] if syntax in {"ttl", "nt", "rdf"} else quads
    return ox.serialize(plain, format=SYNTAXES[syntax]) or b""


def rebuilt(folder: Path, name: str, content: bytes) -> Knowledge:
    (folder / name).write_bytes(content)
    knowledge, refused, _ = collect([folder], Options())
    assert not refused
    return knowledge


def told(knowledge: Knowledge) -> set[tuple[object, ...]]:
    """What facts say and where, without the file they came through and the offsets in it."""
    labels = {e.iri: (e.iri, e.label) for e in knowledge.entities}
    return {
        (
            f.evidence.document.rpartition("/")[2], labels[f.subject], f.predicate,
            f.object if isinstance(f.object, Literal) else labels[f.object], f.evidence.quote, f.status,
            f.qualifier, f.represents, f.confidence, f.reader.removeprefix("import of "),
        )
        for f in knowledge.facts
    }  # fmt: skip


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_syntax_brings_the_same_facts_back(tmp_path: Path, syntax: str) -> None:
    knowledge, name = made(), f"g.{syntax}"
    back = rebuilt(tmp_path, name, written(knowledge, syntax))
    assert told(back) == told(knowledge)
    assert [(e.iri, e.label, e.aliases, e.acronyms, e.links) for e in back.entities] == [
        (e.iri, e.label, e.aliases, e.acronyms, e.links) for e in knowledge.entities
    ]
    assert [(d.name, d.title, d.date, d.source, d.sha256) for d in back.documents] == [
        (f"{name}/{d.name}", d.title, d.date, d.source, d.sha256) for d in knowledge.documents
    ]


def test_markings_of_briefings_and_items_come_back(tmp_path: Path) -> None:
    first, second = made().documents
    marked = (
        replace(first, marking=Marking.AMBER, parts=(MarkedPart(Span(30, 90), Marking.GREEN),)),
        replace(second, parts=(MarkedPart(Span(60, 99), Marking.RED),)),
    )
    knowledge = replace(made(), documents=marked)
    back = rebuilt(tmp_path, "g.trig", written(knowledge, "trig"))

    def marks(known: Knowledge) -> dict[tuple[str, str], Marking | None]:
        documents = {d.name: d for d in known.documents}
        return {
            (f.evidence.document.rpartition("/")[2], f.evidence.quote): documents[
                f.evidence.document
            ].marking_at(f.evidence.start, f.evidence.end)
            for f in known.facts
        }

    assert marks(back) == marks(knowledge)
    assert set(marks(back).values()) == {Marking.AMBER, Marking.GREEN, Marking.RED, None}
    assert [d.marking for d in back.documents] == [Marking.AMBER, None]


def test_the_committed_graph_comes_back_the_same(tmp_path: Path) -> None:
    from cyberkg.rdf.decode import decode

    before = decode(ox.parse(GRAPH.read_bytes(), format=ox.RdfFormat.TURTLE), {})
    after = rebuilt(tmp_path, "graph.ttl", GRAPH.read_bytes())
    difference = compare(before, after)
    assert {change.kind for change in difference.documents} == {"moved"}
    assert (difference.added, difference.gone, difference.changed, difference.things) == ((), (), (), ())
    assert told(after) == told(before)


def test_what_the_build_makes_anew_is_counted(load: Load) -> None:
    left = load("graph.ttl", GRAPH.read_bytes()).left
    assert set(left) == {"former IRI", "identity decision, which the build makes anew"}
    assert left["former IRI"] == GRAPH.read_text(encoding="utf-8").count("dcterms:replaces <")


def test_a_second_trip_changes_nothing_more(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    once = rebuilt(first, "g.ttl", written(made(), "ttl"))
    twice = rebuilt(second, "h.ttl", write_turtle(encode(once)))
    assert {t[1:] for t in told(twice)} == {t[1:] for t in told(once)}
    assert {f.reader for f in twice.facts} == {"import of rules 3", "import of llm 1"}


def test_iris_of_another_base_become_links(tmp_path: Path) -> None:
    base = "https://other.example/kg/"
    back = rebuilt(tmp_path, "g.ttl", written(made(base), "ttl", base))
    lee = next(e for e in back.entities if e.label == "John Lee" and not e.aliases)
    assert lee.iri.startswith(f"{BASE}person/john-lee")
    assert lee.links == (f"{base}person/john-lee",)
    assert len(back.entities) == len(made().entities)


def test_a_graph_beside_its_briefings_joins_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "subject,subject_type,predicate,object\nJohn Lee,Person,holdsPost,Orchid Bank\n", encoding="utf-8"
    )
    back = rebuilt(tmp_path, "g.ttl", written(made(), "ttl"))
    bank = next(e for e in back.entities if "Orchid Bank" in (e.label, *e.aliases))
    assert set(bank.documents) == {"a.csv", "g.ttl/a.txt", "g.ttl/b.txt"}
    assert [e.iri for e in back.entities if e.type is EntityType.PERSON][:2] == [
        iri("person/john-lee"),
        iri("person/john-lee-0d1f2e"),
    ]


def test_what_stands_beside_the_graphs_own_is_counted(load: Load) -> None:
    extra = b'\n<https://example.org/x> <http://xmlns.com/foaf/0.1/name> "X" .'
    found = load("g.ttl", written(made(), "ttl") + extra)
    assert found.left == {"statement with foaf:name": 1}
    assert len(found.facts()) == len(made().facts)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"confidence> \"0.75\"", b"confidence> \"much\"", "has 'much' where"),
        (b"orchid-bank> <http://www.w3.org/2004/02/skos/core#prefLabel> \"OB\"", b"orchid-bank> <https://x.example/> \"OB\"", "has no http"),
    ],
)  # fmt: skip
def test_a_damaged_graph_is_refused(
    refusal: Callable[[str, bytes], str], old: bytes, new: bytes, why: str
) -> None:
    content = written(made(), "nt")
    assert old in content
    line = refusal("g.nt", content.replace(old, new))
    assert line.startswith("InputError: g.nt: is a graph of cyberkg, but damaged: ")
    assert why in line


def test_a_graph_that_tells_nothing_of_a_briefing_keeps_its_things(tmp_path: Path) -> None:
    knowledge = replace(made(), facts=made().facts[:1])
    back = rebuilt(tmp_path, "g.nt", written(knowledge, "nt"))
    assert {e.iri: tuple(d.rpartition("/")[2] for d in e.documents) for e in back.entities} == {
        e.iri: e.documents for e in knowledge.entities
    }
