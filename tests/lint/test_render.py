"""Findings written down."""

from __future__ import annotations

import json

import pytest

from cyberkg.errors import UsageError
from cyberkg.lint.model import Finding
from cyberkg.lint.render import render

FINDING = Finding("a.md", 4, 8, "two-spellings", "X\x1b\u202e", "X\x1b is\nspelled Y", 2, 5)


def test_a_line_is_one_line() -> None:
    assert render([FINDING], "text") == "a.md:2:5: two-spellings: X\x1b is spelled Y\n"
    assert render([], "text") == ""


def test_json_is_json_without_what_steers_a_terminal() -> None:
    text = render([FINDING], "json")
    assert "\x1b" not in text and "\u202e" not in text
    (row,) = json.loads(text)
    assert row == {
        "path": "a.md", "line": 2, "column": 5, "start": 4, "end": 8,
        "kind": "two-spellings", "words": "X\x1b\u202e", "message": "X\x1b is\nspelled Y",
    }  # fmt: skip


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError):
        render([], "xml")
