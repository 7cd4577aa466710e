"""The reference of the ontology: nothing left out, every rule in words, every query runs on the committed graph."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from cyberkg.docs import FILES, render
from cyberkg.docs.model import Term
from cyberkg.docs.rules import KNOWN, Rules
from cyberkg.docs.source import CKG, Source
from cyberkg.docs.terms import read_sections
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Knowledge, MarkedPart, Span
from cyberkg.query.guard import check
from cyberkg.query.prefixes import PREFIXES
from cyberkg.rdf.encode import encode
from cyberkg.rdf.resources import ontology_text, shapes_text
from cyberkg.rdf.vocab import PREFIXES as KNOWN_PREFIXES
from cyberkg.terms import PREDICATES, Marking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GRAPH = Path(__file__).parents[2] / "graph" / "graph.ttl"
ONTOLOGY, SHAPES = Source(ontology_text()), Source(shapes_text())
SECTIONS = read_sections(ONTOLOGY, Rules(SHAPES, ONTOLOGY.link))
TERMS = {term.name: term for section in SECTIONS for term in section.terms}
PAGE = render()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    made.bulk_load(GRAPH.read_bytes(), format=ox.RdfFormat.TURTLE)
    return made


def rows_of(term: Term) -> dict[str, list[str]]:
    return {row.words: [value.text for value in row.values] for row in term.rows}


def rules_of(name: str) -> list[str]:
    return [f"{rule.severity}: {rule.on.text} {rule.words}" for rule in TERMS[name].rules]


def test_every_term_of_the_ontology_is_there() -> None:
    assert {f"{CKG}{name}" for name in TERMS} == {s for s in ONTOLOGY.said if s.startswith(CKG) and s != CKG}
    assert len(TERMS) > 90
    for term in TERMS.values():
        assert term.kind != "term"
        assert term.label
        assert term.comment
        assert term.example


def test_sections_are_those_of_the_file() -> None:
    assert [section.heading for section in SECTIONS][:2] == [
        "What there is in the world",
        "What is said of it",
    ]
    assert [term.name for term in SECTIONS[0].terms] == [
        "Person",
        "Organisation",
        "Event",
        "Incident",
        "Place",
        "Work",
    ]


@pytest.mark.parametrize("name", sorted(TERMS))
def test_the_query_of_a_term_runs_on_the_committed_graph(store: ox.Store, name: str) -> None:
    query = TERMS[name].query
    check(query)
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    found = store.query(declared + query)
    assert isinstance(found, ox.QuerySolutions)
    rows = [[str(value) for value in row] for row in found]
    used = f"ckg:{name} " in GRAPH.read_text(encoding="utf-8")
    assert rows or not used
    assert len(rows) <= 5
    assert len({tuple(row) for row in rows}) == len(rows)


def test_the_query_of_a_marked_part_finds_those_that_there_are() -> None:
    """The committed graph has none: no item of its briefings is marked."""
    marked = Document(
        "may.md", "All. Some.", marking=Marking.GREEN, parts=(MarkedPart(Span(5, 10), Marking.RED),)
    )
    made = ox.Store()
    made.extend(encode(Knowledge((marked,), (), ()), DEFAULT_BASE))
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    for name, told in (("MarkedPart", ["may.md", "5", "10", f"{CKG}marking-red"]), ("marking-red", None)):
        found = made.query(declared + TERMS[name].query, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        rows = [[term.value for term in row] for row in found]
        assert rows if told is None else rows == [told]


def test_a_query_runs_as_the_page_says(tmp_path: Path) -> None:
    from cyberkg.query.engine import run
    from cyberkg.query.results import Table
    from cyberkg.store.oxigraph import write_store

    graph = ox.NamedNode("https://w3id.org/cyberkg/id/graph/entities")
    parsed = ox.parse(GRAPH.read_bytes(), format=ox.RdfFormat.TURTLE)
    quads = [ox.Quad(q.subject, q.predicate, q.object, graph) for q in parsed]
    write_store(tmp_path / "store", tmp_path / "scratch", quads)
    for name in ("spokeAt", "ransomDemanded", "drawsAs", "IdentityDecision"):
        found = run(tmp_path / "store", TERMS[name].query)
        assert isinstance(found, Table)
        assert found.rows


def test_amounts_are_asked_for_in_words(store: ox.Store) -> None:
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    found = store.query(declared + TERMS["ransomDemanded"].query)
    assert isinstance(found, ox.QuerySolutions)
    assert all(isinstance(row["value"], ox.Literal) for row in found)


def test_what_the_ontology_says_is_told_in_words() -> None:
    assert rows_of(TERMS["spokeAt"]) == {
        "said of": ["foaf:Agent"],
        "has values that are": ["ckg:Event"],
        "is written backwards beside": ["schema:performer"],
        "gives the role": ["ckg:role-speaker"],
        "in a sentence": ["spoke at"],
        "is drawn as": ["edge"],
        "with an arrow": ["true"],
    }
    assert rows_of(TERMS["Claim"])["has the properties"] == [
        "ckg:qualifier", "ckg:confidence", "ckg:evidence", "ckg:represents", "ckg:status", "ckg:marking",
    ]  # fmt: skip
    assert rows_of(TERMS["roles"])["has the concepts"][0] == "ckg:role-attendee"


def test_everything_in_the_ontology_is_shown() -> None:
    silent = {
        "rdf:type",
        "rdfs:label",
        "rdfs:comment",
        "skos:example",
        "rdfs:isDefinedBy",
        "skos:topConceptOf",
        "skos:prefLabel",
    }
    for term in TERMS.values():
        shown = sum(len(row.values) for row in term.rows if "(backwards)" not in row.predicate)
        said = ONTOLOGY.said[term.iri]
        names = {
            iri: f"{p}:{iri.removeprefix(ns)}"
            for iri in said
            for p, ns in KNOWN_PREFIXES.items()
            if iri.startswith(ns)
        }
        wanted = sum(len(values) for iri, values in said.items() if names[iri] not in silent)
        assert shown >= wanted, term.name


def test_shapes_are_told_in_words() -> None:
    assert rules_of("spokeAt") == [
        "violation: its subject is of the class ckg:Person or is of the class ckg:Organisation",
        "violation: its object is of the class ckg:Event",
    ]
    assert (
        "violation: ckg:confidence exactly one; is of the datatype xsd:decimal; is 1 or less; is more than 0"
        in rules_of("Claim")
    )
    assert "info: ckg:confidence is 0.5 or more" in rules_of("confidence")
    assert (
        "violation: oa:start exactly one; is of the datatype xsd:integer; is 0 or more; is less than its oa:end"
        in PAGE_RULES
    )
    assert "violation: skos:exactMatch at most one that matches wikidata\\.org" in rules_of("Person")
    assert "info: itself ckg:affiliatedWith: at least one or ckg:holdsPost: at least one" in rules_of(
        "Person"
    )
    assert any("is one of AED, AFN" in rule and rule.endswith("in all)") for rule in PAGE_RULES)


PAGE_RULES = [
    f"{rule.severity}: {rule.on.text} {rule.words}"
    for _, rules in Rules(SHAPES, ONTOLOGY.link).elsewhere(lambda iri: iri in ONTOLOGY.said)
    for rule in rules
]


def test_every_constraint_of_the_shapes_has_words() -> None:
    sh = KNOWN_PREFIXES["sh"]
    used = {p for said in SHAPES.said.values() for p in said if p.startswith(sh)}
    assert used <= KNOWN


def test_no_rule_is_left_out() -> None:
    told = {rule.message for term in TERMS.values() for rule in term.rules}
    told |= {
        r.message
        for _, rules in Rules(SHAPES, ONTOLOGY.link).elsewhere(lambda i: i in ONTOLOGY.said)
        for r in rules
    }
    told |= {rule.message for rule in Rules(SHAPES, ONTOLOGY.link).checked()}
    message = f"{KNOWN_PREFIXES['sh']}message"
    assert told == {text for shape in SHAPES.said for text in SHAPES.values(shape, message)}


class Anchors(HTMLParser):
    """Collects ids, links and what a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if tag == "a" else []
        self.fetched += [tag for name in ("src", "srcset", "data", "poster") if name in told]
        self.fetched += ["link"] if tag == "link" else []
        assert not [name for name in told if name.startswith("on") or name == "style"]


