"""What the formats share: sentences in short, texts that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cyberkg.report.model import Cell, Report, Row, Sentence
from cyberkg.sheets import is_formula

__all__ = ["all_sentences", "first_sentence", "grouped", "inert", "place_of", "readable"]

# a number that is an amount, by what stands around it: its unit or nothing, then the end or a mark of reports; what
# stands in brackets is the name of a briefing
_AMOUNT = re.compile(
    r"\[[^\[\]]*\]|(?<!\S)([1-9][0-9]{3,29})(?=(?:\.[0-9]+)?(?: (?:[A-Z]{3}|[KMGTP]B))?(?: [\[(≠]|[;,] |$))"
)


def place_of(sentence: Sentence) -> str:
    """Say where a sentence stands: document and offsets."""
    return f"{sentence.document}, {sentence.start}-{sentence.end}"


def first_sentence(row: Row) -> str:
    """Give the first sentence of a row, its document and how many more there are; empty where there is none."""
    if not row.sentences:
        return ""
    more = f" (+{len(row.sentences) - 1})" if len(row.sentences) > 1 else ""
    return f"{row.sentences[0].quote} [{row.sentences[0].document}]{more}"


def all_sentences(row: Row) -> list[str]:
    """Give each sentence of a row with its place."""
    return [f"{sentence.quote} [{place_of(sentence)}]" for sentence in row.sentences]


def grouped(text: str) -> str:
    """Part the digits of amounts in threes.

    >>> grouped("demanded 22000000 USD (reported); paid 1500.5 BTC")
    'demanded 22,000,000 USD (reported); paid 1,500.5 BTC'
    >>> grouped("13000 [June 2024.txt] ≠ 2024-01 ≠ a2024")
    '13,000 [June 2024.txt] ≠ 2024-01 ≠ a2024'
    """
    return _AMOUNT.sub(lambda match: f"{int(match[1]):,}" if match[1] else match[0], text)


def readable(report: Report, columns: Sequence[str], row: Row) -> Iterator[Cell]:
    """Give the cells of a row as people read them: amounts in threes of digits; numbers stay numbers."""
    amounts = report.amounts if not report.measured or row.cells[0] in report.measured else ()
    for column, cell in zip(columns, row.cells, strict=True):
        yield grouped(cell) if isinstance(cell, str) and column in amounts else cell


def inert(text: str) -> str:
    """Put a mark before a text that a spreadsheet would run.

    >>> inert("=1+1"), inert("Ada Tan")
    ("'=1+1", 'Ada Tan')
    """
    return f"'{text}" if is_formula(text) else text
