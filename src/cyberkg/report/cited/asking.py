"""Asks a named query of the library for a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cyberkg.errors import UsageError
from cyberkg.query.engine import run
from cyberkg.query.named import find_query
from cyberkg.query.results import Limits, Table, Term

__all__ = ["ask"]

_LIMITS = Limits(timeout=60, rows=0)


def ask(store_path: Path, name: str, values: Mapping[str, Sequence[Term]], base: str) -> Table:
    """Ask a named query of the library.

    :param values: for each parameter the terms that it may be.
    :raises UsageError: where it gives no table.
    :raises CyberkgError: as ``query.engine.run``.
    """
    answer = run(store_path, find_query(name).sparql, limits=_LIMITS, bindings=values, base=base)
    if not isinstance(answer, Table):
        raise UsageError(f"{name}.rq gives no table", hint="write a SELECT")
    return answer
