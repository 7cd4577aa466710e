"""Files made in the test, the ways to read them, and the span law that every block of every format obeys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import settings

from cyberkg.errors import CyberkgError
from cyberkg.model import Block, Document
from cyberkg.sources import Parsers, read

# Time is measured where it is the law; elsewhere a busy machine is no fault.
settings.register_profile("sources", deadline=None)
settings.load_profile("sources")


def blocks_of(document: Document) -> list[Block]:
    """List all blocks in order, headings too."""
    return [b for item in document.items for b in ((item.heading,) if item.heading else ()) + item.blocks]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file, text in UTF-8 with its line ends as they are."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture(scope="session")
def parsers() -> Iterator[Parsers]:
    """Share the children between tests: starting one takes longer than what most tests do."""
    with Parsers() as shared:
        yield shared


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file into a folder of the test's own."""
    return lambda name, content: write(tmp_path, name, content)


@pytest.fixture
def load(tmp_path: Path, parsers: Parsers) -> Callable[[str, str | bytes], Document]:
    """Write a file and read it."""
    return lambda name, content: read(write(tmp_path, name, content), name, parsers=parsers).document


@pytest.fixture
def refusal(tmp_path: Path, parsers: Parsers) -> Callable[[str, str | bytes], str]:
    """Write a file and read it, which fails: give the class of the error and the line shown to the user."""

    def refuse(name: str, content: str | bytes) -> str:
        with pytest.raises(CyberkgError) as error:
            read(write(tmp_path, name, content), name, parsers=parsers)
        line = str(error.value)
        assert "\n" not in line
        return f"{type(error.value).__name__}: {line}"

    return refuse


@pytest.fixture
def outline_of() -> Callable[[Document], list[str]]:
    """Write the blocks of a document one a line: ``#`` per level of a heading, ``-`` of a list entry."""

    def lines(document: Document) -> list[str]:
        marks = {"heading": "#", "bullet": "-", "paragraph": ""}
        return [f"{marks[b.kind] * b.level} {b.text}".strip() for b in blocks_of(document)]

    return lines


@pytest.fixture
def check_spans() -> Callable[[Document], None]:
    """Hold a document to the span law."""

    def check(document: Document) -> None:
        for block in blocks_of(document):
            assert len(block.text) == len(block.offsets)
            assert block.text
            assert all(a < b for a, b in pairwise(block.offsets))
            assert all(0 <= at < len(document.text) for at in block.offsets)
            assert block.text == " ".join(block.text.split())
            for character, at in zip(block.text, block.offsets, strict=True):
                there = document.text[at]
                assert character == there or there in "&\\" or (character == " " and not there.isprintable())

    return check
