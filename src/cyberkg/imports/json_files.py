"""JSON, told apart by what it holds: JSON-LD, STIX, FollowTheMoney."""

from __future__ import annotations

from itertools import chain
from typing import Any

from cyberkg.errors import InputError
from cyberkg.imports.ftm import read_ftm
from cyberkg.imports.model import Imported
from cyberkg.imports.rdf import read_json_ld
from cyberkg.imports.stix import read_stix
from cyberkg.imports.syntax import load_json

__all__ = ["read_json"]

_JSON_LD = frozenset(["@context", "@graph", "@id", "@type"])
_STIX = frozenset(["type", "id", "created"])
_FTM = frozenset(["id", "schema", "properties"])


def read_json(content: bytes) -> Imported:
    """Read JSON-LD, a STIX bundle (also its bare list of objects) or FollowTheMoney (lines, also a list).

    :raises InputError: where it is none of them, or one that cannot be read.
    :raises LimitError: where it holds too much.
    """
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    value = _try(first) if rest.strip() else load_json(text)
    if isinstance(value, dict) and value.keys() >= _FTM and rest.strip():
        return read_ftm(chain([value], (load_json(line) for line in rest.split("\n") if line.strip())))
    if rest.strip():
        value = load_json(text)
    many = value if isinstance(value, list) else [value]
    one = many[0] if many else None
    if isinstance(one, dict):
        if one.get("type") == "bundle" and isinstance(one.get("objects"), list):
            return read_stix(one["objects"])
        if one.keys() >= _STIX:
            return read_stix(many)
        if one.keys() >= _FTM:
            return read_ftm(many)
        if not _JSON_LD.isdisjoint(one):
            return read_json_ld(value)
    raise InputError(
        "is JSON, but neither JSON-LD, a STIX 2.1 bundle nor FollowTheMoney",
        hint="leave it out, or export it again",
    )


def _try(line: str) -> Any:
    """Load a line; None where it is no JSON by itself."""
    try:
        return load_json(line)
    except InputError:
        return None
