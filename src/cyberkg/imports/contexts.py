"""Contexts of JSON-LD without a network: those that are shipped take the place of their addresses."""

from __future__ import annotations

from typing import Any

from cyberkg.errors import InputError

__all__ = ["offline"]

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


def offline(value: Any) -> Any:
    """Put the shipped contexts in place of their addresses, at any depth.

    :raises InputError: naming the address, where there is another one: nothing is fetched.
    """
    if isinstance(value, list):
        return [offline(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "@import" in value:
        raise _refusal(value["@import"])
    return {key: _context(item) if key == "@context" else offline(item) for key, item in value.items()}


def _context(value: Any) -> Any:
    if isinstance(value, list):
        return [_context(item) for item in value]
    if not isinstance(value, str):
        return offline(value)
    if value in _ADDRESSES:
        return _SCHEMA
    raise _refusal(value)


def _refusal(address: Any) -> InputError:
    shown = str(address)[:200]
    return InputError(
        f"asks for the context {shown}, and nothing is fetched", hint="write the context into the file"
    )
