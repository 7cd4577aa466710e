"""Drafts of briefings, read by the rules alone, which is quicker and finds what these tests speak of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cyberkg.lint.model import Briefing
from cyberkg.reading.discourse import read_discourse
from cyberkg.reading.language import load_language
from cyberkg.reading.reader import RuleReader
from cyberkg.sources import read

Draft = Callable[..., Briefing]


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """Read a text as a briefing: of 20 May 2024, unless it is to have no date."""

    def make(text: str, *, dated: bool = True, known: frozenset[str] = frozenset()) -> Briefing:
        path = tmp_path / ("2024-05-20-draft.md" if dated else "draft.md")
        path.write_text(text, encoding="utf-8")
        document = read(path, path.name).document
        discourse = read_discourse(document, load_language())
        return Briefing(path.name, document, discourse, RuleReader().read(document), known)

    return make
