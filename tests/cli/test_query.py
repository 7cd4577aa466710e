"""``cyberkg query`` as a user meets it: SPARQL, files, named queries and their parameters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GRAPH = Path(__file__).parents[2] / "graph"
OWN = """# title: Speakers
# description: Who spoke where.
# parameter: speaker | Person | | Only these
# parameter: least | number | 0.2 | At least this sure
PREFIX ckg: <https://w3id.org/cyberkg/>
SELECT ?name ?event WHERE {
  VALUES ?speaker { UNDEF } VALUES ?least { UNDEF } FILTER(?least < 1)
  ?speaker ckg:spokeAt/skos:prefLabel ?event ; skos:prefLabel ?name .
}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "graph").symlink_to(GRAPH)
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "speakers.rq").write_text(OWN, encoding="utf-8")
    return tmp_path


def query(*arguments: str, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", "query", *arguments],
        capture_output=True, text=True, cwd=cwd, input=text, check=False,
    )  # fmt: skip


def test_a_query_runs_by_its_name_with_values_for_its_parameters(place: Path) -> None:
    done = query(
        "attendance", "--set", "person=kaspersky", "--set", "person=Group-IB", "--format", "csv", cwd=place
    )
    head, *lines = done.stdout.splitlines()
    assert "personLabel" in head.split(",")
    assert len(lines) > 1
    assert all(",Kaspersky," in line or ",Group-IB," in line for line in lines)
    assert sum(",Operation Synergia" in line for line in lines) > 1


def test_a_query_of_the_user_lies_beside_the_graph(place: Path) -> None:
    done = query("speakers", "--set", "speaker=Ada Chung", cwd=place)
    assert done.stdout.splitlines()[1].split("  ")[0] == "Ada Chung"


def test_rows_that_the_query_leaves_in_no_order_are_sorted(place: Path) -> None:
    _, *lines = query("speakers", cwd=place).stdout.splitlines()
    assert len(lines) > 3
    assert lines == sorted(lines)


def test_the_list_tells_queries_and_parameters(place: Path) -> None:
    told = query("--list", cwd=place).stdout.splitlines()
    assert [line for line in told if line.startswith(("attendance:", "names:"))]
    at = told.index("speakers: Who spoke where.")
    assert told[at + 1 : at + 3] == [
        "    speaker (Person): Only these",
        "    least (number): At least this sure [default: 0.2]",
    ]


def test_files_and_standard_input_still_answer(place: Path) -> None:
    (place / "x.rq").write_text("ASK { ?p ckg:spokeAt ?e }", encoding="utf-8")
    assert query("x.rq", cwd=place).stdout == "yes\n"
    assert query("-", cwd=place, text="ASK { ?p ckg:nope ?e }").stdout == "no\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["attendence"],
            "no query is called attendence; try attendance, attendance-people, attendance-events, or the path of a .rq file",
        ),
        ([], "there is no question; give SPARQL or the name of a query; --list tells them"),
        (["attendance", "--set", "person"], "--set cannot be 'person'; write parameter=value, such as person='Ada Tan'"),
        (["speakers", "--set", "who=x"], "the query speakers has no parameter who; it has speaker, least"),
        (["missing.rq"], "missing.rq: the query cannot be read; No such file or directory"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_one_line(place: Path, arguments: list[str], line: str) -> None:
    done = query(*arguments, cwd=place)
    assert (done.returncode, done.stderr, done.stdout) == (2, f"error: {line}\n", "")


def test_a_query_may_be_given_more_memory(place: Path) -> None:
    ends = "{ SELECT ?a ?b { ?a ?p ?b } LIMIT 900 } { SELECT ?c ?d { ?c ?q ?d } LIMIT 900 }"
    text = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {ends} BIND(CONCAT(STR(?a), STR(?b), STR(?c), STR(?d)) AS ?x) }}"
    small, large = (query(text, "--timeout", "60", "--memory", size, cwd=place) for size in ("256", "2048"))
    assert (small.returncode, small.stdout) == (4, "")
    assert small.stderr == "error: the query ran out of memory; ask for less, or give it more memory\n"
    assert large.returncode == 0
    assert int(large.stdout.split()[-1]) > 10_000
