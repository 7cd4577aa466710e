"""Seconds of work by step of one build: ``python tests/cache/steps.py OUTPUT build ...`` runs the command and writes them.

The steps are functions of the package that are timed from outside, so that nothing of this is in it. A step within
another counts to the inner one alone; what is in none of them is ``the rest``: the interpreter, imports, the command
line. Work of child processes is not seen.
"""

from __future__ import annotations

import functools
import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEPS = (
    ("sources: found and hashed", "cyberkg.building", "find_standing"),
    ("sources: read, kept readings loaded", "cyberkg.sources", "read_all"),
    ("reading what changed", "cyberkg.collect", "hear"),
    ("identity: gathering", "cyberkg.identity.resolve", "gather"),
    ("identity: names and choices", "cyberkg.identity.resolve", "choose"),
    ("identity: matching", "cyberkg.identity.resolve", "match"),
    ("identity: facts", "cyberkg.identity.resolve", "facts_of"),
    ("identity: all else", "cyberkg.identity", "resolve"),
    ("the rest of collecting", "cyberkg.building", "collect"),
    ("Turtle", "cyberkg.rdf.parts", "write_parts"),
    ("page: communities", "cyberkg.view.placing", "group"),
    ("page: layouts", "cyberkg.view.placing", "place"),
    ("page: rows", "cyberkg.view.page", "page_data"),
    ("page: projection", "cyberkg.view.page", "project"),
    ("page: written", "cyberkg.view", "render"),
    ("the rest of writing", "cyberkg.building", "write_publication"),
    ("store: by difference", "cyberkg.store.generation", "_write_changed"),
    ("store: whole", "cyberkg.store.generation", "write_store"),
    ("manifest", "cyberkg.store.publishing", "make_manifest"),
    ("files: written and flushed", "cyberkg.store.shelf", "write_generation"),
    ("files: copies for the user", "cyberkg.store.publishing", "_show"),
    ("the rest of publishing", "cyberkg.building", "_publish"),
    ("cache: pruned", "cyberkg.cache.ReadingCache", "prune"),
)


class Steps:
    """The work of each step so far, in seconds, the inner ones taken out of the outer."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inner = [0.0]

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Make a function whose work is counted under a name; an iterator that it gives is worked off at once."""

        @functools.wraps(function)
        def run(*given: Any, **named: Any) -> Any:
            begun = time.process_time()
            self._inner.append(0.0)
            try:
                found = function(*given, **named)
                return list(found) if hasattr(found, "__next__") else found
            finally:
                whole = time.process_time() - begun
                self.spent[name] = self.spent.get(name, 0.0) + whole - self._inner.pop()
                self._inner[-1] += whole

        return run


def main(output: Path, words: list[str]) -> None:
    """Run a command with its steps timed, and write what they took as JSON."""
    steps = Steps()
    for name, where, attribute in STEPS:
        place = _place(where)
        setattr(place, attribute, steps.timed(name, getattr(place, attribute)))
    from cyberkg.cli import main as command

    sys.argv = ["cyberkg", *words]
    try:
        command()
    finally:
        steps.spent["the rest"] = time.process_time() - sum(steps.spent.values())
        output.write_text(json.dumps(steps.spent), encoding="utf-8")


def _place(where: str) -> Any:
    """Give a module by its name, or a class in one."""
    try:
        return importlib.import_module(where)
    except ModuleNotFoundError:
        module, _, owner = where.rpartition(".")
        return getattr(importlib.import_module(module), owner)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
