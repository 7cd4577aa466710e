"""SECURITY.md promises nothing that no test holds."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROW = re.compile(r"\| (\d+) \| ([^|]+) \| ([^|]+) \| ([\d., ]*) ?\|")
CASES = {int(found[1]): found for found in map(ROW.fullmatch, TEXT.splitlines()) if found}
ASVS = re.compile(r"[1-9]\d?\.\d\d?\.\d\d?")


@functools.cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_every_case_has_a_row() -> None:
    assert sorted(CASES) == list(range(1, 41))


@pytest.mark.parametrize("number", sorted(CASES))
def test_a_case_is_held_by_tests_that_are_there(number: int) -> None:
    held = re.findall(r"`([^`]+)::([^`]+)`", CASES[number][3])
    assert held
    assert re.sub(r"`[^`]+`(?:, )?", "", CASES[number][3]) == ""
    assert {name for path, name in held if name not in names_in(path)} == set()


@pytest.mark.parametrize("number", sorted(CASES))
def test_requirements_are_told_by_their_numbers(number: int) -> None:
    wanted = CASES[number][4].strip()
    assert not wanted or all(ASVS.fullmatch(one) for one in wanted.split(", "))


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(tests/[^`:]*)", TEXT))
    assert len(named) > 20
    assert {path for path in named if not (ROOT / path).exists()} == set()
