"""What the formats share: sentences in short, texts that a spreadsheet would take for a formula."""

from __future__ import annotations

from cyberkg.report.model import Row, Sentence

__all__ = ["all_sentences", "first_sentence", "inert", "place_of"]

# what a spreadsheet takes for the start of a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


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


def inert(text: str) -> str:
    """Put a mark before a text that a spreadsheet would run.

    >>> inert("=1+1"), inert("Ada Tan")
    ("'=1+1", 'Ada Tan')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
