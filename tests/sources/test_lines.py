"""Plain text: what belongs together, what begins anew, what is no text."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.sources.lines import Field, cut_lines, head_fields

PROSE = (
    "The Hong Kong Cyberport was hit by a ransomware attack on 8 September. The group Trigona claims to have taken "
    "400 GB of data and asks for 300,000 dollars for its return. The police and the privacy commissioner were told."
)


def drafts_of(text: str) -> list[tuple[str, str]]:
    return [(d.kind, d.text) for d in cut_lines(text)[0]]


@pytest.mark.parametrize("columns", [45, 60, 72, 80, 100])
def test_wrapped_paragraphs_are_joined(columns: int) -> None:
    text = "\n\n".join([textwrap.fill(PROSE, columns)] * 3)
    assert drafts_of(text) == [("paragraph", PROSE)] * 3


def test_a_paragraph_to_a_line_stays_so() -> None:
    assert drafts_of(f"{PROSE}\n{PROSE}") == [("paragraph", PROSE)] * 2


def test_short_lines_stay_lines_among_wrapped_paragraphs() -> None:
    names = ["Mr David Ip, chairman of the association", "Dr Frank Law", "Mr Peter Yan, Director-General"]
    text = "\n\n".join([textwrap.fill(PROSE, 72), "\n".join(names), textwrap.fill(PROSE, 72)])
    assert [d for _, d in drafts_of(text)] == [PROSE, *names, PROSE]


def test_bullets_take_their_wrapped_lines_along() -> None:
    text = "- Mr David Ip, who spoke about networks\n  and phishing\n* Dr Frank Law\n• Mr Wong\n– Mr Zhu\n  - inner"
    assert drafts_of(text) == [
        ("bullet", "Mr David Ip, who spoke about networks and phishing"),
        ("bullet", "Dr Frank Law"),
        ("bullet", "Mr Wong"),
        ("bullet", "Mr Zhu"),
        ("bullet", "inner"),
    ]
    assert [d.level for d in cut_lines(text)[0]] == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    "line",
    [
        "09:30 - 10:00 Opening",
        "09:30 Opening",
        "9.30am – 10am: Opening",
        "2pm Coffee",
        "0930-1000 Opening",
        "14h30 Talk",
    ],
)
def test_lines_of_a_timetable_are_bullets_with_their_time(line: str) -> None:
    assert drafts_of(f"Programme\n{line}\n{line}") == [
        ("paragraph", "Programme"),
        ("bullet", line),
        ("bullet", line),
    ]


@pytest.mark.parametrize("line", ["2019 - 2023 were years", "3.5 million people", "9:30", "1000 people"])
def test_other_numbers_are_no_timetable(line: str) -> None:
    assert drafts_of(line) == [("paragraph", line)]


def test_furniture_rules_and_page_numbers_are_left_out() -> None:
    text = "top of page\n\nOne thing.\n\n3\n\n***\n\nAnother thing.\n\n- 4 -\n\nShare this article\n© 2023 Us\nbottom of page"
    assert drafts_of(text) == [("paragraph", "One thing."), ("rule", ""), ("paragraph", "Another thing.")]


def test_underlined_lines_are_headings() -> None:
    found = cut_lines("Roundup\n=======\n\nMOVEit\n------\nText of it.")[0]
    assert [(d.kind, d.level, d.text) for d in found] == [
        ("heading", 1, "Roundup"),
        ("heading", 2, "MOVEit"),
        ("paragraph", 0, "Text of it."),
    ]


def test_fields_in_the_head_are_read_and_left_out() -> None:
    drafts, fields = cut_lines(
        "A title\nDate: 2018-10-25\nSource: https://example.org/a\n\nThe body: a text."
    )
    assert [d.text for d in drafts] == ["A title", "The body: a text."]
    assert fields == (Field("date", "2018-10-25"), Field("source", "https://example.org/a"))
    assert head_fields(["Published： 2023年9月8日", "Dated stuff: no"]) == (
        Field("published", "2023年9月8日"),
    )


def test_chinese_lines_are_joined_without_a_space() -> None:
    text = "九月八日，香港数码港遭到勒索软件攻击，大量的资料被盗。黑客组织声称\n对此次攻击负责。"
    assert drafts_of(text) == [("paragraph", text.replace("\n", ""))]


def test_a_number_in_the_middle_of_a_sentence_begins_nothing() -> None:
    text = textwrap.fill(PROSE, 72) + "\n\n" + "All of them run on version\n3. That is not new."
    assert ("paragraph", "3. That is not new.") in drafts_of(text)


@given(
    st.lists(
        st.sampled_from(["- a", "1. b", "word word", "", "  x", "===", "Title Case", "9:30 Talk", "\u200b"]),
        max_size=20,
    )
)
def test_every_word_comes_out_once_and_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    offsets = [at for draft in cut_lines(text)[0] for at in draft.words.offsets]
    assert offsets == sorted(set(offsets))
    letters = {at for at, c in enumerate(text) if c.isalpha() and c != "x"}
    assert letters <= set(offsets)


@pytest.mark.parametrize(
    "unit", ["a", "a ", "1. ", " ", "\u200b", "(", "- ", "=", "x-", "\ufeff \t", "…", "。"]
)
def test_a_line_of_a_million_characters_takes_no_time(unit: str) -> None:
    start = time.process_time()
    cut_lines(unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 2
