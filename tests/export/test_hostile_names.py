"""Names of persons that look like something else: no byte of them is in any file of a redacted graph."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cyberkg.export import FORMATS, choose, write_format
from cyberkg.export.pseudonyms import Pseudonyms
from cyberkg.export.redaction import redact_persons
from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Merge
from cyberkg.rdf.order import in_order
from cyberkg.terms import EntityType

KEY = b"a key of some length"
NAMES = (
    "Annik <b>leeuw</b>", "=cmdzork()", '=HYPERLINK("http://evil.example/zork","quux")', "Zo&euml; quux",
    "O&#39;zork quux", "Annik &amp; quux", "]]><!-- zork -->", "</script><script>zork(1)</script>", "@SUM(zork)",
    "zork ---------- quux", "zork\n\nquux", "★★★", "👩\u200d💻", "{{zork}}", "zork%20quux", "\u202egnp.zork\u202c",
    "zork\x00quux", '"; DROP TABLE zork; --', "王小明",
)  # fmt: skip
WORDS = ("Zork", "quux", "VANNE", "vlee", "грю", "Жук", "王小", "Zoë", "ﬁzz", "zo1k", "★★")
MARKS = (
    " ", "<b>", "</b>", " & ", "&amp;", "&#39;", "'", '"', "\n", "\n\n", " ---------- ", "_", ".", "=", "(", "@", "\u200b",
    "\u202e", "\x00", "{{", "/", "\\", "<!--", "]]>", "%20", ";", "|", " <span class='x'> ", "\t",
)  # fmt: skip


def knowledge_of(name: str, said: str) -> Knowledge:
    """A briefing that speaks of a person, in the way that it writes the name."""
    text = f"Yesterday {said} came to Harbour Forum. We saw {said}, who lost money."
    end = text.index(". We") + 1
    person = Entity(mint(DEFAULT_BASE, EntityType.PERSON, name), EntityType.PERSON, name, (), (), ("a.txt",))
    forum = Entity(Iri(f"{DEFAULT_BASE}event/forum"), EntityType.EVENT, "Harbour Forum", (), (), ("a.txt",))
    label = f"Fraud against {said}"
    fraud = Entity(
        mint(DEFAULT_BASE, EntityType.INCIDENT, label), EntityType.INCIDENT, label, (f"{said} fraud",), (), ("a.txt",)
    )  # fmt: skip
    facts = (
        Fact(person.iri, "attended", forum.iri, Evidence("a.txt", 0, end, text[:end]), "r", qualifier=f"for {said}"),
        Fact(fraud.iri, "victim", person.iri, Evidence("a.txt", end + 1, len(text), text[end + 1 :]), "r"),
    )  # fmt: skip
    document = Document("a.txt", text, (), f"On {said}", None, f"told by {said}")
    merge = Merge(forum.iri, "a.txt", "HF", "Harbour Forum", "same", 0.9, f"{said} says so (in a.txt)")
    return in_order(Knowledge((document,), (person, forum, fraud), facts, (merge,)))


def files(knowledge: Knowledge, form: str) -> Iterator[str]:
    for name, pieces in write_format(choose(knowledge, DEFAULT_BASE, key=KEY), form).files:
        if name == "ontology.ttl":  # the same for every graph
            continue
        data = b"".join(pieces)
        yield name
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from (archive.read(part).decode() for part in archive.namelist())
        else:
            yield data.decode()


def read_as_text(written: str) -> set[str]:
    """A file as it is, and as readers of its escapes see it."""
    forms = {written, html.unescape(written)}
    forms |= {re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), form) for form in forms}
    return {form.casefold() for form in forms} | {form.replace('""', '"').casefold() for form in forms}


def parts_left(name: str, text: str) -> list[str]:
    """The words of a name, made up so that no other text has them, that a text still has."""
    made_up = r"annik|leeuw|zork|quux|cmdzork|vanne|vlee|грю|жук|王小明?|zoë|ﬁzz|zo1k|★+|👩.💻"
    words = set(re.findall(made_up, name.casefold()))
    return sorted(word for word in words if word in text)


@pytest.mark.parametrize("form", FORMATS)
def test_no_byte_of_a_hostile_name_is_in_any_file(form: str) -> None:
    for name in NAMES:
        for text in read_as_text("\n".join(files(knowledge_of(name, name), form))):
            assert name.casefold() not in text, name
            assert parts_left(name, text) == [], name


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    marks=st.lists(st.sampled_from(MARKS), min_size=4, max_size=4),
    way=st.sampled_from(["as it is", "html", "json", "address", "capitals", "markdown", "meant", "bare"]),
)
def test_a_name_is_found_however_a_program_writes_it(words: list[str], marks: list[str], way: str) -> None:
    name = "".join(mark + word for mark, word in zip(marks, words, strict=False)).strip() + marks[-1].strip()
    said = {
        "as it is": name,
        "html": html.escape(name),
        "json": json.dumps(name)[1:-1],
        "address": quote(name),
        "capitals": name.upper(),
        "markdown": re.sub(r"([<>*_&])", r"\\\1", name),
        "meant": html.unescape(name),
        "bare": re.sub(r"<[^<>]*>", " ", name),
    }[way]
    assume(said.strip())
    knowledge = knowledge_of(name, said)
    redacted = redact_persons(knowledge, Pseudonyms(KEY), DEFAULT_BASE)
    text = repr((redacted.documents, redacted.facts, redacted.entities))
    for seen in read_as_text(text):
        assert parts_left(said, seen) == []


def test_punctuation_is_nobody() -> None:
    redacted = redact_persons(knowledge_of("...", "Wait ... for it"), Pseudonyms(KEY), DEFAULT_BASE)
    assert "Wait ... for it" in redacted.documents[0].text
