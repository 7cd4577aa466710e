"""``disagreements.json`` in a graph's folder: what the model and the built-in reader do not agree on.

    {"differences": [{"document": …, "kind": …, "model": {…} or null, "built_in": {…} or null}, …]}

A side is a fact in the fields of the fact contract. Equal differences are equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from cyberkg.errors import DamagedError
from cyberkg.llm.difference import Difference, Side

__all__ = ["DISAGREEMENTS", "read_differences", "write_differences"]

DISAGREEMENTS = "disagreements.json"


def write_differences(differences: Iterable[Difference]) -> bytes:
    """Write differences down, in their order; the first side of each is the model's."""
    rows = [
        {
            "document": d.document,
            "kind": d.kind,
            "model": asdict(d.first) if d.first else None,
            "built_in": asdict(d.second) if d.second else None,
        }
        for d in differences
    ]
    text = json.dumps({"differences": rows}, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
    # only a lone surrogate cannot be encoded; as an escape it is good JSON and comes back as it was
    return f"{text}\n".encode("utf-8", "backslashreplace")


def read_differences(written: bytes) -> tuple[Difference, ...]:
    """Read what ``write_differences`` wrote.

    :raises DamagedError: where it is anything else.
    """
    try:
        rows = json.loads(written)["differences"]
        return tuple(
            Difference(str(row["document"]), str(row["kind"]), _side(row["model"]), _side(row["built_in"]))
            for row in rows
        )
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DamagedError(
            "holds no disagreements", DISAGREEMENTS, "run `cyberkg build` to write the graph anew"
        ) from error


def _side(row: dict[str, Any] | None) -> Side | None:
    return Side(**row) if row is not None else None
