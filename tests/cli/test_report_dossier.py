"""``cyberkg report dossier`` on the committed graph, as its user would call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GRAPH = Path(__file__).parents[2] / "graph"
HEADS = ("Posts", "Affiliations", "Events", "People met", "Briefings that speak of it", "Sentences")


def call(*arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", "report", "dossier", *arguments, "--graph", str(GRAPH)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip


def test_a_person_is_found_by_name_and_told_in_order_of_time() -> None:
    done = call("david ip")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "David Ip (Person)"
    heads = [line for line in lines if line in HEADS or line.partition(". ")[0] in HEADS]
    assert [head.partition(". ")[0] for head in heads] == list(HEADS)


def test_an_incident_is_found_by_its_iri_in_short() -> None:
    written = call("ckgd:incident/hong-kong-cyberport-management-2023-08", "--format", "json")
    before = call(
        "https://w3id.org/cyberkg/id/incident/hong-kong-cyberport-management-2023-08", "--format", "json"
    )
    assert written.stdout == before.stdout
    told = json.loads(written.stdout)
    assert told["type"] == "Incident"
    assert "facts" in [section["section"] for section in told["sections"]]


@pytest.mark.parametrize("form", ["table", "markdown", "html", "json", "csv"])
def test_same_graph_same_bytes(form: str) -> None:
    first, second = (call("Hong Kong Police Force", "--format", form, seed=seed) for seed in "12")
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_a_name_of_several_is_told_with_all_it_may_mean() -> None:
    done = call("Wong")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: 'Wong' may mean ")
    assert "Dicky Wong (ckgd:person/dicky-wong)" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_type_tells_apart_what_a_name_may_mean() -> None:
    done = call("Hong Kong", "--type", "place")
    assert done.stdout.splitlines()[0] == "Hong Kong (Place)"


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    done = call("Davd Ip")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "error: no thing in this graph is called 'Davd Ip'; the nearest names are David Ip"
    )
