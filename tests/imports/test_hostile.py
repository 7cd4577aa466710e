"""Files made to do harm: nothing is fetched, nothing runs away, every refusal is one clear line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

Load = Callable[[str, "str | bytes"], Any]
Refuse = Callable[[str, "str | bytes"], str]

_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://schema.org/"'
_ENTITIES = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {n} "{"&" + p + ";"}{("&" + p + ";") * 9}">'
    for p, n in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("context", "shown"),
    [
        ("http://169.254.169.254/ctx", "http://169.254.169.254/ctx"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("context.jsonld", "context.jsonld"),
        (["https://schema.org", "https://schema.org.evil.example/"], "https://schema.org.evil.example/"),
        ({"@version": 1.1, "@import": "http://127.0.0.1:9/"}, "http://127.0.0.1:9/"),
        ({"a": {"@id": "http://e/a", "@context": "http://127.0.0.1:9/"}}, "http://127.0.0.1:9/"),
    ],
)
def test_no_context_is_fetched(refusal: Refuse, context: object, shown: str) -> None:
    line = refusal("x.jsonld", json.dumps({"@context": context, "@type": "Event", "name": "x"}))
    wanted = f"InputError: x.jsonld: asks for the context {shown}, and nothing is fetched; write the context into the file"
    assert line == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE rdf:RDF [{_ENTITIES}]>",
        '<!DOCTYPE rdf:RDF [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        '<!-- <x --> <?y z?><!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_a_document_type_is_refused_at_once(refusal: Refuse, doctype: str, encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    page = f'<?xml version="1.0" encoding="{name}"?>{doctype}<rdf:RDF {_RDF}><s:Event><s:name>&i;</s:name></s:Event></rdf:RDF>'
    started = time.monotonic()
    line = refusal("x.rdf", page.encode(encoding))
    assert line == "InputError: x.rdf: declares a document type or entities; save it as Turtle"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", '{"@graph":' + "[" * 100_000 + "]" * 100_000 + "}"),
        ("x.jsonld", '{"@id":"http://e/a","http://e/b":' * 5_000 + "1" + "}" * 5_000),
        ("x.jsonld", '{"@id":"http://e/a","http://e/b":' + "[" * 250 + "]" * 250 + "}"),
        ("x.ttl", ":a :b " + "[ :c " * 50_000 + "1" + " ]" * 50_000 + " ."),
        ("x.trig", ":a :b " + "(" * 50_000 + ")" * 50_000 + " ."),
        ("x.rdf", f"<rdf:RDF {_RDF}>" + "<s:Event><s:subEvent>" * 50_000),
    ],
)
def test_deep_nesting_is_refused(refusal: Refuse, name: str, content: str) -> None:
    assert refusal(name, content).startswith(f"InputError: {name}: nests deeper than 200 levels; ")


def test_brackets_in_strings_iris_and_comments_do_not_nest(load: Load) -> None:
    deep = "[({" * 300
    text = f"""
    # {deep}
    :e a schema:Event ; schema:name 'Harbour [Forum' , \"\"\"a " {deep}\"\"\" , '''b ' {deep}''' , "c \\" {deep}" ;
        schema:startDate "2024" ; :x <https://example.org/(((> .
    """
    assert load("x.ttl", text).facts() == {"Harbour [Forum eventDate 2024"}


def test_limits_are_told(refusal: Refuse) -> None:
    assert refusal("x.ttl", ':a :b "' + "x" * 17_000_000 + '" .') == (
        "LimitError: x.ttl: holds a text of more than 16 MB; take it out"
    )
    attributes = " ".join(f's:a{n}="1"' for n in range(5_000))
    assert refusal("x.rdf", f"<rdf:RDF {_RDF}><s:Event {attributes}/></rdf:RDF>") == (
        "InputError: x.rdf: has an element with more than 1000 attributes; save it as Turtle"
    )


@pytest.mark.slow
def test_too_many_statements_are_refused(refusal: Refuse) -> None:
    lines = "".join(f"<http://e/{n}> <http://e/p> '1' .\n" for n in range(400_001)).replace("'", '"')
    assert refusal("x.nt", lines) == "LimitError: x.nt: holds more than 400,000 statements; split it"


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("x.ttl", b"hello", "is no valid Turtle, line 1 (hello is not a valid subject or graph name); export it again"),
        ("x.rdf", "<rdf", "is no valid XML, line 1 (unclosed token); export it again"),
        ("x.rdf", '<?xml version="1.0" encoding="ebcdic"?><a/>', "is in an encoding that is not read (ebcdic); save it as UTF-8"),
        ("x.json", "{", "is no valid JSON (Expecting property name enclosed in double quotes); export it again"),
        ("x.json", '{"a": 1}', "is JSON, but neither JSON-LD, a STIX 2.1 bundle nor FollowTheMoney; leave it out, or export it again"),
        ("x.ttl", "", "holds nothing that the graph has room for; leave it out"),
        ("x.ttl", ":a foaf:mbox :b .", "holds nothing that the graph has room for; there are statement with foaf:mbox (1); leave it out"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_a_line(
    refusal: Refuse, name: str, content: str | bytes, shown: str
) -> None:
    assert refusal(name, content) == f"InputError: {name}: {shown}"


def test_names_cannot_steer_the_screen_and_links_lead_only_to_the_web(load: Load) -> None:
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "x\x00\u202e\x1b[31m<script>alert(1)</script>",
        "startDate": "2024",
        "sameAs": [
            "javascript:alert(1)",
            "http://a:b/",
            "http://x/%zz",
            "https://ok.example/\u202e",
            "https://ok.example/",
        ],
    }
    found = load("x.json", json.dumps(event))
    assert found.facts() == {"x [31m<script>alert(1)</script> eventDate 2024"}
    assert found.things()["x [31m<script>alert(1)</script>"].links == ("https://ok.example/",)


def test_a_name_without_end_is_left_out(load: Load) -> None:
    text = f':e a schema:Event ; schema:name "{"x" * 2_000}", "Fair" ; schema:startDate "2024" .'
    assert load("x.ttl", text).facts() == {"Fair eventDate 2024"}
