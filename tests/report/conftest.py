"""Small stores: who came to events, spoke, helped or stayed away, in which posts, and who met whom there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.store.oxigraph import write_store
from cyberkg.terms import PREDICATES, EntityType, Status

KINDS = {
    EntityType.PERSON: ("Ada Tan", "Bela Kiss", "José Ødegård", "Cy Low", "Dia Roy"),
    EntityType.ORGANISATION: ("Orchid Bank", "Harbour Alliance", "Grey Heron"),
    EntityType.EVENT: ("Harbour Forum", "Winter Clinic", "Autumn Drill", "Open Evening", "Long Night"),
    EntityType.INCIDENT: ("Raid on Orchid Bank", "Leak at Harbour Alliance", "Flood", "Rumour"),
    EntityType.PLACE: ("Port Meridian", "Vellum"),
}
DATES = {"old.txt": "2022-01-10", "may.txt": "2024-05-10", "june.txt": "2024-06-15"}
# document | sentence | subject | predicate | object | status | represents, or the title of a post
ATTENDED = """
may.txt | Harbour Forum opened on 3 May 2024 in Port Meridian. | Harbour Forum | eventDate | 2024-05-03 | asserted |
may.txt | Harbour Forum opened on 3 May 2024 in Port Meridian. | Harbour Forum | eventPlace | Port Meridian | asserted |
may.txt | Ada Tan came for Orchid Bank. | Ada Tan | attended | Harbour Forum | asserted | Orchid Bank
may.txt | Ada Tan gave a talk. | Ada Tan | spokeAt | Harbour Forum | asserted | Orchid Bank
june.txt | Ada Tan had been there too. | Ada Tan | attended | Harbour Forum | asserted |
may.txt | Bela Kiss was among the guests. | Bela Kiss | attended | Harbour Forum | asserted |
may.txt | Harbour Alliance ran it. | Harbour Alliance | organised | Harbour Forum | asserted |
may.txt | Orchid Bank paid for it. | Orchid Bank | supported | Harbour Forum | asserted |
may.txt | José Ødegård did not come. | José Ødegård | attended | Harbour Forum | denied |
june.txt | Winter Clinic ran from 10 to 12 December 2023. | Winter Clinic | eventDate | 2023-12-10/2023-12-12 | asserted |
june.txt | José Ødegård cut the ribbon in Vellum. | Winter Clinic | eventPlace | Vellum | asserted |
june.txt | José Ødegård cut the ribbon in Vellum. | José Ødegård | officiated | Winter Clinic | asserted |
june.txt | Ada Tan is said to have come as well. | Ada Tan | attended | Winter Clinic | reported |
june.txt | Ada Tan will join Autumn Drill in October 2024. | Autumn Drill | eventDate | 2024-10 | planned |
june.txt | Ada Tan will join Autumn Drill in October 2024. | Ada Tan | attended | Autumn Drill | planned |
june.txt | Bela Kiss dropped in at Open Evening. | Bela Kiss | attended | Open Evening | asserted |
may.txt | Ada Tan is Risk Officer of Orchid Bank. | Ada Tan | holdsPost | Orchid Bank | asserted | Risk Officer
old.txt | Ada Tan, clerk of Harbour Alliance, sat down. | Ada Tan | holdsPost | Harbour Alliance | asserted | clerk
june.txt | Bela Kiss is said to chair Harbour Alliance. | Bela Kiss | holdsPost | Harbour Alliance | reported | Chair
old.txt | José Ødegård will be mayor at Orchid Bank. | José Ødegård | holdsPost | Orchid Bank | planned | mayor
"""
MET = """
may.txt | Harbour Forum opened on 3 May 2024. | Harbour Forum | eventDate | 2024-05-03 | asserted |
may.txt | Ada Tan and Bela Kiss came to the forum. | Ada Tan | attended | Harbour Forum | asserted | Harbour Alliance
may.txt | Ada Tan and Bela Kiss came to the forum. | Bela Kiss | attended | Harbour Forum | asserted |
may.txt | José Ødegård did not come. | José Ødegård | attended | Harbour Forum | denied |
may.txt | Orchid Bank held it. | Orchid Bank | organised | Harbour Forum | asserted |
june.txt | The clinic ran from 10 to 12 December 2023. | Winter Clinic | eventDate | 2023-12-10/2023-12-12 | asserted |
june.txt | Ada Tan spoke at Winter Clinic. | Ada Tan | spokeAt | Winter Clinic | asserted |
june.txt | Bela Kiss is said to have been there. | Bela Kiss | attended | Winter Clinic | reported |
june.txt | The drill in October 2024 will see all of us. | Autumn Drill | eventDate | 2024-10 | planned |
june.txt | Ada Tan will be at the drill. | Ada Tan | attended | Autumn Drill | planned |
june.txt | Bela Kiss too. | Bela Kiss | attended | Autumn Drill | planned |
june.txt | And Dia Roy. | Dia Roy | attended | Autumn Drill | planned |
june.txt | Ada Tan dropped in at Open Evening. | Ada Tan | attended | Open Evening | asserted |
june.txt | So did José Ødegård. | José Ødegård | attended | Open Evening | asserted |
old.txt | Ada Tan and Dia Roy are with Orchid Bank. | Ada Tan | affiliatedWith | Orchid Bank | asserted |
old.txt | Ada Tan and Dia Roy are with Orchid Bank. | Dia Roy | affiliatedWith | Orchid Bank | asserted |
old.txt | Cy Low and José Ødegård advise Harbour Alliance. | Cy Low | affiliatedWith | Harbour Alliance | asserted |
old.txt | Cy Low and José Ødegård advise Harbour Alliance. | José Ødegård | affiliatedWith | Harbour Alliance | asserted |
old.txt | José Ødegård is said to be a clerk of Orchid Bank. | José Ødegård | holdsPost | Orchid Bank | reported | clerk
old.txt | Cy Low will go to Orchid Bank. | Cy Low | affiliatedWith | Orchid Bank | planned |
"""
HAPPENED = """
may.txt | Orchid Bank was raided in May 2024. | Raid on Orchid Bank | incidentDate | 2024-05 | asserted |
may.txt | Orchid Bank was raided in May 2024. | Raid on Orchid Bank | victim | Orchid Bank | asserted |
may.txt | Files were encrypted and copied. | Raid on Orchid Bank | incidentType | ransomware | asserted |
may.txt | Files were encrypted and copied. | Raid on Orchid Bank | incidentType | data-breach | asserted |
may.txt | Grey Heron says it was them, and asks for $300,000. | Raid on Orchid Bank | attacker | Grey Heron | reported |
may.txt | Grey Heron says it was them, and asks for $300,000. | Raid on Orchid Bank | ransomDemanded | 300000 USD | reported |
may.txt | It touched 8,000 people. | Raid on Orchid Bank | affectedCount | 8000 | asserted |
june.txt | The raid of 3 May touched 13,000, and 9,000 at the least. | Raid on Orchid Bank | incidentDate | 2024-05-03 | asserted |
june.txt | The raid of 3 May touched 13,000, and 9,000 at the least. | Raid on Orchid Bank | affectedCount | 13000 | asserted |
june.txt | No ransom was paid. | Raid on Orchid Bank | ransomPaid | 300000 USD | denied |
old.txt | Harbour Alliance lost data of 500 members in 2021. | Leak at Harbour Alliance | incidentDate | 2021 | asserted |
old.txt | Harbour Alliance lost data of 500 members in 2021. | Leak at Harbour Alliance | victim | Harbour Alliance | asserted |
old.txt | Harbour Alliance lost data of 500 members in 2021. | Leak at Harbour Alliance | incidentType | data-breach | asserted |
old.txt | Harbour Alliance lost data of 500 members in 2021. | Leak at Harbour Alliance | affectedCount | 500 | asserted |
old.txt | A six-figure sum was paid, and it was not Grey Heron. | Leak at Harbour Alliance | ransomPaid | six-figure | reported |
old.txt | A six-figure sum was paid, and it was not Grey Heron. | Leak at Harbour Alliance | attacker | Grey Heron | denied |
june.txt | A flood of requests came on 1 June or on 2 June. | Flood | incidentDate | 2024-06-01 | asserted |
june.txt | A flood of requests came on 1 June or on 2 June. | Flood | incidentDate | 2024-06-02 | asserted |
june.txt | A flood of requests came on 1 June or on 2 June. | Flood | incidentType | ddos | asserted |
june.txt | Dia Roy denies that she was robbed. | Rumour | victim | Dia Roy | denied |
"""
SCHEDULED = """
may.txt | Harbour Forum opened on 3 May 2024 in Port Meridian, in Vellum. | Harbour Forum | eventDate | 2024-05-03 | asserted |
may.txt | Harbour Forum opened on 3 May 2024 in Port Meridian, in Vellum. | Harbour Forum | eventPlace | Port Meridian | asserted |
may.txt | Harbour Forum opened on 3 May 2024 in Port Meridian, in Vellum. | Harbour Forum | eventPlace | Vellum | asserted |
may.txt | Its theme; "Trust, and verify". | Harbour Forum | eventTheme | Trust, and verify | asserted |
may.txt | Harbour Alliance ran it. | Harbour Alliance | organised | Harbour Forum | asserted |
june.txt | Some say that the forum was on 4 May. | Harbour Forum | eventDate | 2024-05-04 | reported |
june.txt | It was not in June. | Harbour Forum | eventDate | 2024-06 | denied |
june.txt | Winter Clinic will run from 10 to 12 December 2024. | Winter Clinic | eventDate | 2024-12-10/2024-12-12 | planned |
june.txt | The drill will be held in October 2024. | Autumn Drill | eventDate | 2024-10 | planned |
june.txt | The evening is some time in 2025. | Open Evening | eventDate | 2025 | planned |
june.txt | Nobody knows when the long night was. | Long Night | eventPlace | Vellum | asserted |
"""


def make_knowledge(said: str) -> Knowledge:
    """Put a table together; each sentence stands once in its document."""
    iris = {name: mint(DEFAULT_BASE, kind, name) for kind, names in KINDS.items() for name in names}
    texts: dict[str, str] = {}
    seen: dict[Iri, set[str]] = {}
    facts = []
    for line in said.strip().splitlines():
        name, quote, subject, predicate, target, status, more = (x.strip() for x in line.split("|"))
        title, represents = (more, "") if predicate == "holdsPost" else ("", more)
        if quote not in texts.get(name, ""):
            texts[name] = f"{texts.get(name, '')}{quote}\n"
        start = texts[name].index(quote)
        kind = PREDICATES[predicate].literal
        for iri in (iris[subject], iris.get(target), iris.get(represents)):
            if iri:
                seen.setdefault(iri, set()).add(name)
        facts.append(
            Fact(
                iris[subject],
                predicate,
                Literal(target, kind) if kind else iris[target],
                Evidence(name, start, start + len(quote), quote),
                "rules",
                Status(status),
                title,
                represents=iris.get(represents),
            )
        )
    entities = [
        Entity(iris[name], kind, name, documents=tuple(sorted(seen[iris[name]])))
        for kind, names in KINDS.items()
        for name in names
        if iris[name] in seen
    ]
    documents = [Document(name, text, date=Period(DATES[name], DATES[name])) for name, text in texts.items()]
    return in_order(Knowledge(tuple(documents), tuple(entities), tuple(facts)))


def write(folder: Path, said: str) -> Path:
    write_store(folder / "store", folder / "scratch", encode(make_knowledge(said)))
    return folder / "store"


@pytest.fixture(scope="session")
def publish_told() -> Callable[[Path, str], Path]:
    """Write a store of a table like those above into a folder."""
    return write


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("attended"), ATTENDED)


@pytest.fixture(scope="session")
def met(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("met"), MET)


@pytest.fixture(scope="session")
def happened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("happened"), HAPPENED)


@pytest.fixture(scope="session")
def scheduled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("scheduled"), HAPPENED + SCHEDULED.lstrip())
