"""Three briefings that tell of a forum, a hack, and who was there; and a maker of stores."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from cyberkg.report.dossier import Dossier, Section, dossier

SAID = """
@ may.txt | 2024-05-31 | May briefing
Harbour Forum ran from 3 to 5 May in Port Meridian. | E:Harbour Forum | eventDate | 2024-05-03/2024-05-05
Harbour Forum ran from 3 to 5 May in Port Meridian. | E:Harbour Forum | eventPlace | L:Port Meridian
Ada Tan, auditor of Orchid Bank, spoke for it. | P:Ada Tan | holdsPost | O:Orchid Bank | | | auditor
Ada Tan, auditor of Orchid Bank, spoke for it. | P:Ada Tan | spokeAt | E:Harbour Forum | | O:Orchid Bank
Bela Kiss came, and Cy Fox stayed away. | P:Bela Kiss | attended | E:Harbour Forum | | | | 0.6
Bela Kiss came, and Cy Fox stayed away. | P:Cy Fox | attended | E:Harbour Forum | denied
Harbour Alliance ran it. | O:Harbour Alliance | organised | E:Harbour Forum
A hack on Orchid Bank hit 5,000 people, said Bela Kiss. | I:Hack | victim | O:Orchid Bank
A hack on Orchid Bank hit 5,000 people, said Bela Kiss. | I:Hack | affectedCount | 5000 | reported
A hack on Orchid Bank hit 5,000 people, said Bela Kiss. | I:Hack | incidentType | data-breach
A hack on Orchid Bank hit 5,000 people, said Bela Kiss. | P:Bela Kiss | affiliatedWith | O:Orchid Bank
Thieves want six figures. | I:Hack | ransomDemanded | six-figure
@ june.txt | 2024-06-30 | June briefing
Ada Tan is now chief of Orchid Bank. | P:Ada Tan | holdsPost | O:Orchid Bank | | | Chief
The hack of 1 June hit 7,000. | I:Hack | affectedCount | 7000
The hack of 1 June hit 7,000. | I:Hack | incidentDate | 2024-06-01
They want USD 300,000. | I:Hack | ransomDemanded | 300000 USD
The bank said nothing was paid. | I:Hack | ransomPaid | 300000 USD | denied | | | 0.5
Ada Tan will open Autumn Drill in October. | E:Autumn Drill | eventDate | 2024-10 | planned
Ada Tan will open Autumn Drill in October. | P:Ada Tan | officiated | E:Autumn Drill | planned
Ada Tan will open Autumn Drill in October. | P:Bela Kiss | attended | E:Autumn Drill | planned
Autumn Drill is a part of Harbour Forum. | E:Autumn Drill | subEventOf | E:Harbour Forum
Orchid Bank published a Guide. | O:Orchid Bank | published | W:Guide
Orchid Bank is a member of Harbour Alliance. | O:Orchid Bank | memberOf | O:Harbour Alliance
@ notes.txt | | Notes without a date
The hack hit 5,000 people. | I:Hack | affectedCount | 5000
Ada Tan was told of the Hack. | I:Hack | attacker | P:Ada Tan | denied
"""


@pytest.fixture(scope="session")
def telling() -> ModuleType:
    """The module that makes stores of text."""
    spec = importlib.util.spec_from_file_location("telling", Path(__file__).parents[1] / "telling.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def open_dossier(telling: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Dossier]:
    """Make the dossier of a thing (``P:Ada Tan``) from a table; each is asked for once."""
    folder = tmp_path_factory.mktemp("dossier")
    store = cache(lambda table: telling.store(telling.knowledge(table), folder))
    return cache(lambda name, table=SAID: dossier(store(table), telling.iri(name)))


@pytest.fixture(scope="session")
def section() -> Callable[[Dossier, str], Section]:
    """Find a section of a dossier by its key."""
    return lambda made, key: next(found for found in made.sections if found.key == key)


@pytest.fixture(scope="session")
def rows() -> Callable[[Section], list[tuple[str, ...]]]:
    """Write the lines of a section as texts: date, cells, status."""

    def write(found: Section) -> list[tuple[str, ...]]:
        return [
            (line.when, *(", ".join(ref.text for ref in cell) for cell in line.cells), line.status)
            for line in found.lines
        ]

    return write
