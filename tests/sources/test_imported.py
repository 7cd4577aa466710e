"""Lines of an import: read as documents whose text holds every quote, and none of them believed unchecked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cyberkg.errors import InputError
from cyberkg.model import Period
from cyberkg.sources import Parsers, Source, isolation, read, read_all
from cyberkg.sources.imported import is_import, read_import

HEAD = {"import": 1, "file": "b.json", "format": "STIX 2.1", "left": {"indicator": 2}}
PART: dict[str, Any] = {"part": ""}
ADA = {
    "thing": "Ada Tan",
    "type": "Person",
    "id": "p1",
    "aliases": ["A. Tan"],
    "links": ["https://example.org/ada"],
}
ROW = {
    "subject": "Ada Tan", "subject_type": "Person", "subject_id": "p1", "predicate": "spokeAt",
    "object": "Harbour Forum", "object_type": "Event", "status": "planned", "confidence": 0.5,
    "quote": "Ada Tan spoke at Harbour Forum; planned. [r1]",
}  # fmt: skip
DATED = {
    **ROW,
    "subject": "Harbour Forum",
    "subject_type": "Event",
    "predicate": "eventDate",
    "object": "2024",
    "quote": "In 2024.",
}
del DATED["subject_id"], DATED["object_type"]


def lines(*values: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(value)}\n" for value in values)


def test_rows_become_claims_on_the_lines_of_a_text() -> None:
    found = read_import(lines(HEAD, PART, ADA, ROW, DATED, ROW), "data.jsonl", "0" * 64, strict=True)
    ((document, (reading,)),) = found.documents
    assert document.text == (
        "b.json, STIX 2.1: what it says, a line each.\n\n"
        "Ada Tan spoke at Harbour Forum; planned. [r1]\nIn 2024.\n"
    )
    assert [document.text[c.evidence.start : c.evidence.end] for c in reading.claims] == [
        c.evidence.quote for c in reading.claims
    ]
    first = reading.claims[0]
    assert (first.predicate, first.status, first.confidence) == ("spokeAt", "planned", 0.5)
    assert (document.name, document.sha256, reading.reader, reading.graph) == (
        "data.jsonl", "0" * 64, "import (STIX 2.1)", "",
    )  # fmt: skip
    ada = next(r for r in reading.referents if r.label == "Ada Tan")
    assert (ada.names, ada.links, ada.iri) == (("Ada Tan", "A. Tan"), ("https://example.org/ada",), "")
    assert found.left == {"indicator": 2}


def test_things_of_one_name_and_two_ids_are_two() -> None:
    other = {**ADA, "id": "p2"}
    rows = (ROW, {**ROW, "subject_id": "p2", "status": "denied"})
    found = read_import(lines(HEAD, PART, ADA, other, *rows), "x", "", strict=True)
    assert len({c.subject for c in found.documents[0][1][0].claims}) == 2


def test_parts_of_a_graph_are_documents_of_their_own() -> None:
    first = {
        "part": "a.txt",
        "title": "Issue 1",
        "date": "2024-05-01/2024-05-14",
        "source": "desk",
        "sha256": "a" * 64,
    }
    thing = {**ADA, "id": "https://example.org/ada"}
    row = {**ROW, "subject_id": thing["id"], "reader": "rules 3"}
    text = lines({**HEAD, "graph": True}, first, thing, row, {"part": "b.txt"}, thing)
    found = read_import(text, "g.ttl", "0" * 64, strict=True)
    (one, (reading,)), (two, (empty,)) = found.documents
    assert (one.name, one.title, one.date, one.source, one.sha256) == (
        "g.ttl/a.txt", "Issue 1", Period("2024-05-01", "2024-05-14"), "desk", "a" * 64,
    )  # fmt: skip
    assert (reading.reader, reading.graph) == ("import of rules 3", "g.ttl")
    assert [r.iri for r in reading.referents if r.label == "Ada Tan"] == ["https://example.org/ada"]
    assert (two.name, empty.claims, [r.label for r in empty.referents]) == ("g.ttl/b.txt", (), ["Ada Tan"])


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ((ROW,), "line 1: is no import that this version can read"),
        (({"import": 2},), "line 1: is no import that this version can read"),
        ((HEAD, ROW), "line 2: stands before a document"),
        ((HEAD, PART), "holds nothing that the graph has room for; there are indicator (2)"),
        ((HEAD, PART, PART, ROW), "has two documents of one name"),
        ((HEAD, {"part": "", "date": "May"}), "line 2: 'May' is no date"),
        ((HEAD, {"part": "", "sha256": "x"}), "line 2: has a sha256 that is none"),
        (
            (HEAD, {"part": "a\u202eb"}),
            "line 2: has a text that is none, is too long or has control characters",
        ),
        ((HEAD, PART, {"thing": "X", "type": "Ship"}), "line 3: has no name, or no type of the contract"),
        ((HEAD, PART, {**ADA, "wings": 2}), "line 3: does not know the field 'wings'"),
        ((HEAD, PART, {**ADA, "aliases": "A"}), "line 3: has aliases that are no list"),
        ((HEAD, {"part": "", "marking": "secret"}), "line 2: does not know the marking 'secret'"),
        ((HEAD, PART, {**ROW, "marking": "secret"}), "line 3: does not know the marking 'secret'"),
        ((HEAD, PART, {**ROW, "quote": " "}), "line 3: has no quote"),
        ((HEAD, PART, {**ROW, "wings": 2}), "line 3: does not know the field 'wings'"),
        ((HEAD, PART, {**ROW, "predicate": "ate"}), "line 3: does not know the predicate 'ate'"),
        (
            (HEAD, PART, {**ROW, "object_type": "Place"}),
            "line 3: the object of spokeAt cannot be of type Place",
        ),
        ((HEAD, PART, {**ROW, "confidence": 7}), "line 3: '7' is no confidence"),
    ],
)
def test_a_line_that_breaks_the_contract_is_named(values: tuple[dict[str, Any], ...], why: str) -> None:
    with pytest.raises(InputError) as error:
        read_import(lines(*values), "x", "", strict=True)
    assert str(error.value).startswith(f"x, {why}" if why.startswith("line") else f"x: {why}")


def test_lines_of_a_parser_are_left_out_and_counted() -> None:
    bad = (
        {**ROW, "marking": "secret"},
        {**ROW, "predicate": "ate"},
        {**ROW, "quote": ""},
        {"thing": "X", "type": "Ship"},
    )
    found = read_import(lines(HEAD, PART, ADA, *bad, ROW), "x", "", strict=False)
    assert found.left == {
        "indicator": 2,
        "does not know the marking 'secret'": 1,
        "does not know the predicate 'ate'": 1,
        "has no quote": 1,
        "has no name, or no type of the contract": 1,
    }
    assert [json.loads(line) for line in found.lines] == [PART, ADA, ROW]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "http://a:b/",
        "http://a/%zz",
        "https://a/[x]",
        "https://a b/",
        "https://u:p@a/",
        "https://a/#b#c",
        f"https://a/{'x' * 500}",
        "urn:x",
    ],
)
def test_links_that_the_graph_could_not_hold_are_dropped(link: str) -> None:
    found = read_import(lines(HEAD, PART, {**ADA, "links": [link]}, ROW), "x", "", strict=True)
    assert [r.links for r in found.documents[0][1][0].referents] == [(), ()]


def test_files_are_told_by_their_first_line(tmp_path: Path, parsers: Parsers) -> None:
    assert is_import(lines(HEAD))
    assert not is_import(lines(ROW))
    path = tmp_path / "data.jsonl"
    path.write_text(lines(HEAD, PART, ADA, ROW), encoding="utf-8")
    source = read(path, "data.jsonl", parsers=parsers)
    assert source.reading
    assert source.reading.reader == "import (STIX 2.1)"


def test_all_documents_of_a_file_are_read_and_one_is_wanted_alone(tmp_path: Path) -> None:
    row = {**ROW, "subject_id": "https://example.org/ada"}
    path = tmp_path / "g.jsonl"
    path.write_text(lines({**HEAD, "graph": True}, {"part": "a"}, row, {"part": "b"}, row), encoding="utf-8")
    assert [r.document.name for r in read_all([path]) if isinstance(r, Source)] == ["g.jsonl/a", "g.jsonl/b"]
    with pytest.raises(InputError, match="holds 2 documents, where one is wanted"):
        read(path, "g.jsonl")


@pytest.mark.parametrize(
    "answer", [b"\xff\xfe", b"", b"[]\n", b"{}\n", b'{"import": 1}\n{"part": ""}\n[1]\n']
)
def test_a_child_that_lies_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: bytes
) -> None:
    code = (
        "import sys\nn = int(sys.stdin.buffer.readline()); sys.stdin.buffer.read(n)\n"
        f"b = {answer!r}; sys.stdout.buffer.write(b'ok %d\\n' % len(b) + b)\n"
    )
    monkeypatch.setattr(isolation, "_START", code)
    path = tmp_path / "x.ttl"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"^x\.ttl"):
        read(path, "x.ttl")
