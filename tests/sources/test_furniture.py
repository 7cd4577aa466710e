"""Lines around a text, and sentences that only mention what they speak of."""

from __future__ import annotations

import time

import pytest

from cyberkg.sources.furniture import is_furniture, is_kicker, is_page_number, is_rule


@pytest.mark.parametrize(
    "line",
    [
        "top of page",
        "bottom of page",
        "Back to top ↑",
        "Skip to main content",
        "Commenting has been turned off.",
        "Comments are closed.",
        "12 comments",
        "Share this article",
        "Facebook | Twitter | LinkedIn",
        "Print",
        "Follow us on LinkedIn",
        "Subscribe to our newsletter",
        "Unsubscribe",
        "Read more »",
        "Related articles",
        "Previous | Next",
        "5 min read",
        "We use cookies to improve your experience.",
        "Accept all cookies",
        "By using this site you agree to our cookies.",
        "© 2023 The Association",
        "Copyright 2023 The Association. All rights reserved.",
        "(c) 2023 The Association",
        "Privacy policy",
        "Contact | Sitemap | Privacy policy | Back to top",
        "- End -",
        "###",
        "-30-",
        "ENDS",
        "Introduction . . . . . . . . . . 12",
        "View this email in your browser",
        "You are receiving this newsletter because you signed up.",
    ],
)
def test_furniture_is_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "By using stolen session cookies the gang got past the login.",
        "Cookies of 400 users were stolen.",
        "Copyright Tribunal hit by ransomware",
        "Topic: artificial intelligence in policing",
        "The end of LockBit",
        "Home Office warns of fraud",
        "Register of voters leaked",
        "Share prices fell after the attack.",
        "Huawei | Qianxin | 360",
        "Next month the council will report.",
        "Policy Address",
        "David Ip",
        "Comments by the minister were sharp.",
        "数码港遭攻击",
    ],
)
def test_text_is_not_taken_for_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("line", ["PRESS RELEASE", "For immediate release:", "Newsletter", "新聞稿"])
def test_a_kicker_says_what_sort_of_text_follows(line: str) -> None:
    assert is_kicker(line)
    assert not is_kicker(f"{line} and more")


def test_page_numbers_and_rules_are_known() -> None:
    assert all(map(is_page_number, ["3", "- 3 -", "Page 3 of 10", "3 / 10", "p. 3", "第 3 页"]))
    assert not any(map(is_page_number, ["3 firms", "CSOP 2023", "Page boy"]))
    assert all(map(is_rule, ["---", "* * *", "=====", "⁂", "___"]))
    assert not any(map(is_rule, ["- a -", "C++", "--"]))


@pytest.mark.parametrize(
    "unit", ["|", "a | ", ". ", "share on ", "copyright ", "all rights ", "by using the ", "x|", "- "]
)
@pytest.mark.parametrize("length", [80, 199, 299])  # menus are sought in lines of up to 200 characters
def test_hostile_lines_take_no_time(unit: str, length: int) -> None:
    line = (unit * 300)[: length - 2] + ">>"
    start = time.process_time()
    for _ in range(20):
        is_furniture(line)
        is_page_number(line)
        is_rule(line)
    assert time.process_time() - start < 1


def test_a_trail_of_links_is_a_menu_however_it_is_set() -> None:
    for trail in ("Home > News > About us", "Home|News|About us", "Home »News »About us"):
        assert is_furniture(trail), trail
    assert not is_furniture(f"Home > {'a long story ' * 3} > About us")
