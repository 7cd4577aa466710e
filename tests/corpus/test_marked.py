"""The marked corpus is sound: every file parses, its facts fit the contract, its values stand in the text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from cyberkg.corpus import MarkedText, read_marked

MARKED = sorted((Path(__file__).parent / "marked").glob("*.txt"))


@pytest.fixture(scope="module")
def texts() -> list[MarkedText]:
    return [read_marked(path) for path in MARKED]


def test_there_are_several_hundred_documents(texts: list[MarkedText]) -> None:
    assert len(texts) > 500
    assert sum(len(text.facts) for text in texts) > 10_000


def test_every_text_says_what_it_is(texts: list[MarkedText]) -> None:
    for text in texts:
        assert text.head["style"], text.name
        assert text.head["invented"] in {"yes", "no"}, text.name


def test_mentions_stand_in_order_and_apart(texts: list[MarkedText]) -> None:
    for text in texts:
        ends = [(m.start, m.end) for m in text.mentions]
        assert all(a < b for a, b in ends), text.name
        assert all(before[1] <= after[0] for before, after in pairwise(ends)), text.name


def test_no_fact_stands_twice(texts: list[MarkedText]) -> None:
    for text in texts:
        rows = [(f.subject, f.predicate, f.object, f.title) for f in text.facts if f.status != "optional"]
        assert len(rows) == len(set(rows)), (text.name, {row for row in rows if rows.count(row) > 1})


def test_all_three_parts_are_there(texts: list[MarkedText]) -> None:
    from cyberkg.corpus import part_of

    parts = [part_of(text.name) for text in texts]
    assert {part: parts.count(part) for part in set(parts)}.keys() == {"train", "dev", "test"}
    assert min(parts.count("dev"), parts.count("test")) > 40
