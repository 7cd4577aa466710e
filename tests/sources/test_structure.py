"""Whole texts cut into items: headings, numbers, paths, titles, and the span law over all of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.model import Item
from cyberkg.sources.lines import cut_lines
from cyberkg.sources.structure import Outline, outline

BODY = "The council was hacked last week, its spokesman said on Monday, and much data was stolen."


def cut(text: str) -> Outline:
    return outline(cut_lines(text)[0])


def heads(items: tuple[Item, ...]) -> list[str]:
    """Write the headings with numbers in front, indented by their depth."""
    return [
        f"{'  ' * len(i.path)}{f'{i.number} ' if i.number else ''}{i.heading.text if i.heading else '-'}"
        for i in items
    ]


def test_a_digest_of_numbered_items() -> None:
    text = f"top of page\n\nBriefing (8 September)\n\n1、 Cyberport hit, and 400GB leaked.\n\n{BODY}\n\n2、Council hit\n\n{BODY}\n"
    found = cut(text)
    assert found.title == "Briefing (8 September)"
    assert heads(found.items) == [
        "Briefing (8 September)",
        "  1 Cyberport hit, and 400GB leaked.",
        "  2 Council hit",
    ]
    first = found.items[1]
    assert first.heading is not None
    assert text[first.heading.offsets[0] :].startswith("Cyberport hit")
    assert first.path == ("Briefing (8 September)",)


def test_styles_of_numbers_nest_in_the_order_they_appear() -> None:
    text = f"WEEKLY NEWS\n\nI. INCIDENTS\n\n1. Bank\n{BODY}\n\n2. Port\n{BODY}\n\nII. EVENTS\n\n1. CSOP\n{BODY}\n2. Week\n{BODY}"
    assert heads(cut(text).items) == [
        "WEEKLY NEWS",
        "  I INCIDENTS",
        "    1 Bank",
        "    2 Port",
        "  II EVENTS",
        "    1 CSOP",
        "    2 Week",
    ]


def test_chinese_and_keyword_numbers() -> None:
    assert heads(cut(f"一、数码港\n\n{BODY}\n\n二、消委会\n\n{BODY}").items) == ["一 数码港", "二 消委会"]
    assert heads(cut(f"Item 3: Hospital hit\n{BODY}\n\nItem 4: Bank hit\n{BODY}").items) == [
        "3 Hospital hit",
        "4 Bank hit",
    ]
    assert heads(cut(f"3、CSOP 2023 Conference\n\n{BODY}").items) == ["3 CSOP 2023 Conference"]


def test_unnumbered_headings_stand_over_prose() -> None:
    text = f"HKCNSA Turns One\n\n{BODY}\n\nA look back at what there was:\n\nPolicy Address\n\n{BODY}\n\nCSOP 2023\n\n{BODY}"
    assert heads(cut(text).items) == ["HKCNSA Turns One", "  Policy Address", "  CSOP 2023"]


def test_a_numbered_list_is_no_row_of_headings() -> None:
    found = cut(f"{BODY}\n\n1. Mr David Ip\n2. Dr Frank Law\n3. Mr Wong\n\n{BODY}")
    assert [(b.kind, b.text) for b in found.items[0].blocks][1:4] == [
        ("bullet", "Mr David Ip"),
        ("bullet", "Dr Frank Law"),
        ("bullet", "Mr Wong"),
    ]
    assert heads(found.items) == ["-"]


def test_long_numbered_paragraphs_are_items_of_their_own() -> None:
    found = cut(f"1. {BODY} {BODY} {BODY}\n\n2. {BODY} {BODY} {BODY}")
    assert heads(found.items) == ["1 -", "2 -"]
    assert [b.kind for i in found.items for b in i.blocks] == ["paragraph", "paragraph"]


def test_names_on_lines_of_their_own_are_no_headings() -> None:
    found = cut(f"{BODY}\n\nMr David Ip\n\nDr Frank Law\n\nMr Dicky Wong\n\n{BODY}")
    assert heads(found.items)[0] == "-"
    assert sum(i.heading is not None for i in found.items) <= 1


def test_a_sentence_is_never_a_heading() -> None:
    found = cut(f"It ended.\n\n{BODY}\n\nNobody Knows Why.\n\n{BODY}")
    assert (found.title, heads(found.items)) == ("", ["-"])


def test_a_lead_in_with_a_colon_stays_above_its_list() -> None:
    found = cut(f"{BODY}\n\nOfficiating guests:\n- Mr Ip\n- Dr Law")
    assert [b.text for b in found.items[0].blocks] == [BODY, "Officiating guests:", "Mr Ip", "Dr Law"]


def test_dates_bylines_and_kickers_are_not_the_title() -> None:
    text = f"PRESS RELEASE\n\nHong Kong, 23 October 2024\n\nBy Jane Doe\n\nSummit opens its doors\n\n{BODY}"
    assert cut(text).title == "Summit opens its doors"


def test_a_rule_begins_an_item_without_a_heading() -> None:
    found = cut(f"Digest of June\n\n{BODY}\n\n* * *\n\n{BODY}")
    assert heads(found.items) == ["Digest of June", "  -"]


def test_a_single_line_is_a_paragraph() -> None:
    assert [b.kind for b in cut("Cyberport was hit").items[0].blocks] == ["paragraph"]


def test_nothing_comes_of_nothing() -> None:
    assert cut(" \n\n") == Outline((), "")


LINES = st.sampled_from(
    ["1. Heading here", "2. Another one", "一、标题", "TITLE", "Title Case", BODY, "", "", "- point", "===", "***",
     "(a) lower", "I. Roman", "top of page", "x\u00ady", "09:30 Talk", "Date: 2023-09-08", "\ttab\u00a0bed "]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(LINES | st.text(max_size=12), max_size=25))
def test_the_span_law_holds_for_any_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = cut(text)
    last = -1
    for item in found.items:
        for block in ((item.heading,) if item.heading else ()) + item.blocks:
            assert len(block.text) == len(block.offsets) > 0
            assert all(a < b for a, b in pairwise((last, *block.offsets)))
            last = block.offsets[-1]
            for character, at in zip(block.text, block.offsets, strict=True):
                assert character == text[at] or (character == " " and not text[at].isprintable())
            assert block.level == 0 if block.kind == "paragraph" else block.level >= 1
