"""The words of an answer as raw rows: what can be read of it, and whether that is all."""

from __future__ import annotations

import json
from dataclasses import dataclass

__all__ = ["MOST", "Rows", "parse_rows"]

MOST = 400  # rows of one piece; a text of 4000 characters says a few dozen facts


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an answer.

    :param rows: whatever stands in the list of facts, unchecked, at most ``MOST``.
    :param fault: what is wrong with the answer as a whole; empty where nothing is.
    """

    rows: tuple[object, ...]
    fault: str = ""


def parse_rows(content: str) -> Rows:
    """Read the list of facts in an answer, also within a fence or behind the model's thoughts.

    An answer that breaks off gives its whole rows.

    >>> parse_rows('{"facts": [{"subject": "A"}, {"subj')
    Rows(rows=({'subject': 'A'},), fault='the answer broke off')
    """
    text = content if content.lstrip().startswith("{") else content.rpartition("</think>")[2]
    start = text.find("[", text.find('"facts"') + 1) if '"facts"' in text else -1
    if start < 0:
        return Rows((), "the answer is no JSON of the schema")
    decoder = json.JSONDecoder()
    rows: list[object] = []
    at = _skip(text, start + 1)
    while at < len(text) and text[at] != "]":
        if len(rows) == MOST:
            return Rows(tuple(rows), f"the answer has more than {MOST} rows")
        try:
            row, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return Rows(tuple(rows), "the answer broke off")
        rows.append(row)
        at = _skip(text, at)
    return Rows(tuple(rows), "" if at < len(text) else "the answer broke off")


def _skip(text: str, at: int) -> int:
    """Go past white space and commas."""
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at
