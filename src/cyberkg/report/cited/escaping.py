"""Text from briefings made harmless in Markdown, spreadsheets and JSON."""

from __future__ import annotations

import re

from cyberkg.query.visible import visible
from cyberkg.sheets import is_formula

__all__ = ["json_text", "markdown_text", "spreadsheet_text"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
# Characters that steer a terminal or turn the direction of text; JSON may spell them out.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def markdown_text(text: str) -> str:
    r"""Write a text on one line without any markup.

    >>> print(markdown_text("<b>a</b> | *b*"))
    \<b\>a\</b\> \| \*b\*
    """
    return _MARKUP.sub(r"\\\1", visible(" ".join(text.split())))


def spreadsheet_text(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula, and spell out what steers a screen.

    >>> spreadsheet_text("=1+1"), spreadsheet_text("a=1")
    ("'=1+1", 'a=1')
    """
    return visible(f"'{text}" if is_formula(text) else text)


def json_text(written: str) -> str:
    r"""Spell out in JSON what would steer a screen.

    >>> print(json_text('"a\u202eb"'))
    "a\u202eb"
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
