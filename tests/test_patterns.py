"""No regular expression of the package explodes, whatever a line was made for."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import cyberkg

# What patterns loop over: words, spaces, digits, marks, and what most of them begin or end with.
UNITS = (
    "a", "A", " ", "a ", "A ", "Aa ", "1", "1,", "1 ", "-", "a-", ".", "A.", ", ", "\n", "\t", "(", ")", "[", "<", '"', "'",
    "#", "=", "*", "|", ":", "/", "&", "and ", "of the ", "<a ", "1 March ", "March 1, ", "US$1", "A. ", "Dr ", "数",
)  # fmt: skip
LENGTH = 5_000
SECONDS = 0.1
"""Of work for one text: what is linear takes a hundredth, what grows with the cube of the length minutes."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Find the compiled patterns of all modules but those that train, in containers too."""
    for module in pkgutil.walk_packages(cyberkg.__path__, "cyberkg."):
        if module.name.startswith("cyberkg.training") or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            found = (
                value
                if isinstance(value, tuple | list)
                else value.values()
                if isinstance(value, dict)
                else (value,)
            )
            for number, one in enumerate(found):
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    yield f"{module.name}.{name}[{number}]", one


@pytest.mark.slow
def test_no_pattern_explodes() -> None:
    slow, seen = [], set()
    for name, pattern in patterns():
        if pattern in seen:
            continue
        seen.add(pattern)
        for unit in UNITS:
            text = (unit * LENGTH)[:LENGTH] + "\x00"
            begun = time.process_time()
            for _ in pattern.finditer(text):
                pass
            spent = time.process_time() - begun
            if spent > SECONDS:
                slow.append(f"{name} takes {spent:.1f} s for {unit!r}")
                break
    assert len(seen) > 100
    assert not slow, "\n".join(slow)
