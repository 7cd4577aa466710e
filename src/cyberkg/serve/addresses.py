"""Addresses of this server for IRIs of the graph, and back."""

from __future__ import annotations

import re
from urllib.parse import quote

__all__ = ["address_of", "iri_of", "outside"]

_PLAIN = re.compile(r"[^?#\s]+")
_ESCAPES = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_SAFE = "/%:@!$&'()*+,;=~-._"  # of RFC 3986 what a path may hold; escapes stay as they are


def address_of(iri: str, base: str) -> str:
    """Give the path at which this server tells of an IRI; that of a sentence opens its briefing at it.

    >>> address_of("https://example.org/id/person/zoë", "https://example.org/id/")
    '/id/person/zo%C3%AB'
    >>> address_of("https://elsewhere.example/x", "https://example.org/id/")
    '/about?iri=https%3A%2F%2Felsewhere.example%2Fx'
    """
    local, mark, fragment = iri.removeprefix(base).partition("#")
    if not iri.startswith(base) or not _PLAIN.fullmatch(local):
        return f"/about?iri={quote(iri, safe='')}"
    return f"/id/{quote(local, safe=_SAFE)}{mark}{quote(fragment, safe=_SAFE)}"


def iri_of(path: bytes, base: str) -> str:
    """Give the IRI that is told of at a path: what stands behind ``/id/`` in it, put behind the base.

    :param path: as the client wrote it, in percent-encoded ASCII. As RFC 3987 (section 3.2) says, what is no
        ASCII is decoded, and no other escape.
    """
    local = path.decode("latin-1").partition("/id/")[2]
    return base + _ESCAPES.sub(_decoded, local)


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match.group().replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def outside(iri: str) -> bool:
    """Tell whether an IRI may be a link for a browser to follow: of the web, and nothing that runs."""
    return iri.startswith(("http://", "https://"))
