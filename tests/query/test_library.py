"""The queries that come with cyberkg: each declares what it can be told, and any engine answers it alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Knowledge, Literal, Period
from cyberkg.query.named import LIBRARY, NamedQuery, named_queries
from cyberkg.query.prefixes import PREFIXES
from cyberkg.query.results import Term
from cyberkg.query.slots import fill
from cyberkg.rdf.encode import encode
from cyberkg.store import MemoryStore, OxigraphStore, Rows, Store
from cyberkg.terms import EntityType, LiteralKind, Status

TOLD = ("changes", "dossier", "dossier-beside", "dossier-company", "dossier-posts")
OURS = (*TOLD, "briefings", "changes-mentions", "dossier-around", "dossier-head")
ADA = mint(DEFAULT_BASE, EntityType.PERSON, "Ada")
BELA = mint(DEFAULT_BASE, EntityType.PERSON, "Bela")
BANK = mint(DEFAULT_BASE, EntityType.ORGANISATION, "Bank")
GALA = mint(DEFAULT_BASE, EntityType.EVENT, "Gala")
HACK = mint(DEFAULT_BASE, EntityType.INCIDENT, "Hack")
SENTENCE = "Ada came for Bank to Gala on 1 May, where Bela led."


def knowledge() -> Knowledge:
    """One briefing with a fact of each shape: an end, a value, an amount, somebody stood for, a post."""
    place = Evidence("may.txt", 0, len(SENTENCE), SENTENCE)
    facts = (
        Fact(ADA, "attended", GALA, place, "rules", Status.REPORTED, represents=BANK, confidence=0.7),
        Fact(BELA, "spokeAt", GALA, place, "rules"),
        Fact(BELA, "holdsPost", BANK, place, "rules", qualifier="head"),
        Fact(GALA, "eventDate", Literal("2024-05-01", LiteralKind.DATE), place, "rules"),
        Fact(HACK, "ransomPaid", Literal("10 USD", LiteralKind.MONEY), place, "rules", Status.DENIED),
        Fact(HACK, "victim", BANK, place, "rules"),
    )
    entities = tuple(
        Entity(iri, kind, label, aliases=(f"{label} too",), documents=("may.txt",))
        for iri, kind, label in (
            (ADA, EntityType.PERSON, "Ada"), (BELA, EntityType.PERSON, "Bela"), (GALA, EntityType.EVENT, "Gala"),
            (BANK, EntityType.ORGANISATION, "Bank"), (HACK, EntityType.INCIDENT, "Hack"),
        )
    )  # fmt: skip
    document = Document("may.txt", SENTENCE, title="May", date=Period("2024-05-31", "2024-05-31"))
    return Knowledge((document,), entities, facts)


def query(name: str) -> NamedQuery:
    return next(each for each in named_queries() if each.name == name)


def values(asked: NamedQuery, thing: str) -> dict[str, tuple[Term, ...]]:
    """Give each parameter of a query a value: the thing, or the name of the briefing."""
    return {p.name: (Term("may.txt") if p.type == "text" else Term(thing, "iri"),) for p in asked.parameters}


@pytest.mark.parametrize("name", OURS)
def test_a_query_says_what_it_is_for_and_has_a_place_for_each_parameter(name: str) -> None:
    asked = query(name)
    assert asked.title
    assert asked.description.endswith(".")
    assert "UNDEF" not in fill(asked.sparql, values(asked, ADA))
    assert "UNDEF" not in fill(asked.sparql, {})


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[MemoryStore, OxigraphStore]]:
    """The same knowledge in rdflib and in Oxigraph."""
    with MemoryStore() as memory, OxigraphStore() as oxigraph:
        memory.load(encode(knowledge()))
        oxigraph.load(encode(knowledge()))
        yield memory, oxigraph


def rows(store: Store, sparql: str) -> list[dict[str, str]]:
    answer = store.query(sparql, prefixes=dict(PREFIXES))
    assert isinstance(answer, Rows)
    return [
        {name: getattr(cell, "value", "") for name, cell in zip(answer.variables, row, strict=True)}
        for row in answer
    ]


@pytest.mark.parametrize("name", OURS)
def test_rdflib_and_oxigraph_give_the_same_rows(
    engines: tuple[MemoryStore, OxigraphStore], name: str
) -> None:
    asked = query(name)
    for thing in (ADA, BANK, GALA, HACK) if asked.parameters else (ADA,):
        sparql = fill(asked.sparql, values(asked, thing))
        assert rows(engines[0], sparql) == rows(engines[1], sparql)


def test_a_fact_has_its_sentence_and_all_that_is_told_of_it(
    engines: tuple[MemoryStore, OxigraphStore],
) -> None:
    (row,) = rows(engines[1], fill(query("dossier").sparql, {"entity": (Term(ADA, "iri"),)}))
    assert (row["subjectLabel"], row["objectLabel"], row["representedLabel"]) == ("Ada", "Gala", "Bank")
    assert (row["quote"], row["document"], row["date"]) == (SENTENCE, "may.txt", "2024-05-31")


def test_the_queries_on_facts_differ_only_in_which_they_take() -> None:
    def shared(name: str) -> tuple[str, str]:
        text = Path(LIBRARY / f"{name}.rq").read_text(encoding="utf-8")
        columns = text.partition("SELECT DISTINCT")[2].partition("WHERE")[0]
        return columns, text[text.index("    rdf:object ?object ;") :]

    assert len({shared(name) for name in TOLD}) == 1
