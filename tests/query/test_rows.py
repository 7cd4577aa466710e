"""An answer is cut at the end of a row, whatever stands in the rows and however the bytes come."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree as Tree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.query.rows import EnoughRows, RowLimit, XmlOutput

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
AWKWARD = st.sampled_from(
    ['}},{"x":{"type":"', '"', "\\", "</result>", "<result>", "\r\n", "\n", "{}", ",", "]}}", "a"]
)
TEXTS = st.lists(st.lists(AWKWARD, max_size=4).map("".join), min_size=1, max_size=8)
NAMESPACE = "{http://www.w3.org/2005/sparql-results#}"


def serialise(texts: list[str], suffix: str) -> bytes:
    """Answer with the texts in order, and a column that is not bound where the text is empty."""
    store = ox.Store()
    index, said = ox.NamedNode("a:index"), ox.NamedNode("a:said")
    for number, text in enumerate(texts):
        node = ox.NamedNode(f"a:{number}")
        store.add(ox.Quad(node, index, ox.Literal(number)))
        if text:
            store.add(ox.Quad(node, said, ox.Literal(text)))
    found = store.query("SELECT ?x { ?s <a:index> ?n OPTIONAL { ?s <a:said> ?x } } ORDER BY ?n")
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=FORMATS[suffix]) or b""


def cut(body: bytes, suffix: str, rows: int, chunk: int) -> tuple[bytes, bool]:
    output = io.BytesIO()
    limited = RowLimit(output, suffix, rows)
    limited._enough = 1  # look at every chunk, as it would at large ones
    try:
        for start in range(0, len(body), chunk):
            limited.write(body[start : start + chunk])
        limited.close()
    except EnoughRows:
        limited.write(b"whatever the library still had in its buffer")
        return output.getvalue(), True
    return output.getvalue(), False


def parse(body: bytes, suffix: str) -> list[str]:
    """Read the one column of an answer by the standard library."""
    text = body.decode()
    if suffix == "json":
        return [row.get("x", {}).get("value", "") for row in json.loads(text)["results"]["bindings"]]
    if suffix == "xml":
        results = Tree.fromstring(text).iter(f"{NAMESPACE}result")
        return ["".join(result.itertext()) for result in results]
    if suffix == "csv":
        # a row of one empty cell is an empty line
        return ["".join(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]
    return text.split("\n")[1:-1]


@given(
    texts=TEXTS,
    suffix=st.sampled_from(sorted(FORMATS)),
    rows=st.integers(1, 9),
    chunk=st.sampled_from([1, 7, 64, 10_000]),
)
def test_the_first_rows_pass_and_no_more(texts: list[str], suffix: str, rows: int, chunk: int) -> None:
    body = serialise(texts, suffix)
    shorter, truncated = cut(body, suffix, rows, chunk)
    assert truncated == (len(texts) > rows)
    assert parse(shorter, suffix) == parse(body, suffix)[:rows]
    assert truncated or shorter == body


def test_a_row_of_triples_within_triples_is_one_row() -> None:
    store = ox.Store()
    inner = ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("}"))
    outer = ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), inner)
    for number in range(3):
        store.add(ox.Quad(ox.NamedNode(f"a:{number}"), ox.NamedNode("a:p"), outer))
    found = store.query("SELECT ?t { ?s ?p ?t }")
    assert isinstance(found, ox.QuerySolutions)
    body = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
    shorter, truncated = cut(body, "json", 2, 5)
    assert (len(json.loads(shorter)["results"]["bindings"]), truncated) == (2, True)


class Counted:
    """A pattern that counts how often it is tried."""

    def __init__(self, pattern: re.Pattern[bytes]) -> None:
        self.pattern = pattern
        self.calls = 0

    def match(self, body: bytes, position: int) -> re.Match[bytes] | None:
        self.calls += 1
        return self.pattern.match(body, position)


def test_long_rows_are_not_looked_through_again_and_again() -> None:
    """Twice the length takes about twice the looks: what waits must double before the next one."""
    looks = []
    for length in (1 << 20, 1 << 21):
        limited = RowLimit(io.BytesIO(), "csv", 5)
        counted = Counted(limited._row)
        limited._next = limited._row = counted  # type: ignore[assignment]
        limited.write(b"x\r\n")
        for _ in range(0, length, 8192):
            limited.write(b'"' + b"y" * 8191)
        looks.append(counted.calls)
    assert looks[1] <= looks[0] + 2


@pytest.mark.parametrize("chunk", [1, 2, 3, 100])
def test_xml_is_rid_of_what_it_cannot_hold(chunk: int) -> None:
    body = "<a>\x00\x1b[31m \ufffe\uffff \ufffd 漢 \t\n\r\n é</a>".encode()
    output = io.BytesIO()
    mended = XmlOutput(output)
    for start in range(0, len(body), chunk):
        mended.write(body[start : start + chunk])
    text = Tree.fromstring(output.getvalue().decode()).text
    assert text == "\ufffd\ufffd[31m \ufffd\ufffd \ufffd 漢 \t\n\r\n é"
