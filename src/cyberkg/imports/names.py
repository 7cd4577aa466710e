"""IRIs in short, for messages, and those of schema.org in the one form that this room knows."""

from __future__ import annotations

from functools import lru_cache

from cyberkg.rdf.vocab import PREFIXES

__all__ = ["normal_iri", "short_iri"]

_OLD, _NEW = "http://schema.org/", "https://schema.org/"
_LONGEST = 120


def normal_iri(iri: str) -> str:
    """Write the IRI of a term of schema.org with https, as the graph has it."""
    return _NEW + iri.removeprefix(_OLD) if iri.startswith(_OLD) else iri


@lru_cache(4096)
def short_iri(iri: str) -> str:
    """Write an IRI with the usual prefix of its namespace.

    >>> short_iri("http://schema.org/attendee")
    'schema:attendee'
    """
    known = normal_iri(iri)
    for prefix, namespace in PREFIXES.items():
        if known.startswith(namespace) and known[len(namespace) :].isidentifier():
            return f"{prefix}:{known[len(namespace) :]}"
    return iri[:_LONGEST]
