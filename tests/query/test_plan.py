"""Two ways to one answer: tables read whole, or looked up from a few given things, give the same rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Knowledge, Literal, Period
from cyberkg.query.named import NamedQuery, named_queries
from cyberkg.query.plan import FEW, plan
from cyberkg.query.prefixes import PREFIXES
from cyberkg.query.results import Term
from cyberkg.query.slots import fill
from cyberkg.rdf.encode import encode
from cyberkg.store import OxigraphStore, Rows
from cyberkg.terms import EntityType, LiteralKind, Status

SENTENCE = "Ada and Bela came for Bank and Club to Gala, after the raid."
NAMES = {
    "Ada": EntityType.PERSON, "Bela": EntityType.PERSON, "Bank": EntityType.ORGANISATION,
    "Club": EntityType.ORGANISATION, "Gala": EntityType.EVENT, "Fair": EntityType.EVENT, "Raid": EntityType.INCIDENT,
    "Leak": EntityType.INCIDENT, "Port": EntityType.PLACE,
}  # fmt: skip
IRIS = {name: mint(DEFAULT_BASE, kind, name) for name, kind in NAMES.items()}
FACTS = (
    ("Ada", "attended", "Gala", Status.ASSERTED, "Bank", ""), ("Ada", "spokeAt", "Gala", Status.ASSERTED, "Club", ""),
    ("Ada", "attended", "Fair", Status.PLANNED, "", ""), ("Bela", "attended", "Gala", Status.REPORTED, "Bank", ""),
    ("Bela", "attended", "Fair", Status.DENIED, "", ""), ("Bank", "organised", "Gala", Status.ASSERTED, "", ""),
    ("Gala", "eventDate", "2024-05-01", Status.ASSERTED, "", ""), ("Gala", "eventPlace", "Port", Status.ASSERTED, "", ""),
    ("Fair", "eventDate", "2024-06", Status.PLANNED, "", ""), ("Ada", "holdsPost", "Bank", Status.ASSERTED, "", "head"),
    ("Bela", "affiliatedWith", "Club", Status.REPORTED, "", ""), ("Raid", "victim", "Bank", Status.ASSERTED, "", ""),
    ("Raid", "attacker", "Club", Status.REPORTED, "", ""), ("Raid", "incidentDate", "2024-04", Status.ASSERTED, "", ""),
    ("Leak", "victim", "Club", Status.ASSERTED, "", ""), ("Club", "memberOf", "Bank", Status.ASSERTED, "", ""),
)  # fmt: skip


def knowledge() -> Knowledge:
    said = Evidence("may.txt", 0, len(SENTENCE), SENTENCE)
    facts = tuple(
        Fact(
            IRIS[subject], predicate, IRIS[target] if target in IRIS else Literal(target, LiteralKind.DATE), said,
            "rules", status, qualifier=post, represents=IRIS.get(stands_for),
        )
        for subject, predicate, target, status, stands_for, post in FACTS
    )  # fmt: skip
    entities = tuple(Entity(IRIS[name], kind, name, documents=("may.txt",)) for name, kind in NAMES.items())
    return Knowledge(
        (Document("may.txt", SENTENCE, title="May", date=Period("2024-05-31", "2024-05-31")),),
        entities,
        facts,
    )


@pytest.fixture(scope="module")
def store() -> Iterator[OxigraphStore]:
    with OxigraphStore() as made:
        made.load(encode(knowledge()))
        yield made


def rows(store: OxigraphStore, sparql: str) -> list[str]:
    answer = store.query(sparql, prefixes=dict(PREFIXES))
    assert isinstance(answer, Rows)
    return sorted(str(row) for row in answer)


def named(queries: tuple[NamedQuery, ...]) -> list[tuple[str, str]]:
    return [(each.name, p.name) for each in queries for p in each.parameters if p.entity_types]


@pytest.mark.parametrize(("name", "parameter"), named(named_queries()))
def test_what_is_looked_up_is_what_stands_in_the_tables(
    store: OxigraphStore, name: str, parameter: str
) -> None:
    sparql = next(each.sparql for each in named_queries() if each.name == name)
    for iri in IRIS.values():
        asked = fill(sparql, {parameter: (Term(iri, "iri"),)})
        assert rows(store, plan(asked)) == rows(store, asked)


def test_a_query_that_names_a_thing_looks_it_up_and_another_reads_tables() -> None:
    sparql = next(each.sparql for each in named_queries() if each.name == "attendance")
    few = fill(sparql, {"event": (Term(IRIS["Gala"], "iri"),)})
    many = fill(sparql, {"event": [Term(f"{DEFAULT_BASE}event/{n}", "iri") for n in range(FEW + 1)]})
    assert "SELECT ?claim ?sentence" not in plan(few)
    assert plan(many) == many
    assert plan(fill(sparql, {})) == fill(sparql, {})


def test_lines_keep_their_numbers() -> None:
    sparql = "SELECT ?b {\n{ SELECT ?a ?b {\nVALUES ?a { <x:a> }\n?a <x:p> ?b } }\nFILTER(BOUND(?b)) }"
    assert plan(sparql).count("\n") == sparql.count("\n")


@pytest.mark.parametrize(
    "table",
    [
        "{ SELECT DISTINCT ?a ?b { VALUES ?a { <x:a> } ?a <x:p> ?b } }",
        "{ SELECT ?a { VALUES ?a { <x:a> } ?a <x:p> ?b } }",
        "{ SELECT ?a ?b { VALUES ?a { <x:a> } ?a <x:p> ?b } LIMIT 1 }",
        "{ SELECT ?a ?b { VALUES ?a { <x:a> } ?a <x:p> ?b FILTER(?b > 1) } }",
        "OPTIONAL { SELECT ?a ?b { VALUES ?a { <x:a> } ?a <x:p> ?b } }",
    ],
)
def test_a_table_that_says_more_than_its_patterns_stays(table: str) -> None:
    assert plan(f"SELECT * {{ {table} }}") == f"SELECT * {{ {table} }}"
