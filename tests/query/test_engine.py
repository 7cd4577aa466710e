"""What a user gets from a query: answers, formats, limits and errors."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.errors import DamagedError, LimitError, UsageError
from cyberkg.query.engine import FORMATS, run, write
from cyberkg.query.results import Limits, Table, Term, Triples

NAMES = "SELECT ?p ?name WHERE { ?p skos:prefLabel ?name } ORDER BY ?p"
ID = "https://w3id.org/cyberkg/id/"


def written(store: Path, sparql: str, suffix: str, limits: Limits | None = None) -> tuple[bytes, bool]:
    output = io.BytesIO()
    outcome = write(store, sparql, output, suffix, limits=limits or Limits())
    return output.getvalue(), outcome.truncated


def test_select_gives_columns_and_typed_terms(store: Path) -> None:
    table = run(store, "SELECT ?n ?name ?none { VALUES ?n { 7 } ckgd:place\\/x skos:prefLabel ?name }")
    assert table == Table(
        ("n", "name", "none"),
        (
            (
                Term("7", datatype="http://www.w3.org/2001/XMLSchema#integer"),
                Term("Wien", language="de"),
                None,
            ),
        ),
    )


def test_a_triple_in_two_graphs_is_met_once(store: Path) -> None:
    table = run(store, 'SELECT ?p { ?p skos:prefLabel "Ada Tan" }')
    assert table == Table(("p",), ((Term(f"{ID}person/0", "iri"),),))


def test_from_asks_one_graph_alone(store: Path) -> None:
    table = run(store, f"SELECT (COUNT(*) AS ?n) FROM <{ID}document/b> {{ ?s skos:prefLabel ?o }}")
    assert isinstance(table, Table)
    assert [str(cell) for cell in table.rows[0]] == ["4"]


@pytest.mark.parametrize(("pattern", "answer"), [("?s ?p ?o", True), ("?s ckg:nothing ?o", False)])
def test_ask_gives_a_boolean(store: Path, pattern: str, answer: bool) -> None:
    assert run(store, f"ASK {{ {pattern} }}") is answer


def test_construct_gives_triples(store: Path) -> None:
    triples = run(store, 'CONSTRUCT { ?p a foaf:Person } WHERE { ?p skos:prefLabel "Ada Tan" }')
    person, kind = Term(f"{ID}person/0", "iri"), Term("http://xmlns.com/foaf/0.1/Person", "iri")
    assert triples == Triples(
        ((person, Term("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "iri"), kind),)
    )


def test_a_declared_prefix_wins_over_the_known_one(store: Path) -> None:
    assert run(store, "PREFIX skos: <https://example.org/> ASK { ?s skos:prefLabel ?o }") is False


def test_the_base_of_the_data_can_be_another(store: Path) -> None:
    ask = 'ASK { ckgd:0 skos:prefLabel "Ada Tan" }'
    assert run(store, ask, base=f"{ID}person/") is True
    assert run(store, ask) is False


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "xml"])
@pytest.mark.parametrize("rows", [0, 3])
def test_tables_are_read_back_by_another_library(store: Path, suffix: str, rows: int) -> None:
    from rdflib.query import Result

    expected = run(store, NAMES, limits=Limits(rows=rows))
    body, truncated = written(store, NAMES, suffix, Limits(rows=rows))
    result = Result.parse(io.BytesIO(body), format=suffix)
    found = [tuple(str(cell) for cell in row) for row in result]  # type: ignore[union-attr]
    assert isinstance(expected, Table)
    assert found == [tuple(in_xml(str(cell), suffix) for cell in row) for row in expected.rows]
    assert (len(found), truncated, expected.truncated) == ((3, True, True) if rows else (7, False, False))


def in_xml(text: str, suffix: str) -> str:
    """XML has no way to write an escape character."""
    return text.replace("\x1b", "\ufffd") if suffix == "xml" else text


@pytest.mark.parametrize("suffix", ["json", "xml"])
def test_booleans_are_read_back_by_another_library(store: Path, suffix: str) -> None:
    from rdflib.query import Result

    body, _ = written(store, "ASK { ?s ?p ?o }", suffix)
    assert Result.parse(io.BytesIO(body), format=suffix).askAnswer is True


@pytest.mark.parametrize("suffix", ["ttl", "nt"])
def test_triples_are_read_back_by_another_library(store: Path, suffix: str) -> None:
    import rdflib

    body, truncated = written(store, f"DESCRIBE <{ID}person/4>", suffix)
    found = list(rdflib.Graph().parse(data=body, format=suffix))
    assert [str(o) for _, _, o in found] == ['two\nlines, a "quote"\tand a tab']
    assert not truncated


def test_turtle_declares_what_it_uses_in_order(store: Path) -> None:
    body, _ = written(store, "CONSTRUCT { ckgd:x ckg:p foaf:y } WHERE {}", "ttl")
    assert body.decode() == (
        "@prefix ckg: <https://w3id.org/cyberkg/> .\n"
        "@prefix ckgd: <https://w3id.org/cyberkg/id/> .\n"
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
        "\n"
        "ckgd:x ckg:p foaf:y .\n"
    )


def test_triples_are_cut_and_say_so(store: Path) -> None:
    body, truncated = written(store, "CONSTRUCT WHERE { ?s ckg:next ?o }", "nt", Limits(rows=5))
    assert (body.count(b"\n"), truncated) == (5, True)


def test_an_answer_of_just_the_limit_is_whole(store: Path) -> None:
    table = run(store, NAMES, limits=Limits(rows=7))
    assert isinstance(table, Table)
    assert (len(table.rows), table.truncated) == (7, False)


def test_the_same_query_gives_the_same_bytes(store: Path) -> None:
    sparql = "SELECT * { ?s ?p ?o }"
    assert len({written(store, sparql, "json") for _ in range(3)}) == 1


@pytest.mark.parametrize(
    ("sparql", "suffix", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "ttl", "the answer is a table; write it as csv, tsv, json or xml"),
        ("ASK { ?s ?p ?o }", "nt", "the answer is yes or no; write it as csv, tsv, json or xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "the answer is a set of triples; write it as ttl or nt"),
        ("ASK { ?s ?p ?o }", "pdf", f"no format is called pdf; use {', '.join(FORMATS)}"),
    ],
)
def test_a_format_that_does_not_fit_says_which_does(
    store: Path, sparql: str, suffix: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        written(store, sparql, suffix)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        (
            "SELECT ?s WHERE {\n ?s ?p )\n}",
            "line 3, column 1: the query is no SPARQL here or just before, at '?p )\\n}'",
        ),
        ("SELEC ?s", "line 1, column 9: the query is no SPARQL here or just before, at 'SELEC ?s'"),
        (
            "ASK { VALUES ?x { UNDEF }\n ?s foo:p ?o }",
            "line 2, column 10: the query is no SPARQL here or just before, at '?s foo:p ?o';"
            " a prefix may be missing its declaration",
        ),
        (
            "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }",
            "line 1, column 41: the query is no SPARQL here or just before, at '?o }';"
            " SELECT names a variable that is neither grouped nor counted",
        ),
        ("", "the query is empty; write one, such as SELECT * WHERE { ?s ?p ?o }"),
    ],
)
def test_a_syntax_error_names_line_and_column(store: Path, sparql: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        run(store, sparql)
    assert str(caught.value) == message


def test_a_store_that_is_not_there_is_a_damaged_graph(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="the graph cannot be read; build it again"):
        run(tmp_path / "none", "ASK {}")


@pytest.mark.parametrize("limits", [{"timeout": 0.0}, {"timeout": float("nan")}, {"memory": 1}, {"rows": -1}])
def test_limits_that_make_no_sense_are_refused(limits: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        Limits(**limits)  # type: ignore[arg-type]


def test_an_answer_too_large_to_show_is_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cyberkg.query.engine._IN_MEMORY", 100)
    with pytest.raises(LimitError, match="write it to a file"):
        run(store, NAMES)


@pytest.mark.parametrize("module", ["cyberkg.query.worker", "cyberkg.query.engine"])
def test_a_query_loads_next_to_nothing(module: str) -> None:
    script = f"import {module}, sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    heavy = {"rdflib", "spacy", "numpy", "networkx", "rich", "click", "jinja2", "lxml", "rapidfuzz"}
    assert not loaded & heavy
    assert ("pyoxigraph" in loaded) == module.endswith("worker")


def test_the_store_needs_no_python_to_be_read(store: Path) -> None:
    """The control: the same store, asked without a worker, says the same."""
    direct = ox.Store.read_only(str(store)).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    table = run(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert isinstance(direct, ox.QuerySolutions)
    assert isinstance(table, Table)
    assert [str(cell) for cell in table.rows[0]] == [row["n"].value for row in direct]
