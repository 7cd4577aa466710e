"""Parts looked at together: what is found in each is what is found in it alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rdf.oracle import as_written

from cyberkg.errors import LimitError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge
from cyberkg.rdf import shacl, vocab
from cyberkg.rdf.encode import encode
from cyberkg.rdf.looking import Finding, Part, look, look_packed, pack
from cyberkg.rdf.shacl import run_shapes

TAN = ox.NamedNode(f"{DEFAULT_BASE}person/ada-tan")
RDF_TYPE = ox.NamedNode(vocab.RDF_TYPE)
PERSON, EVENT, CLAIM = (ox.NamedNode(iri) for iri in (vocab.PERSON, vocab.EVENT, vocab.CLAIM))
WIKI = ox.NamedNode("http://www.wikidata.org/entity/Q1")
LABEL, MATCH = ox.NamedNode(vocab.SKOS_PREF_LABEL), ox.NamedNode(vocab.SKOS_EXACT_MATCH)
STATUS = ox.NamedNode(vocab.STATUS)
ASSERTED = ox.NamedNode(vocab.STATUS_ASSERTED)


class _Deadly:
    """Ends the process that receives it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def alone(parts: list[Part]) -> set[Finding]:
    return {finding for part in parts for finding in look([part])}


def cut(quads: list[ox.Quad], pieces: int) -> list[Part]:
    return [(f"g{n}", [quad.triple for quad in quads[n::pieces]]) for n in range(pieces)]


@pytest.fixture(scope="module")
def calls() -> Iterator[list[int]]:
    """How many triples each run of the shapes was given."""
    seen: list[int] = []
    real = pyshacl.validate

    def counted(data: Any, **options: Any) -> Any:
        seen.append(len(data))
        return real(data, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyshacl, "validate", counted)
        yield seen


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 5), st.sets(st.integers(0, 200), max_size=8), st.randoms(use_true_random=False))
def test_each_part_is_found_at_fault_as_it_is_alone(
    sample: Knowledge, pieces: int, gone: set[int], chance: Any
) -> None:
    """A graph torn to pieces at random, which all speak of the same nodes and leave out what others tell."""
    quads = [quad for n, quad in enumerate(encode(sample)) if n not in gone]
    chance.shuffle(quads)
    parts = cut(quads, pieces)
    assert set(look(parts)) == alone(parts)


@pytest.mark.parametrize(
    "odd",
    [
        [
            ox.Triple(ASSERTED, LABEL, ox.Literal("x")),
            ox.Triple(TAN, STATUS, ASSERTED),
            ox.Triple(TAN, RDF_TYPE, CLAIM),
        ],
        [ox.Triple(WIKI, RDF_TYPE, PERSON), ox.Triple(TAN, MATCH, WIKI), ox.Triple(TAN, RDF_TYPE, PERSON)],
        [ox.Triple(TAN, MATCH, ox.NamedNode("http://wikidata.org/Q1"))],
        [ox.Triple(TAN, RDF_TYPE, EVENT), ox.Triple(TAN, RDF_TYPE, PERSON)],
        [ox.Triple(PERSON, ox.NamedNode(f"{vocab.PREFIXES['rdfs']}subClassOf"), EVENT)],
        [ox.Triple(ox.NamedNode("urn:cyberkg:part:0:x"), RDF_TYPE, PERSON)],
        [ox.Triple(TAN, MATCH, ox.NamedNode(f"urn:cyberkg:part:1:{TAN.value}"))],
        [ox.Triple(ox.BlankNode("b"), RDF_TYPE, PERSON)],
        [ox.Triple(TAN, ox.NamedNode(vocab.VICTIM), ox.Literal("nobody"))],
        [ox.Triple(TAN, ox.NamedNode(vocab.VICTIM), ox.NamedNode("http://e/nobody"))],
    ],
)
def test_odd_parts_change_nothing_for_others(odd: list[ox.Triple]) -> None:
    plain = [ox.Triple(TAN, RDF_TYPE, PERSON), ox.Triple(TAN, LABEL, ox.Literal("Ada"))]
    wrong = [ox.Triple(TAN, ox.NamedNode(vocab.VICTIM), ox.NamedNode("http://e/nobody"))]
    parts = [("a", plain), ("b", odd), ("c", [*plain, *odd]), ("d", wrong), ("e", odd)]
    assert set(look(parts)) == alone(parts)


ODD: list[ox.NamedNode | ox.Literal] = [
    *(
        ox.Literal(value, datatype=ox.NamedNode(kind))
        for kind in (vocab.XSD_INTEGER, vocab.XSD_DECIMAL, vocab.XSD_DATE, vocab.XSD_G_YEAR_MONTH)
        for value in ("0", "007", "-1", "0.50", "1e3", "9", "2024-05-03", "2024-13-01", "2024-05", "")
    ),
    *map(ox.Literal, ("", "x", "ransomware", "unsure", "Ada Tan", "USD", "XBT", "usd", "7\n", "a" * 64)),
    ox.Literal("Ada Tan", language="en"),
    *(ox.NamedNode(f"http://{host}/entity/Q{n}") for host in ("www.wikidata.org", "e.org") for n in (1, 2)),
]
numbers = st.integers(0, 400)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sets(numbers, max_size=6),
    st.lists(st.tuples(numbers, numbers, st.integers(0, 800)), max_size=5),
    st.lists(st.tuples(numbers, st.integers(0, len(ODD) - 1)), max_size=5),
)
def test_what_is_found_is_what_the_shapes_find_as_they_are_written(
    rich: Knowledge, gone: set[int], mixed: list[tuple[int, int, int]], odd: list[tuple[int, int]]
) -> None:
    """A graph with holes, with triples put together of the parts of others, and with odd values instead of its own."""
    whole = [quad.triple for quad in encode(rich)]
    size = len(whole)
    triples = [triple for n, triple in enumerate(whole) if n not in gone]
    for subject, predicate, value in mixed:
        end = whole[value // 2 % size]
        triples.append(
            ox.Triple(
                whole[subject % size].subject,
                whole[predicate % size].predicate,
                end.object if value % 2 else end.subject,
            )
        )
    for at, value in odd:
        old = triples[at % len(triples)]
        triples[at % len(triples)] = ox.Triple(old.subject, old.predicate, ODD[value])
    found = {(f.rule, f.focus, f.path, f.value) for f in look([("g", triples)])}
    assert found == as_written(triples)


def test_many_parts_take_one_run(calls: list[int]) -> None:
    triples = [ox.Triple(TAN, RDF_TYPE, PERSON), ox.Triple(TAN, LABEL, ox.Literal("Ada"))]
    calls.clear()
    list(look([(f"g{n}", triples) for n in range(50)]))
    assert calls == [100]


def test_parts_survive_the_way_to_another_process(sample: Knowledge) -> None:
    parts = cut(list(encode(sample)), 3)
    assert set(look_packed(pack(parts))) == set(look(parts))


@pytest.mark.slow
def test_any_number_of_processes_finds_the_same(sample: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    quads = list(encode(sample))[::2]
    whole = run_shapes(quads)
    monkeypatch.setattr(shacl, "_BATCH", 5)
    assert run_shapes(quads, 2) == run_shapes(quads, 1) == whole
    assert len(whole) > 3


@pytest.mark.slow
def test_a_process_that_is_ended_from_outside_is_told(
    sample: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shacl, "pack", lambda _: _Deadly())
    with pytest.raises(LimitError) as caught:
        run_shapes(list(encode(sample)), 2)
    assert str(caught.value) == (
        "a process that checks was ended from outside, perhaps for want of memory; check with fewer at a time "
        "(--workers 1)"
    )
