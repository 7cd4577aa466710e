"""All rules over a draft."""

from __future__ import annotations

from collections.abc import Callable

from cyberkg.lint import check
from cyberkg.lint.model import Briefing

Draft = Callable[..., Briefing]
TEXT = """The QTRB told Mr Tobias Renner of Orchid Bank.

The QTRB asked for 300,000 and was told on 03/04/2024.
"""


def test_findings_come_in_the_order_of_the_text_with_lines_and_columns(draft: Draft) -> None:
    found = check(draft(TEXT))
    assert [(f.kind, f.line, f.column) for f in found] == [
        ("unknown-acronym", 1, 5),
        ("amount-without-currency", 3, 20),
        ("ambiguous-date", 3, 44),
    ]
    text = draft(TEXT).document.text
    assert all(text[f.start : f.end] == f.words for f in found)


def test_the_same_draft_has_the_same_findings(draft: Draft) -> None:
    assert check(draft(TEXT)) == check(draft(TEXT))
