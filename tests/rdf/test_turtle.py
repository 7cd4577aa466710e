from __future__ import annotations

import gc
import re
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.errors import DamagedError, InputError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Evidence, Fact, Iri, Knowledge
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.rdf.turtle import read_turtle, write_turtle

SNAPSHOT = Path(__file__).with_name("sample.ttl")
A, B = ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b")


def body(quads: list[ox.Quad], base: str = DEFAULT_BASE) -> str:
    return write_turtle(quads, base).decode().split("\n\n", 1)[1]


def test_two_facts_read_as_the_snapshot_shows(sample: Knowledge) -> None:
    assert write_turtle(encode(sample)).decode() == SNAPSHOT.read_text(encoding="utf-8")


def test_rdflib_reads_the_same_triples(sample: Knowledge) -> None:
    import rdflib

    turtle = write_turtle(encode(sample))
    lines = rdflib.Graph().parse(data=turtle, format="turtle").serialize(format="nt").splitlines()
    assert sorted(filter(None, lines)) == sorted({f"{quad.triple} ." for quad in encode(sample)})


def test_rdflib_reads_hostile_texts_alike() -> None:
    import rdflib

    text = 'a"b\\c\n\r\t\x00\x7f\u202e\u200d\U000e0041 "" 香港 😀 > <'
    turtle = write_turtle([ox.Quad(A, B, ox.Literal(text))])
    assert [str(o) for o in rdflib.Graph().parse(data=turtle, format="turtle").objects()] == [text]


def test_unseen_and_turning_characters_are_made_visible() -> None:
    assert '"a\\u202Eb\\u200B\\u0007\\U000E0041 \\" \\\\ é香"' in body(
        [ox.Quad(A, B, ox.Literal('a\u202eb\u200b\x07\U000e0041 " \\ é香'))]
    )


def test_an_addition_changes_only_the_lines_that_it_adds() -> None:
    one = ox.Quad(A, B, ox.Literal("1"))
    before = body([one]).splitlines()
    after = body([one, ox.Quad(A, B, ox.Literal("2"))]).splitlines()
    assert [line for line in after if line not in before] == ['    <http://x/b> "2" ;']
    assert [line for line in after if line in before] == before


def test_all_graphs_go_into_one_file_each_triple_once() -> None:
    quads = [ox.Quad(A, B, B, ox.NamedNode(f"http://x/g{n}")) for n in range(2)]
    assert body(quads).count("<http://x/b> <http://x/b>") == 1


def test_sentences_stand_in_the_order_of_the_text(sample: Knowledge) -> None:
    text = " " * 200
    places = [Evidence("d.txt", start, start + 5, " " * 5) for start in (9, 100, 20)]
    facts = tuple(
        Fact(Iri(f"http://x/{n}"), "attended", Iri("http://x/e"), place, "r")
        for n, place in enumerate(places)
    )
    turtle = write_turtle(encode(in_order(Knowledge((Document("d.txt", text),), facts=facts)))).decode()
    assert re.findall(r"^<document/d-txt#char=(\d+),\d+> a", turtle, re.MULTILINE) == ["9", "20", "100"]
    assert re.findall(r"rdf:subject <http://x/(\d)>", turtle) == ["0", "2", "1"]


@pytest.mark.parametrize(
    "local",
    [
        "a:b",
        "../x",
        "a//b",
        "./a",
        "a?b=c",
        "a%20b",
        "",
        "/a",
        "a/",
        "x#y#z",
        "a.b",
        "a/./b",
        "a/../b",
        "é/香-1",
    ],
)
def test_every_iri_survives_both_parsers(local: str) -> None:
    import rdflib

    iri = ox.NamedNode(DEFAULT_BASE + local.replace("#z", ""))
    turtle = write_turtle([ox.Quad(iri, iri, iri)])
    assert {term for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE) for term in quad.triple} == {iri}
    assert {
        str(term) for triple in rdflib.Graph().parse(data=turtle, format="turtle") for term in triple
    } == {iri.value}


def test_a_base_without_a_slash_at_its_end_is_no_trap() -> None:
    iri = ox.NamedNode("http://x/data#person/a")
    turtle = write_turtle([ox.Quad(iri, iri, iri)], "http://x/data#")
    assert {term for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE) for term in quad.triple} == {iri}


def test_numbers_and_languages_are_written_plainly() -> None:
    seven = ox.Literal("7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    odd = ox.Literal("x", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    written = body([ox.Quad(A, B, seven), ox.Quad(A, B, odd), ox.Quad(A, B, ox.Literal("hi", language="en"))])
    assert '<http://x/b> "hi"@en ;\n    <http://x/b> "x"^^xsd:integer ;\n    <http://x/b> 7 ;' in written


def test_blank_nodes_are_refused() -> None:
    with pytest.raises(InputError, match="blank nodes"):
        write_turtle([ox.Quad(ox.BlankNode("a"), B, B)])


def test_reading_what_is_no_turtle_names_the_line() -> None:
    with pytest.raises(DamagedError, match="line 2: no Turtle"):
        list(read_turtle(b"\n<http://x/a> <http://x/b> oops ."))


def test_reading_a_foreign_triple_is_refused_by_name(sample: Knowledge) -> None:
    turtle = write_turtle(encode(sample)) + b"<http://x/a> <http://x/b> 1 ."
    with pytest.raises(DamagedError, match=r"<http://x/a> <http://x/b> .* is not of cyberkg's making"):
        list(read_turtle(turtle))


def test_reading_a_file_that_lost_a_line_is_refused(sample: Knowledge) -> None:
    turtle = write_turtle(encode(sample)).replace(b"    ckg:spokeAt <event/harbour-forum> ;\n", b"")
    with pytest.raises(DamagedError, match=r"spokeAt> <.*> is missing"):
        list(read_turtle(turtle))


def test_writing_takes_time_in_the_number_of_triples() -> None:
    def cost(count: int) -> float:
        quads = [
            ox.Quad(ox.NamedNode(f"{DEFAULT_BASE}claim/{n // 8}"), B, ox.Literal(str(n)))
            for n in range(count)
        ]
        start = time.process_time()
        write_turtle(quads)
        return time.process_time() - start

    cost(1000)
    gc.collect()  # what other tests left is not part of the cost
    gc.freeze()
    try:
        assert cost(40_000) < 12 * max(cost(10_000), 0.01)
    finally:
        gc.unfreeze()