def test_the_page_holds_together_and_fetches_nothing() -> None:
    page = Anchors()
    page.feed(PAGE)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert page.fetched == []
    assert all(link.startswith(("#", "https://", "http://")) or link in FILES for link in page.links)


def test_the_matrix_holds_every_predicate() -> None:
    table = PAGE[PAGE.index('id="matrix"') : PAGE.index('id="shape"')]
    assert set(re.findall(r'href="#([a-z]\w*)"', table)) == set(PREDICATES)


def test_the_same_ontology_gives_the_same_bytes() -> None:
    assert render() == PAGE
    assert FILES["ontology.ttl"]() == ontology_text()
    assert FILES["shapes.ttl"]() == shapes_text()


HOSTILE = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'


def hostile() -> tuple[str, str]:
    text = HOSTILE.replace('"', '\\"')
    ontology = ontology_text().replace('"A human being who is named."@en', f'"{text}"@en')
    ontology = ontology.replace("foaf:Person, schema:Person", "foaf:Person, <javascript:alert(1)>")
    return ontology, shapes_text().replace("the fact rests on no sentence", text)


def test_words_never_become_markup() -> None:
    page = render(*hostile())
    assert HOSTILE not in page
    assert page.count("<script") == 1
    assert "<img" not in page
    assert 'href="javascript' not in page


@pytest.mark.browser
def test_chromium_shows_it_finds_and_runs_nothing_else(tmp_path: Path, chromium: Browser) -> None:
    (tmp_path / "ontology.html").write_text(render(*hostile()), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    crimes: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: crimes.append(dialog.message))
    page.on("console", lambda message: crimes.append(message.text))
    page.on("pageerror", lambda error: crimes.append(str(error)))
    address = (tmp_path / "ontology.html").as_uri()
    page.goto(f"{address}#spokeAt")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("/")
    page.keyboard.type("ransom demanded")
    assert page.inner_text("#count") == f"1 of {len(TERMS)} terms"
    assert page.locator("article:visible").count() == 1
    page.click("article:visible dd a[href='#Incident']")
    page.locator("#Incident").wait_for(state="visible", timeout=5_000)  # a moment after the click
    assert page.input_value("#find") == ""
    assert page.locator("article:visible").count() == len(TERMS)
    page.close()
    assert asked == [f"{address}#spokeAt".partition("#")[0]]
    assert crimes == []
