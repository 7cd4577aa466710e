"""The names of a graph that questions speak of, and a small graph that can be asked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cyberkg.ask.known import KnownNames
from cyberkg.building import build
from cyberkg.model import Iri
from cyberkg.query.names import Name
from cyberkg.terms import EntityType

HERE = Path(__file__).parent
FACTS = """subject,subject_type,predicate,object,object_type,qualifier,status
Harbour Forum,Event,eventDate,2024-05-03,date,,asserted
Harbour Forum,Event,eventPlace,Vellum,Place,,asserted
Autumn Drill,Event,eventDate,2024-10,date,,planned
Harbour Alliance,Organisation,organised,Harbour Forum,Event,,asserted
Ada Tan,Person,holdsPost,Orchid Bank,Organisation,Chief Risk Officer,asserted
Bela Kiss,Person,affiliatedWith,Orchid Bank,Organisation,,asserted
Ada Tan,Person,spokeAt,Harbour Forum,Event,keynote,asserted
Bela Kiss,Person,attended,Harbour Forum,Event,,denied
the attack,Incident,victim,Orchid Bank,Organisation,,asserted
the attack,Incident,attacker,Grey Heron,Organisation,,reported
the attack,Incident,incidentType,ransomware,text,,asserted
the attack,Incident,incidentDate,2024-04-28,date,,asserted
the attack,Incident,compromisedData,phone numbers,text,,asserted
the attack,Incident,compromisedData,passwords,text,,denied
the attack,Incident,affectedCount,13000,number,,asserted
the attack,Incident,ransomDemanded,300000 USD,money,,asserted
the attack,Incident,usedTool,HeronLocker,text,,asserted
the attack,Incident,reportedTo,Data Office,Organisation,,asserted
the attack,Incident,investigatedBy,Data Office,Organisation,,asserted
Orchid Bank,Organisation,memberOf,Harbour Alliance,Organisation,,asserted
Data Office,Organisation,published,Safe Passwords,Work,,asserted
"""


@pytest.fixture(scope="session")
def known() -> KnownNames:
    """The names that the briefings in ``data/`` once had."""
    names: dict[EntityType, list[Name]] = {}
    with (HERE / "names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.setdefault(EntityType(row["type"]), []).append(Name(row["name"], Iri("x:" + row["name"])))
    return KnownNames({kind: tuple(found) for kind, found in names.items()})


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ask")
    (folder / "facts.csv").write_text(FACTS, encoding="utf-8")
    build([folder / "facts.csv"], folder / "graph")
    return folder / "graph"
