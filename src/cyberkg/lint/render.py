"""Warnings as lines of a compiler, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from cyberkg.errors import UsageError
<<<<<<< HEAD
from cyberkg.lint.model import Remark
=======
from cyberkg.lint.model import Finding
>>>>>>> c5301b5eeabaa7cca0200a74cbf4c900440bc92a

__all__ = ["FORMATS", "render"]


<<<<<<< HEAD
def render(warnings: Iterable[Remark], form: str) -> str:
=======
def render(warnings: Iterable[Finding], form: str) -> str:
>>>>>>> c5301b5eeabaa7cca0200a74cbf4c900440bc92a
    """Write warnings down as ``text`` or ``json``; ends with a newline, but for no line at all.

    :raises UsageError: where there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    return FORMATS[form](warnings)


<<<<<<< HEAD
def _text(warnings: Iterable[Remark]) -> str:
=======
def _text(warnings: Iterable[Finding]) -> str:
>>>>>>> c5301b5eeabaa7cca0200a74cbf4c900440bc92a
    lines = (f"{w.path}:{w.line}:{w.column}: {w.kind}: {w.message}" for w in warnings)
    return "".join(f"{' '.join(line.split())}\n" for line in lines)


<<<<<<< HEAD
def _json(warnings: Iterable[Remark]) -> str:
=======
def _json(warnings: Iterable[Finding]) -> str:
>>>>>>> c5301b5eeabaa7cca0200a74cbf4c900440bc92a
    rows = [
        {
            "path": w.path, "line": w.line, "column": w.column, "start": w.start, "end": w.end,
            "kind": w.kind, "words": w.words, "message": w.message,
        }
        for w in warnings
    ]  # fmt: skip
    written = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    # what would steer a terminal is escaped as JSON has it
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in written)


<<<<<<< HEAD
FORMATS: Mapping[str, Callable[[Iterable[Remark]], str]] = {"text": _text, "json": _json}
=======
FORMATS: Mapping[str, Callable[[Iterable[Finding]], str]] = {"text": _text, "json": _json}
>>>>>>> c5301b5eeabaa7cca0200a74cbf4c900440bc92a
