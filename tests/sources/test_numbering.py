"""The numbers in front of headings, and what only looks like one."""

from __future__ import annotations

import pytest

from cyberkg.sources.numbering import find_number


@pytest.mark.parametrize(
    ("line", "label", "value", "rest"),
    [
        ("1、 Cyberport", "1", 1, "Cyberport"),
        ("2、Council", "2", 2, "Council"),
        ("3. CSOP", "3", 3, "CSOP"),
        ("4) Symposium", "4", 4, "Symposium"),
        ("(5) Week", "5", 5, "Week"),
        ("（６）Week", "6", 6, "Week"),
        ("７．Week", "7", 7, "Week"),
        ("IV. Events", "IV", 4, "Events"),
        ("ix) events", "ix", 9, "events"),
        ("B. Events", "B", 2, "Events"),
        ("第一 数码港", "一", 1, "数码港"),
        ("第十二、数码港", "十二", 12, "数码港"),
        ("三、数码港", "三", 3, "数码港"),
        ("（四）数码港", "四", 4, "数码港"),
        ("二十一、数码港", "二十一", 21, "数码港"),
        ("Item 3: Hospital", "3", 3, "Hospital"),
        ("SECTION II - Hospital", "II", 2, "Hospital"),
        ("No. 12. Hospital", "12", 12, "Hospital"),
        ("①数码港", "1", 1, "数码港"),
        ("❷ Council", "2", 2, "Council"),
        ("㈢ Council", "3", 3, "Council"),
        ("1️⃣ Council", "1", 1, "Council"),
        ("1.2 Council", "1.2", 2, "Council"),
        ("5 - Council", "5", 5, "Council"),
    ],
)
def test_a_number_is_told_from_the_words(line: str, label: str, value: int, rest: str) -> None:
    number = find_number(line)
    assert number is not None
    assert (number.label, number.value, line[number.end :]) == (label, value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "400GB of data",
        "9:30 Opening",
        "8.9.2023 was the day",
        "2023. A bad year",
        "I think so",
        "A firm was hit",
        "CSOP 2023",
        "(see below) more",
        "Item by item",
        "1.",
        "",
        "iiii. No such number",
        "百、数码港",
    ],
)
def test_other_beginnings_are_no_numbers(line: str) -> None:
    assert find_number(line) is None


def test_case_and_depth_are_counted_apart() -> None:
    styles = [find_number(line) for line in ("I. a", "i. a", "1. a", "1.1 a", "1.1.1 a", "(1) a", "1) a")]
    names = [number.style for number in styles if number]
    assert names == ["roman", "roman-lower", "arabic", "deep-1", "deep-2", "bracket-arabic", "arabic"]
