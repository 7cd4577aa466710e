"""A published graph of two briefings with awkward names, and a client that calls the explorer of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.query.results import Limits
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.rdf.turtle import write_turtle
from cyberkg.serve.app import make_app
from cyberkg.serve.current import Current
from cyberkg.store import publish
from cyberkg.terms import EntityType, LiteralKind, Status
from cyberkg.view import render

MARKUP = "<script>alert(1)</script>"
QUOTE = "\"><img src=x onerror=alert(2)> ' onload='alert(3)"
TURN = "Red\u202etfel\x1b[31m"
KINDS = {
    EntityType.PERSON: ("Ada Tan", "José Ødegård", MARKUP, QUOTE, TURN),
    EntityType.ORGANISATION: ("Orchid Bank", "Harbour Alliance"),
    EntityType.EVENT: ("Harbour Forum", "Winter Clinic"),
    EntityType.INCIDENT: ("Ransomware attack on Orchid Bank",),
    EntityType.PLACE: ("Port Meridian",),
}
DATES = {"may.txt": "2024-05-10", "june.txt": "2024-06"}
# document | sentence | subject | predicate | object | status | qualifier | represents
SAID = f"""
may.txt | Harbour Forum opened on 3 May 2024 in Port Meridian. | Harbour Forum | eventDate | date 2024-05-03 | asserted | |
may.txt | Harbour Forum opened on 3 May 2024 in Port Meridian. | Harbour Forum | eventPlace | Port Meridian | asserted | |
may.txt | Ada Tan spoke for Orchid Bank. | Ada Tan | spokeAt | Harbour Forum | asserted | | Orchid Bank
june.txt | Ada Tan had spoken for Orchid Bank. | Ada Tan | spokeAt | Harbour Forum | asserted | | Orchid Bank
may.txt | José Ødegård did not come. | José Ødegård | attended | Harbour Forum | denied | |
june.txt | Ada Tan chairs Harbour Alliance. | Ada Tan | holdsPost | Harbour Alliance | asserted | chair |
june.txt | {MARKUP} came. | {MARKUP} | attended | Harbour Forum | reported | |
june.txt | {QUOTE} came. | {QUOTE} | attended | Harbour Forum | asserted | {MARKUP} |
june.txt | {TURN} came. | {TURN} | attended | Harbour Forum | asserted | |
june.txt | Winter Clinic comes in December 2024. | Winter Clinic | eventDate | date 2024-12 | planned | |
june.txt | Ada Tan will come, too. | Ada Tan | attended | Winter Clinic | planned | |
may.txt | Orchid Bank lost 13000 records. | Ransomware attack on Orchid Bank | victim | Orchid Bank | asserted | |
may.txt | Orchid Bank lost 13000 records. | Ransomware attack on Orchid Bank | affectedCount | number 13000 | asserted | |
june.txt | It was 15000, says Orchid Bank. | Ransomware attack on Orchid Bank | affectedCount | number 15000 | reported | |
june.txt | They want 300000 USD. | Ransomware attack on Orchid Bank | ransomDemanded | money 300000 USD | asserted | |
"""


def make_knowledge(base: str = DEFAULT_BASE) -> Knowledge:
    """Put the tables together; each sentence stands once in its document."""
    iris = {name: mint(base, kind, name) for kind, names in KINDS.items() for name in names}
    texts: dict[str, str] = {}
    seen: dict[str, set[str]] = {}
    facts = []
    for line in SAID.strip().splitlines():
        row = [part.strip() for part in line.split("|")]
        name, quote, subject, predicate, target, status, qualifier, represents = row
        text = texts.setdefault(name, f"# {name}\n\n")
        if quote not in text:
            texts[name] = text = f"{text}{quote}\n"
        kind, _, value = target.partition(" ")
        literal = kind in set(LiteralKind)
        end = Literal(value, LiteralKind(kind)) if literal else iris[target]
        for each in (subject, "" if literal else target, represents):
            if each:
                seen.setdefault(each, set()).add(name)
        start = text.index(quote)
        said = Evidence(name, start, start + len(quote), quote)
        stands_for = iris[represents] if represents else None
        facts.append(
            Fact(iris[subject], predicate, end, said, "rules", Status(status), qualifier, stands_for, 0.8)
        )
    entities = []
    for kind, names in KINDS.items():
        for name in names:
            aliases = ("HF 2024",) if name == "Harbour Forum" else ()
            former = (Iri(f"{base}event/old-forum"),) if aliases else ()
            links = (Iri("https://www.wikidata.org/entity/Q1"),) if aliases else ()
            told = tuple(sorted(seen.get(name, ())))
            entities.append(Entity(iris[name], kind, name, aliases, aliases, told, links, former))
    documents = [
        Document(name, text, (), f"Round-up of {name}", Period(DATES[name], DATES[name]), MARKUP)
        for name, text in texts.items()
    ]
    return in_order(Knowledge(tuple(documents), tuple(entities), tuple(facts)))


def publish_graph(folder: Path, knowledge: Knowledge, base: str = DEFAULT_BASE) -> Path:
    """Publish knowledge as a build does."""
    quads = list(encode(knowledge, base))
    texts = {d.name: f"texts/{d.name}" for d in knowledge.documents}
    files = {path: d.text.encode() for d in knowledge.documents for path in [texts[d.name]]}
    files |= {"graph.ttl": write_turtle(quads, base), "network.html": render(knowledge).encode()}
    publish(folder, files, quads, about={"base": base, "texts": texts})
    return folder


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_graph(tmp_path_factory.mktemp("serve") / "graph", make_knowledge())


@pytest.fixture(scope="session")
def current(graph: Path) -> Current:
    return Current(graph)


@pytest.fixture(scope="session")
def client(current: Current) -> TestClient:
    app = make_app(current, Limits(timeout=30, rows=60))
    return TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False)
