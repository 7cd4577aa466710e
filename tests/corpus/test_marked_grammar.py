"""Marked text is read as its grammar says, and each fault is one line that says where it is."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.corpus import Fact, MarkedText, Mention, parse_marked, part_of, read_marked
from cyberkg.errors import InputError

SOURCE = """\
# style: press release
# date: 2023-09-19

[David Ip|p.ip], [Head|=] of the [Digital Office|o.do], opened [CSOP 2023|e.csop].
> p.ip holdsPost o.do =Head
> ~ p.ip spokeAt e.csop
[He|p.ip~] came on [19 September|=2023-09-19].
> e.csop eventDate =2023-09-19
"""


def parse(body: str) -> MarkedText:
    return parse_marked(f"\n{body}", "note")


def words(marked: MarkedText) -> list[str]:
    return [marked.text[m.start : m.end] for m in marked.mentions]


def test_a_text_comes_without_its_marks_and_with_its_head() -> None:
    marked = parse_marked(SOURCE, "note")
    assert marked.text == "David Ip, Head of the Digital Office, opened CSOP 2023. He came on 19 September.\n"
    assert marked.head == {"style": "press release", "date": "2023-09-19"}
    assert marked.name == "note"


def test_mentions_have_their_words_key_and_kind() -> None:
    marked = parse_marked(SOURCE, "note")
    assert [(w, m.key, m.is_name) for w, m in zip(words(marked), marked.mentions, strict=True)] == [
        ("David Ip", "p.ip", True),
        ("Head", "=Head", True),
        ("Digital Office", "o.do", True),
        ("CSOP 2023", "e.csop", True),
        ("He", "p.ip", False),
        ("19 September", "=2023-09-19", True),
    ]


def test_facts_have_the_offsets_of_the_sentence_above_them() -> None:
    marked = parse_marked(SOURCE, "note")
    told = [
        (f.subject, f.predicate, f.object, f.title, f.status, marked.text[f.start : f.end][:5]) for f in marked.facts
    ]  # fmt: skip
    assert told == [
        ("p.ip", "holdsPost", "o.do", "Head", "asserted", "David"),
        ("p.ip", "spokeAt", "e.csop", "", "reported", "David"),
        ("e.csop", "eventDate", "=2023-09-19", "", "asserted", "He ca"),
    ]


def test_names_go_before_what_only_refers() -> None:
    marked = parse("[Tan|p.tan] and [Ada Tan|p.tan], [she|p.tan~] and [Tan|p.tan]; [the bank|o.b~].")
    assert marked.names("p.tan") == ("Tan", "Ada Tan")
    assert marked.names("o.b") == ("the bank",)
    assert marked.names("o.none") == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One.\nTwo.", "One. Two.\n"),
        ("One.\n\n\nTwo.", "One.\n\nTwo.\n"),
        ("One.\n/ Two.", "One.\nTwo.\n"),
        ("One:\n- two\n2. three\nIV. four\n(5) five\n• six", "One:\n- two\n2. three\nIV. four\n(5) five\n• six\n"),
        ("## One\nTwo.", "## One Two.\n"),
        ("One.\n# Two", "One.\n# Two\n"),
        ("One.  \nTwo.", "One. Two.\n"),
        ("", "\n"),
    ],
)  # fmt: skip
def test_lines_are_joined_as_the_grammar_says(body: str, text: str) -> None:
    assert parse(body).text == text


@pytest.mark.parametrize(
    ("mark", "status"), [("", "asserted"), ("~", "reported"), ("?", "planned"), ("!", "denied"), ("%", "optional")]
)  # fmt: skip
def test_a_sign_gives_the_status(mark: str, status: str) -> None:
    (fact,) = parse(f"[A|p.a] at [E|e.e].\n> {mark} p.a attended e.e").facts
    assert fact == Fact("p.a", "attended", "e.e", "", status, 0, 7)


HEADER = "write '# name: value', and an empty line below the head"
CONTRACT = "the contract's terms are in cyberkg.terms"
THINGS = "[A|p.a] [O|o.o] [E|e.e] [L|l.l] [W|w.w] [T|t.t]"


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("One.", f"line 1: 'One.' is no line of a head; {HEADER}"),
        ("# style: a\nOne.", f"line 2: 'One.' is no line of a head; {HEADER}"),
        ("# Style: a", f"line 1: '# Style: a' is no line of a head; {HEADER}"),
        ("\nA [b|p.b", "line 2: a mark that does not close, or has no key: 'A [b|p.b'; write [words|key]"),
        ("\nOne.\n[b] c", "line 3: a mark that does not close, or has no key: '[b] c'; write [words|key]"),
        ("\n[b|x.b]", "line 2: a mark that does not close, or has no key: '[b|x.b]'; write [words|key]"),
        ("\n[b|p.B]", "line 2: a mark that does not close, or has no key: '[b|p.B]'; write [words|key]"),
        ("\n[|p.b]", "line 2: a mark that does not close, or has no key: '[|p.b]'; write [words|key]"),
        ("\n[a [b|p.b]|o.a]", "line 2: a mark that does not close, or has no key: '[a'; write [words|key]"),
        ("\nA.\n> p.a", "line 3: '> p.a' is no fact; write '> subject predicate object'"),
        ("\nA.\n> & p.a attended e.e", "line 3: '> & p.a attended e.e' is no fact; write '> subject predicate object'"),
        ("\n> p.a attended e.e", "line 2: a fact stands above the first sentence; put it below the sentence that says it"),
        ("\nA.\n> p.a attended e.e", "line 3: p.a is nowhere in the text; mark the words that name it: [words|p.a]"),
        ("\n[A|p.a]\n\n> p.a attended e.e", "line 4: e.e is nowhere in the text; mark the words that name it: [words|e.e]"),
    ],
)  # fmt: skip
def test_a_broken_line_is_told_with_its_number(source: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_marked(source, "note")
    assert str(caught.value) == f"note, {fault}"


@pytest.mark.parametrize(
    ("fact", "fault"),
    [
        ("p.a visited e.e", "there is no predicate visited"),
        ("e.e attended e.e", "e.e cannot be the subject of attended"),
        ("t.t attended e.e", "t.t cannot be the subject of attended"),
        ("p.a attended o.o", "o.o cannot be the object of attended"),
        ("p.a attended =gala", "=gala cannot be the object of attended"),
        ("p.a holdsPost o.o", "a title goes with holdsPost, and with nothing else"),
        ("p.a holdsPost o.o =", "a title goes with holdsPost, and with nothing else"),
        ("p.a spokeAt e.e =guest", "a title goes with holdsPost, and with nothing else"),
        ("e.e eventTheme o.o", "the object of eventTheme is a value: =…"),
        ("e.e eventTheme t.t", "the object of eventTheme is a value: =…"),
        ("e.e eventTheme =", "'' is not the normal form of a text"),
        ("i.i incidentType =hack", "there is no incident type hack"),
        ("e.e eventDate =14 May", "'14 May' is not the normal form of a date"),
        ("e.e eventDate =2024-5-1", "'2024-5-1' is not the normal form of a date"),
        ("i.i ransomPaid =$5 million", "'$5 million' is not the normal form of a money"),
        ("i.i dataVolume =lots", "'lots' is not the normal form of a quantity"),
        ("i.i affectedCount =13,000", "'13,000' is not the normal form of a number"),
    ],
)
def test_a_fact_that_breaks_the_contract_is_told_with_its_line(fact: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(f"{THINGS}\nIt rained.\n> {fact}")
    assert str(caught.value) == f"note, line 4: {fault}; {CONTRACT}"


@pytest.mark.parametrize(
    "value", ["2024-02-30", "2024-13", "2023-02-29", "2024-00-01", "2024-05-14/2024-05-32", "2024-05-14/2024-05-13"]
)  # fmt: skip
def test_a_day_that_is_in_no_calendar_is_no_date(value: str) -> None:
    with pytest.raises(InputError, match=f"note, line 3: '{value}' is not the normal form of a date"):
        parse(f"[E|e.e].\n> e.e eventDate ={value}")


@pytest.mark.parametrize(
    "fact",
    [
        "e.e eventDate =2024",
        "e.e eventDate =2024-02-29",
        "e.e eventDate =2024-05/2024-06",
        "i.i ransomPaid =300000.50 USD",
        "i.i ransomPaid =six-figure",
        "i.i dataVolume =1.5 TB",
        "i.i affectedCount =13000",
        "i.i incidentType =supply-chain",
        "i.i usedTool t.t",
        "i.i usedTool =a script",
        "i.i victim p.a",
    ],
)
def test_what_the_contract_allows_is_taken(fact: str) -> None:
    assert len(parse(f"{THINGS}\n> {fact}").facts) == 1


def test_a_file_that_is_not_utf_8_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"# style: a\n\nCaf\xe9.\n")
    with pytest.raises(InputError) as caught:
        read_marked(path)
    assert str(caught.value) == f"{path}: is no text in UTF-8; save it as UTF-8"


def test_a_byte_order_mark_is_no_part_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("# style: a\n\n[Ada|p.ada].\n", encoding="utf-8-sig")
    marked = read_marked(path)
    assert (marked.name, marked.head, marked.text) == ("note", {"style": "a"}, "Ada.\n")
    assert marked.mentions == (Mention(0, 3, "p.ada"),)


# What splits no line and is no sign of the grammar.
PLAIN = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="[]|"), max_size=8
)
MARKED = st.tuples(
    PLAIN.filter(bool), st.sampled_from(["p.a", "o.a-2", "e.x", "i.1", "l.l", "w.w", "t.t"]), st.sampled_from(["", "~"])
)  # fmt: skip
LINE = st.lists(PLAIN | MARKED, max_size=5)


@settings(deadline=None)
@given(st.lists(LINE, max_size=5))
def test_each_mark_s_offsets_are_those_of_its_words(lines: list[list[str | tuple[str, str, str]]]) -> None:
    written, expected = [], []
    for parts in lines:
        line = "".join(p if isinstance(p, str) else "[{}|{}{}]".format(*p) for p in parts)
        if not line.startswith(">"):
            written.append(line)
            expected += [(p[0], p[1], not p[2]) for p in parts if not isinstance(p, str)]
    marked = parse("\n".join(written))
    found = [(w, m.key, m.is_name) for w, m in zip(words(marked), marked.mentions, strict=True)]
    assert found == expected


SIGNS = st.text(st.sampled_from("[]|=~>#/ \n\r\x0c-ap.e:%1"), max_size=40)


@settings(deadline=None)
@given(SIGNS | st.text(max_size=40))
def test_any_text_is_read_or_refused_in_one_line(source: str) -> None:
    try:
        marked = parse_marked(source, "note")
    except InputError as error:
        assert re.match(r"note, line \d+: ", str(error))
        assert "\n" not in str(error)
        return
    assert all(0 <= m.start < m.end <= len(marked.text) for m in marked.mentions)
    assert all(a.end <= b.start for a, b in pairwise(marked.mentions))
    assert all(0 <= f.start <= f.end <= len(marked.text) for f in marked.facts)
    assert marked.text.endswith("\n")


def test_the_part_of_a_document_never_changes() -> None:
    assert [part_of(name) for name in ("assoc-09-lagos-chamber-notes", "note", "2")] == [
        "dev",
        "train",
        "test",
    ]


def test_one_in_ten_is_kept_for_dev_and_one_for_test() -> None:
    parts = [part_of(f"document {n}") for n in range(4000)]
    assert {part: round(parts.count(part) / 4000, 1) for part in set(parts)} == {
        "train": 0.8,
        "dev": 0.1,
        "test": 0.1,
    }
