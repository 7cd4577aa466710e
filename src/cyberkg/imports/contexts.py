"""Contexts of JSON-LD without a network: those that are shipped take the place of their addresses."""

from __future__ import annotations

from typing import Any

from cyberkg.errors import InputError

__all__ = ["DEEPEST", "offline"]

DEEPEST = 200
"""How many levels deep a file may nest."""

# What the context of schema.org says, as far as it matters here: its own words, and which of them are links.
_SCHEMA: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "id": "@id",
    "type": "@type",
    "schema": "https://schema.org/",
    "sameAs": {"@type": "@id"},
    "url": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
    "additionalType": {"@type": "@id"},
}
_ADDRESSES = frozenset(
    f"{scheme}://{host}schema.org{tail}"
    for scheme in ("http", "https")
    for host in ("", "www.")
    for tail in ("", "/", "/docs/jsonldcontext.json", "/docs/jsonldcontext.jsonld")
)


def offline(value: Any, depth: int = 0) -> Any:
    """Put the shipped contexts in place of their addresses, wherever they stand.

    :param depth: how deep the value stands in the file.
    :raises InputError: naming the address, where there is another one: nothing is fetched; and where the file
        nests too deep for the parser.
    """
    if depth > DEEPEST:
        raise InputError(f"nests deeper than {DEEPEST} levels", hint="flatten it")
    if isinstance(value, list):
        return [offline(item, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    if "@import" in value:
        raise _refusal(value["@import"])
    return {
        key: _context(item, depth + 1) if key == "@context" else offline(item, depth + 1)
        for key, item in value.items()
    }


def _context(value: Any, depth: int) -> Any:
    if isinstance(value, list):
        return [offline(item, depth) if isinstance(item, list) else _context(item, depth) for item in value]
    if not isinstance(value, str):
        return offline(value, depth)
    if value in _ADDRESSES:
        return _SCHEMA
    raise _refusal(value)


def _refusal(address: Any) -> InputError:
    shown = str(address)[:200]
    return InputError(
        f"asks for the context {shown}, and nothing is fetched", hint="write the context into the file"
    )
