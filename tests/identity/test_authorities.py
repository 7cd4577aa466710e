"""A graph's IRIs and the numbers of authorities join and part what names alone would not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cyberkg.identity import Decisions, Resolution, parse_decisions, resolve
from cyberkg.model import Document, Iri, Reading
from cyberkg.terms import EntityType

Briefing = tuple[Reading, Document]
Write = Callable[..., Briefing]
PERSON, ORGANISATION = EntityType.PERSON, EntityType.ORGANISATION
BASE = "https://w3id.org/cyberkg/id/"
WIKIDATA = "http://www.wikidata.org/entity/"


def marked(written: Briefing, graph: str = "", **told: dict[str, str]) -> Briefing:
    """Give the things of a reading IRIs in a graph, or links; by their first names."""
    reading, document = written
    iris, links = told.get("iris", {}), told.get("links", {})
    referents = tuple(
        replace(
            r,
            iri=Iri(f"{BASE}{iris[r.label]}") if r.label in iris else r.iri,
            links=(Iri(links[r.label]),) if r.label in links else (),
        )
        for r in reading.referents
    )
    return replace(reading, referents=referents, graph=graph), document


def resolved(*briefings: Briefing, decisions: Decisions | None = None) -> Resolution:
    return resolve([b[0] for b in briefings], [b[1] for b in briefings], decisions or Decisions())


def labels(found: Resolution) -> list[tuple[str, tuple[str, ...]]]:
    return [(e.iri.removeprefix(BASE), e.documents) for e in found.entities]


def test_two_iris_of_a_graph_are_two_and_one_is_one(briefing: Write) -> None:
    name = [(PERSON, "John Lee")]
    graph = [
        marked(briefing("g/a", name), "g", iris={"John Lee": "person/john-lee"}),
        marked(briefing("g/b", name), "g", iris={"John Lee": "person/john-lee-2"}),
        marked(briefing("g/c", name), "g", iris={"John Lee": "person/john-lee"}),
    ]
    found = resolved(*graph)
    assert labels(found) == [("person/john-lee", ("g/a", "g/c")), ("person/john-lee-2", ("g/b",))]
    assert [(m.document, m.reason) for m in found.merges] == [("g/c", "one in g (in g/a)")]


def test_names_that_differ_are_one_where_the_graph_says_so(briefing: Write) -> None:
    found = resolved(
        marked(briefing("g/a", [(PERSON, "Frank Law")]), "g", iris={"Frank Law": "person/x"}),
        marked(briefing("g/b", [(PERSON, "Law Yuet-wing")]), "g", iris={"Law Yuet-wing": "person/x"}),
    )
    assert labels(found) == [("person/x", ("g/a", "g/b"))]


def test_iris_of_two_graphs_have_nothing_to_do_with_each_other(briefing: Write) -> None:
    found = resolved(
        marked(briefing("g/a", [(PERSON, "Frank Law")]), "g", iris={"Frank Law": "person/x"}),
        marked(briefing("h/a", [(PERSON, "Ada Chung")]), "h", iris={"Ada Chung": "person/x"}),
        marked(briefing("h/b", [(PERSON, "Frank Law")]), "h", iris={"Frank Law": "person/y"}),
    )
    assert [documents for _, documents in labels(found)] == [("g/a", "h/b"), ("h/a",)]


def test_names_that_differ_are_two_though_two_graphs_have_one_iri(briefing: Write) -> None:
    found = resolved(
        marked(briefing("g/a", [(PERSON, "Frank Law")]), "g", iris={"Frank Law": "person/x"}),
        marked(briefing("h/a", [(PERSON, "Law Yuet-wing")]), "h", iris={"Law Yuet-wing": "person/x"}),
    )
    assert sorted(documents for _, documents in labels(found)) == [("g/a",), ("h/a",)]


def test_a_briefing_joins_the_graph_by_name(briefing: Write) -> None:
    found = resolved(
        marked(briefing("g/a", [(PERSON, "Frank Law {of: HKPF}")]), "g", iris={"Frank Law": "person/x"}),
        briefing("b", [(PERSON, "Frank Law {of: HKPF}")]),
    )
    (entity,) = [e for e in found.entities if e.type is PERSON]
    assert (entity.documents, entity.former) == (("b", "g/a"), (f"{BASE}person/x",))


def test_the_user_may_join_what_a_graph_holds_apart(briefing: Write) -> None:
    found = resolved(
        marked(briefing("g/a", [(PERSON, "John Lee")]), "g", iris={"John Lee": "person/x"}),
        marked(briefing("g/b", [(PERSON, "John K. Lee")]), "g", iris={"John K. Lee": "person/y"}),
        decisions=parse_decisions("same:\n  - [John Lee, John K. Lee]", "identity.yaml"),
    )
    assert labels(found) == [("person/x", ("g/a", "g/b"))]


def test_an_iri_that_is_no_persons_is_not_taken_over(briefing: Write) -> None:
    found = resolved(
        marked(briefing("g/a", [(PERSON, "Ada Chung")]), "g", iris={"Ada Chung": "document/b-txt"})
    )
    assert labels(found) == [("person/ada-chung", ("g/a",))]
    assert found.entities[0].links == (f"{BASE}document/b-txt",)


def test_one_number_of_an_authority_joins(briefing: Write) -> None:
    found = resolved(
        marked(briefing("a", [(ORGANISATION, "Shrimp Ltd")]), links={"Shrimp Ltd": f"{WIKIDATA}Q5"}),
        marked(briefing("b", [(ORGANISATION, "Garnele AG")]), links={"Garnele AG": f"{WIKIDATA}Q5"}),
    )
    (entity,) = found.entities
    assert (entity.documents, entity.links) == (("a", "b"), (f"{WIKIDATA}Q5",))
    assert found.merges[0].reason == f"both are {WIKIDATA}Q5 (in a)"


def test_two_numbers_of_an_authority_part(briefing: Write) -> None:
    name = [(ORGANISATION, "Orchid Bank")]
    found = resolved(
        marked(briefing("a", name), links={"Orchid Bank": f"{WIKIDATA}Q5"}),
        marked(briefing("b", name), links={"Orchid Bank": f"{WIKIDATA}Q6"}),
    )
    assert [e.links for e in found.entities] == [(f"{WIKIDATA}Q5",), (f"{WIKIDATA}Q6",)]


def test_a_number_does_not_join_what_cannot_be_one(briefing: Write) -> None:
    found = resolved(
        marked(briefing("a", [(ORGANISATION, "Group 5")]), links={"Group 5": f"{WIKIDATA}Q5"}),
        marked(briefing("b", [(ORGANISATION, "Group 6")]), links={"Group 6": f"{WIKIDATA}Q5"}),
    )
    assert len(found.entities) == 2
    assert [(m.verdict, m.reason.partition(",")[0]) for m in found.merges] == [
        ("unsure", f"both are {WIKIDATA}Q5")
    ]
