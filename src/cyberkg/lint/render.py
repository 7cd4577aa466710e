"""Warnings as lines of a compiler, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from cyberkg.errors import UsageError
from cyberkg.lint.model import Finding

__all__ = ["FORMATS", "render"]


def render(warnings: Iterable[Finding], form: str) -> str:
    """Write warnings down as ``text`` or ``json``; ends with a newline, but for no line at all.

    :raises UsageError: where there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    return FORMATS[form](warnings)


def _text(warnings: Iterable[Finding]) -> str:
    lines = (f"{w.path}:{w.line}:{w.column}: {w.kind}: {w.message}" for w in warnings)
    return "".join(f"{' '.join(line.split())}\n" for line in lines)


def _json(warnings: Iterable[Finding]) -> str:
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


FORMATS: Mapping[str, Callable[[Iterable[Finding]], str]] = {"text": _text, "json": _json}
