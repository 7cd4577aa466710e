"""The prefixes that a query may use without declaring them, and IRIs in short."""

from __future__ import annotations

from types import MappingProxyType

from cyberkg.ident import DEFAULT_BASE
from cyberkg.rdf import vocab

__all__ = ["PREFIXES", "expand", "shorten"]

PREFIXES = MappingProxyType({**vocab.PREFIXES, "ckgd": DEFAULT_BASE, "time": "http://www.w3.org/2006/time#"})


def shorten(iri: str) -> str:
    """Write an IRI with the prefix that covers most of it, or leave it as it is.

    >>> shorten("https://w3id.org/cyberkg/id/person/ada-tan")
    'ckgd:person/ada-tan'
    >>> shorten("https://example.org/x")
    'https://example.org/x'
    """
    fitting = [
        (len(start), name) for name, start in PREFIXES.items() if iri.startswith(start) and iri != start
    ]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def expand(text: str) -> str:
    """Write out what ``shorten`` made short; any other text comes back as it is.

    >>> expand("ckg:Person")
    'https://w3id.org/cyberkg/Person'
    """
    name, colon, rest = text.partition(":")
    return PREFIXES[name] + rest if colon and name in PREFIXES else text
