"""cyberkg as a library: what is built, opened and asked in a few lines of Python."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

import cyberkg
from cyberkg.errors import DamagedError, UsageError
from cyberkg.query.results import Table

ROWS = "subject,subject_type,predicate,object,object_type\nBo Ng,Person,attended,Harbour Forum 2024,Event\n"
PEOPLE = "SELECT ?name WHERE { ?p a ckg:Person ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("api")
    (place / "facts.csv").write_text(
        f"{ROWS}Ann Lee,Person,spokeAt,Harbour Forum 2024,Event\n", encoding="utf-8"
    )
    summary = cyberkg.build([str(place / "facts.csv")], out=str(place / "graph"), reader="rules")
    assert sum(summary.facts.values()) == 2
    return place / "graph"


def test_a_graph_is_asked_in_sparql(folder: Path) -> None:
    found = cyberkg.open(folder).query(PEOPLE)
    assert isinstance(found, Table)
    assert [row[0] and row[0].value for row in found.rows] == ["Ann Lee", "Bo Ng"]
    assert cyberkg.open(folder).query("ASK { ?p ckg:spokeAt ?e }") is True


def test_rows_and_memory_are_what_the_caller_says(folder: Path) -> None:
    found = cyberkg.open(folder).query(PEOPLE, rows=1)
    assert isinstance(found, Table)
    assert (len(found.rows), found.truncated) == (1, True)
    with pytest.raises(UsageError, match="at least 256 MB"):
        cyberkg.open(folder).query(PEOPLE, memory=1 << 20)


def test_facts_entities_and_network_are_at_hand(folder: Path) -> None:
    graph = cyberkg.open(folder)
    assert {(row["subject"], row["predicate"]) for row in graph.facts()} == {
        ("Bo Ng", "attended"),
        ("Ann Lee", "spokeAt"),
    }
    assert {row["label"] for row in graph.entities()} == {"Ann Lee", "Bo Ng", "Harbour Forum 2024"}
    assert graph.to_networkx().number_of_edges() == 2


def test_a_folder_without_a_graph_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="there is no graph here"):
        cyberkg.open(tmp_path)


@pytest.mark.parametrize("name", sorted(set(cyberkg.__all__) - {"__version__"}))
def test_no_module_takes_the_name_of_a_function(name: str) -> None:
    """An import of it, by whomever, would put it in the place of the function."""
    assert find_spec(f"cyberkg.{name}") is None
    assert callable(getattr(cyberkg, name))
