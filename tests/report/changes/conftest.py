"""News made of a few lines of text, without a store."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from cyberkg.report.changes import Changes, compare, tell


@pytest.fixture(scope="session")
def telling() -> ModuleType:
    """The module that makes knowledge and stores of text."""
    spec = importlib.util.spec_from_file_location("telling", Path(__file__).parents[1] / "telling.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def told(telling: ModuleType) -> Callable[..., Changes]:
    """Tell what a table brought that another did not have: ``told(new, before)``; both hold briefings."""

    def make(new: str, before: str = "", least: float = 0.0, *, against: bool = False) -> Changes:
        news = compare(telling.knowledge(before), telling.knowledge(before + new))
        return tell(replace(news, against=against), least)

    return make
