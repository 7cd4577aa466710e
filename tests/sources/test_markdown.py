"""Markdown: structure kept, markup gone, every character still pointing at the file."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.model import Document, Period
from cyberkg.sources.extract import Piece
from cyberkg.sources.markdown import parse_markdown

Load = Callable[[str, str | bytes], Document]
Refusal = Callable[[str, str | bytes], str]


def spell(text: str, piece: Piece) -> str:
    """Write what stands in the text where a piece says its characters are."""
    return "".join(text[start : start + length] for start, length in piece.runs)


def test_structure_becomes_pieces() -> None:
    text = "# Top\n\nText\nwrapped.\n\n- one\n  - inner\n\n> quoted\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n***\n\nLower\n---\n"
    assert [(p.kind, p.level, p.text) for p in parse_markdown(text).pieces] == [
        ("heading", 1, "Top"),
        ("paragraph", 0, "Text wrapped."),
        ("bullet", 1, "one"),
        ("bullet", 2, "inner"),
        ("paragraph", 0, "quoted"),
        ("bullet", 1, "A | B"),
        ("bullet", 1, "1 | 2"),
        ("rule", 0, ""),
        ("heading", 2, "Lower"),
    ]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("a **bold** and *lean* word", "a bold and lean word"),
        ('[the CISA](https://cisa.example "said CISA") said', "the CISA said"),
        ("see [that][r]\n\n[r]: http://x.example", "see that"),
        ("an ![image](x.png) gone", "an gone"),
        ("a <b class=x>tag</b> gone", "a tag gone"),
        (r"2 \* 3 \_x\_", "2 * 3 _x_"),
        ("A&amp;B &#x41;&nbsp;C", "A&B A C"),
        ("some `code  here` and ``a`b``", "some code here and a`b"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("snake_case_name * alone", "snake_case_name * alone"),
        ("hard  \nbreak and\\\nanother", "hard break and another"),
        ("~~struck~~ [open", "struck [open"),
        ("***both*** __x__", "both x"),
    ],
)
def test_inline_markup_vanishes(markup: str, words: str) -> None:
    assert [p.text for p in parse_markdown(markup).pieces] == [words]


def test_offsets_point_at_the_words_and_not_the_markup() -> None:
    text = "> 1. Late on **Oct 16** the [Hong Kong Ballet](http://the.example) said &amp; did\n"
    piece = parse_markdown(text).pieces[0]
    assert spell(text, piece) == "1. Late on Oct 16 the Hong Kong Ballet said & did"


MARKUP = st.sampled_from(
    [
        "a",
        "word ",
        "**",
        "*",
        "_",
        "`",
        "[",
        "](u)",
        "&amp;",
        "\\",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "|",
        "<b>",
        "~~",
        "\t",
        "数",
    ]
)


@given(st.lists(MARKUP, max_size=30).map("".join))
def test_any_markup_obeys_the_span_law(text: str) -> None:
    for piece in parse_markdown(text).pieces:
        offsets = [at for start, length in piece.runs for at in range(start, start + length)]
        assert len(offsets) == len(piece.text)
        assert offsets == sorted(set(offsets))
        for character, at in zip(piece.text, offsets, strict=True):
            assert character == text[at] or text[at] == "&" or (character == " " and text[at].isspace())


def test_front_matter_gives_title_date_and_source_and_is_no_block(
    load: Load, check_spans: Callable[[Document], None]
) -> None:
    document = load(
        "x.md",
        "---\ntitle: 'My: Roundup'\ndate: 2023-06\nurl: https://x.example\n---\n\nCyberport **was** hit.\n",
    )
    assert (document.title, document.date, document.source) == (
        "My: Roundup",
        Period("2023-06", "2023-06"),
        "https://x.example",
    )
    assert [b.text for i in document.items for b in i.blocks] == ["Cyberport was hit."]
    check_spans(document)


def test_numbers_with_text_below_are_headings_as_in_plain_text(load: Load) -> None:
    body = "On 3 June the council was hacked, and much data of its members was stolen."
    document = load("x.md", f"# June\n\n1. Council **hit**\n\n{body}\n\n2. Port hit\n\n{body}\n")
    assert [(i.number, i.heading and i.heading.text) for i in document.items] == [
        ("", "June"),
        ("1", "Council hit"),
        ("2", "Port hit"),
    ]
    listed = load("y.md", "# June\n\n1. Mr Ip\n2. Dr Law\n")
    assert [(b.kind, b.text) for b in listed.items[0].blocks] == [("bullet", "Mr Ip"), ("bullet", "Dr Law")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: [a\n---\nText\n", "InputError: x.md, line 3: is no valid YAML (expected ',' or ']', but got "
         "'<stream end>'); mend the line"),
        ("---\n- a\n---\nText\n", "InputError: x.md, line 2: the front matter is no mapping; write it as 'title: ...' lines"),
        ("---\na: &a b\nc: *a\n---\nText", "InputError: x.md, line 3: uses an alias, which is not read; write the value out"),
    ],
)  # fmt: skip
def test_broken_front_matter_names_the_line(refusal: Refusal, text: str, line: str) -> None:
    assert refusal("x.md", text) == line


def test_a_rule_without_an_end_is_no_front_matter(load: Load) -> None:
    assert load("x.md", "---\n\nSome text stands here.\n").items[0].blocks[0].text == "Some text stands here."


@pytest.mark.parametrize(
    "deep",
    [
        f"{'> ' * 150}It was hit.",
        f"{'> - ' * 50}It was hit.",
        "".join(f"{'  ' * level}- entry {level}\n" for level in range(90)) + f"{'  ' * 90}- It was hit.",
    ],
    ids=["quotes", "both", "lists"],
)
def test_quotes_and_lists_hide_nothing(
    load: Load, outline_of: Callable[[Document], list[str]], deep: str
) -> None:
    told = outline_of(load("x.md", f"First.\n\n{deep}\n\n# Last\n\nDone.\n"))
    assert (told[0], told[-2:]) == ("First.", ["# Last", "Done."])
    assert any(line.endswith("It was hit.") for line in told)


@pytest.mark.parametrize(
    "deep",
    [
        "> " * 200,
        "> - " * 100,
        "".join(f"{'  ' * level}- entry\n" for level in range(100)) + "  " * 100 + "- ",
    ],
    ids=["quotes", "both", "lists"],
)
def test_what_nests_deeper_than_is_read_is_refused(refusal: Refusal, deep: str) -> None:
    """Else a part of a briefing would be left out without a word."""
    assert refusal("x.md", f"First.\n\n{deep}It was hit.\n") == (
        "InputError: x.md: nests too deep to be parsed; save it as text"
    )


def test_marks_within_a_line_take_no_time() -> None:
    text = "![" * 16_000 + "\n\n" + "[a *b " * 16_000
    begun = time.process_time()
    parse_markdown(text)
    assert time.process_time() - begun < 8
