"""JSON: told apart by what it holds."""

from __future__ import annotations

from typing import Any

from cyberkg.errors import InputError
from cyberkg.imports.model import Imported
from cyberkg.imports.rdf import read_json_ld
from cyberkg.imports.syntax import load_json

__all__ = ["read_json"]

_JSON_LD = frozenset(["@context", "@graph", "@id", "@type"])


def read_json(content: bytes) -> Imported:
    """Read JSON-LD.

    :raises InputError: where it is none of them, or one that cannot be read.
    :raises LimitError: where it holds too much.
    """
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    value: Any = load_json(text)
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict) and not _JSON_LD.isdisjoint(first):
        return read_json_ld(value)
    raise InputError(
        "is JSON, but neither JSON-LD, a STIX 2.1 bundle nor FollowTheMoney",
        hint="leave it out, or export it again",
    )
